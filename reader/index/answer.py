"""The ordered result of a query, read by position without a list of all posts."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap

from reader.index.schema import FILE_BITS
from reader.index.snapshot import NO_POSTS, Snapshot

_NUMBERS_AT_ONCE = 1000
_BLOCK = 4096
"""posts per block of the global order that is scanned at a time"""
_SPARSE = 16
"""1/n of all posts up to which sorting the few is cheaper than scanning the global order"""


class LengthOrder:
    """All posts of a snapshot, the longest first, and of equal length the newest; see `Snapshot`."""

    def __init__(self, snapshot: Snapshot, lengths: Iterable[tuple[int, int]]) -> None:
        """`lengths` are posts with their lengths; takes a microsecond a post."""
        length_of = array("I", bytes(4 * ((snapshot.all.max() if snapshot.all else 0) + 1)))
        for number, length in lengths:
            length_of[number] = length
        self.order = array("I", sorted(snapshot.order, key=length_of.__getitem__, reverse=True))
        self.ranks = array("I", bytes(4 * len(length_of)))
        for rank, number in enumerate(self.order):
            self.ranks[number] = rank
        self.dated = len(self.order)

    def in_order(self, posts: BitMap) -> list[int]:
        """Return posts in this order."""
        return sorted(posts, key=self.ranks.__getitem__)


class OrderedPosts:
    """Some posts in an order of all, forwards or backwards; computed lazily. Thread-safe."""

    def __init__(
        self,
        snapshot: Snapshot | LengthOrder,
        posts: BitMap,
        *,
        is_reversed: bool = False,
        are_newest: bool = False,
    ) -> None:
        """Take the `posts` in the order of all; if `is_reversed`, all must have dates. Scan for them if they `are_newest`."""
        self.posts = posts
        self._snapshot = snapshot
        self._is_reversed = is_reversed
        self._is_sparse = not are_newest and len(posts) < len(snapshot.order) // _SPARSE
        self._lock = threading.Lock()
        self._computed: array[int] = array("I")
        self._blocks = self._order_blocks()
        self._is_complete = False

    def __len__(self) -> int:
        return len(self.posts)

    def at(self, start: int, stop: int) -> list[int]:
        """Return the numbers from `start` up to but excluding `stop`, both within the posts."""
        if len(self) == len(self._snapshot.order) and not self._is_reversed:
            return list(self._snapshot.order[start:stop])
        self._compute(stop)
        return list(self._computed[start:stop])

    def index_of(self, number: int) -> int | None:
        """Return the position of a post; None where it is not among the posts."""
        if number not in self.posts:
            return None
        if not self._is_complete:
            self._compute(min(_BLOCK, len(self)))
            if number in (found := self._computed):
                return found.index(number)
            self._compute(len(self))
        rank = self._snapshot.ranks.__getitem__
        key = (lambda other: -rank(other)) if self._is_reversed else rank
        return bisect_left(self._computed, key(number), key=key)

    def _compute(self, count: int) -> None:
        """Compute at least the first `count` posts."""
        if len(self._computed) >= count:
            return
        with self._lock:
            if self._is_sparse and not self._computed:
                ordered = self._snapshot.in_order(self.posts)
                self._computed = array("I", reversed(ordered) if self._is_reversed else ordered)
            else:
                while len(self._computed) < count:
                    self._computed.extend(filter(self.posts.__contains__, next(self._blocks)))
            self._is_complete = len(self._computed) == len(self)

    def _order_blocks(self) -> Iterator[array[int]]:
        """Yield the global order in blocks: the lock is held briefly, and the first posts come at once."""
        order = self._snapshot.order
        if not self._is_reversed:
            for start in range(0, len(order), _BLOCK):
                yield order[start : start + _BLOCK]
            return
        for stop in range(self._snapshot.dated, 0, -_BLOCK):
            part = order[max(0, stop - _BLOCK) : stop]
            part.reverse()
            yield part


class RankedPosts:
    """Some posts in an order of their own; few, as all of them are held."""

    def __init__(self, posts: BitMap, order: Sequence[int]) -> None:
        self.posts = posts
        self._order = list(order)
        self._places = {number: place for place, number in enumerate(order)}

    def __len__(self) -> int:
        return len(self._order)

    def at(self, start: int, stop: int) -> list[int]:
        """Return the numbers from `start` up to but excluding `stop`, both within the posts."""
        return self._order[start:stop]

    def index_of(self, number: int) -> int | None:
        """Return the position of a post; None where it is not among the posts."""
        return self._places.get(number)


class Answer:
    """The result of a query at one moment; immutable."""

    def __init__(
        self,
        posts: BitMap,
        matching: BitMap,
        parts: Sequence[OrderedPosts | RankedPosts],
        generation: int = -1,
    ) -> None:
        """Take the `posts` in the order of `parts`, one after the other."""
        self.generation = generation
        """of the index that numbers the posts"""
        self.posts = posts
        """numbers of the posts, one per duplicate group where copies are folded; not to be changed"""
        self.matching = matching
        """numbers of all matching posts, copies included; not to be changed"""
        self._parts = [part for part in parts if len(part)]

    @classmethod
    def by_time(
        cls,
        snapshot: Snapshot,
        posts: BitMap,
        matching: BitMap,
        *,
        is_oldest_first: bool,
        are_newest: bool = False,
    ) -> Answer:
        """Return an answer in order of time; posts without a date come last. `are_newest` says that they are of the newest."""
        parts = [OrderedPosts(snapshot, posts, are_newest=are_newest)]
        if is_oldest_first:
            parts = [
                OrderedPosts(snapshot, posts - snapshot.undated, is_reversed=True),
                OrderedPosts(snapshot, posts & snapshot.undated),
            ]
        return cls(posts, matching, parts, snapshot.generation)

    def __len__(self) -> int:
        return len(self.posts)

    def is_numbered_as(self, other: Answer) -> bool:
        """Return whether both number the posts alike, as they do until the index is built anew."""
        return self.generation >> FILE_BITS == other.generation >> FILE_BITS

    def numbers(self, start: int, stop: int) -> list[int]:
        """Return the post numbers from `start` up to but excluding `stop`; bounds are clipped."""
        found: list[int] = []
        offset = 0
        for part in self._parts:
            first, last = max(0, start - offset), min(len(part), stop - offset)
            if first < last:
                found += part.at(first, last)
            offset += len(part)
        return found

    def place(self, number: int) -> int | None:
        """Return the position of a post; None where it is not in the result."""
        offset = 0
        for part in self._parts:
            if (index := part.index_of(number)) is not None:
                return offset + index
            offset += len(part)
        return None

    def next_place(self, from_place: int, step: int, chosen: BitMap) -> int | None:
        """Return the nearest position of a `chosen` post after `from_place` (`step` 1) or before it (-1)."""
        if step > 0:
            for start in range(max(0, from_place + 1), len(self), _NUMBERS_AT_ONCE):
                for place, number in enumerate(self.numbers(start, start + _NUMBERS_AT_ONCE), start):
                    if number in chosen:
                        return place
            return None
        for stop in range(min(from_place, len(self)), 0, -_NUMBERS_AT_ONCE):
            start = max(0, stop - _NUMBERS_AT_ONCE)
            for place, number in reversed(list(enumerate(self.numbers(start, stop), start))):
                if number in chosen:
                    return place
        return None


NO_ANSWER = Answer(NO_POSTS.all, NO_POSTS.all, [])
"""the empty result"""
