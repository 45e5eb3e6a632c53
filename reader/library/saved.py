"""Saved searches with their numbers of posts: all, unread, and new since the user last looked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pyroaring import BitMap

from reader.index import Index
from reader.index.schema import FILE_BITS
from reader.library.search import Search
from reader.query.errors import QueryError
from reader.query.nodes import Node, conjunction
from reader.state.searches import SavedSearch, Searches

_MOST = (1 << 63) - 1
"""the highest number that SQLite compares"""


class SavedCounts(NamedTuple):
    """A saved search and how many posts it finds."""

    search: SavedSearch
    posts: int
    """the number of posts, copies folded; -1 if the query cannot be read"""
    unread: int
    new: int
    """the posts that came since the user last looked at it; 0 if that was never"""
    meaning: Node | None = None
    """what the query asks for, without its order; None if it cannot be read"""


class _Seen(NamedTuple):
    """What there was when the user looked at a search."""

    at: int
    """in nanoseconds since 1970"""
    file: int
    """which file of the index that was"""
    newest: int
    """the highest number of a post there"""


class SavedSearches:
    """Counts what saved searches find, and knows when the user looked at them. Thread-safe."""

    def __init__(self, index: Index, search: Search, searches: Searches) -> None:
        self._index = index
        self._search = search
        self._searches = searches

    def counts(self, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[SavedCounts]:
        """Yield each saved search in order with its numbers. Raise StateError, and OutdatedError as `select` does."""
        looked = self._searches.looked()
        for saved in self._searches.all():
            try:
                query = self._search.asked(saved.query)
            except QueryError:
                yield SavedCounts(saved, -1, 0, 0)
                continue
            results = self._search.select(query, fold_copies=True, is_wanted=is_wanted)
            new = self._new_since(looked.get(saved.name, ""))
            meaning = conjunction(query.clauses)
            yield SavedCounts(saved, len(results), results.unread_count(), results.count_among(new), meaning)

    def look(self, name: str) -> None:
        """Remember that the user looks at a search now. Raise StateError."""
        snapshot = self._index.snapshot()
        newest = snapshot.all.max() if snapshot.all else 0
        seen = _Seen(time.time_ns(), snapshot.generation >> FILE_BITS, newest)
        self._searches.look(name, json.dumps(seen))

    def _new_since(self, seen: str) -> BitMap:
        """Return the posts that came since; none if that was never said."""
        try:
            then = _Seen(*(min(int(number), _MOST) for number in json.loads(seen)))
        except (ValueError, TypeError, OverflowError):
            return BitMap()
        snapshot = self._index.snapshot()
        if then.file != snapshot.generation >> FILE_BITS:
            # The index was built again since.
            return self._index.written_since(then.at)
        # Posts are numbered as they come.
        return snapshot.all & BitMap(range(then.newest + 1, (snapshot.all.max() if snapshot.all else 0) + 1))
