"""What the reader's owner said of posts: read and starred, in a SQLite file of its own, with undo."""

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
"""how many changes can be taken back"""

_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_TITLED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ].*\w.*\.\w+", re.ASCII)


class MarkKind(StrEnum):
    """What can be said of a post."""

    READ = "read"
    STARRED = "starred"


class Undone(NamedTuple):
    """A change that was taken back."""

    kind: MarkKind
    value: bool
    """what the change had set: undoing it set the opposite"""
    keys: frozenset[str]
    """the keys that it had changed"""


class AllMarks(NamedTuple):
    """Every mark at one moment."""

    read: frozenset[str]
    starred: frozenset[str]


def key_of(post: Post) -> str:
    """What the marks of a post belong to, so that copies share them and a moved file keeps them.

    The normalised address that the post was archived from. Where there is none, or only the front page of a
    site, the file's name if it begins with a day, as Jekyll's do: such a name moves between folders and archives
    unchanged. Else the path under the archive's name, since every archive may have its own `README.md`.
    """
    if _ADDRESS.match(post.source):
        address = normalise(post.source)
        if "/" in address or "?" in address:
            return address
    name = post.path.rpartition("/")[2]
    path = name if _TITLED_DAY.fullmatch(name) else f"{post.archive.name}/{post.path}"
    # SQLite takes no surrogates, which stand for bytes in a file's name that are not UTF-8.
    return "file:" + os.fsencode(path).decode("utf-8", "backslashreplace")


class Marks:
    """The marks in one file. Every change is on disk when its call returns; any thread may call.

    The file is made by the first change, so that looking on leaves nothing behind. All methods raise StateError
    where the file is damaged, locked, not to be written or another program's; nothing is ever deleted then.
    """

    def __init__(self, path: Path) -> None:
        """Reads all marks from the file, if there is one."""
        self._file = StateFile(path)
        self._lock = self._file.lock
        self._sets: dict[MarkKind, set[str]] = {kind: set() for kind in MarkKind}
        self._is_read = False
        if self._file.exists():
            self._read()

    @property
    def file(self) -> StateFile:
        """The file, for what else the owner said."""
        return self._file

    def is_read(self, key: str) -> bool:
        """Whether the post was read."""
        return key in self._sets[MarkKind.READ]

    def is_starred(self, key: str) -> bool:
        """Whether the post was starred."""
        return key in self._sets[MarkKind.STARRED]

    def all(self) -> AllMarks:
        """The keys of all posts that are read and starred."""
        with self._lock:
            return AllMarks(*(frozenset(self._sets[kind]) for kind in (MarkKind.READ, MarkKind.STARRED)))

    def recently_read(self, most: int) -> list[tuple[str, datetime]]:
        """The keys of the posts read last with the time in UTC, the last first, at most so many.

        Those that were marked many at once were not read and are left out.
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
        """Marks posts as read or unread, as one change; returns how many of them were not so before."""
        return self._set(MarkKind.READ, frozenset(keys), read)

    def set_starred(self, keys: Iterable[str], starred: bool) -> int:
        """Gives posts a star or takes it, as one change; returns how many of them were not so before."""
        return self._set(MarkKind.STARRED, frozenset(keys), starred)

    def undo(self) -> Undone | None:
        """Takes the last change back, also one of an earlier run; None where there is none left."""
        with self._lock:
            if not self._is_read and not self._file.exists():
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
                _forget_unmarked(connection, change)
                _drop_changes(connection, "id = ?", change)
            self._remember(kind, keys, not value)
        return Undone(kind, value, keys)

    def close(self) -> None:
        """Closes the file; the marks in memory stay readable."""
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
                # What the file says counts, not what this process remembers: another may have changed it.
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
                _forget_unmarked(connection, change)
                if count == 0:
                    _drop_changes(connection, "id = ?", change)
                _drop_changes(
                    connection, "id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?)", UNDO_DEPTH
                )
            self._remember(kind, keys, value)
        return count

    def _remember(self, kind: MarkKind, keys: Collection[str], value: bool) -> None:
        if value:
            self._sets[kind].update(keys)
        else:
            self._sets[kind].difference_update(keys)

    def _change(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A transaction of the file, of which all marks are in memory by then."""
        if not self._is_read:
            self._read()
        return self._file.transaction()

    def _read(self) -> None:
        with self._file.reading() as connection:
            for kind, marked in self._sets.items():
                rows = connection.execute(f"SELECT key FROM mark WHERE {kind}_at IS NOT NULL")
                marked.clear()
                marked.update(key for (key,) in rows)
        self._is_read = True


def _forget_unmarked(connection: sqlite3.Connection, change: int | None) -> None:
    """Deletes the rows of a change that say nothing any more."""
    connection.execute(
        "DELETE FROM mark WHERE read_at IS NULL AND starred_at IS NULL "
        "AND key IN (SELECT key FROM changed WHERE change = ?)",
        (change,),
    )


def _drop_changes(connection: sqlite3.Connection, which: str, value: int | None) -> None:
    """Takes changes out of the undo log."""
    connection.execute(f"DELETE FROM changed WHERE change IN (SELECT id FROM change WHERE {which})", (value,))
    connection.execute(f"DELETE FROM change WHERE {which}", (value,))
