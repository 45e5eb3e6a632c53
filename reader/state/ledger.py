"""The ledger: all that the user said, each statement about an item, with a log of changes that can be taken back."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import TypeVar

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.statements import LAST_TIME, TEXT_KINDS, Item, Kind, Statement
from reader.state.unwritten import Unwritten
from reader.state.writing import (
    LOG_DEPTH,
    Change,
    Deed,
    Outcome,
    Values,
    keep_earlier,
    log_wanted,
    put_in_force,
    say_wanted,
    statement_in_force,
    trim,
    want,
    write_change,
)

__all__ = ["LOG_DEPTH", "Change", "Ledger", "Outcome", "Values"]

Key = TypeVar("Key")

_REMEMBERED = (Kind.PLACE, Kind.PROGRESS, Kind.LOOKED, Kind.ORDER)
"""kinds that no log has, of which others are to hear all the same"""


class Ledger:
    """All statements in one file. Thread-safe.

    Each change is on disk when its call returns; a `remember` is a moment later. The first change creates the file.
    All methods raise StateError as those of `StateFile` do.
    """

    def __init__(self, file: StateFile, *, keeps_unwritten: bool = False) -> None:
        """Nothing is opened yet.

        `keeps_unwritten` is for screens: a change that cannot be written raises no error. It holds in memory, and so
        do those after it, until `write_unwritten` has written them; `unwritten` tells why.
        """
        self.file = file
        self.run = f"{os.getpid()}-{time.time_ns()}"
        """the run of the program, as changes name it"""
        self.unwritten = Unwritten()
        self._keeps_unwritten = keeps_unwritten
        self._seen = 0
        """the last change of which `news` told"""
        self._seen_file: tuple[int, int] | bool | None = False
        """in which file that was; False if there was none, None for a copy in memory"""
        self._data_version = -1
        self._remembered_at = 0
        """the time of the last of the remembered values of which `news` told"""

    # Reading

    def value(self, item: Item) -> str | None:
        """Return what was said of an item, None if nothing was or it was taken back."""
        if item in self.unwritten.values:
            return self.unwritten.values[item]
        if not self.file.exists():
            return None
        with self.file.reading() as connection:
            row = connection.execute(
                "SELECT value FROM said WHERE kind = ? AND key = ? AND name = ?", item
            ).fetchone()
        return row[0] if row is not None else None

    def named(self, kind: Kind, key: str) -> dict[str, str]:
        """Return the values of a kind that one key has, by name."""
        found: dict[str, str] = {}
        if self.file.exists():
            with self.file.reading() as connection:
                found = dict(
                    connection.execute(
                        "SELECT name, value FROM said WHERE kind = ? AND key = ? AND value IS NOT NULL",
                        (kind, key),
                    )
                )
        for item, value in self.unwritten.values.items():
            if item.kind is kind and item.key == key:
                _put(found, item.name, value)
        return found

    def all(self, kind: Kind) -> dict[tuple[str, str], str]:
        """Return all values of a kind, by key and name."""
        found: dict[tuple[str, str], str] = {}
        if self.file.exists():
            with self.file.reading() as connection:
                rows = connection.execute(
                    "SELECT key, name, value FROM said WHERE kind = ? AND value IS NOT NULL", (kind,)
                )
                found = {(key, name): value for key, name, value in rows}
        for item, value in self.unwritten.values.items():
            if item.kind is kind:
                _put(found, (item.key, item.name), value)
        return found

    def statements(self, kinds: Collection[Kind] | None = None) -> list[Statement]:
        """Return all statements, those that took something back included, in order of their items.

        With `kinds` only those of these kinds.
        """
        found = {statement.item: statement for statement in self._statements("said", kinds)}
        for waiting in self.unwritten.waiting:
            for item, value in waiting.values.items():
                if kinds is None or item.kind in kinds:
                    at = max(waiting.at, min(found[item].at + 1, LAST_TIME) if item in found else 0)
                    found[item] = Statement(item, value, at)
        return [found[item] for item in sorted(found)]

    def earlier(self, kinds: Collection[Kind] | None = None) -> list[Statement]:
        """Return the values that another took the place of, in order of their items and times."""
        return self._statements("earlier", kinds)

    def _statements(self, table: str, kinds: Collection[Kind] | None) -> list[Statement]:
        if not self.file.exists():
            return []
        chosen = "" if kinds is None else f"WHERE kind IN ({', '.join('?' * len(kinds))})"
        with self.file.reading() as connection:
            rows = connection.execute(
                f"SELECT kind, key, name, value, at FROM {table} {chosen} ORDER BY 1, 2, 3, 5",
                tuple(kinds or ()),
            )
            return [Statement(Item(Kind(kind), key, name), value, at) for kind, key, name, value, at in rows]

    # Saying

    def say(
        self,
        values: Values,
        action: str,
        *,
        subject: str = "",
        archive: str = "",
        beside: Values = MappingProxyType({}),
        is_durable: bool = True,
    ) -> Outcome | None:
        """Say values of items, as one change in the log; return what changed, None if nothing did.

        With a change goes what is `beside` it, which is not logged. `is_durable` is explained at
        `StateFile.transaction`.
        """
        return self._say(values, Deed(action, subject, archive, beside=beside), is_durable=is_durable)

    def remember(self, values: Values) -> None:
        """Say values of items without a change in the log: places and the like, which nobody takes back."""
        self._say(values, None, is_durable=False)

    def take_back(self, change: int) -> Outcome | None:
        """Take back a change, of any run, and return what that changed; None if there is nothing left of it.

        Items of which something else was said since stay as they are. To take back the change that this makes does
        the first one again.
        """
        with self.file.lock:
            number = self.unwritten.in_log(change)
            if (waiting := self.unwritten.find(number)) is not None:
                deed = waiting.deed or Deed("")
                rows = [(item, waiting.before[item], value) for item, value in waiting.values.items()]
            else:
                if not self.file.exists():
                    return None
                with self.file.reading() as connection:
                    row = connection.execute(
                        f"SELECT {_COLUMNS} FROM change WHERE id = ?", (number,)
                    ).fetchone()
                if row is None:
                    return None
                deed = Deed(*Change(*row)[3:6])
                rows = self.items_of(number)
            values = {item: before for item, before, after in rows if self._holding(item) == after}
            return self._say(values, deed._replace(takes_back=number))

    def _say(self, values: Values, deed: Deed | None, *, is_durable: bool = True) -> Outcome | None:
        if not values:
            return None
        with self.file.lock:
            # One after the other: while something waits, so does what is said after it.
            if not self.unwritten.waiting:
                try:
                    with self.file.transaction(is_durable=is_durable) as connection:
                        if deed is not None:
                            return write_change(connection, self.run, _now(), values, deed)
                        want(connection, values)
                        say_wanted(connection, _now())
                        return None
                except StateError as error:
                    if not self._keeps_unwritten:
                        raise
                    self.unwritten.refuse(error)
            return self.unwritten.add(values, self.run, _now(), deed, self._holding)

    def _holding(self, item: Item) -> str | None:
        """Return what was said of an item as far as the file can be read."""
        try:
            return self.value(item)
        except StateError:
            return None

    def unwritten_statements(self) -> list[Statement]:
        """Return what could not be written yet."""
        waiting = {
            item: Statement(item, value, each.at)
            for each in self.unwritten.waiting
            for item, value in each.values.items()
        }
        try:
            return [each for each in self.statements() if each.item in waiting]
        except StateError:
            return [waiting[item] for item in sorted(waiting)]

    def write_unwritten(self) -> int:
        """Write what could not be written before; return how many values that were.

        Raise StateError if it still cannot; it is kept.
        """
        with self.file.lock:
            waiting = self.unwritten.waiting
            if not waiting:
                return 0
            count, numbers = len(self.unwritten.values), dict[int, int]()
            try:
                # It is tried again and again, and nothing may wait for it.
                with self.file.transaction(is_patient=False) as connection:
                    for each in waiting:
                        if each.deed is None:
                            want(connection, each.values)
                            say_wanted(connection, each.at)
                            continue
                        back = each.deed.takes_back
                        if back is not None and back < 0:
                            back = numbers.get(back)
                        deed = each.deed._replace(takes_back=back)
                        outcome = write_change(connection, self.run, each.at, each.values, deed)
                        if outcome is not None:
                            numbers[each.number] = outcome.change.id
            except StateError as error:
                self.unwritten.refuse(error)
                raise
            self.unwritten.written(numbers)
            return count

    def newer(self, statements: Iterable[Statement]) -> set[Item]:
        """Return the items that `merge` would change."""
        here = {statement.item: statement for statement in self.statements()}
        return {each.item for each in statements if each.item not in here or each.rank > here[each.item].rank}

    def merge(
        self, statements: Iterable[Statement], earlier: Iterable[Statement], action: str, *, subject: str = ""
    ) -> Outcome | None:
        """Take over statements of another ledger, as one change in the log; return what changed.

        Of two statements about an item the later holds. A text that loses, here or there, is kept as an earlier
        value. So the order in which ledgers are merged makes no difference, and to merge one again changes nothing.
        """
        statements, losers = list(statements), list(earlier)
        if not (statements or losers):
            return None
        with self.file.lock, self.file.transaction() as connection:
            newer: dict[Item, Statement] = {}
            for statement in statements:
                here = newer.get(statement.item) or statement_in_force(connection, statement.item)
                if here == statement:
                    continue
                if here is None or statement.rank > here.rank:
                    newer[statement.item] = statement
                    loser = here
                else:
                    loser = statement
                if loser is not None and loser.value is not None and loser.item.kind in TEXT_KINDS:
                    losers.append(loser)
            keep_earlier(connection, losers)
            if not newer:
                return None
            want(connection, {item: statement.value for item, statement in newer.items()})
            outcome = log_wanted(connection, self.run, _now(), Deed(action, subject))
            put_in_force(connection, newer.values())
            if outcome is not None:
                trim(connection, outcome.change.id, outcome.change.size)
            return outcome

    # The log

    def changes(self, most: int) -> list[Change]:
        """Return up to `most` changes, most recent first."""
        unwritten = self.unwritten.changes(self.run)
        if not self.file.exists():
            return unwritten[:most]
        with self.file.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM change ORDER BY id DESC LIMIT ?", (most,))
            return [*unwritten, *(Change(*row) for row in rows)][:most]

    def items_of(self, change: int) -> list[tuple[Item, str | None, str | None]]:
        """Return the items of a change, each with its values before and after."""
        with self.file.reading() as connection:
            rows = connection.execute(
                "SELECT kind, key, name, before, after FROM changed WHERE change = ?", (change,)
            ).fetchall()
        return [(Item(Kind(kind), key, name), before, after) for kind, key, name, before, after in rows]

    def replacing(self, kind: Kind) -> list[int]:
        """Return the changes, not taken back, that removed or replaced a value of a kind, most recent first."""
        if not self.file.exists():
            return []
        with self.file.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT id FROM change JOIN changed ON change = id"
                " WHERE kind = ? AND before IS NOT NULL AND taken_back IS NULL AND takes_back IS NULL"
                " ORDER BY id DESC",
                (kind,),
            ).fetchall()
        return [number for (number,) in rows]

    def skip_news(self) -> None:
        """Let `news` tell of nothing that the file has by now."""
        with self.file.reading() as connection:
            self._skip_news(connection)

    def _skip_news(self, connection: sqlite3.Connection) -> None:
        self._seen_file = self.file.opened
        (self._data_version,) = connection.execute("PRAGMA data_version").fetchone()
        (self._seen,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
        (self._remembered_at,) = connection.execute(
            f"SELECT coalesce(max(at), 0) FROM said WHERE {_IS_REMEMBERED}"
        ).fetchone()

    def news(self) -> list[Item] | None:
        """Return the items that other runs of the program changed since the last call; None if they may be any.

        So they may be where the file is another than at the last call. Costs microseconds where it is unchanged.
        """
        if not self.file.exists():
            return []
        with self.file.reading() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            is_same = self._seen_file in (self.file.opened, False)
            if is_same and version == self._data_version:
                return []
            seen, remembered_at = self._seen, self._remembered_at
            self._skip_news(connection)
            if not is_same:
                return None
            (kept,) = connection.execute("SELECT count(*) FROM change WHERE id > ?", (seen,)).fetchone()
            if kept != self._seen - seen:
                return None
            rows = connection.execute(
                "SELECT kind, key, name FROM changed JOIN change ON id = change WHERE change > ? AND run <> ?"
                f" UNION SELECT kind, key, name FROM said WHERE at > ? AND {_IS_REMEMBERED}",
                (seen, self.run, remembered_at),
            )
            return [Item(Kind(kind), key, name) for kind, key, name in rows]


_IS_REMEMBERED = f"kind IN ({', '.join(map(repr, map(str, _REMEMBERED)))})"
_COLUMNS = "id, at, run, action, subject, archive, size, takes_back, taken_back"


def _put(found: dict[Key, str], key: Key, value: str | None) -> None:
    """Set the value of a key, or remove it for None."""
    if value is None:
        found.pop(key, None)
    else:
        found[key] = value


def _now() -> int:
    return time.time_ns() // 1_000_000
