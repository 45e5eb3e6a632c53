"""Posts related to a post or an address: archived pages, copies, links between posts, stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.index import Index
from reader.library.articles import Articles
from reader.library.damage import Damage
from reader.post import Post
from reader.store.post_store import PostStore
from reader.text.identity import part_of
from reader.text.places import is_local, local_paths, target_of
from reader.text.urls import normalise

if TYPE_CHECKING:
    from reader.library.copies import Copy, Difference
    from reader.library.story import StoryEntry

_MOST_SHARING = 1000
"""posts of one page among which that with the part of a link is looked for"""


class RelatedPosts:
    """Looks related posts up in the index. Thread-safe."""

    def __init__(
        self, index: Index, store: PostStore, articles: Articles, zone: tzinfo, damage: Damage
    ) -> None:
        self._index = index
        self._store = store
        self._articles = articles
        self._zone = zone
        self._damage = damage

    def targets(self, post: Post, url: str) -> list[Post]:
        """Return the posts that a link of `post` leads to, newest first.

        For an address this is the newest post archived from it, in any form of the address; for a path or a
        name within the archive it may be several. Empty if there is none, or while the index cannot be read.
        """
        if is_local(url):
            return self._local_targets(post, [url])[url]
        found = self._at_address(url)[:1]
        path = "" if found else self._path_within(post, url)
        return self._local_targets(post, [path])[path] if path else found

    def _at_address(self, url: str) -> list[Post]:
        """Return the posts at an address: first that whose own part of the page it names, then the newest."""
        none: list[Post] = []
        part = part_of(url)
        most = _MOST_SHARING if part else 1
        found = self._damage.read_or(none, lambda: self._posts(self._index.at_address(normalise(url))[:most]))
        return sorted(found, key=lambda post: part_of(post.source) != part)

    def archived(self, post: Post, urls: Iterable[str]) -> frozenset[str]:
        """Return those of the links of `post`, as given, for which `targets` is not empty."""
        distinct = list(dict.fromkeys(urls))
        local = [url for url in distinct if is_local(url)]
        keys = {url: normalise(url) for url in distinct if url not in set(local)}
        nothing: dict[str, int] = {}
        newest = self._damage.read_or(nothing, lambda: self._index.newest_at(keys.values()))
        found = {url for url, key in keys.items() if key in newest}
        paths = {url: url for url in local}
        paths |= {url: path for url in keys if url not in found and (path := self._path_within(post, url))}
        if paths:
            targets = self._local_targets(post, list(paths.values()))
            found.update(url for url, path in paths.items() if targets[path])
        return frozenset(found)

    def _path_within(self, post: Post, url: str) -> str:
        from reader.library.places import path_within

        return path_within(post, self._store.habits.of(post.archive).site, url)

    def _local_targets(self, post: Post, urls: Sequence[str]) -> dict[str, list[Post]]:
        """Return for each of a post's links by path or name the posts that it leads to, newest first."""
        from reader.library.places import post_references

        front_matter = self._store.read(post.archive, post.path).front_matter

        def look_up() -> dict[str, list[Post]]:
            found: dict[str, list[Post]] = {}
            for url in urls:
                meant = next(post_references(post, front_matter, [url]), None)
                found[url] = self._posts(self._index.at_places(*meant)) if meant is not None else []
            return found

        return self._damage.read_or({url: [] for url in urls}, look_up)

    def local_file(self, post: Post, url: str) -> Path | None:
        """Return the file in the archive of `post`, such as a picture, that a relative link names, if any."""
        target = target_of(url)
        if target is None:
            return None
        places = (post.archive / path for path in local_paths(post.path, target))
        return next(
            (
                place
                for place in places
                if paths.is_file(place) and place.resolve().is_relative_to(post.archive)
            ),
            None,
        )

    def copies(self, post: Post) -> list[Copy]:
        """Return the files that hold the post, newest first, each with its differences from this one.

        Includes the post's own file, even without copies. Reads all of the files.
        """
        from reader.library.copies import compared

        copies = self._posts(self._index.copies(self._index.numbers_of(post.id)[:1]))
        return list(compared(post, copies or [post]))

    def difference(self, before: Post, after: Post) -> Difference:
        """Return what one copy of a post says differently than another, sentence by sentence. Reads both files.

        Raise PostUnreadableError if one of them is missing or unreadable.
        """
        from reader.library.copies import difference

        return difference(before, after)

    def linking_to(self, post: Post) -> list[Post]:
        """Return the posts that link to a post or to a copy of it, newest first."""
        numbers = self._index.numbers_of(post.id)
        return self._posts(self._index.linking_to(numbers[0])) if numbers else []

    def story(self, post: Post) -> tuple[StoryEntry, ...]:
        """Return the story of a post, itself included, in order of time, each entry with its reasons.

        Raise PostUnreadableError if the post's file is missing or unreadable.
        """
        from reader.library.story_finder import StoryFinder

        finder = StoryFinder(self._index, self._zone, post, self._articles.of(post))
        return finder.story(self._articles.timeline)

    def _posts(self, numbers: list[int]) -> list[Post]:
        return [indexed.post for indexed in self._index.posts(numbers)]
