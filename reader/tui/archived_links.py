"""A cache of the links that lead to archived posts, looked up once for each article."""

from __future__ import annotations

from collections.abc import Sequence

from textual.cache import LRUCache

from reader.library import Library
from reader.post import Post, PostId
from reader.text.urls import normalise
from reader.typeset.document import DocumentLink

_ARTICLES_KEPT = 64


class ArchivedLinks:
    """The addresses linked from articles whose posts are archived. Thread-safe."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: LRUCache[PostId, tuple[int, frozenset[str]]] = LRUCache(_ARTICLES_KEPT)
        """for each article the number of links that were looked up, and the archived addresses among them"""

    def known(self, post: Post) -> frozenset[str]:
        """Return the archived addresses that are known so far, without a lookup."""
        return self._found.get(post.id, (0, frozenset()))[1]

    def is_known(self, post: Post, links: Sequence[DocumentLink]) -> bool:
        """Return whether these links of a post were looked up."""
        return self._found.get(post.id, (-1, frozenset()))[0] >= len(links)

    def look_up(self, post: Post, links: Sequence[DocumentLink]) -> frozenset[str]:
        """Return the archived addresses among the links; the first call takes milliseconds."""
        found = self._found
        if not self.is_known(post, links):
            own = normalise(post.source)
            archived = self._library.related.archived(post, (link.url for link in links))
            archived = frozenset(url for url in archived if not own or normalise(url) != own)
            # A lookup for the beginning of a long article may end after the one for the whole.
            if len(links) >= found.get(post.id, (0, archived))[0]:
                found[post.id] = (len(links), archived)
        return self.known(post)

    def forget(self) -> None:
        """Empty the cache, since the archives may hold other posts now."""
        # Replaced, not cleared: a running lookup must not write an outdated result.
        self._found = LRUCache(_ARTICLES_KEPT)
