"""The SQLite file of the user's marks and saved searches: recognised, locked, written in transactions."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StateError, reason_of

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_VERSION = 1
_APPLICATION_ID = 0x52444D4B
_BUSY_SECONDS = 5.0
_SYNC_DELAY_SECONDS = 0.02
"""time for the screen to show a change before a thread syncs it to disk"""
_SCHEMA = f"""
CREATE TABLE mark (key TEXT PRIMARY KEY NOT NULL, read_at INTEGER, starred_at INTEGER) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, value INTEGER NOT NULL
);
CREATE TABLE changed (
    change INTEGER NOT NULL, key TEXT NOT NULL, before INTEGER, PRIMARY KEY (change, key)
) WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
"""


class StateFile:
    """The file, opened on first use. Any thread may use it.

    The first change creates the file; reading does not. All methods raise StateError if the file is damaged,
    locked, not writable, or another program's; it is never deleted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock = threading.RLock()
        """to be held while the connection is in use"""
        self._connection: sqlite3.Connection | None = None
        self._is_unsynced = False
        """whether the last change may not be on disk yet"""
        self._is_syncing = False
        self._sync_thread: ThreadPoolExecutor | None = None
        self._sync_error: OSError | None = None

    def exists(self) -> bool:
        """Return whether the file exists."""
        try:
            self._path.stat()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StateError(self._path, reason_of(error)) from error
        return True

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection for reading; creates the file if it does not exist."""
        with self.lock, self._converting_errors():
            yield self._connection or self._open()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction: committed at the end of the block, rolled back if it raises.

        A committed change survives a crash of the program at once, and a power failure once a thread has
        synced it to disk. Raise StateError also if an earlier sync failed.
        """
        with self.lock:
            connection = self._connection or self._open()
            with self._converting_errors():
                if self._sync_error is not None:
                    error, self._sync_error = self._sync_error, None
                    raise error
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
            self._is_unsynced = True
            if not self._is_syncing:
                self._is_syncing = True
                self._start_sync()

    def _start_sync(self) -> None:
        """Sync in a thread, which the exit of the program waits for."""
        from concurrent.futures import ThreadPoolExecutor  # slow to import; most commands change nothing

        if self._sync_thread is None:
            # The thread is reused: starting one takes longer than the rest of a change.
            self._sync_thread = ThreadPoolExecutor(1, thread_name_prefix="state sync")
        self._sync_thread.submit(self._sync)

    def _sync(self) -> None:
        """Sync all changes to disk, including those made meanwhile."""
        # The screen is painted first, as threads share one interpreter lock.
        time.sleep(_SYNC_DELAY_SECONDS)
        while True:
            with self.lock:
                if not self._is_unsynced:
                    self._is_syncing = False
                    return
                self._is_unsynced = False
            try:
                # What `synchronous = FULL` does in each commit. Closing a file would release SQLite's POSIX
                # locks on it, but it has none on the log.
                with Path(f"{self._path}-wal").open("rb+") as log:
                    os.fsync(log.fileno())
            except FileNotFoundError:
                pass  # Closing the connection checkpointed the log, and synced the file.
            except OSError as error:
                with self.lock:
                    self._sync_error = error

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._sync_thread is not None:
                self._sync_thread.shutdown(wait=False)
                self._sync_thread = None

    def _open(self) -> sqlite3.Connection:
        """Open and return the connection."""
        with self._converting_errors():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # isolation_level None: transactions are begun explicitly.
            connection = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except (sqlite3.Error, StateError):
                connection.close()
                raise
        self._connection = connection
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check that the file is the reader's before any write, and create the tables of a new file."""
        # NORMAL survives a crash of the program. FULL waits for the disk in each commit, which delays the
        # opening of a post noticeably; a thread syncs instead.
        connection.execute("PRAGMA synchronous = NORMAL")
        if self._is_ours(connection):
            return
        # WAL lets others read during a write, and a killed process leaves the last committed change.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have created the tables while this one waited.
        if self._is_ours(connection):
            connection.execute("ROLLBACK")
            return
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Return whether the file has the reader's tables; False if empty. Raise StateError for others."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == _APPLICATION_ID and version > _VERSION:
            raise StateError(self._path, "a newer version of the reader wrote it")
        if tables and application != _APPLICATION_ID:
            raise StateError(self._path, "it belongs to another program")
        return bool(tables)

    @contextlib.contextmanager
    def _converting_errors(self) -> Iterator[None]:
        """Convert errors of SQLite and the file system to StateError."""
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(self._path, str(error)) from error
        except OSError as error:
            raise StateError(self._path, reason_of(error)) from error
