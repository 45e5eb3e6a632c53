"""The posts of an index at one moment: their order, and which are copies of one another."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from pyroaring import BitMap

_MANY = 4
"""part of all posts from which it is cheaper to go through all in order than to look each up"""


class Snapshot:
    """The order of all posts, and copies. Never changes; a later one takes its place."""

    def __init__(self, generation: int, order: array[int], undated: int, later: BitMap | None) -> None:
        self.generation = generation
        self.order = order
        """numbers of posts, newest first, those without a date last"""
        self.dated = len(order) - undated
        """how many have a date"""
        self._later = later
        self._groups: dict[int, tuple[int, ...]] | None = None
        self._lock = threading.Lock()

    @cached_property
    def all(self) -> BitMap:
        """The numbers of all posts; not to be changed."""
        return BitMap(self.order)

    @cached_property
    def ranks(self) -> array[int]:
        """The place of each number in the order."""
        ranks = array("I", bytes(4 * (max(self.order, default=0) + 1)))
        for place, number in enumerate(self.order):
            ranks[number] = place
        return ranks

    def places(self, posts: BitMap) -> BitMap:
        """Where the posts stand in the order."""
        if len(posts) == len(self.order):
            return BitMap(range(len(posts)))
        if len(self.order) - len(posts) < len(self.order) // _MANY:
            return BitMap(range(len(self.order))) - self.places(self.all - posts)
        if len(posts) < 2:
            return BitMap([self.ranks[number] for number in posts])
        return BitMap(array("I", itemgetter(*posts)(self.ranks)))

    @classmethod
    def load(cls, connection: sqlite3.Connection) -> Snapshot:
        """The posts as they are in the index now."""
        connection.execute("BEGIN")
        try:
            about = dict(connection.execute("SELECT name, value FROM about").fetchall())
            generation = about["generation"]
            if about.get("settled") == generation:
                order = array("I", about["order"])
                return cls(generation, order, about["undated"], BitMap.deserialize(about["later"]))
            order = array(
                "I",
                map(
                    itemgetter(0),
                    connection.execute("SELECT id FROM post ORDER BY day, moment, path, archive"),
                ),
            )
            (undated,) = connection.execute("SELECT count(*) FROM post WHERE day > 0").fetchone()
            return cls(generation, order, undated, None)
        finally:
            connection.execute("COMMIT")

    def settle(self, connection: sqlite3.Connection) -> None:
        """Keeps the order in the index, so that the next start need not sort."""
        values = {
            "settled": self.generation,
            "order": self.order.tobytes(),
            "undated": len(self.order) - self.dated,
            "later": self.later(connection).serialize(),
        }
        connection.execute("BEGIN IMMEDIATE")
        try:
            now = connection.execute("SELECT value FROM about WHERE name = 'generation'").fetchone()[0]
            if now == self.generation:
                connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", values.items())
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    # Copies

    def later(self, connection: sqlite3.Connection) -> BitMap:
        """The posts that have a newer copy."""
        if self._later is None:
            self._later = BitMap(
                [number for number, group in self._copies(connection).items() if number != group[0]]
            )
        return self._later

    def folded(self, posts: BitMap, connection: sqlite3.Connection) -> BitMap:
        """The posts without those of which a newer copy is among them."""
        later = posts & self.later(connection)
        if not later or len(posts) == len(self.order):
            return posts - later
        groups = self._copies(connection)
        gone = []
        for number in later:
            for other in groups.get(number, ()):
                if other == number:
                    break
                if other in posts:
                    gone.append(number)
                    break
        return posts - BitMap(gone)

    def _copies(self, connection: sqlite3.Connection) -> dict[int, tuple[int, ...]]:
        """For each post that has copies, all of these and itself, newest first."""
        with self._lock:
            if self._groups is None:
                rows = connection.execute(
                    "SELECT family, id FROM post WHERE family IN"
                    " (SELECT family FROM post GROUP BY family HAVING count(*) > 1) ORDER BY family"
                )
                self._groups = {}
                for _, members in groupby(rows, itemgetter(0)):
                    group = self._newest_first(number for _, number in members)
                    self._groups.update(dict.fromkeys(group, group))
            return self._groups

    def _newest_first(self, numbers: Iterable[int]) -> tuple[int, ...]:
        ranks, everything = self.ranks, self.all
        return tuple(sorted((number for number in numbers if number in everything), key=ranks.__getitem__))


NO_POSTS = Snapshot(-1, array("I"), 0, BitMap())
"""an index without posts, or none"""
