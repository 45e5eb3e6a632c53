"""The links of the open article: finds the archived ones, describes the selected one, follows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from reader.language import tr
from reader.post import Post
from reader.text.places import is_local, shown_target
from reader.text.safe import clean_line
from reader.tui.archived_links import ArchivedLinks
from reader.tui.dispatch import handles
from reader.tui.features.links.bar import LinkBar
from reader.tui.host import CursorLink, Host
from reader.tui.layout import Pane
from reader.tui.picking import Picking
from reader.tui.reading import Reading
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink, LinkKind

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
        picking: Picking,
        open_outside: Callable[[str], None],
        host: Host,
    ) -> None:
        """`open_outside` shows an address and opens it in the browser if the user confirms."""
        self._session = session
        self._article = article
        self._bar = bar
        self._reading = reading
        self._archived = archived
        self._picking = picking
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
            self._bar.show(link.text, tr("goes there"), tr("A place in this article"), is_archived=True)
            return
        if link.kind is not LinkKind.ADDRESS:
            self._bar.show(link.text, tr("lists its posts"), "", is_archived=True)
            return
        posts = self._targets(link.url)
        if not posts:
            self._show_link_outside(link)
        elif len(posts) > 1:
            self._bar.show(
                tr("{count} posts have this name", count=len(posts)),
                tr("lists them"),
                link.url,
                is_archived=True,
            )
        elif self._reading.is_open(posts[0]):
            self._bar.show(tr("A place in this article"), tr("does nothing"), link.url, is_archived=True)
        else:
            post = posts[0]
            day = f"{post.date.day(self._session.zone)}  " if post.date is not None else ""
            self._bar.show(f"{day}{post.title}", tr("opens it here"), link.url, is_archived=True)

    def _show_link_outside(self, link: CursorLink) -> None:
        """Show a link that leads to no post: to a page on the web, a file of the archive, or nothing."""
        if not is_local(link.url):
            self._bar.show(link.text, tr("opens the browser"), link.url, is_archived=False)
        elif (file := self._local_file(link.url)) is not None:
            self._bar.show(tr("A file of the archive"), tr("says where it is"), str(file), is_archived=False)
        else:
            self._bar.show(link.text, tr("leads nowhere"), link.url, is_archived=False)

    def _targets(self, url: str) -> list[Post]:
        """Return the posts that a link of the open article leads to."""
        post = self._article.post
        return self._session.library.related.targets(post, url) if post is not None else []

    def _local_file(self, url: str) -> Path | None:
        post = self._article.post
        return self._session.library.related.local_file(post, url) if post is not None else None

    # Following

    def follow(self, url: str, *, in_browser: bool) -> None:
        """Open a link in the reader if its target is archived, else or if `in_browser` in the browser.

        A name that several posts have offers all of them. A file of the archive is not opened.
        """
        if is_local(url):
            in_browser = False
        posts = [] if in_browser else self._targets(url)
        if len(posts) > 1:
            self._offer(posts, url)
        elif posts and self._host.pane is Pane.ARTICLE and self._reading.is_open(posts[0]):
            self._host.say(tr("This link leads to a place in this article"))
        elif posts:
            self._host.open_post(posts[0], 0)
        elif not is_local(url):
            self._open_outside(url)
        elif self._local_file(url) is not None:
            self._host.say(
                tr("A file of the archive: {path}", path=clean_line(shown_target(url)).lstrip("./"))
            )
        else:
            self._host.say(
                tr(
                    "No post and no file of the archive is called {name}",
                    name=clean_line(shown_target(url)),
                )
            )

    def _offer(self, posts: list[Post], url: str) -> None:
        """List the posts that a link may mean."""
        self._picking.pick(
            tr("Posts called {name}", name=clean_line(shown_target(url))),
            lambda: [self._picking.row(post) for post in posts],
            command_id="link.go",
            loading=tr("Looking for posts …"),
            empty=tr("No post has this name."),
        )

    @handles(
        "link.address",
        offered=lambda self, _: self._host.subject is not None and bool(self._host.subject.source),
    )
    def open_address(self, number: int) -> None:
        """Open link `number` of the article in the browser; for 0, the address of the current post."""
        subject = self._host.subject
        if number:
            url = self._article.link(number)
            if url is None:
                self._host.say(tr("There is no link {number}", number=number))
            else:
                self.follow(url, in_browser=True)
        elif subject is not None and subject.source:
            self._open_outside(subject.source)
        else:
            self._host.say(tr("This post names no address"))
