"""Which links of an article lead to posts of the archive, looked up once for each article."""

from __future__ import annotations

from collections.abc import Sequence

from textual.cache import LRUCache

from reader.library import Library
from reader.post import Post, PostId
from reader.text.urls import normalise
from reader.typeset.document import DocumentLink

_ARTICLES_KEPT = 64


class ArchivedLinks:
    """The addresses in articles from which posts were archived. Threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: LRUCache[PostId, tuple[int, frozenset[str]]] = LRUCache(_ARTICLES_KEPT)
        """how many links of an article were looked up, and the addresses among them that the archive holds"""

    def known(self, post: Post) -> frozenset[str]:
        """Return what is known of the links of a post, at no cost."""
        return self._found.get(post.id, (0, frozenset()))[1]

    def is_known(self, post: Post, links: Sequence[DocumentLink]) -> bool:
        """Return whether these links of a post were looked up."""
        return self._found.get(post.id, (-1, frozenset()))[0] >= len(links)

    def look_up(self, post: Post, links: Sequence[DocumentLink]) -> frozenset[str]:
        """Return the addresses among the links that the archive holds; takes milliseconds the first time."""
        found = self._found
        if not self.is_known(post, links):
            own = normalise(post.source)
            archived = self._library.archived(link.url for link in links)
            archived = frozenset(url for url in archived if normalise(url) != own)
            # The beginning of a long article may be looked up later than the whole.
            if len(links) >= found.get(post.id, (0, archived))[0]:
                found[post.id] = (len(links), archived)
        return self.known(post)

    def forget(self) -> None:
        """Look everything up again: the archive may hold other posts now."""
        # Put anew, not cleared: a look-up that still runs must not write what it found before.
        self._found = LRUCache(_ARTICLES_KEPT)
