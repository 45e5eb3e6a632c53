"""The post that is read, without a widget: opening, going back and forward, reading ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from reader.article import Article
from reader.errors import ReaderError
from reader.post import Post, PostId
from reader.tui.archived_links import ArchivedLinks
from reader.tui.history import History
from reader.tui.prefetch import Prefetcher
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink

_PATIENCE_SECONDS = 0.25
"""how long an article may take before the pane says that it is coming"""


class ArticleView(Protocol):
    """What shows an article."""

    @property
    def place(self) -> int:
        """The offset in the article's text of the first line on the screen."""

    @property
    def progress(self) -> int:
        """How much of the article has been on the screen, in per cent."""

    def show(
        self,
        post: Post,
        article: Article,
        *,
        place: int | None,
        words: Sequence[str],
        archived: frozenset[str],
    ) -> None:
        """Show an article from a place; for None, with the first hit of the words in sight."""

    def show_sentence(self, text: str) -> None:
        """Show a sentence instead of an article."""

    def look_for(self, words: Sequence[str]) -> None:
        """Highlight other words in the article."""

    def is_long(self, article: Article) -> bool:
        """Return whether the article is too long to be set whole while a key waits."""

    def prepare_ahead(self, post: Post, article: Article) -> Sequence[DocumentLink]:
        """Set an article before it is shown, in any thread, and return its links."""

    def paint_ahead(self, post: Post, article: Article, archived: frozenset[str]) -> None:
        """Paint the first screen of an article that was set, in any thread."""


class Reading:
    """What is read now, and what was read before in this run."""

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        links: ArchivedLinks,
        place_of: Callable[[PostId], int | None],
    ) -> None:
        """`place_of` says where a post stands in the list; None where it is not listed."""
        self._session = session
        self._view = view
        self._links = links
        self._place_of = place_of
        self._prefetcher = Prefetcher(self._prepare)
        self.post: Post | None = None
        """the post that is shown or is about to be shown"""
        self.is_awaited = False
        """whether its article is still being converted"""
        self.direction = 1
        """whether one reads down the list (1) or up (-1)"""
        self.history = History()
        self.opened: Signal[Post] = Signal()
        """a post was opened, not only shown beside the list"""
        self.awaiting: Signal[Post] = Signal()
        """a post is about to be shown"""
        self.shown: Signal[Post] = Signal()
        """the article of the post is on the screen"""
        session.loaded.connect(lambda _: self._show_changed())

    def is_open(self, post: Post) -> bool:
        """Return whether this is the post that is shown."""
        return self.post is not None and self.post.id == post.id

    def read(self, post: Post, place: int | None = None) -> None:
        """Open a post from a place in it, or where the first hit is in sight; it goes into the history."""
        self.leave()
        self.history.visit(post.id)
        self.opened.emit(post)
        has_changed = not self.is_awaited and self._session.library.article_at_hand(post) is None
        if not self.is_open(post) or place or has_changed:
            self.show(post, place)
        else:
            self._view.look_for(self._session.query.words)

    def preview(self, post: Post) -> None:
        """Show a post without opening it."""
        if not self.is_open(post):
            self.show(post)
        elif not self.is_awaited:
            self._view.look_for(self._session.query.words)

    def show(self, post: Post, place: int | None = None) -> None:
        """Show a post: at once where it was converted ahead, else when that is done."""
        session = self._session
        self.post = post
        article = session.library.article_at_hand(post)
        if article is not None:
            session.jobs.cancel("article")
            self._show_article(post, article, place)
            return
        self.is_awaited = True
        self._prefetcher.stop()
        self.awaiting.emit(post)
        asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._say_patience, post)
        session.jobs.ask(
            "article",
            lambda: self._converted(post),
            lambda article: self._show_article(post, article, place),
            fail=self._show_error,
        )

    def _say_patience(self, post: Post) -> None:
        if self.is_awaited and self.is_open(post):
            self._view.show_sentence("Reading the post …")

    def _show_error(self, error: ReaderError) -> None:
        self.is_awaited = False
        self._view.show_sentence(str(error))

    def _show_article(self, post: Post, article: Article, place: int | None) -> None:
        self.is_awaited = False
        self._view.show(
            post, article, place=place, words=self._session.query.words, archived=self._links.known(post)
        )
        results, index = self._session.results, self._place_of(post.id)
        if results is not None and index is not None:
            self._prefetcher.follow(results, index, self.direction)
        self.shown.emit(post)

    def _show_changed(self) -> None:
        """Show the open post anew where its file has changed."""
        library = self._session.library
        post = library.get(self.post.id) if self.post is not None else None
        if post is not None and not self.is_awaited and library.article_at_hand(post) is None:
            self.show(post, self._view.place)

    # Ahead, in other threads

    def _converted(self, post: Post) -> Article:
        """Return the article, so far prepared that the screen has only to show it."""
        article = self._session.library.article(post)
        # A long one is shown from its beginning while the rest is set, which the pane sees to.
        if not self._view.is_long(article):
            self._prepare(post)
        return article

    def _prepare(self, post: Post) -> None:
        article = self._session.library.article(post)
        links = self._view.prepare_ahead(post, article)
        self._view.paint_ahead(post, article, self._links.look_up(post, links))

    # What was read before

    def leave(self) -> None:
        """Keep the place in the open article."""
        if self.post is not None and not self.is_awaited:
            self.history.leave(self.post.id, self._view.place, self._view.progress)

    def go_back(self, steps: int) -> Post | None:
        """Show what was read so many steps before (below 0) or after; return it, or None where there is nothing."""
        self.leave()
        entry = self.history.step(steps)
        post = self._session.library.get(entry.post_id) if entry is not None else None
        if entry is not None and post is not None:
            self.show(post, entry.place)
        return post
