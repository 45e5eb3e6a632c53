"""The posts of an index at one moment: their order, and which are copies of one another.

A snapshot follows from the one before at the cost of what changed since; what a start needs of it is kept in the
index, and what only some questions need is worked out when they are asked.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, filterfalse, groupby
from operator import itemgetter

from pyroaring import BitMap

from reader.index.chunks import chunks
from reader.query.nodes import TextField

_IN_ORDER = "day, moment, path, archive"
_PART = 65_536
"""numbers in a part of the kept order: few bytes are held twice while it is read"""
_CHEAP = 256
"""part of all posts up to which single posts are put into the order faster than all are read anew"""
_AT_ONCE = 500
_NEWEST = 4096
"""posts among which the newest of some is looked for at a time"""
_FEW = 32
"""posts up to which their places are compared one by one"""
_REMEMBERED = 16
"""answers that are kept: at a million posts each may take 0.2 MB"""
_ENDED = 0
"""stands after each family: no post has that number"""


class Snapshot:
    """The order of all posts, and copies. Never changes; a later one takes its place."""

    def __init__(
        self,
        generation: int,
        order: array[int],
        dated: int,
        everything: BitMap,
        later: BitMap,
        families: array[int],
    ) -> None:
        self.generation = generation
        self.order = order
        """numbers of posts, newest first, those without a date last"""
        self.dated = dated
        """how many have a date"""
        self.all = everything
        """the numbers of all posts; not to be changed"""
        self._later = later
        self._families = families
        self._guard = threading.Lock()
        self._memory: OrderedDict[object, tuple[BitMap, BitMap]] = OrderedDict()
        self._parts: dict[int, BitMap] = {}

    @cached_property
    def ranks(self) -> array[int]:
        """The place of each number in the order."""
        ranks = array("I", bytes(4 * ((self.all.max() if self.all else 0) + 1)))
        for place, number in enumerate(self.order):
            ranks[number] = place
        return ranks

    def first_place(self, posts: BitMap) -> int:
        """The place of the newest of some posts, of which there is one at least."""
        if len(posts) > _FEW:
            for start in range(0, len(self.order), _NEWEST):
                if posts.intersect(self._part(start)):
                    posts = posts & self._part(start)
                    break
        return min(map(self.ranks.__getitem__, posts))

    def _part(self, start: int) -> BitMap:
        """The posts in so many places as are looked at together."""
        part = self._parts.get(start)
        if part is None:
            part = self._parts[start] = BitMap(self.order[start : start + _NEWEST])
        return part

    @cached_property
    def undated(self) -> BitMap:
        """The posts without a date; not to be changed."""
        return BitMap(self.order[self.dated :])

    # What was asked before

    def recalled(self, question: object) -> tuple[BitMap, BitMap] | None:
        """The posts of which something was asked a short while ago, and those of them of which it is so."""
        return self._memory.get(question)

    def remember(self, question: object, answer: tuple[BitMap, BitMap]) -> None:
        """Keeps an answer for a while: a query is asked again for its counts, and letter by letter."""
        with self._guard:
            self._memory[question] = answer
            while len(self._memory) > _REMEMBERED:
                self._memory.popitem(last=False)

    def lacking_part(self, field: TextField | None, words: str) -> BitMap:
        """The posts of which it is remembered that a part of the words is not in that field, or in no field."""
        with self._guard:
            known = list(self._memory.items())
        lacking = BitMap()
        for question, (asked, found) in known:
            match question:
                case (None | TextField() as where, str(part)) if where in (None, field) and part in words:
                    lacking |= asked - found
        return lacking

    # Copies

    def folded(self, posts: BitMap) -> BitMap:
        """The posts without those of which a newer copy is among them."""
        later = posts & self._later
        if not later or len(posts) == len(self.order):
            return posts - later
        older: list[int] = []
        is_first = True
        for number in self._families:
            if number == _ENDED:
                is_first = True
            elif number in posts:
                if not is_first:
                    older.append(number)
                is_first = False
        return posts - BitMap(older)

    def families(self) -> Iterator[list[int]]:
        """The posts of each family of more than one, the newest first."""
        family: list[int] = []
        for number in self._families:
            if number != _ENDED:
                family.append(number)
            else:
                yield family
                family = []

    def parted(self, posts: BitMap) -> dict[int, int]:
        """The posts of which a newer copy is among them and another copy is not, each with the newest."""
        parted: dict[int, int] = {}
        for family in self._large:
            here = [number for number in family if number in posts]
            if 1 < len(here) < len(family):
                parted.update(dict.fromkeys(here[1:], here[0]))
        return parted

    @cached_property
    def _large(self) -> list[list[int]]:
        """The families of which some posts can be hidden and others not be there."""
        return [family for family in self.families() if len(family) > 2]

    def has_copies_of(self, other: Snapshot) -> bool:
        """Whether the same posts are copies of one another in both."""
        return self._families == other._families

    # Loading

    @classmethod
    def load(cls, connection: sqlite3.Connection, before: Snapshot) -> Snapshot:
        """The posts as they are in the index now; `before` is the last that is known."""
        connection.execute("BEGIN")
        try:
            about = dict(connection.execute("SELECT name, value FROM about").fetchall())
            generation = about["generation"]
            if before.generation < about.get("settled", -1):
                before = cls._kept(connection, about["settled"], about["dated"])
            if before.generation == generation:
                return before
            changed = _changed(connection, before.generation, generation)
            if changed is not None and len(changed) <= len(before.order) // _CHEAP + _AT_ONCE:
                return before._followed(connection, generation, changed)
            return cls._anew(connection, generation)
        finally:
            connection.execute("COMMIT")

    @classmethod
    def _kept(cls, connection: sqlite3.Connection, generation: int, dated: int) -> Snapshot:
        order: array[int] = array("I")
        values: dict[str, bytes] = {}
        for name, value in connection.execute("SELECT name, value FROM kept ORDER BY name, part"):
            if name == "order":
                order.frombytes(value)
            else:
                values[name] = value
        everything, later = (BitMap.deserialize(values[name]) for name in ("all", "later"))
        return cls(generation, order, dated, everything, later, array("I", values["families"]))

    @classmethod
    def _anew(cls, connection: sqlite3.Connection, generation: int) -> Snapshot:
        rows = connection.execute(f"SELECT id FROM post ORDER BY {_IN_ORDER}")
        order = array("I", map(itemgetter(0), rows))
        (undated,) = connection.execute("SELECT count(*) FROM post WHERE day > 0").fetchone()
        members = connection.execute(
            "SELECT family, id FROM post WHERE family IN"
            " (SELECT family FROM post GROUP BY family HAVING count(*) > 1)"
            f" ORDER BY family, {_IN_ORDER}"
        )
        families = [[number for _, number in family] for _, family in groupby(members, itemgetter(0))]
        later = BitMap(list(chain.from_iterable(family[1:] for family in families)))
        return cls(generation, order, len(order) - undated, BitMap(order), later, _flat(families))

    def _followed(self, connection: sqlite3.Connection, generation: int, changed: BitMap) -> Snapshot:
        """The posts after these came, went, or got another family."""
        rows = {
            row[0]: row
            for some in chunks(list(changed))
            for row in connection.execute(
                f"SELECT id, {_IN_ORDER}, family FROM post WHERE id IN ({','.join('?' * len(some))})", some
            )
        }
        gone = self.all & changed - BitMap(list(rows))
        dated = array("I", filterfalse(gone.__contains__, self.order[: self.dated])) if gone else self.order
        order = dated
        if gone:
            order = dated + array("I", filterfalse(gone.__contains__, self.order[self.dated :]))
        new = sorted((row[1:5], row[0]) for row in rows.values() if row[0] not in self.all)
        kept_dated = len(dated) if gone else self.dated
        families = [
            [
                number
                for (number,) in connection.execute(
                    f"SELECT id FROM post WHERE family = ? ORDER BY {_IN_ORDER}", (family,)
                )
            ]
            for family in {row[5] for row in rows.values()}
        ]
        touched = changed | BitMap(list(chain.from_iterable(families)))
        families = [family for family in families if len(family) > 1]
        kept = [family for family in self.families() if touched.isdisjoint(BitMap(family))]
        return Snapshot(
            generation,
            _merged(connection, order, new),
            kept_dated + sum(place[0] <= 0 for place, _ in new),
            (self.all - gone) | BitMap([number for _, number in new]),
            (self._later - touched) | BitMap(list(chain.from_iterable(family[1:] for family in families))),
            _flat([*kept, *families]),
        )

    def settle(self, connection: sqlite3.Connection) -> None:
        """Keeps the snapshot in the index, so that the next start need not make it."""
        parts = [
            ("order", part, self.order[start : start + _PART].tobytes())
            for part, start in enumerate(range(0, len(self.order), _PART))
        ]
        for name, posts in (("all", self.all), ("later", self._later)):
            posts = BitMap(posts)
            posts.run_optimize()
            parts.append((name, 0, posts.serialize()))
        parts.append(("families", 0, self._families.tobytes()))
        connection.execute("BEGIN IMMEDIATE")
        try:
            now = connection.execute("SELECT value FROM about WHERE name = 'generation'").fetchone()[0]
            if now == self.generation:
                connection.execute("DELETE FROM kept")
                connection.executemany("INSERT INTO kept (name, part, value) VALUES (?, ?, ?)", parts)
                about = {"settled": self.generation, "dated": self.dated}
                connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _changed(connection: sqlite3.Connection, since: int, until: int) -> BitMap | None:
    """The posts that changed between two generations; None where that is not known any more."""
    rows = connection.execute("SELECT posts FROM change WHERE generation > ?", (since,)).fetchall()
    if since < 0 or len(rows) != until - since:
        return None
    return BitMap.union(BitMap(), *(BitMap(array("I", posts)) for (posts,) in rows))


def _merged(
    connection: sqlite3.Connection, order: array[int], new: Sequence[tuple[tuple[object, ...], int]]
) -> array[int]:
    """The order with new posts in their places; each comes as its place and its number, and they are sorted."""

    def place(number: int) -> tuple[object, ...]:
        row: tuple[object, ...] = connection.execute(
            f"SELECT {_IN_ORDER} FROM post WHERE id = ?", (number,)
        ).fetchone()
        return row

    merged: array[int] = array("I")
    start = 0
    for key, number in new:
        end = bisect_left(order, key, start, key=place)
        merged += order[start:end]
        merged.append(number)
        start = end
    return merged + order[start:]


def _flat(families: Iterable[Sequence[int]]) -> array[int]:
    return array("I", chain.from_iterable((*family, _ENDED) for family in families))


NO_POSTS = Snapshot(-1, array("I"), 0, BitMap(), BitMap(), array("I"))
"""an index without posts, or none"""
