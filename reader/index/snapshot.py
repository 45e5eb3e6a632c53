"""The state of an index at one moment: the global order of its posts, and their duplicate groups.

A snapshot is updated from the one before at the cost of what changed. What a start needs is saved in the
index; what only some queries need is computed on demand.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, filterfalse, groupby
from operator import itemgetter

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.schema import generation_of
from reader.query.nodes import TextField

_SORT_KEY = "day, moment, path, archive"
_NUMBERS_PER_ROW = 65_536
"""numbers of the saved order in one row: bounds what is held twice while it is loaded"""
_CHEAP = 256
"""1/n of all posts up to which inserting changes one by one is faster than loading the whole order"""
_ALWAYS_CHEAP = 500
"""changes that are inserted one by one in any case"""
_NEWEST = 4096
"""posts per block in which the newest of some posts is searched"""
_FEW_COPIES = 8
"""1/n of all grouped posts up to which looking copies up one by one is faster than a pass over the groups"""
_FEW = 32
"""posts up to which their ranks are compared one by one"""
_CACHED_RESULTS = 16
"""results that are cached: with a million posts each may take 0.2 MB"""
_END_OF_GROUP = 0
"""follows each duplicate group; no post has that number"""


class Snapshot:
    """The order and the duplicate groups of all posts. Immutable but for its cache; thread-safe."""

    def __init__(
        self,
        generation: int,
        order: array[int],
        dated: int,
        everything: BitMap,
        older_copies: BitMap,
        groups: array[int],
    ) -> None:
        self.generation = generation
        self.order = order
        """post numbers, newest first, those without a date last"""
        self.dated = dated
        """number of posts with a date"""
        self.all = everything
        """numbers of all posts; not to be changed"""
        self._older_copies = older_copies
        self._groups = groups
        self._lock = threading.Lock()
        self._cache: OrderedDict[object, tuple[BitMap, BitMap]] = OrderedDict()
        self._blocks: dict[int, BitMap] = {}
        self._was_ordered = False

    @cached_property
    def ranks(self) -> array[int]:
        """The position of each post in the order, by number."""
        ranks = array("I", bytes(4 * ((self.all.max() if self.all else 0) + 1)))
        for rank, number in enumerate(self.order):
            ranks[number] = rank
        return ranks

    def in_order(self, posts: BitMap) -> list[int]:
        """Return posts, newest first.

        The first time, all posts are gone through for them, as ranks take longer and a command asks once.
        """
        if not self._was_ordered and "ranks" not in vars(self):
            self._was_ordered = True
            return list(filter(set(posts).__contains__, self.order))
        return sorted(posts, key=self.ranks.__getitem__)

    def newest_rank(self, posts: BitMap) -> int:
        """Return the rank of the newest of the posts, of which there must be at least one."""
        if len(posts) > _FEW:
            for start in range(0, len(self.order), _NEWEST):
                if posts.intersect(self._block(start)):
                    posts = posts & self._block(start)
                    break
        return min(map(self.ranks.__getitem__, posts))

    def _block(self, start: int) -> BitMap:
        """Return the posts of one block of ranks."""
        block = self._blocks.get(start)
        if block is None:
            block = self._blocks[start] = BitMap(self.order[start : start + _NEWEST])
        return block

    @cached_property
    def undated(self) -> BitMap:
        """The posts without a date; not to be changed."""
        return BitMap(self.order[self.dated :])

    # Cached results

    def cached(self, key: object) -> tuple[BitMap, BitMap] | None:
        """Return the posts tested for the key and those that passed; None where it is not cached."""
        return self._cache.get(key)

    def cache(self, key: object, result: tuple[BitMap, BitMap]) -> None:
        """Cache the tested and the passing posts: queries repeat for counts, and grow letter by letter."""
        with self._lock:
            self._cache[key] = result
            self._cache.move_to_end(key)
            while len(self._cache) > _CACHED_RESULTS:
                self._cache.popitem(last=False)

    def known_misses(self, field: TextField | None, words: str) -> BitMap:
        """Return the posts known not to contain the words, by cached results for a part of the words."""
        with self._lock:
            results = list(self._cache.items())
        misses = BitMap()
        for key, (tested, found) in results:
            match key:
                case (None | TextField() as where, str(part)) if where in (None, field) and part in words:
                    misses |= tested - found
        return misses

    # Duplicate groups

    def folded(self, posts: BitMap) -> BitMap:
        """Return the posts without those that have a newer copy among them."""
        older_copies = posts & self._older_copies
        if not older_copies or len(posts) == len(self.order):
            return posts - older_copies
        if len(older_copies) * _FEW_COPIES < len(self._groups):
            return posts - BitMap([number for number in older_copies if self._has_newer(number, posts)])
        older: list[int] = []
        is_first = True
        for number in self._groups:
            if number == _END_OF_GROUP:
                is_first = True
            elif number in posts:
                if not is_first:
                    older.append(number)
                is_first = False
        return posts - BitMap(older)

    def _has_newer(self, older_copy: int, posts: BitMap) -> bool:
        """Return whether a newer copy of an older copy is among the posts."""
        place = self._group_starts[self._older_copies.rank(older_copy) - 1]
        while (number := self._groups[place]) != older_copy:
            if number in posts:
                return True
            place += 1
        return False

    @cached_property
    def _group_starts(self) -> array[int]:
        """Where in `_groups` the group of each older copy begins, in the order of the copies' numbers."""
        start_of: dict[int, int] = {}
        start = 0
        for place, number in enumerate(self._groups):
            if number == _END_OF_GROUP:
                start = place + 1
            elif place > start:
                start_of[number] = start
        return array("I", map(start_of.__getitem__, self._older_copies))

    def duplicate_groups(self) -> Iterator[list[int]]:
        """Yield the groups of two or more copies, each with the newest post first."""
        group: list[int] = []
        for number in self._groups:
            if number != _END_OF_GROUP:
                group.append(number)
            else:
                yield group
                group = []

    def partial_copies(self, posts: BitMap) -> dict[int, int]:
        """Return the posts with a newer copy among them and another copy outside, each with the newest."""
        newest: dict[int, int] = {}
        for group in self._large_groups:
            here = [number for number in group if number in posts]
            if 1 < len(here) < len(group):
                newest.update(dict.fromkeys(here[1:], here[0]))
        return newest

    @cached_property
    def _large_groups(self) -> list[list[int]]:
        """The groups of three or more posts, which alone can have partial copies."""
        return [group for group in self.duplicate_groups() if len(group) > 2]

    def has_same_duplicates(self, other: Snapshot) -> bool:
        """Return whether the duplicate groups of both are equal."""
        return self._groups == other._groups

    # Loading

    @classmethod
    def load(cls, connection: apsw.Connection, before: Snapshot) -> Snapshot:
        """Return the current snapshot, updated from `before`, the saved one, or neither."""
        connection.execute("BEGIN")
        try:
            about = dict(iter(connection.execute("SELECT name, value FROM about")))
            generation = about["generation"]
            if before.generation < about.get("settled", -1):
                before = cls._restored(connection, about["settled"], about["dated"])
            if before.generation == generation:
                return before
            changed = _changed(connection, before.generation, generation)
            if changed is not None and len(changed) <= len(before.order) // _CHEAP + _ALWAYS_CHEAP:
                return before._updated(connection, generation, changed)
            return cls._rebuilt(connection, generation)
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    @classmethod
    def _restored(cls, connection: apsw.Connection, generation: int, dated: int) -> Snapshot:
        order: array[int] = array("I")
        values: dict[str, bytes] = {}
        for name, value in connection.execute("SELECT name, value FROM kept ORDER BY name, part"):
            if name == "order":
                order.frombytes(value)
            else:
                values[name] = value
        everything, older_copies = (BitMap.deserialize(values[name]) for name in ("all", "later"))
        return cls(generation, order, dated, everything, older_copies, array("I", values["families"]))

    @classmethod
    def _rebuilt(cls, connection: apsw.Connection, generation: int) -> Snapshot:
        rows = connection.execute(f"SELECT id FROM post ORDER BY {_SORT_KEY}")
        order = array("I", map(itemgetter(0), rows))
        undated = connection.execute("SELECT count(*) FROM post WHERE day > 0").get
        members = connection.execute(
            "SELECT family, id FROM post WHERE family IN"
            " (SELECT family FROM post GROUP BY family HAVING count(*) > 1)"
            f" ORDER BY family, {_SORT_KEY}"
        )
        groups = [[number for _, number in group] for _, group in groupby(members, itemgetter(0))]
        older_copies = BitMap(list(chain.from_iterable(group[1:] for group in groups)))
        return cls(generation, order, len(order) - undated, BitMap(order), older_copies, _flat(groups))

    def _updated(self, connection: apsw.Connection, generation: int, changed: BitMap) -> Snapshot:
        """Return the snapshot after these posts were added, removed or moved to another duplicate group."""
        rows = {
            row[0]: row
            for some in chunks(list(changed))
            for row in connection.execute(
                f"SELECT id, {_SORT_KEY}, family FROM post WHERE id IN ({placeholders(some)})", some
            )
        }
        gone = self.all & changed - BitMap(list(rows))
        dated = array("I", filterfalse(gone.__contains__, self.order[: self.dated])) if gone else self.order
        order = dated
        if gone:
            order = dated + array("I", filterfalse(gone.__contains__, self.order[self.dated :]))
        new = sorted((row[1:5], row[0]) for row in rows.values() if row[0] not in self.all)
        kept_dated = len(dated) if gone else self.dated
        groups = [
            [
                number
                for (number,) in connection.execute(
                    f"SELECT id FROM post WHERE family = ? ORDER BY {_SORT_KEY}", (group_id,)
                )
            ]
            for group_id in {row[5] for row in rows.values()}
        ]
        touched = changed | BitMap(list(chain.from_iterable(groups)))
        groups = [group for group in groups if len(group) > 1]
        kept = [group for group in self.duplicate_groups() if touched.isdisjoint(BitMap(group))]
        return Snapshot(
            generation,
            _merged(connection, order, new),
            kept_dated + sum(key[0] <= 0 for key, _ in new),
            (self.all - gone) | BitMap([number for _, number in new]),
            (self._older_copies - touched) | BitMap(list(chain.from_iterable(group[1:] for group in groups))),
            _flat([*kept, *groups]),
        )

    def save(self, connection: apsw.Connection) -> None:
        """Save the snapshot in the index for the next start, unless the index has moved on."""
        parts = [
            ("order", part, self.order[start : start + _NUMBERS_PER_ROW].tobytes())
            for part, start in enumerate(range(0, len(self.order), _NUMBERS_PER_ROW))
        ]
        for name, posts in (("all", self.all), ("later", self._older_copies)):
            posts = BitMap(posts)
            posts.run_optimize()
            parts.append((name, 0, posts.serialize()))
        parts.append(("families", 0, self._groups.tobytes()))
        connection.execute("BEGIN IMMEDIATE")
        try:
            if generation_of(connection) == self.generation:
                connection.execute("DELETE FROM kept")
                connection.executemany("INSERT INTO kept (name, part, value) VALUES (?, ?, ?)", parts)
                about = {"settled": self.generation, "dated": self.dated}
                connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _changed(connection: apsw.Connection, since: int, until: int) -> BitMap | None:
    """Return the posts that changed between two generations; None where the log does not reach back."""
    rows = list(connection.execute("SELECT posts FROM change WHERE generation > ?", (since,)))
    if since < 0 or len(rows) != until - since:
        return None
    return BitMap.union(BitMap(), *(BitMap(array("I", posts)) for (posts,) in rows))


def _merged(
    connection: apsw.Connection, order: array[int], new: Sequence[tuple[tuple[object, ...], int]]
) -> array[int]:
    """Return the order with new posts inserted, given as sorted pairs of sort key and number."""

    def sort_key(number: int) -> tuple[object, ...]:
        row: tuple[object, ...] = connection.execute(
            f"SELECT {_SORT_KEY} FROM post WHERE id = ?", (number,)
        ).get
        return row

    merged: array[int] = array("I")
    start = 0
    for key, number in new:
        end = bisect_left(order, key, start, key=sort_key)
        merged += order[start:end]
        merged.append(number)
        start = end
    return merged + order[start:]


def _flat(groups: Iterable[Sequence[int]]) -> array[int]:
    return array("I", chain.from_iterable((*group, _END_OF_GROUP) for group in groups))


NO_POSTS = Snapshot(-1, array("I"), 0, BitMap(), BitMap(), array("I"))
"""the snapshot of an empty or missing index"""
