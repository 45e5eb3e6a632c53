"""The posts that answer a query, in its order: places and slices without a list of all."""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from reader.index.snapshot import NO_POSTS, Snapshot

_AT_ONCE = 1000


class Run(NamedTuple):
    """Posts by their places in the order of all, forwards or backwards."""

    places: BitMap
    is_reversed: bool = False

    def at(self, start: int, stop: int) -> list[int]:
        """The places from `start` up to and without `stop`, both within the run."""
        size = len(self.places)
        if self.is_reversed:
            return list(self.places[size - stop : size - start])[::-1]
        return list(self.places[start:stop])

    def index_of(self, place: int) -> int | None:
        """Where in the run a place stands."""
        if place not in self.places:
            return None
        before = self.places.rank(place) - 1
        return len(self.places) - 1 - before if self.is_reversed else before


class Answer:
    """What a query found at one moment; it never changes."""

    def __init__(self, snapshot: Snapshot, posts: BitMap, runs: list[Run]) -> None:
        """`runs` holds the places of the `posts`, one run after the other."""
        self.posts = posts
        """the numbers of the posts; not to be changed"""
        self._snapshot = snapshot
        self._runs = [run for run in runs if run.places]

    def __len__(self) -> int:
        return len(self.posts)

    def numbers(self, start: int, stop: int) -> list[int]:
        """The numbers of the posts from `start` up to and without `stop`; bounds outside are no error."""
        found: list[int] = []
        order = self._snapshot.order
        offset = 0
        for run in self._runs:
            size = len(run.places)
            first, last = max(0, start - offset), min(size, stop - offset)
            if first < last:
                found += map(order.__getitem__, run.at(first, last))
            offset += size
        return found

    def place(self, number: int) -> int | None:
        """Where a post stands; None where it is not among them."""
        if number not in self.posts:
            return None
        in_order = self._snapshot.ranks[number]
        offset = 0
        for run in self._runs:
            if (index := run.index_of(in_order)) is not None:
                return offset + index
            offset += len(run.places)
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


NO_ANSWER = Answer(NO_POSTS, BitMap(), [])
"""no posts"""
