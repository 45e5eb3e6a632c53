"""Search of post titles while the user types, limited to the newest posts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from pyroaring import BitMap

from reader.index import Index
from reader.library.names import Names, find
from reader.post import Post

_MAX_POSTS = 50_000
"""posts whose titles are searched, the newest: a full search of them takes 50 to 90 ms"""
_TABLE_SIZE = 500
"""titles of a table: searching one takes a millisecond or two, between which the search can be cancelled"""
_MAX_GONE = 50
"""removed posts, which are filtered from the results, after which all titles are read again"""


class TitleSearch:
    """Tables of the newest titles, which follow the index. Any thread may call."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._generation = -1
        """of the index that the tables are complete for; -1 until they are"""
        self._known = BitMap()
        """the posts in the tables"""
        self._numbers: list[Sequence[int]] = []
        """the posts of each table, newest first"""
        self._names: list[Names] = []
        """the titles of each table"""

    def find(self, typed: str, limit: int, wanted: Callable[[], bool]) -> list[Post]:
        """Return up to `limit` posts with matching titles, best first; fewer once `wanted` returns False."""
        with self._lock:
            self._update(wanted)
            numbers, names = list(self._numbers), list(self._names)
        present = self._index.snapshot().all
        matches = [
            number
            for table, place in find(names, typed, limit + _MAX_GONE, wanted=wanted)
            if (number := numbers[table][place]) in present
        ]
        return [indexed.post for indexed in self._index.posts(matches[:limit])]

    def _update(self, wanted: Callable[[], bool]) -> None:
        """Read the titles that were added since the last call, the newest first."""
        snapshot = self._index.snapshot()
        if snapshot.generation == self._generation:
            return
        newest = snapshot.order[:_MAX_POSTS]
        if len(self._known - BitMap(newest)) > _MAX_GONE:
            self._known, self._numbers, self._names = BitMap(), [], []
            self._generation = -1
        fresh = [number for number in newest if number not in self._known]
        for start in range(0, len(fresh), _TABLE_SIZE):
            if not wanted():
                return
            some = fresh[start : start + _TABLE_SIZE]
            titles = self._index.titles(some)
            # Once the tables are complete, added titles are newer; until then, they continue with older ones.
            place = 0 if self._generation >= 0 else len(self._names)
            self._numbers.insert(place, list(titles))
            self._names.insert(place, Names(list(titles.values())))
            self._known.update(some)
        self._generation = snapshot.generation
