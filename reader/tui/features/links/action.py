"""The links of the open article: finds the archived ones, describes the selected one, follows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from reader.post import Post
from reader.tui.archived_links import ArchivedLinks
from reader.tui.dispatch import handles
from reader.tui.features.links.bar import LinkBar
from reader.tui.host import CursorLink, Host
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink

_REST_SECONDS = 0.03
"""delay before links are looked up, so that the article is painted first"""


class LinksView(Protocol):
    """The part of the article view that has links."""

    links_shown: Signal[None]
    link_under_cursor: Signal[CursorLink | None]
    nothing_to_follow: Signal[str]
    follow_asked: Signal[tuple[str, bool]]

    @property
    def post(self) -> Post | None:
        """The post whose article is shown."""

    @property
    def links(self) -> Sequence[DocumentLink]:
        """The links of the article, in reading order."""

    @property
    def cursor_link(self) -> CursorLink | None:
        """The link under the cursor."""

    def show_archived(self, archived: frozenset[str]) -> None:
        """Paint the links to these addresses as leading to archived posts."""

    def link(self, number: int) -> str | None:
        """Return the address of a link by its number, from 1; None if there is no such link."""


class Links:
    """Follows links: to archived posts in the reader, to others in the browser after a confirmation."""

    def __init__(
        self,
        session: Session,
        article: LinksView,
        bar: LinkBar,
        reading: Reading,
        archived: ArchivedLinks,
        open_outside: Callable[[str], None],
        host: Host,
    ) -> None:
        """`open_outside` shows an address and opens it in the browser if the user confirms."""
        self._session = session
        self._article = article
        self._bar = bar
        self._reading = reading
        self._archived = archived
        self._open_outside = open_outside
        self._host = host
        article.links_shown.connect(lambda _: self._show_archived())
        article.link_under_cursor.connect(self._show_link)
        article.nothing_to_follow.connect(host.say)
        article.follow_asked.connect(lambda asked: self.follow(asked[0], in_browser=asked[1]))
        session.loaded.connect(lambda _: self._look_up_again())

    # Archived links

    def _look_up_again(self) -> None:
        self._archived.forget()
        self._show_archived()

    def _show_archived(self) -> None:
        """Show the archived links, now if they are known, else once they were looked up."""
        post, links = self._article.post, self._article.links
        if post is None:
            self._session.jobs.cancel("links")
        elif self._archived.is_known(post, links):
            self._session.jobs.cancel("links")
            self._article.show_archived(self._archived.known(post))
        else:
            self._session.jobs.ask(
                "links",
                lambda: self._archived.look_up(post, links),
                lambda urls: self._article.show_archived(urls) if self._article.post == post else None,
                after=_REST_SECONDS,
            )

    # The link under the cursor

    def show_bar(self) -> None:
        """Show or hide the bar: it is visible while the article has the focus and a link cursor."""
        self._bar.display = self._article.cursor_link is not None and self._host.pane is Pane.ARTICLE

    def _show_link(self, link: CursorLink | None) -> None:
        self.show_bar()
        if link is None:
            return
        if link.url.startswith("#"):
            self._bar.show(link.text, "goes there", "A place in this article", is_archived=True)
            return
        post = self._session.library.post_for(link.url)
        if post is None:
            self._bar.show(link.text, "opens the browser", link.url, is_archived=False)
        elif self._reading.is_open(post):
            self._bar.show("A place in this article", "does nothing", link.url, is_archived=True)
        else:
            day = f"{post.date.day(self._session.zone)}  " if post.date is not None else ""
            self._bar.show(f"{day}{post.title}", "opens it here", link.url, is_archived=True)

    # Following

    def follow(self, url: str, *, in_browser: bool) -> None:
        """Open a link in the reader if its target is archived, else or if `in_browser` in the browser."""
        post = None if in_browser else self._session.library.post_for(url)
        if post is None:
            self._open_outside(url)
        elif self._host.pane is Pane.ARTICLE and self._reading.is_open(post):
            self._host.say("This link leads to a place in this article")
        else:
            self._host.open_post(post, 0)

    @handles("link.address")
    def open_address(self, number: int) -> None:
        """Open link `number` of the article in the browser; for 0, the address of the current post."""
        subject = self._host.subject
        if number:
            url = self._article.link(number)
            if url is None:
                self._host.say(f"There is no link {number}")
            else:
                self.follow(url, in_browser=True)
        elif subject is not None and subject.source:
            self._open_outside(subject.source)
        else:
            self._host.say("This post names no address")
