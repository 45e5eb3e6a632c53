"""The interface of the main screen and its list towards features, which so need not know each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from textual.app import App
from textual.screen import Screen

from reader.post import Post, PostId
from reader.text.passage import Passage
from reader.text.quotation import Quotation
from reader.tui.history import ArticleTop
from reader.tui.layout import Pane
from reader.tui.post_lines import Row
from reader.typeset.document import LinkKind

Result = TypeVar("Result")
Answer = TypeVar("Answer")


class CursorLink(NamedTuple):
    """The link under the cursor of the article."""

    url: str
    text: str
    """the text of the link on one line"""
    kind: LinkKind = LinkKind.ADDRESS
    """what it leads to: a keyword or a day stands in place of the URL"""


class PostsView(Protocol):
    """The list of posts, as features see it."""

    cursor: int
    """the index of the row under the cursor"""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""

    @property
    def holds_place(self) -> bool:
        """Whether the row under the cursor stands in for a post that has left the list."""

    def go_near_top(self, cursor: int) -> None:
        """Move the cursor to a row, and scroll so that it stands near the top of the screen."""

    def start(self, steps: int) -> int:
        """Return the index from which `steps` are counted."""

    def settle(self) -> None:
        """Take the row under the cursor for the place of the list from now on."""

    def at(self, index: int) -> Row | None:
        """Return the row at an index; None if there is none."""

    def index_of(self, post_id: PostId) -> int | None:
        """Return the index of a post; None if it is not listed."""

    def refresh_marks(self, post_id: PostId | None = None) -> None:
        """Repaint after the marks of one post changed, or for None the marks of any posts."""


class Host(Protocol):
    """The main screen, as its features see it."""

    @property
    def app(self) -> App[Any]:
        """The running app."""

    @property
    def pane(self) -> Pane:
        """The focused pane, or the last one before the focus went to an input line."""

    @property
    def subject(self) -> Post | None:
        """The post that commands act on: the open one in the article pane, else the one under the cursor."""

    def with_subjects(
        self, work: Callable[[Sequence[Post]], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Do work on the posts that are chosen in the list, in another thread if they are many, else on the subject.

        `then` gets its result; a ReaderError is shown.
        """

    def show_said(self, posts: Sequence[Post] | None = None) -> None:
        """Show what the user says of these posts as it is now, for None of any."""

    def shown_panes(self) -> frozenset[Pane]:
        """Return the panes on the screen."""

    def go_to(self, pane: Pane) -> None:
        """Focus a pane, and show it if it is hidden."""

    async def run_command(self, command_id: str, count: int = 0) -> bool:
        """Run a command, as its key does; return whether it was possible."""

    def open_post(self, post: Post, place: int | Quotation | Passage | ArticleTop | None = None) -> None:
        """Open a post at an offset of its text, at words in it, at its top, or at its first hit, and focus the article.

        At 0, and where no words are searched for, it opens where it was left.
        """

    def say(self, note: str) -> None:
        """Show a note for a moment."""

    def complain(self, sentence: str) -> None:
        """Show an error."""

    def show_keys(self) -> None:
        """Update the keys in the footer."""

    def ask(self, screen: Screen[Result], then: Callable[[Result | None], None]) -> None:
        """Push a screen, and call `then` with its result."""
