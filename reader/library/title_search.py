"""Search of post titles while the user types, limited to the newest posts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pyroaring import BitMap

from reader.index import Index
from reader.library.names import Names, find
from reader.post import Post

_MAX_POSTS = 50_000
"""posts whose titles are searched, the newest: a full search of them takes 50 to 90 ms"""
_TABLE_SIZE = 500
"""titles of a table on average: searching one takes a millisecond or two, between which the search can be
cancelled"""
_MAX_COPIES = 50
"""matches beyond those asked for, since those that are copies of another are left out"""


class _Table(NamedTuple):
    """The titles of adjacent posts, newest first."""

    numbers: list[int]
    names: Names


class TitleSearch:
    """Tables of the newest titles, which follow the index. Thread-safe."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._generation = -1
        """of the index that the tables are complete for; -1 until they are"""
        self._tables: dict[int, _Table] = {}
        """by the number of the first post of each, the newest first once they are complete"""

    def find(self, typed: str, limit: int, is_wanted: Callable[[], bool]) -> list[Post]:
        """Return up to `limit` posts with matching titles, best first; fewer once `is_wanted` returns False.

        Of copies of a post that match, the newest stands for the others.
        """
        with self._lock:
            self._update(is_wanted)
            tables = list(self._tables.values())
        found = find([table.names for table in tables], typed, limit + _MAX_COPIES, is_wanted=is_wanted)
        matches = [tables[table].numbers[place] for table, place in found]
        snapshot = self._index.snapshot()
        rows = snapshot.folded(BitMap(matches) & snapshot.all)
        return [
            indexed.post for indexed in self._index.posts([each for each in matches if each in rows][:limit])
        ]

    def _update(self, is_wanted: Callable[[], bool]) -> None:
        """Read the titles of the posts around which any came or went since the last call, the newest first."""
        snapshot = self._index.snapshot()
        if snapshot.generation == self._generation:
            return
        tables: dict[int, _Table] = {}
        for numbers in _divided(snapshot.order[:_MAX_POSTS].tolist()):
            table = self._tables.get(numbers[0])
            if table is None or table.numbers != numbers:
                if not is_wanted():
                    # What was read is not read again.
                    self._tables |= tables
                    return
                titles = self._index.titles(numbers)
                table = _Table(list(titles), Names(list(titles.values())))
            tables[numbers[0]] = table
        self._tables = tables
        self._generation = snapshot.generation


def _divided(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the numbers in parts, which a post that comes or goes changes one or two of.

    A part begins where a number says so by itself; numbers of posts are given one after the other.
    """
    starts = [place for place, number in enumerate(numbers) if number % _TABLE_SIZE == 0 and place]
    for start, stop in pairwise([0, *starts, len(numbers)]):
        if start < stop:
            yield numbers[start:stop]
