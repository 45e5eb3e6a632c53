"""Following the links of an article: into the archive, or out of it after a look at the address."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import tzinfo

from textual import work
from textual.cache import LRUCache

from reader.library import Library
from reader.post import Post, PostId
from reader.query import Query
from reader.text.urls import normalise
from reader.tui.layout import Pane
from reader.tui.screens.finding import FindingScreen
from reader.tui.thread_pool import in_background
from reader.tui.widgets.article_links import CursorLink, LinkedView
from reader.tui.widgets.article_pane import ArticlePane
from reader.typeset.document import DocumentLink

_REST_SECONDS = 0.03
"""how long the screen is at rest before links are looked up"""
_ARTICLES_KEPT = 64


class LinkingScreen(FindingScreen):
    """The links of the open article."""

    def __init__(self, library: Library, query: Query, *, zone: tzinfo) -> None:
        super().__init__(library, query, zone=zone)
        self._archived: LRUCache[PostId, tuple[int, frozenset[str]]] = LRUCache(_ARTICLES_KEPT)
        """for articles: how many links were looked up, and the addresses among them that the archive holds"""

    def on_mount(self) -> None:
        """Follow the link cursor."""
        self.watch(self.article, "cursor_link", self._show_link, init=False)

    def read(self, post: Post, place: int | None = None) -> None:
        """Open a post, from a place in it."""
        raise NotImplementedError

    # Which links the archive holds

    def archived_links(self, post: Post) -> frozenset[str]:
        """The addresses in a post that are known to be archived, at no cost."""
        return self._archived.get(post.id, (0, frozenset()))[1]

    def look_up(self, post: Post, links: Sequence[DocumentLink]) -> frozenset[str]:
        """The addresses among the links that the archive holds; takes milliseconds, any thread may ask."""
        known = self._archived
        if not self._is_looked_up(post, links):
            own = normalise(post.source)
            archived = self.library.archived(link.url for link in links)
            archived = frozenset(url for url in archived if normalise(url) != own)
            # The beginning of a long article may be looked up later than the whole.
            if len(links) >= known.get(post.id, (0, archived))[0]:
                known[post.id] = (len(links), archived)
        return self.archived_links(post)

    def loaded(self) -> None:
        """Other posts may be archived now."""
        super().loaded()
        # Put anew, not cleared: a look-up that is under way must not write what it found before.
        self._archived = LRUCache(_ARTICLES_KEPT)
        self.mark_archived()

    def on_linked_view_links_shown(self, event: LinkedView.LinksShown) -> None:
        """Mark the links into the archive once the article is on the screen."""
        event.stop()
        post = self.article.post
        if post is not None and self._is_looked_up(post, self.article.links):
            self.article.mark_archived(self.archived_links(post))
        else:
            self.mark_archived()

    def _is_looked_up(self, post: Post, links: Sequence[DocumentLink]) -> bool:
        return self._archived.get(post.id, (-1, frozenset()))[0] >= len(links)

    @work(exclusive=True, group="archived")
    async def mark_archived(self) -> None:
        """Look the links of the article on the screen up off the screen's thread."""
        post, links = self.article.post, self.article.links
        if post is None:
            return
        if not self._is_looked_up(post, links):
            await asyncio.sleep(_REST_SECONDS)
            await in_background(lambda: self.look_up(post, links))
        if self.article.post == post:
            self.article.mark_archived(self.archived_links(post))

    # The link cursor

    def _show_link(self, link: CursorLink | None) -> None:
        self.link_bar.display = link is not None and self.pane is Pane.ARTICLE
        if link is None:
            return
        if link.url.startswith("#"):
            self.link_bar.say(link.text, "goes there", "A place in this article", is_archived=True)
            return
        post = self.library.post_for(link.url)
        if post is None:
            self.link_bar.say(link.text, "opens the browser", link.url, is_archived=False)
        elif self._is_shown(post):
            self.link_bar.say("A place in this article", "does nothing", link.url, is_archived=True)
        else:
            day = f"{post.date.day(self.zone):%Y-%m-%d}  " if post.date is not None else ""
            self.link_bar.say(f"{day}{post.title}", "opens it here", link.url, is_archived=True)

    def _lay_out(self) -> None:
        super()._lay_out()
        self.link_bar.display = self.article.cursor_link is not None and self.pane is Pane.ARTICLE

    def _is_shown(self, post: Post) -> bool:
        return self.shown is not None and self.shown.id == post.id

    # Following

    def on_article_pane_follow_link(self, event: ArticlePane.FollowLink) -> None:
        """Open a link here where the archive holds its target, else in the browser after a question."""
        event.stop()
        self.follow(event.url, in_browser=event.in_browser)

    def on_linked_view_no_links(self, event: LinkedView.NoLinks) -> None:
        """Say why nothing happens."""
        event.stop()
        self.say(event.reason)

    def follow(self, url: str, *, in_browser: bool) -> None:
        """Follow an address."""
        post = None if in_browser else self.library.post_for(url)
        if post is None:
            self.open_outside(url)
        elif self.pane is Pane.ARTICLE and self._is_shown(post):
            self.say("This link leads to a place in this article")
        else:
            self.go_to_post(post)

    def go_to_post(self, post: Post, place: int = 0) -> None:
        """Read a post of the archive, whether it is in the list or not."""
        self.put_cursor_on(post.id)
        self.read(post, place)
        self.go_to(Pane.ARTICLE)

    def put_cursor_on(self, post_id: PostId) -> None:
        """Put the cursor of the list on a post, if it is listed."""
        index = self.results.index_of(post_id) if self.results is not None else None
        if index is not None:
            self.posts.cursor = index

    def action_open_address(self, number: int) -> None:
        """Open the post's own address in the browser, or link `number` of the article."""
        if number:
            url = self.article.link(number)
            if url is None:
                self.say(f"There is no link {number}")
            else:
                self.follow(url, in_browser=True)
        elif self.subject is not None and self.subject.source:
            self.open_outside(self.subject.source)
        else:
            self.say("This post names no address")
