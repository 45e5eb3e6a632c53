"""Opens the SQLite file of an index: to read while others write, to read one that nobody can write, and to write."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from reader.index.location import has_log, remove, remove_older
from reader.index.pages import PAGE, lay_out, open_checked
from reader.index.schema import APPLICATION_ID, FILE_BITS, TABLES

_BUSY_MILLISECONDS = 5000
_CHECKPOINT_PAGES = 4000
"""pages in the write-ahead log before a checkpoint: the more, the fewer are written twice"""
_WRITE_CACHE_KIB = 16 << 10
"""cache while writing: new posts go to random places in the tables that are ordered by keys"""
_READ_CACHE_KIB = 512
"""cache of a reading connection: small, as each thread has one and the system caches the file"""
_UNREADABLE = frozenset({apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_IOERR_CORRUPTFS})


def open_to_read(path: Path) -> tuple[apsw.Connection, bool]:
    """Return a connection to read from, and whether it is frozen: it does not see what others write.

    Raise apsw.Error.
    """
    connection = _open_shared(path) if _is_writable(path) or has_log(path) else None
    is_frozen = connection is None
    if connection is None:
        # While it has no log, nothing changes the file; SQLite cannot make the log and the locks that go with it,
        # as in a folder of another user or on a full disk.
        connection = open_checked(path, apsw.SQLITE_OPEN_READONLY, "immutable=1")
    connection.execute(f"PRAGMA cache_size = -{_READ_CACHE_KIB}")
    return connection, is_frozen


def _is_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def _open_shared(path: Path) -> apsw.Connection | None:
    """Return a connection that sees what others write; None if that is impossible and nothing was written."""
    flags = apsw.SQLITE_OPEN_READWRITE if _is_writable(path) else apsw.SQLITE_OPEN_READONLY
    connection = open_checked(path, flags)
    try:
        connection.set_busy_timeout(_BUSY_MILLISECONDS)
        connection.execute("PRAGMA query_only = 1")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except apsw.Error as error:
        connection.close(force=True)
        if is_damage(error) or has_log(path):
            raise
        return None
    return connection


def open_to_write(path: Path, stamp: str) -> apsw.Connection:
    """Return a connection to write to, with current tables: a file with another stamp gives way to a new one.

    Raise apsw.Error where the file cannot be written.
    """
    connection = _create_or_open(path)
    try:
        if not is_stamped(connection, stamp):
            if connection.execute("SELECT count(*) FROM sqlite_master").get:
                connection.close()
                remove(path)
                connection = _create_or_open(path)
            remove_older(path)
            make_tables(connection, stamp)
        # WAL lets others read during a write, and a killed process leaves the last committed batch.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
        # Some builds of SQLite overwrite deleted data by default; the archive holds the same data anyway.
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        # Fails at once where another program holds the file.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close(force=True)
        raise
    return connection


def _create_or_open(path: Path) -> apsw.Connection:
    connection = open_checked(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    connection.set_busy_timeout(_BUSY_MILLISECONDS)
    return connection


def make_tables(connection: apsw.Connection, stamp: str) -> None:
    """Create the tables in an empty database."""
    lay_out(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("BEGIN IMMEDIATE")
    for statement in TABLES:
        connection.execute(statement)
    # Each file has generations of its own, so that a rebuilt file is not mistaken for the old one.
    first = int.from_bytes(os.urandom(4), "big") << FILE_BITS
    connection.execute("INSERT INTO about VALUES ('stamp', ?), ('generation', ?)", (stamp, first))
    connection.execute("COMMIT")


def is_stamped(connection: apsw.Connection, stamp: str) -> bool:
    """Return whether the tables are those of this stamp, see `schema.stamp`."""
    try:
        found = connection.execute("SELECT value FROM about WHERE name = 'stamp'").fetchone()
    except apsw.SQLError:
        return False
    return found is not None and found[0] == stamp


def is_damage(error: apsw.Error) -> bool:
    """Return whether the file itself is at fault, so that building it again helps."""
    return isinstance(error, apsw.CorruptError | apsw.NotADBError | apsw.FormatError) or (
        isinstance(error, apsw.IOError) and getattr(error, "extendedresult", 0) in _UNREADABLE
    )


def size(connection: apsw.Connection) -> int:
    """Return how many bytes a database takes."""
    return int(connection.execute("PRAGMA page_count").get) * PAGE


def copy(source: apsw.Connection, target: apsw.Connection) -> None:
    """Copy a database over another one."""
    with target.backup("main", source, "main") as copying:
        copying.step()


def save_copy(memory: apsw.Connection, path: Path) -> None:
    """Write a database that is in memory to a new file. Raise apsw.Error or OSError."""
    path.unlink(missing_ok=True)
    file = _create_or_open(path)
    try:
        file.execute("PRAGMA journal_mode = OFF")
        copy(memory, file)
    finally:
        file.close(force=True)
