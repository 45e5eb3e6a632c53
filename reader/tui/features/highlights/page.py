"""Opens the page of highlights and notes, and the articles at the places that are chosen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.language import tr
from reader.library import ResultSet
from reader.library.annotations import Annotation
from reader.post import Post, PostId
from reader.query import Query, text_of
from reader.tui.dispatch import handles
from reader.tui.history import ArticleTop
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal

if TYPE_CHECKING:
    from reader.tui.features.highlights.screen import HighlightsScreen, Page


class OpenPost(Protocol):
    """The open article, as this feature sees it."""

    opened: Signal[Post]
    """the user opened a post, whichever way"""

    @property
    def post(self) -> Post | None:
        """The post that is shown or about to be shown."""


class HighlightsPage:
    """Shows all highlights and notes of the query, and remembers where one was among them."""

    def __init__(self, session: Session, reading: OpenPost, host: Host, copy: Callable[[str], None]) -> None:
        self._session = session
        self._reading = reading
        self._host = host
        self._copy = copy
        self._page: Page | None = None
        self._screen: HighlightsScreen | None = None
        """the page while it is shown"""
        self._opened: PostId | None = None
        """the post that was opened last, if that was from the page"""
        reading.opened.connect(lambda _: self._leave_article())
        session.said.connect(lambda _: self._follow())

    def _leave_article(self) -> None:
        self._opened = None

    @handles("mark.highlights")
    def show(self) -> None:
        """Show the highlights and notes of the posts that are listed."""
        results = self._session.results
        if results is not None:
            self._read(results, self._show_new)

    def _read(self, results: ResultSet, then: Callable[[list[Annotation]], None]) -> None:
        library = self._session.library
        self._session.jobs.ask(
            "highlights",
            lambda: library.annotations(results),
            then,
            fail=lambda error: self._host.complain(str(error)),
        )

    def _show_new(self, annotations: list[Annotation]) -> None:
        from reader.tui.features.highlights.screen import Page  # not needed for the first frame

        query = self._session.query
        self._page = Page(text_of(query) if query != Query() else "", annotations)
        self._show(self._page)

    def _show_again(self, annotations: list[Annotation]) -> None:
        """Show the page as it is now, at the row where one was."""
        page = self._page
        assert page is not None
        page.annotations = annotations
        page.cursor = min(page.cursor, max(len(annotations) - 1, 0))
        page.lost.intersection_update(annotations)
        self._show(page)

    def _show(self, page: Page) -> None:
        from reader.tui.features.highlights.screen import HighlightsScreen

        session = self._session
        self._screen = HighlightsScreen(
            page, session.library, session.jobs, session.zone, self._copy, self._host.run_command
        )
        self._host.ask(self._screen, self._closed)

    def _follow(self) -> None:
        """Show on the page what is said now: something was taken back, or another run said something."""
        if self._screen is not None and self._session.results is not None:
            self._read(self._session.results, self._take_over)

    def _take_over(self, annotations: list[Annotation]) -> None:
        if self._screen is not None:
            self._screen.follow(annotations)

    def _closed(self, chosen: Annotation | None) -> None:
        if chosen is None:
            self._page = self._screen = None
            return
        self._screen = None
        place = chosen.highlight.passage if chosen.highlight is not None else ArticleTop()
        self._host.open_post(chosen.post, place)
        self._opened = chosen.post.id
        self._host.say(tr("{key} goes back to the highlights and notes", key=key_of("program.back")))

    def go_back(self) -> bool:
        """Show the page again; return False if the article was not opened from there."""
        post, results = self._reading.post, self._session.results
        is_along = post is not None and post.id == self._opened and self._host.pane is Pane.ARTICLE
        if self._page is None or not is_along or results is None:
            return False
        self._opened = None
        self._read(results, self._show_again)
        return True
