"""The ledger: all that the user said, each statement about an item, with a log of changes that can be taken back."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.statements import PRESENCE_KINDS, TEXT_KINDS, Item, Kind, Statement

LOG_DEPTH = 1_000
"""changes that the log keeps"""
_MOST_LOGGED_ITEMS = 1_000_000
"""items of all changes that the log keeps, unless the last change alone has more"""

_PRESENCE = ", ".join(f"'{kind}'" for kind in sorted(PRESENCE_KINDS))
_TEXT = ", ".join(f"'{kind}'" for kind in sorted(TEXT_KINDS))

Values = Mapping[Item, str | None]
"""a value for each item, None to take it back"""

Key = TypeVar("Key")


class Change(NamedTuple):
    """A change in the log."""

    id: int
    at: int
    """when, in milliseconds since 1970"""
    run: str
    """the run of the program that made it"""
    action: str
    """what was done, such as `starred`; the caller of `say` chose it"""
    subject: str
    """of what, such as the title of a post; empty for several"""
    archive: str
    """in which archives, for a person"""
    size: int
    """how many items changed"""
    takes_back: int | None
    """the change that this one took back"""
    taken_back: int | None
    """the change that took this one back"""


class _Deed(NamedTuple):
    """What the log says of a change."""

    action: str
    subject: str = ""
    archive: str = ""
    takes_back: int | None = None
    beside: Values = MappingProxyType({})
    """what is said in the same transaction without being logged"""


class Outcome(NamedTuple):
    """What a change did."""

    change: Change
    values: dict[Item, str | None]
    """the items that changed, each with its new value"""


class Ledger:
    """All statements in one file. Any thread may call.

    Each change is on disk when its call returns; a `remember` is a moment later. The first change creates the file.
    All methods raise StateError as those of `StateFile` do.
    """

    def __init__(self, file: StateFile, *, keeps_unwritten: bool = False) -> None:
        """Open nothing yet. `keeps_unwritten`: what can not be written holds in memory, and is written with the next.

        That is for screens: StateError is raised all the same, so that it can be said.
        """
        self.file = file
        self.run = f"{os.getpid()}-{time.time_ns()}"
        """the run of the program, as changes name it"""
        self._keeps_unwritten = keeps_unwritten
        self._unwritten: dict[Item, str | None] = {}
        self._waiting: list[tuple[dict[Item, str | None], _Deed]] = []
        self._seen = 0
        """the last change of which `news` told"""

    # Reading

    def value(self, item: Item) -> str | None:
        """Return what was said of an item, None if nothing was or it was taken back."""
        if item in self._unwritten:
            return self._unwritten[item]
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
        for item, value in self._unwritten.items():
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
        for item, value in self._unwritten.items():
            if item.kind is kind:
                _put(found, (item.key, item.name), value)
        return found

    def statements(self, kinds: Collection[Kind] = tuple(Kind)) -> list[Statement]:
        """Return all statements of some kinds, those that took something back included, in order of their items."""
        found = {statement.item: statement for statement in self._statements("said", kinds)}
        for item, value in self._unwritten.items():
            if item.kind in kinds:
                found[item] = Statement(item, value, _now())
        return [found[item] for item in sorted(found)]

    def earlier(self, kinds: Collection[Kind] = tuple(TEXT_KINDS)) -> list[Statement]:
        """Return the values of some kinds that another took the place of, in order of their items and times."""
        return self._statements("earlier", kinds)

    def _statements(self, table: str, kinds: Collection[Kind]) -> list[Statement]:
        if not self.file.exists():
            return []
        chosen = ", ".join(f"'{kind}'" for kind in kinds)
        with self.file.reading() as connection:
            rows = connection.execute(
                f"SELECT kind, key, name, value, at FROM {table} WHERE kind IN ({chosen}) ORDER BY 1, 2, 3, 5"
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
        deed = _Deed(action, subject, archive, beside=beside)
        return self._say(dict(values), deed, is_durable=is_durable)

    def remember(self, values: Values) -> None:
        """Say values of items without a change in the log: places and the like, which nobody takes back."""
        with self.file.lock, self.file.transaction(is_durable=False) as connection:
            _want(connection, values)
            _say_wanted(connection, _now())

    def take_back(self, change: int) -> Outcome | None:
        """Take back a change, of any run, and return what that changed; None if there is nothing left of it.

        Items of which something else was said since stay as they are. To take back the change that this makes does
        the first one again.
        """
        with self.file.lock:
            if not self._unwritten and not self.file.exists():
                return None
            with self.file.reading() as connection:
                row = connection.execute(f"SELECT {_COLUMNS} FROM change WHERE id = ?", (change,)).fetchone()
                if row is None:
                    return None
                old = Change(*row)
                rows = connection.execute(
                    "SELECT kind, key, name, before FROM changed LEFT JOIN said USING (kind, key, name)"
                    " WHERE change = ? AND value IS after",
                    (change,),
                ).fetchall()
            values = {Item(Kind(kind), key, name): before for kind, key, name, before in rows}
            return self._say(values, _Deed(old.action, old.subject, old.archive, change))

    def _say(self, values: dict[Item, str | None], deed: _Deed, *, is_durable: bool = True) -> Outcome | None:
        if not values:
            return None
        with self.file.lock:
            try:
                self.write_unwritten()
                with self.file.transaction(is_durable=is_durable) as connection:
                    return _changed(connection, self.run, values, deed)
            except StateError:
                if self._keeps_unwritten:
                    self._unwritten.update(values)
                    self._waiting.append((values, deed))
                raise

    @property
    def unwritten(self) -> int:
        """how many items have values that could not be written yet"""
        return len(self._unwritten)

    def write_unwritten(self) -> None:
        """Write what could not be written before. Raise StateError if that fails again; it is kept."""
        with self.file.lock:
            if self._waiting:
                with self.file.transaction() as connection:
                    for values, deed in self._waiting:
                        _changed(connection, self.run, values, deed)
                self._waiting.clear()
                self._unwritten.clear()

    def merge(
        self, statements: Iterable[Statement], earlier: Iterable[Statement], action: str
    ) -> Outcome | None:
        """Take over statements of another ledger, as one change in the log; return what changed.

        Of two statements about an item the later holds. A text that loses, here or there, is kept as an earlier
        value. So the order in which ledgers are merged makes no difference, and to merge one again changes nothing.
        """
        with self.file.lock, self.file.transaction() as connection:
            losers = list(earlier)
            newer: dict[Item, Statement] = {}
            for statement in statements:
                here = newer.get(statement.item) or _statement(connection, statement.item)
                if here == statement:
                    continue
                if here is None or statement.rank > here.rank:
                    newer[statement.item] = statement
                    loser = here
                else:
                    loser = statement
                if loser is not None and loser.value is not None and loser.item.kind in TEXT_KINDS:
                    losers.append(loser)
            _keep(connection, losers)
            if not newer:
                return None
            _want(connection, {item: statement.value for item, statement in newer.items()})
            outcome = _log_wanted(connection, self.run, _now(), _Deed(action))
            connection.executemany(
                "INSERT INTO said VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
                ((*statement.item, statement.value, statement.at) for statement in newer.values()),
            )
            return outcome

    # The log

    def changes(self, most: int) -> list[Change]:
        """Return up to `most` changes, the last first."""
        if not self.file.exists():
            return []
        with self.file.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM change ORDER BY id DESC LIMIT ?", (most,))
            return [Change(*row) for row in rows]

    def items_of(self, change: int) -> list[tuple[Item, str | None, str | None]]:
        """Return the items of a change, each with its values before and after."""
        with self.file.reading() as connection:
            rows = connection.execute(
                "SELECT kind, key, name, before, after FROM changed WHERE change = ?", (change,)
            ).fetchall()
        return [(Item(Kind(kind), key, name), before, after) for kind, key, name, before, after in rows]

    def last_replacing(self, kind: Kind) -> int | None:
        """Return the last change, not taken back, that removed or replaced a value of a kind."""
        if not self.file.exists():
            return None
        with self.file.reading() as connection:
            row = connection.execute(
                "SELECT max(id) FROM change JOIN changed ON change = id"
                " WHERE kind = ? AND before IS NOT NULL AND taken_back IS NULL AND takes_back IS NULL",
                (kind,),
            ).fetchone()
        return row[0] if row is not None else None

    def news(self) -> list[Item] | None:
        """Return the items that other runs of the program changed since the last call; None if they may be any.

        The first call returns all that the log has. Costs microseconds where the file is unchanged.
        """
        if not self.file.exists():
            return []
        with self.file.reading() as connection:
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
            seen, self._seen = self._seen, last
            if seen == last:
                return []
            (kept,) = connection.execute("SELECT count(*) FROM change WHERE id > ?", (seen,)).fetchone()
            if kept != last - seen:
                return None
            rows = connection.execute(
                "SELECT DISTINCT kind, key, name FROM changed JOIN change ON id = change"
                " WHERE change > ? AND run <> ?",
                (seen, self.run),
            )
            return [Item(Kind(kind), key, name) for kind, key, name in rows]


_COLUMNS = "id, at, run, action, subject, archive, size, takes_back, taken_back"


def _put(found: dict[Key, str], key: Key, value: str | None) -> None:
    """Set the value of a key, or remove it for None."""
    if value is None:
        found.pop(key, None)
    else:
        found[key] = value


def _now() -> int:
    return time.time_ns() // 1_000_000


def _want(connection: sqlite3.Connection, values: Values) -> None:
    """Put the items and their new values into the table `wanted`."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS wanted"
        " (kind TEXT, key TEXT, name TEXT, value TEXT, PRIMARY KEY (kind, key, name)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM wanted")
    connection.executemany(
        "INSERT INTO wanted VALUES (?, ?, ?, ?)", ((*item, value) for item, value in values.items())
    )


def _changed(connection: sqlite3.Connection, run: str, values: Values, deed: _Deed) -> Outcome | None:
    """Say values as one change in the log."""
    now = _now()
    _want(connection, values)
    outcome = _log_wanted(connection, run, now, deed)
    if outcome is not None:
        rows = connection.execute(
            "SELECT kind, key, name, said.value, at FROM wanted JOIN said USING (kind, key, name)"
            f" WHERE kind IN ({_TEXT}) AND said.value IS NOT NULL"
        ).fetchall()
        _keep(
            connection, [Statement(Item(Kind(kind), *names), value, at) for kind, *names, value, at in rows]
        )
        _say_wanted(connection, now)
        connection.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET value = excluded.value, at = max(excluded.at, at + 1) WHERE value IS NOT excluded.value",
            ((*item, value, now) for item, value in deed.beside.items()),
        )
        _trim(connection)
    return outcome


def _log_wanted(connection: sqlite3.Connection, run: str, now: int, deed: _Deed) -> Outcome | None:
    """Log those of the wanted items whose values differ, and leave only them wanted."""
    # What was there before is what the file has, as another process may have changed it. What is taken back gets the
    # very value that it had, so that the time at which a post was read is that of the first time.
    connection.execute(
        f"DELETE FROM wanted WHERE coalesce((SELECT CASE WHEN ? AND said.kind IN ({_PRESENCE})"
        " THEN (said.value IS NULL) = (wanted.value IS NULL) ELSE said.value IS wanted.value END"
        " FROM said WHERE (said.kind, said.key, said.name) = (wanted.kind, wanted.key, wanted.name)),"
        " wanted.value IS NULL)",
        (deed.takes_back is None,),
    )
    values = {
        Item(Kind(kind), key, name): value
        for kind, key, name, value in connection.execute("SELECT kind, key, name, value FROM wanted")
    }
    if not values:
        return None
    change = connection.execute(
        "INSERT INTO change (at, run, action, subject, archive, size, takes_back) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (now, run, deed.action, deed.subject, deed.archive, len(values), deed.takes_back),
    ).lastrowid
    assert change is not None
    connection.execute(
        "INSERT INTO changed SELECT ?, kind, key, name, said.value, wanted.value"
        " FROM wanted LEFT JOIN said USING (kind, key, name)",
        (change,),
    )
    if deed.takes_back is not None:
        connection.execute("UPDATE change SET taken_back = ? WHERE id = ?", (change, deed.takes_back))
        # What that one had taken back is in force again.
        connection.execute(
            "UPDATE change SET taken_back = NULL WHERE id = (SELECT takes_back FROM change WHERE id = ?)",
            (deed.takes_back,),
        )
    logged = Change(change, now, run, *deed[:3], len(values), deed.takes_back, None)
    return Outcome(logged, values)


def _statement(connection: sqlite3.Connection, item: Item) -> Statement | None:
    """Return the statement about an item that holds, also if it took something back; None if there is none."""
    row = connection.execute(
        "SELECT value, at FROM said WHERE kind = ? AND key = ? AND name = ?", item
    ).fetchone()
    return Statement(item, *row) if row is not None else None


def _keep(connection: sqlite3.Connection, statements: Iterable[Statement]) -> None:
    """Keep texts as earlier values; one that is there already keeps the latest of its times."""
    connection.executemany(
        "INSERT INTO earlier VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
        ((*statement.item, statement.value, statement.at) for statement in statements),
    )


def _say_wanted(connection: sqlite3.Connection, now: int) -> None:
    """Say the wanted values, each later than what was said of its item before."""
    connection.execute(
        "INSERT INTO said SELECT kind, key, name, wanted.value, max(?, coalesce(said.at + 1, 0))"
        " FROM wanted LEFT JOIN said USING (kind, key, name) WHERE true"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
        (now,),
    )


def _trim(connection: sqlite3.Connection) -> None:
    """Drop the oldest changes beyond what the log keeps."""
    rows = connection.execute("SELECT id, size FROM change ORDER BY id DESC").fetchall()
    total, kept = 0, 0
    for kept, (_, size) in enumerate(rows):
        total += size
        if kept and (kept >= LOG_DEPTH or total > _MOST_LOGGED_ITEMS):
            break
    else:
        return
    last_dropped = rows[kept][0]
    connection.execute("DELETE FROM changed WHERE change <= ?", (last_dropped,))
    connection.execute("DELETE FROM change WHERE id <= ?", (last_dropped,))
