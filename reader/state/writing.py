"""Writing statements and the log of changes, within a transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.state.statements import LAST_TIME, PRESENCE_KINDS, TEXT_KINDS, Item, Kind, Statement

LOG_DEPTH = 1_000
"""changes that the log keeps"""
_MOST_LOGGED_ITEMS = 1_000_000
"""items of all changes that the log keeps, unless the last change alone has more"""

_PRESENCE = ", ".join(f"'{kind}'" for kind in sorted(PRESENCE_KINDS))
_TEXT = ", ".join(f"'{kind}'" for kind in sorted(TEXT_KINDS))

Values = Mapping[Item, str | None]
"""a value for each item, None to take it back"""


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
    """in which archives, for the user"""
    size: int
    """how many items changed"""
    takes_back: int | None
    """the change that this one took back"""
    taken_back: int | None
    """the change that took this one back"""


class Deed(NamedTuple):
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


def want(connection: sqlite3.Connection, values: Values) -> None:
    """Put the items and their new values into the table `wanted`."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS wanted"
        " (kind TEXT, key TEXT, name TEXT, value TEXT, PRIMARY KEY (kind, key, name)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM wanted")
    connection.executemany(
        "INSERT INTO wanted VALUES (?, ?, ?, ?)", ((*item, value) for item, value in values.items())
    )


def write_change(
    connection: sqlite3.Connection, run: str, now: int, values: Values, deed: Deed
) -> Outcome | None:
    """Say values as one change in the log; return what changed, None if nothing did."""
    want(connection, values)
    outcome = log_wanted(connection, run, now, deed)
    if outcome is not None:
        rows = connection.execute(
            "SELECT kind, key, name, said.value, at FROM wanted JOIN said USING (kind, key, name)"
            f" WHERE kind IN ({_TEXT}) AND said.value IS NOT NULL"
        ).fetchall()
        keep_earlier(
            connection, [Statement(Item(Kind(kind), *names), value, at) for kind, *names, value, at in rows]
        )
        say_wanted(connection, now)
        connection.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
            f" SET value = excluded.value, at = min(max(excluded.at, at + 1), {LAST_TIME}) WHERE value IS NOT excluded.value",
            ((*item, value, now) for item, value in deed.beside.items()),
        )
        trim(connection, outcome.change.id, outcome.change.size)
    return outcome


def log_wanted(connection: sqlite3.Connection, run: str, now: int, deed: Deed) -> Outcome | None:
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


def statement_in_force(connection: sqlite3.Connection, item: Item) -> Statement | None:
    """Return the statement about an item that holds, also if it took something back; None if there is none."""
    row = connection.execute(
        "SELECT value, at FROM said WHERE kind = ? AND key = ? AND name = ?", item
    ).fetchone()
    return Statement(item, *row) if row is not None else None


def keep_earlier(connection: sqlite3.Connection, statements: Iterable[Statement]) -> None:
    """Keep texts as earlier values; one that is there already keeps the latest of its times."""
    connection.executemany(
        "INSERT INTO earlier VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
        ((*statement.item, statement.value, statement.at) for statement in statements),
    )


def put_in_force(connection: sqlite3.Connection, statements: Iterable[Statement]) -> None:
    """Let statements hold, whatever held before."""
    connection.executemany(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
        ((*statement.item, statement.value, statement.at) for statement in statements),
    )


def say_wanted(connection: sqlite3.Connection, now: int) -> None:
    """Say the wanted values, each later than what was said of its item before, as far as times go."""
    connection.execute(
        "INSERT INTO said"
        f" SELECT kind, key, name, wanted.value, min(max(?, coalesce(said.at + 1, 0)), {LAST_TIME})"
        " FROM wanted LEFT JOIN said USING (kind, key, name) WHERE true"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
        (now,),
    )


def trim(connection: sqlite3.Connection, change: int, size: int) -> None:
    """Drop the oldest changes beyond what the log keeps, after a change of so many items."""
    # Changes are numbered without gaps.
    last_dropped = change - LOG_DEPTH
    if size > 1:
        total = 0
        for number, items in connection.execute("SELECT id, size FROM change ORDER BY id DESC"):
            total += items
            if total > _MOST_LOGGED_ITEMS and number < change:
                last_dropped = max(last_dropped, number)
                break
    (first,) = connection.execute("SELECT min(id) FROM change").fetchone()
    if first <= last_dropped:
        connection.execute("DELETE FROM changed WHERE change <= ?", (last_dropped,))
        connection.execute("DELETE FROM change WHERE id <= ?", (last_dropped,))
