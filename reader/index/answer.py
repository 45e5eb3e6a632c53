"""The posts that answer a query, in its order: places and slices without a list of all."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from pyroaring import BitMap

from reader.index.snapshot import NO_POSTS, Snapshot

_AT_ONCE = 1000
_FIRST = 4096
"""posts at the beginning of a run that are found by looking through the order, without sorting it"""
_SPARSE = 16
"""part of all posts up to which it is cheaper to sort the few than to look through all"""


class Run:
    """Some posts in the order of all, forwards or backwards. Any thread may ask."""

    def __init__(
        self, snapshot: Snapshot, posts: BitMap, *, is_reversed: bool = False, are_newest: bool = False
    ) -> None:
        """Backwards, all `posts` have dates. Where they `are_newest`, they are found sooner than sorted."""
        self.posts = posts
        self._snapshot = snapshot
        self._is_reversed = is_reversed
        self._is_sparse = not are_newest and len(posts) < len(snapshot.order) // _SPARSE
        self._lock = threading.Lock()
        self._found: array[int] = array("I")
        self._coming = self._parts()
        self._is_whole = False

    def __len__(self) -> int:
        return len(self.posts)

    def at(self, start: int, stop: int) -> list[int]:
        """The numbers from `start` up to and without `stop`, both within the run."""
        if len(self) == len(self._snapshot.order) and not self._is_reversed:
            return list(self._snapshot.order[start:stop])
        self._find(stop)
        return list(self._found[start:stop])

    def index_of(self, number: int) -> int | None:
        """Where in the run a post stands."""
        if number not in self.posts:
            return None
        if not self._is_whole:
            self._find(min(_FIRST, len(self)))
            if number in (found := self._found):
                return found.index(number)
            self._find(len(self))
        rank = self._snapshot.ranks.__getitem__
        key = (lambda other: -rank(other)) if self._is_reversed else rank
        return bisect_left(self._found, key(number), key=key)

    def _find(self, count: int) -> None:
        """Finds the first posts, so many at least."""
        if len(self._found) >= count:
            return
        with self._lock:
            if self._is_sparse and not self._found:
                rank = self._snapshot.ranks.__getitem__
                self._found = array("I", sorted(self.posts, key=rank, reverse=self._is_reversed))
            else:
                while len(self._found) < count:
                    self._found.extend(filter(self.posts.__contains__, next(self._coming)))
            self._is_whole = len(self._found) == len(self)

    def _parts(self) -> Iterator[array[int]]:
        """The order in parts, so that no other thread has to wait for long, and the first posts do not at all."""
        order = self._snapshot.order
        if not self._is_reversed:
            for start in range(0, len(order), _FIRST):
                yield order[start : start + _FIRST]
            return
        for stop in range(self._snapshot.dated, 0, -_FIRST):
            part = order[max(0, stop - _FIRST) : stop]
            part.reverse()
            yield part


class Answer:
    """What a query found at one moment; it never changes."""

    def __init__(self, posts: BitMap, matching: BitMap, runs: list[Run]) -> None:
        """The `posts` in `runs`, one after the other."""
        self.posts = posts
        """the numbers of the posts, one for all copies where these are folded; not to be changed"""
        self.matching = matching
        """the numbers of all posts that match, copies included; not to be changed"""
        self._runs = [run for run in runs if len(run)]

    def __len__(self) -> int:
        return len(self.posts)

    def numbers(self, start: int, stop: int) -> list[int]:
        """The numbers of the posts from `start` up to and without `stop`; bounds outside are no error."""
        found: list[int] = []
        offset = 0
        for run in self._runs:
            first, last = max(0, start - offset), min(len(run), stop - offset)
            if first < last:
                found += run.at(first, last)
            offset += len(run)
        return found

    def place(self, number: int) -> int | None:
        """Where a post stands; None where it is not among them."""
        offset = 0
        for run in self._runs:
            if (index := run.index_of(number)) is not None:
                return offset + index
            offset += len(run)
        return None

    def next_place(self, from_place: int, step: int, chosen: BitMap) -> int | None:
        """The nearest place of a chosen post after `from_place` (`step` 1) or before it (-1)."""
        if step > 0:
            for start in range(max(0, from_place + 1), len(self), _AT_ONCE):
                for place, number in enumerate(self.numbers(start, start + _AT_ONCE), start):
                    if number in chosen:
                        return place
            return None
        for stop in range(min(from_place, len(self)), 0, -_AT_ONCE):
            start = max(0, stop - _AT_ONCE)
            for place, number in reversed(list(enumerate(self.numbers(start, stop), start))):
                if number in chosen:
                    return place
        return None


NO_ANSWER = Answer(NO_POSTS.all, NO_POSTS.all, [])
"""no posts"""
