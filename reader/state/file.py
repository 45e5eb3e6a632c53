"""The SQLite file of what the user said: recognised, locked, written in transactions, never written over."""

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
from reader.state import schema

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_BUSY_SECONDS = 5.0
_SYNC_DELAY_SECONDS = 0.02
"""time for the screen to show a change before a thread syncs it to disk"""


class StateFile:
    """The file, opened on first use. Any thread may use it.

    The first change creates the file; reading does not. A file that can not be written, or that a newer version of
    the program wrote, is read only. All methods raise StateError if the file is damaged, locked, or another
    program's; it is never deleted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock = threading.RLock()
        """to be held while the connection is in use"""
        self._connection: sqlite3.Connection | None = None
        self._refusal = ""
        """why the file is only read, empty if it may be written"""
        self._is_unsynced = False
        """whether the last change may not be on disk yet"""
        self._is_syncing = False
        self._sync_thread: ThreadPoolExecutor | None = None
        self._sync_error: OSError | None = None

    @property
    def path(self) -> Path:
        """the place of the file; it may not exist"""
        return self._path

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
    def transaction(self, *, is_durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction: committed at the end of the block, rolled back if it raises.

        A committed change survives a crash of the program at once. A durable one is on disk when the block ends, so
        that it survives a power failure; another one is synced by a thread a moment later. Raise StateError also if
        that failed for an earlier change.
        """
        with self.lock:
            if self._refusal:
                self.close()  # The file may have become writable since it was opened.
            connection = self._connection or self._open()
            if self._refusal:
                raise StateError(self._path, self._refusal)
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
                if is_durable:
                    self._sync_log()
                    self._is_unsynced = False
                else:
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
                self._sync_log()
            except OSError as error:
                with self.lock:
                    self._sync_error = error

    def _sync_log(self) -> None:
        """Do what `synchronous = FULL` does in each commit."""
        try:
            # Closing a file would release SQLite's POSIX locks on it, but it has none on the log.
            with Path(f"{self._path}-wal").open("rb+") as log:
                os.fsync(log.fileno())
        except FileNotFoundError:
            pass  # Closing the connection checkpointed the log, and synced the file.

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
            self._refusal = ""
            if self.exists() and not self._is_writable():
                self._connection = self._copy()
                return self._connection
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = _connected(str(self._path))
            try:
                self._prepare(connection)
            except (sqlite3.Error, StateError):
                connection.close()
                raise
        self._connection = connection
        return connection

    def _is_writable(self) -> bool:
        """Return whether the file can be written, for which SQLite writes beside it, too."""
        return os.access(self._path, os.W_OK) and os.access(self._path.parent, os.W_OK)

    def _copy(self) -> sqlite3.Connection:
        """Return a copy of a file that can not be written, in memory, for reading."""
        self._refusal = "it can not be written"
        source = _connected(f"{self._path.absolute().as_uri()}?immutable=1", uri=True)
        copy = _connected(":memory:")
        with contextlib.closing(source):
            if schema.version_of(source) is None:
                raise StateError(self._path, "it belongs to another program")
            source.backup(copy)
        version = schema.version_of(copy)
        if not version:
            schema.create(copy)
        elif version < schema.VERSION:
            schema.migrate(copy)
        return copy

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check that the file is the reader's before any write; create its tables, or bring them to this version."""
        # NORMAL survives a crash of the program. FULL waits for the disk in each commit, which delays the
        # opening of a post noticeably; what need not be durable is synced by a thread instead.
        connection.execute("PRAGMA synchronous = NORMAL")
        version = self._version(connection)
        if version > schema.VERSION:
            connection.execute("PRAGMA query_only = ON")
            self._refusal = "a newer version of the reader wrote it, so that this one only reads it"
        if version >= schema.VERSION:
            return
        # WAL lets others read during a write, and a killed process leaves the last committed change.
        connection.execute("PRAGMA journal_mode = WAL")
        if version:
            self._keep_copy(connection, version)
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have done it while this one waited.
        version = self._version(connection)
        if version == 0:
            schema.create(connection)
        elif version < schema.VERSION:
            schema.migrate(connection)
        connection.execute("COMMIT")

    def _version(self, connection: sqlite3.Connection) -> int:
        version = schema.version_of(connection)
        if version is None:
            raise StateError(self._path, "it belongs to another program")
        return version

    def _keep_copy(self, connection: sqlite3.Connection, version: int) -> None:
        """Keep the file of an earlier version beside the one that it becomes."""
        place = self._path.with_name(f"{self._path.stem}-version-{version}{self._path.suffix}")
        if not place.exists():
            unfinished = place.with_suffix(f".{os.getpid()}")
            with contextlib.closing(sqlite3.connect(unfinished)) as copy:
                connection.backup(copy)
            unfinished.replace(place)

    @contextlib.contextmanager
    def _converting_errors(self) -> Iterator[None]:
        """Convert errors of SQLite and the file system to StateError."""
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(self._path, str(error)) from error
        except OSError as error:
            raise StateError(self._path, reason_of(error)) from error


def _connected(database: str, *, uri: bool = False) -> sqlite3.Connection:
    """Return a connection whose transactions are begun explicitly."""
    connection = sqlite3.connect(
        database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
