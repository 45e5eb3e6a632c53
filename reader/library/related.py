"""Posts related to a post or an address: archived pages, copies, links between posts, stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import TYPE_CHECKING

from reader.index import Index
from reader.library.articles import Articles
from reader.library.damage import read_or
from reader.post import Post
from reader.text.urls import normalise

if TYPE_CHECKING:
    from reader.library.copies import Copy
    from reader.library.story import StoryEntry


class RelatedPosts:
    """Looks related posts up in the index. Any thread may call."""

    def __init__(self, index: Index, articles: Articles, zone: tzinfo) -> None:
        self._index = index
        self._articles = articles
        self._zone = zone

    def archived_from(self, url: str) -> Post | None:
        """Return the newest post archived from an address in any of its forms; see `Library.post_for`."""
        return read_or(None, lambda: next(iter(self._posts(self._index.sharing(normalise(url))[:1])), None))

    def archived(self, urls: Iterable[str]) -> frozenset[str]:
        """Return the addresses that a post was archived from; see `Library.archived`."""
        keys = {url: normalise(url) for url in dict.fromkeys(urls)}
        nothing: dict[str, int] = {}
        newest = read_or(nothing, lambda: self._index.newest_of(keys.values()))
        return frozenset(url for url, key in keys.items() if key in newest)

    def copies(self, post: Post) -> list[Copy]:
        """Return the files that hold the post, compared with it; see `Library.copies`."""
        from reader.library.copies import compared

        copies = self._posts(self._index.copies(self._index.numbers_of(post.id)[:1]))
        return list(compared(post, copies or [post]))

    def linking_to(self, post: Post) -> list[Post]:
        """Return the posts that link to a post or to a copy of it, newest first."""
        numbers = self._index.numbers_of(post.id)
        return self._posts(self._index.linking_to(numbers[0])) if numbers else []

    def story(self, post: Post) -> tuple[StoryEntry, ...]:
        """Return the story of a post; see `Library.story`."""
        from reader.library.story_finder import StoryFinder

        finder = StoryFinder(self._index, self._zone, post, self._articles.article(post))
        return finder.story(self._articles.timeline)

    def _posts(self, numbers: list[int]) -> list[Post]:
        return [indexed.post for indexed in self._index.posts(numbers)]
