"""The user's marks of posts, read and starred, with a persistent undo log."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.post import Post
from reader.state.file import StateFile
from reader.text.urls import normalise

UNDO_DEPTH = 100
"""changes that can be undone"""

_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ].*\w.*\.\w+", re.ASCII)


class MarkKind(StrEnum):
    """The kind of a mark."""

    READ = "read"
    STARRED = "starred"


class Undone(NamedTuple):
    """A change that was undone."""

    kind: MarkKind
    value: bool
    """the value that the change set; undoing it set the opposite"""
    keys: frozenset[str]
    """the keys that it changed"""


class AllMarks(NamedTuple):
    """The keys of all marked posts at one moment."""

    read: frozenset[str]
    starred: frozenset[str]


def key_of(post: Post) -> str:
    """Return the key of a post's marks, which copies share and a moved file keeps.

    It is the normalised address that the post was archived from. Without one, or for the front page of a
    site, it is the file's name if that begins with a day, as in Jekyll: such a name is kept when the file
    moves. Else it is the path with the name of the archive, as every archive may have a `README.md`.
    """
    if _ADDRESS.match(post.source):
        address = normalise(post.source)
        if "/" in address or "?" in address:
            return address
    name = post.path.rpartition("/")[2]
    path = name if _DATED_NAME.fullmatch(name) else f"{post.archive.name}/{post.path}"
    # SQLite rejects the surrogates that stand for bytes of a file name that are not UTF-8.
    return "file:" + os.fsencode(path).decode("utf-8", "backslashreplace")


class Marks:
    """The marks in one file. Every change is committed when its call returns. Any thread may call.

    The first change creates the file. All methods raise StateError as those of `StateFile` do.
    """

    def __init__(self, path: Path, *, are_read: bool = True) -> None:
        """Read all marks from the file, if it exists; no post has any where they are not read.

        That is for a file that can not be: every change tries again, and raises StateError.
        """
        self._file = StateFile(path)
        self._lock = self._file.lock
        self._sets: dict[MarkKind, set[str]] = {kind: set() for kind in MarkKind}
        self._is_loaded = False
        if are_read and self._file.exists():
            self._load()

    @property
    def file(self) -> StateFile:
        """the file, which saved searches share"""
        return self._file

    def is_read(self, key: str) -> bool:
        """Return whether the post is marked as read."""
        return key in self._sets[MarkKind.READ]

    def is_starred(self, key: str) -> bool:
        """Return whether the post is starred."""
        return key in self._sets[MarkKind.STARRED]

    def all(self) -> AllMarks:
        """Return the keys of all marked posts."""
        with self._lock:
            return AllMarks(*(frozenset(self._sets[kind]) for kind in (MarkKind.READ, MarkKind.STARRED)))

    def recently_read(self, most: int) -> list[tuple[str, datetime]]:
        """Return the keys of up to `most` posts, the last read first, each with the time in UTC.

        Posts that were marked several at once are left out, as the user did not open them.
        """
        if not self._file.exists():
            return []
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT key, read_at FROM mark WHERE read_at IS NOT NULL"
                " GROUP BY read_at HAVING count(*) = 1 ORDER BY read_at DESC LIMIT ?",
                (most,),
            ).fetchall()
        return [(key, datetime.fromtimestamp(at / 1000, UTC)) for key, at in rows]

    def set_read(self, keys: Iterable[str], read: bool) -> int:
        """Mark posts as read or unread, as one change; return how many changed."""
        return self._set(MarkKind.READ, frozenset(keys), read)

    def set_starred(self, keys: Iterable[str], starred: bool) -> int:
        """Star or unstar posts, as one change; return how many changed."""
        return self._set(MarkKind.STARRED, frozenset(keys), starred)

    def undo(self) -> Undone | None:
        """Undo the last change, also of an earlier session; return None if there is none."""
        with self._lock:
            if not self._is_loaded and not self._file.exists():
                return None
            with self._change() as connection:
                last = connection.execute(
                    "SELECT id, kind, value FROM change ORDER BY id DESC LIMIT 1"
                ).fetchone()
                if last is None:
                    return None
                change, kind, value = last[0], MarkKind(last[1]), bool(last[2])
                column = f"{kind}_at"
                connection.execute(
                    f"INSERT INTO mark (key, {column}) SELECT key, before FROM changed WHERE change = ? "
                    f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
                    (change,),
                )
                keys = frozenset(
                    row[0]
                    for row in connection.execute("SELECT key FROM changed WHERE change = ?", (change,))
                )
                _delete_unmarked(connection, change)
                _drop_changes(connection, "id = ?", change)
            self._update_sets(kind, keys, not value)
        return Undone(kind, value, keys)

    def close(self) -> None:
        """Close the file; the marks in memory stay readable."""
        self._file.close()

    def _set(self, kind: MarkKind, keys: Collection[str], value: bool) -> int:
        if not keys:
            return 0
        now = time.time_ns() // 1_000_000
        column = f"{kind}_at"
        with self._lock:
            with self._change() as connection:
                connection.execute(
                    "CREATE TEMP TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY) WITHOUT ROWID"
                )
                connection.execute("DELETE FROM wanted")
                connection.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in keys))
                change = connection.execute(
                    "INSERT INTO change (at, kind, value) VALUES (?, ?, ?)", (now, kind, value)
                ).lastrowid
                # The state before is that in the file, as another process may have changed it.
                count = connection.execute(
                    f"INSERT INTO changed SELECT ?, key, {column} FROM wanted LEFT JOIN mark USING (key) "
                    f"WHERE ({column} IS NULL) = ?",
                    (change, value),
                ).rowcount
                connection.execute(
                    f"INSERT INTO mark (key, {column}) SELECT key, ? FROM changed WHERE change = ? "
                    f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
                    (now if value else None, change),
                )
                _delete_unmarked(connection, change)
                if count == 0:
                    _drop_changes(connection, "id = ?", change)
                _drop_changes(
                    connection, "id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?)", UNDO_DEPTH
                )
            self._update_sets(kind, keys, value)
        return count

    def _update_sets(self, kind: MarkKind, keys: Collection[str], value: bool) -> None:
        if value:
            self._sets[kind].update(keys)
        else:
            self._sets[kind].difference_update(keys)

    def _change(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Return a transaction, after loading the marks if that was not done."""
        if not self._is_loaded:
            self._load()
        return self._file.transaction()

    def _load(self) -> None:
        with self._file.reading() as connection:
            for kind, marked in self._sets.items():
                rows = connection.execute(f"SELECT key FROM mark WHERE {kind}_at IS NOT NULL")
                marked.clear()
                marked.update(key for (key,) in rows)
        self._is_loaded = True


def _delete_unmarked(connection: sqlite3.Connection, change: int | None) -> None:
    """Delete the rows of a change that have no mark any more."""
    connection.execute(
        "DELETE FROM mark WHERE read_at IS NULL AND starred_at IS NULL "
        "AND key IN (SELECT key FROM changed WHERE change = ?)",
        (change,),
    )


def _drop_changes(connection: sqlite3.Connection, condition: str, value: int | None) -> None:
    """Delete changes from the undo log."""
    connection.execute(
        f"DELETE FROM changed WHERE change IN (SELECT id FROM change WHERE {condition})", (value,)
    )
    connection.execute(f"DELETE FROM change WHERE {condition}", (value,))
