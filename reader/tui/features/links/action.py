"""The links of the open article: which lead into the archive, where the one under the cursor leads, and following."""

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
"""how long the screen is at rest before links are looked up"""


class LinksView(Protocol):
    """The article, as far as it has links."""

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

    def mark_archived(self, urls: frozenset[str]) -> None:
        """Let the links to these addresses look like links into the archive."""

    def link(self, number: int) -> str | None:
        """Return the address of a link by its number."""


class Links:
    """Follows links, into the archive or out of it after a look at the address."""

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
        """`open_outside` opens an address in the browser after a look at it."""
        self._session = session
        self._article = article
        self._bar = bar
        self._reading = reading
        self._archived = archived
        self._open_outside = open_outside
        self._host = host
        article.links_shown.connect(lambda _: self._mark_archived())
        article.link_under_cursor.connect(self._show_link)
        article.nothing_to_follow.connect(host.say)
        article.follow_asked.connect(lambda asked: self.follow(asked[0], in_browser=asked[1]))
        session.loaded.connect(lambda _: self._look_up_again())

    # Which lead into the archive

    def _look_up_again(self) -> None:
        self._archived.forget()
        self._mark_archived()

    def _mark_archived(self) -> None:
        """Mark the links into the archive, now if they are known, else when they were looked up."""
        post, links = self._article.post, self._article.links
        if post is None:
            self._session.jobs.cancel("links")
        elif self._archived.is_known(post, links):
            self._session.jobs.cancel("links")
            self._article.mark_archived(self._archived.known(post))
        else:
            self._session.jobs.ask(
                "links",
                lambda: self._archived.look_up(post, links),
                lambda urls: self._article.mark_archived(urls) if self._article.post == post else None,
                after=_REST_SECONDS,
            )

    # The link under the cursor

    def show_bar(self) -> None:
        """Show the bar while a link of the article that is read is under the cursor."""
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
        """Open a link here where the archive holds its target, else in the browser after a question."""
        post = None if in_browser else self._session.library.post_for(url)
        if post is None:
            self._open_outside(url)
        elif self._host.pane is Pane.ARTICLE and self._reading.is_open(post):
            self._host.say("This link leads to a place in this article")
        else:
            self._host.open_post(post, 0)

    @handles("link.address")
    def open_address(self, number: int) -> None:
        """Open the post's own address in the browser, or link `number` of the article where it is not 0."""
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
