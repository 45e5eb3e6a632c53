"""The SQLite file with all that the reader's owner said. Every change is in it when its transaction ends."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StateError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_VERSION = 1
_APPLICATION_ID = 0x52444D4B
_BUSY_SECONDS = 5.0
_REST_SECONDS = 0.02
"""how long the screen has to show a change before a thread sees to the disk"""
_SCHEMA = f"""
CREATE TABLE mark (key TEXT PRIMARY KEY NOT NULL, read_at INTEGER, starred_at INTEGER) WITHOUT ROWID;
CREATE TABLE change (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, value INTEGER NOT NULL);
CREATE TABLE changed (
    change INTEGER NOT NULL, key TEXT NOT NULL, before INTEGER, PRIMARY KEY (change, key)
) WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
"""


class StateFile:
    """The file, opened when it is first needed; any thread may use it.

    It is made by the first change, so that looking on leaves nothing behind. All methods raise StateError where
    it is damaged, locked, not to be written or another program's; nothing is ever deleted then.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock = threading.RLock()
        """held while the connection is in use"""
        self._connection: sqlite3.Connection | None = None
        self._is_unsynced = False
        """whether the disk may not hold the last change yet"""
        self._is_syncing = False
        self._syncing: ThreadPoolExecutor | None = None
        self._sync_error: OSError | None = None

    def exists(self) -> bool:
        """Whether there is a file."""
        try:
            self._path.stat()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StateError(self._path, (error.strerror or str(error)).lower()) from error
        return True

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to ask; makes the file where there is none."""
        with self.lock, self._telling():
            yield self._connection or self._open()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction that is written when the block ends and undone when it raises.

        A crash of the program loses nothing from then on; a power cut nothing either once the disk has answered,
        which a thread waits for. Raises StateError too where the disk refused an earlier change.
        """
        with self.lock:
            connection = self._connection or self._open()
            with self._telling():
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
        """Lets a thread wait for the disk; the end of the program waits for the thread."""
        from concurrent.futures import ThreadPoolExecutor  # imports much, and most commands change nothing

        if self._syncing is None:
            # Its thread is kept, as starting one takes longer than all else in a change.
            self._syncing = ThreadPoolExecutor(1, thread_name_prefix="sync of the state")
        self._syncing.submit(self._sync)

    def _sync(self) -> None:
        """Has the disk keep all changes so far, and those made meanwhile."""
        # What was changed is painted first: two threads of Python share one processor.
        time.sleep(_REST_SECONDS)
        while True:
            with self.lock:
                if not self._is_unsynced:
                    self._is_syncing = False
                    return
                self._is_unsynced = False
            try:
                # What FULL would do at each change: SQLite takes no locks on this file, which closing it would end.
                with Path(f"{self._path}-wal").open("rb+") as log:
                    os.fsync(log.fileno())
            except FileNotFoundError:
                pass  # Closing the connection brought all of it into the file itself, and that to the disk.
            except OSError as error:
                with self.lock:
                    self._sync_error = error

    def close(self) -> None:
        """Closes the file; the next use opens it again."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._syncing is not None:
                self._syncing.shutdown(wait=False)
                self._syncing = None

    def _open(self) -> sqlite3.Connection:
        """The connection, made ready."""
        with self._telling():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # isolation_level None: transactions begin where this module says so, not before a first write.
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
        """Checks that the file is ours before anything is written, and makes the tables of a new one."""
        # NORMAL keeps every change through a crash of the program. The wait for the disk at each of them (FULL)
        # would be felt as each post opens, so a thread has it.
        connection.execute("PRAGMA synchronous = NORMAL")
        if self._is_ours(connection):
            return
        # WAL lets another process read while this one writes, and a killed process leaves the last whole change.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have made the tables while this one waited.
        if self._is_ours(connection):
            connection.execute("ROLLBACK")
            return
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Whether the file holds our tables; False for an empty one. Raises StateError for any other."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application == _APPLICATION_ID and version > _VERSION:
            raise StateError(self._path, "a newer version of the reader wrote it")
        if tables and application != _APPLICATION_ID:
            raise StateError(self._path, "it belongs to another program")
        return bool(tables)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns what the file system and SQLite say into one StateError that names the file."""
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(self._path, str(error)) from error
        except OSError as error:
            raise StateError(self._path, (error.strerror or str(error)).lower()) from error
