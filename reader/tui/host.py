"""What the features of the main screen may ask of it, and of the list in it; so they need not know each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

from textual.app import App
from textual.screen import Screen

from reader.post import Post, PostId
from reader.tui.layout import Pane
from reader.tui.post_lines import Row

Result = TypeVar("Result")


class CursorLink(NamedTuple):
    """The link under the cursor of the article."""

    url: str
    text: str
    """the words of the link, on one line"""


class PostsView(Protocol):
    """The list of posts."""

    cursor: int
    """the index of the row under the cursor"""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""

    def at(self, index: int) -> Row | None:
        """Return the row at an index; None where there is none."""

    def place_of(self, post_id: PostId) -> int | None:
        """Return where a post stands; None where it is not listed."""

    def refresh_marks(self, post_id: PostId | None = None) -> None:
        """Paint again after the marks of one post changed, or of any number of posts."""


class Host(Protocol):
    """The main screen, as its features see it."""

    @property
    def app(self) -> App[Any]:
        """The running app."""

    @property
    def pane(self) -> Pane:
        """The pane that has the keys, or had them before a line was typed in."""

    @property
    def subject(self) -> Post | None:
        """The post that commands are about: the open article, or the one under the cursor."""

    def shown_panes(self) -> frozenset[Pane]:
        """Return the panes on the screen."""

    def go_to(self, pane: Pane) -> None:
        """Give the keys to a pane, on the screen or not yet."""

    def open_post(self, post: Post, place: int | None = None) -> None:
        """Read a post, from a place in it or where the first hit is in sight, and go to it."""

    def say(self, note: str) -> None:
        """Say for a moment what was done."""

    def complain(self, sentence: str) -> None:
        """Say what went wrong."""

    def show_keys(self) -> None:
        """Name the keys that work now in the footer."""

    def ask(self, screen: Screen[Result], then: Callable[[Result | None], None]) -> None:
        """Show a screen over this one, and hand its result on."""
