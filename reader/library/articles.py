"""Articles: posts converted for reading, the last few of them cached."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.article import Article, TimelineEntry
from reader.errors import PostUnreadableError
from reader.frozen import replace
from reader.library.conversion import article_of, extract_of
from reader.post import Post, PostId, TagKind
from reader.store.post_store import PostStore

if TYPE_CHECKING:
    from reader.query.pattern import Pattern
    from reader.text.excerpt import Excerpt

_MAX_CACHED = 16
_MAX_CACHED_CHARS = 40_000_000
"""of all cached articles but the last: one of 8 MB has 16 million"""


class Articles:
    """Converts posts from their current files, and keeps the articles used last. Thread-safe."""

    def __init__(self, store: PostStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._cached: OrderedDict[PostId, Article] = OrderedDict()
        """by post, the one used last at the end"""
        self._converting: dict[PostId, threading.Lock] = {}

    def of(self, post: Post) -> Article:
        """Return the article of a post. Raise PostUnreadableError if its file is missing or unreadable."""
        if (cached := self.cached(post)) is not None:
            return cached
        with self._lock:
            converting = self._converting.setdefault(post.id, threading.Lock())
        # A post opened while it is converted ahead of time is waited for, not converted twice.
        with converting:
            if (cached := self.cached(post)) is not None:
                return cached
            try:
                article = self._converted(post)
                self._keep(post.id, article)
            finally:
                with self._lock:
                    self._converting.pop(post.id, None)
        return article

    def _converted(self, post: Post) -> Article:
        """Return the article, with the topics of the front matter among the keywords that the body has."""
        loaded = self._store.loaded(post)
        article = article_of(
            loaded.body, title=post.title, source=post.source, values=loaded.front_matter.values
        )
        topics = [tag.name for tag in post.tags if tag.kind is TagKind.KEYWORD]
        keywords = tuple(dict.fromkeys((*article.keywords, *topics)))
        return replace(article, keywords=keywords) if len(keywords) > len(article.keywords) else article

    def cached(self, post: Post) -> Article | None:
        """Return the article if it is in the cache, else None, without any work."""
        with self._lock:
            if post.id not in self._cached:
                return None
            self._cached.move_to_end(post.id)
            return self._cached[post.id]

    def _keep(self, post_id: PostId, article: Article) -> None:
        with self._lock:
            self._cached[post_id] = article
            while len(self._cached) > 1 and (
                len(self._cached) > _MAX_CACHED
                or sum(len(each.markdown) + len(each.text) for each in self._cached.values())
                > _MAX_CACHED_CHARS
            ):
                self._cached.popitem(last=False)

    def forget(self, post_ids: Iterable[PostId]) -> None:
        """Drop the articles of posts whose files changed or vanished."""
        with self._lock:
            for post_id in post_ids:
                self._cached.pop(post_id, None)

    def markdown(self, post: Post, script: str = "as-written") -> str:
        """Return the article as a Markdown document, in a script that the setting names. Raise what `of` raises."""
        from reader.convert.document import document
        from reader.library.other_script import article_in_script, post_in_script

        return document(post_in_script(post, script), article_in_script(self.of(post), post, script))

    def front_matter(self, post: Post) -> Mapping[str, object]:
        """Return all that the front matter of a post's file says; empty if the file is missing or unreadable."""
        return self._store.read(post.archive, post.path).front_matter.values

    def timeline(self, post: Post) -> Sequence[TimelineEntry]:
        """Return the timeline of a post without converting it; empty if its file is missing or unreadable."""
        from reader.convert.body import without_preamble
        from reader.convert.clean import clean_page
        from reader.convert.doubt import is_doubtful

        if (cached := self.cached(post)) is not None:
            return cached.timeline
        try:
            body = self._store.body(post)
            if is_doubtful(body):
                return self.of(post).timeline
        except PostUnreadableError:
            return ()
        return clean_page(without_preamble(body), title=post.title, source=post.source).timeline

    def excerpt(self, post_id: PostId, patterns: Sequence[Pattern]) -> Excerpt:
        """Return the line of the post's text with most of the patterns, else its first line.

        Empty if there is no such file. Reads the file: some milliseconds for a long one.
        """
        from reader.text.excerpt import excerpt

        loaded = self._store.read(*post_id)
        post, body = loaded.post, loaded.body
        values = loaded.front_matter.values
        found = extract_of(body, title=post.title, source=post.source, values=values)
        return excerpt(found.blocks, patterns)
