"""The user's saved searches, in the file of the marks. Deleted searches can be restored."""

from __future__ import annotations

import sqlite3
import time
from typing import NamedTuple

from reader.state.file import StateFile

_TABLE = """
CREATE TABLE IF NOT EXISTS search (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, query TEXT NOT NULL, saved_at INTEGER NOT NULL,
    gone INTEGER
)
"""
"""`gone` is the sequence number of the deletion, null for searches that are not deleted. The table is created
by the first change, not with the schema, so that earlier versions of the program accept the file."""


class SavedSearch(NamedTuple):
    """A query with a name."""

    name: str
    query: str
    """in the query language"""


class Searches:
    """The saved searches. Every change is committed when its call returns. Any thread may call.

    All methods raise StateError as those of `StateFile` do.
    """

    def __init__(self, file: StateFile) -> None:
        """Open nothing yet."""
        self._file = file

    def all(self) -> list[SavedSearch]:
        """Return the searches, the one saved last first."""
        if not self._file.exists():
            return []
        with self._file.reading() as connection:
            if not _has_table(connection):
                return []
            rows = connection.execute("SELECT name, query FROM search WHERE gone IS NULL ORDER BY id DESC")
            return [SavedSearch(*row) for row in rows]

    def save(self, name: str, query: str) -> None:
        """Save a query under a name. Another query of that name is deleted, and can be restored."""
        with self._file.transaction() as connection:
            connection.execute(_TABLE)
            _delete(connection, name)
            connection.execute(
                "INSERT INTO search (name, query, saved_at) VALUES (?, ?, ?)",
                (name, query, time.time_ns() // 1_000_000),
            )

    def delete(self, name: str) -> None:
        """Delete a search; does nothing if there is none of that name."""
        with self._file.transaction() as connection:
            connection.execute(_TABLE)
            _delete(connection, name)

    def restore(self) -> SavedSearch | None:
        """Restore the search deleted last, replacing one of its name; return it, or None without any."""
        with self._file.transaction() as connection:
            connection.execute(_TABLE)
            row = connection.execute(
                "SELECT id, name, query FROM search WHERE gone IS NOT NULL ORDER BY gone DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            number, name, query = row
            _delete(connection, name)
            connection.execute("UPDATE search SET gone = NULL WHERE id = ?", (number,))
            return SavedSearch(name, query)


def _delete(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "UPDATE search SET gone = (SELECT coalesce(max(gone), 0) + 1 FROM search)"
        " WHERE name = ? AND gone IS NULL",
        (name,),
    )


def _has_table(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'search'"
    ).fetchone()
    return row is not None
