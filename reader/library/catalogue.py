"""The posts that were read, in memory, kept in order while batches come in and screens select."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.library.entry import Entry, Facet
from reader.post import Post, PostId, TagKind
from reader.state.marks import Marks
from reader.text.script import fold

if TYPE_CHECKING:
    from reader.library.digest import Digest

_BY_ORDER = attrgetter("order")


class Catalogue:
    """All entries, newest first. One thread changes it; any thread reads."""

    def __init__(self, marks: Marks, zone: tzinfo) -> None:
        self._marks = marks
        self._zone = zone
        self._lock = threading.Lock()
        self._ordered: Sequence[Entry] = ()
        self._by_id: dict[PostId, Entry] = {}
        self._by_key: dict[str, list[Entry]] = {}
        self._facets: dict[tuple[TagKind, str], Facet] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def ordered(self) -> Sequence[Entry]:
        """The entries at this moment; the sequence never changes, a later one takes its place."""
        return self._ordered

    def stamps(self) -> dict[PostId, tuple[int, int]]:
        """Size and time of change of each post's file when it was read."""
        with self._lock:
            return {post_id: entry.stamp for post_id, entry in self._by_id.items()}

    def get(self, post_id: PostId) -> Entry | None:
        """The entry of a post."""
        return self._by_id.get(post_id)

    def sharing(self, key: str) -> tuple[Entry, ...]:
        """The entries whose marks belong to the key, newest first: a post and its copies."""
        with self._lock:
            return tuple(sorted(self._by_key.get(key, ()), key=_BY_ORDER))

    def copies(self, key: str) -> int:
        """How many files share the key."""
        return len(self._by_key.get(key, ()))

    def add(self, digests: Iterable[Digest]) -> None:
        """Takes in posts that were read; one that is there already is replaced."""
        with self._lock:
            fresh = [self._entry(digest) for digest in digests]
            replaced = {entry.post.id for entry in fresh if entry.post.id in self._by_id}
            kept = self._without(replaced) if replaced else self._ordered
            for entry in fresh:
                self._by_id[entry.post.id] = entry
                self._by_key.setdefault(entry.key, []).append(entry)
            # The old part is in order, so this sort is a merge.
            self._ordered = sorted((*kept, *sorted(fresh, key=_BY_ORDER)), key=_BY_ORDER)

    def remove(self, gone: Iterable[PostId]) -> None:
        """Drops posts whose files have gone."""
        with self._lock:
            self._ordered = self._without(set(gone))

    def _without(self, gone: set[PostId]) -> Sequence[Entry]:
        """The entries but for those, which are taken out of every count."""
        for post_id in gone:
            entry = self._by_id.pop(post_id)
            sharing = self._by_key[entry.key]
            sharing.remove(entry)
            if not sharing:
                del self._by_key[entry.key]
            for facet, spellings in self._spelt(entry.post):
                for spelling in spellings:
                    facet.remove(spelling)
        return [entry for entry in self._ordered if entry.post.id not in gone]

    def _entry(self, digest: Digest) -> Entry:
        facets = []
        for facet, spellings in self._spelt(digest.post):
            facets.append(facet)
            for spelling in spellings:
                facet.add(spelling)
        return Entry(digest, tuple(facets), self._marks, self._zone)

    def _spelt(self, post: Post) -> list[tuple[Facet, list[str]]]:
        """The facets of a post, each once, with the spellings that the post has."""
        found: dict[Facet, list[str]] = defaultdict(list)
        for tag in post.tags:
            identity = (tag.kind, fold(tag.name))
            facet = self._facets.get(identity)
            if facet is None:
                facet = self._facets[identity] = Facet(*identity)
            found[facet].append(tag.name)
        return list(found.items())
