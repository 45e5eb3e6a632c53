"""The open article without its widget: opening posts, history, and preparing articles ahead."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from reader.article import Article
from reader.errors import ReaderError, StateError
from reader.language import tr
from reader.post import Post, PostId
from reader.query.pattern import Pattern
from reader.text.passage import Passage
from reader.text.quotation import Quotation
from reader.tui.archived_links import ArchivedLinks
from reader.tui.history import ArticleTop, History, LeftPlace
from reader.tui.prefetch import Prefetcher
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink

_PATIENCE_SECONDS = 0.25
"""how long an article may take before the pane says that it is loading"""


class ArticleView(Protocol):
    """A view that shows one article."""

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
        place: int | Quotation | Passage | LeftPlace | None,
        patterns: Sequence[Pattern],
        archived: frozenset[str],
    ) -> None:
        """Show an article from the offset, the words or the passage at `place`; if it is None, from the first hit."""

    def show_sentence(self, text: str) -> None:
        """Show a sentence instead of an article."""

    def look_for(self, patterns: Sequence[Pattern]) -> None:
        """Highlight other patterns in the shown article."""

    def is_long(self, article: Article) -> bool:
        """Return whether the article takes too long to typeset as a whole in response to a key."""

    def prepare_ahead(self, post: Post, article: Article) -> Sequence[DocumentLink]:
        """Typeset an article before it is shown, and return its links. May run in any thread."""

    def paint_ahead(self, post: Post, article: Article, archived: frozenset[str]) -> None:
        """Paint the first screen of a prepared article. May run in any thread."""


class Reading:
    """The open post, and the history of this run."""

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        links: ArchivedLinks,
        index_of: Callable[[PostId], int | None],
    ) -> None:
        """`index_of` returns the index of a post in the list; None if it is not listed."""
        self._session = session
        self._view = view
        self._links = links
        self._index_of = index_of
        self._prefetcher = Prefetcher(self._prepare)
        self.post: Post | None = None
        """the post that is shown or about to be shown"""
        self.is_awaited = False
        """whether its article is still being converted"""
        self._then: Callable[[], object] | None = None
        """what is to be done once it is shown"""
        self._is_parser_loaded = False
        self.direction = 1
        """1 while the user reads down the list, -1 while up"""
        self.history = History()
        self.opened: Signal[Post] = Signal()
        """the user opened a post; a preview beside the list does not count"""
        self.returned: Signal[Post] = Signal()
        """the user went to a post in the history"""
        self.leaving: Signal[None] = Signal()
        """the open post is about to give way to another, or something is asked of the places in articles"""
        self.awaiting: Signal[Post] = Signal()
        """a post will be shown once its article is converted"""
        self.shown: Signal[Post] = Signal()
        """the article of the post is on the screen"""
        self.closed: Signal[None] = Signal()
        """no post is shown any more"""
        session.loaded.connect(lambda _: self._show_changed())

    def is_open(self, post: Post) -> bool:
        """Return whether this is the open post."""
        return self.post is not None and self.post.id == post.id

    def read(
        self, post: Post, place: int | Quotation | Passage | LeftPlace | ArticleTop | None = None
    ) -> None:
        """Open a post at an offset of its text, at words, or at its first hit, and add it to the history.

        At 0, and where no words are searched for, it opens where it was left.
        """
        self.leave()
        is_top = isinstance(place, ArticleTop)
        if isinstance(place, ArticleTop):
            place = 0
        elif place == 0 or (place is None and not self._session.query.patterns):
            place = self.left_at(post)  # before the visit, which is at the top of the article
        self.history.visit(post.id)
        self.opened.emit(post)
        has_changed = not self.is_awaited and self._session.library.articles.cached(post) is None
        if not self.is_open(post) or place or is_top or has_changed:
            self.show(post, place)
        else:
            self._view.look_for(self._session.query.patterns)

    def preview(self, post: Post) -> None:
        """Show a post without adding it to the history."""
        if not self.is_open(post):
            self.show(post)
        elif not self.is_awaited:
            self._view.look_for(self._session.query.patterns)

    def left_at(self, post: Post) -> int | LeftPlace:
        """Return where an article was left, in this run or an earlier one; its top if it was not open yet."""
        if (place := self.history.place_of(post.id)) is not None:
            return place
        with contextlib.suppress(StateError):  # What is wrong with the marks is said elsewhere.
            passage = self._session.library.reading_progress.place(post)
            return LeftPlace(passage) if passage is not None else 0
        return 0

    def show(self, post: Post, place: int | Quotation | Passage | LeftPlace | None = None) -> None:
        """Show a post now if its article is in memory, else once it is converted.

        Without a place that is at the first hit of the query, else where it was left.
        """
        session = self._session
        if not self.is_open(post):
            self.leaving.emit(None)
        self.post = post
        self._then = None
        if place is None and not session.query.patterns:
            place = self.left_at(post)
        article = session.library.articles.cached(post)
        if article is not None:
            session.jobs.cancel("article")
            self._show_article(post, article, place)
            return
        self.is_awaited = True
        self._prefetcher.stop()
        self.awaiting.emit(post)
        asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._show_loading, post)
        session.jobs.ask(
            "article",
            lambda: self._converted(post),
            lambda article: self._show_article(post, article, place),
            fail=self._show_error,
        )

    def close(self) -> None:
        """Show no post: the list is empty, and what was open belongs to another one."""
        if self.post is None:
            return
        self.leave()
        self._session.jobs.cancel("article")
        self._prefetcher.stop()
        self.post = None
        self.is_awaited = False
        self._view.show_sentence("")
        self.closed.emit(None)

    def once_shown(self, do: Callable[[], object]) -> bool:
        """Do something with the open article, once it is shown if it is not yet; return whether it is.

        Another article that is opened meanwhile is not waited for.
        """
        if self.is_awaited:
            self._then = do
            return False
        do()
        return True

    def _show_loading(self, post: Post) -> None:
        if not (self.is_awaited and self.is_open(post)):
            return
        if self._is_parser_loaded:
            self._view.show_sentence(tr("Reading the post …"))
        else:
            # The first article of a run may wait for the parser, without which no sentence is shown either.
            asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._show_loading, post)

    def _show_error(self, error: ReaderError) -> None:
        self.is_awaited = False
        self._view.show_sentence(str(error))

    def _show_article(
        self, post: Post, article: Article, place: int | Quotation | Passage | LeftPlace | None
    ) -> None:
        self.is_awaited = False
        self._view.show(
            post,
            article,
            place=place,
            patterns=self._session.query.patterns,
            archived=self._links.known(post),
        )
        results, index = self._session.results, self._index_of(post.id)
        if results is not None and index is not None:
            self._prefetcher.follow(results, index, self.direction)
        self.shown.emit(post)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_changed(self) -> None:
        """Show the open post again if its file has changed."""
        library = self._session.library
        post = library.get(self.post.id) if self.post is not None else None
        if post is not None and not self.is_awaited and library.articles.cached(post) is None:
            self.show(post, self._view.place)

    # Preparing, in other threads

    def _converted(self, post: Post) -> Article:
        """Return the article, prepared so that showing it takes no more work."""
        import reader.typeset.prepare  # noqa: F401 - here, since the loop would wait for it, and keys for the loop

        self._is_parser_loaded = True
        article = self._session.library.articles.of(post)
        # The pane shows the beginning of a long article while it prepares the rest.
        if not self._view.is_long(article):
            self._prepare(post)
        return article

    def _prepare(self, post: Post) -> None:
        article = self._session.library.articles.of(post)
        links = self._view.prepare_ahead(post, article)
        self._view.paint_ahead(post, article, self._links.look_up(post, links))

    # History

    def leave(self) -> None:
        """Store the offset and progress of the open article in the history."""
        self.leaving.emit(None)
        if self.post is not None and not self.is_awaited:
            self.history.leave(self.post.id, self._view.place, self._view.progress)

    def go_back(self, steps: int) -> Post | None:
        """Move by `steps` in the history (below 0: back), show that post and return it; None at the end."""
        self.leave()
        entry = self.history.step(steps)
        post = self._session.library.get(entry.post_id) if entry is not None else None
        if entry is not None and post is not None:
            self.returned.emit(post)
            self.show(post, entry.place)
        return post
