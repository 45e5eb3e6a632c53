"""The SQLite file of an index: located, recognised, pooled for threads, locked by one writer."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

from reader.errors import DamagedIndexError
from reader.index.schema import APPLICATION_ID, TABLES, file_name, stamp

_MAGIC = b"SQLite format 3\0"
_ID_PLACE = slice(68, 72)
_BUSY_SECONDS = 5.0
_CHECKPOINT_PAGES = 4000
"""pages in the write-ahead log before a checkpoint: the more, the fewer are written twice"""
_WRITE_CACHE_KIB = 16 << 10
"""cache while writing: new posts go to random places in the tables that are ordered by keys"""
_READ_CACHE_KIB = 512
"""cache of a reading connection: small, as each thread has one and the system caches the file"""
_MOST_PATHS = 4
"""file names that are tried while files of other programs are in the way"""


class IndexFile:
    """One index: a file, or memory where no file can be used. Any thread may read; one process writes."""

    def __init__(self, folder: Path, archives: Sequence[Path], zone: tzinfo, reading: str = "") -> None:
        """Locate the file in the folder; creates nothing."""
        self.problems: list[str] = []
        """problems with the file, a sentence each"""
        self._stamp = stamp(archives, zone, reading)
        self._path = self._usable_path(folder, file_name(archives))
        self._lock = threading.RLock()
        self._memory: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._epoch = 0
        self._lock_file: int | None = None
        self._is_usable = False

    def _usable_path(self, folder: Path, name: str) -> Path:
        """Return the first path that holds an index or nothing."""
        for number in range(_MOST_PATHS):
            path = folder / f"{name}{f'-{number}' if number else ''}.sqlite3"
            try:
                with path.open("rb") as stream:
                    head = stream.read(100)
            except (FileNotFoundError, NotADirectoryError):
                return path
            except OSError as error:
                self.problems.append(_problem(path, error.strerror or str(error), "another stands in for it"))
                continue
            if not head or (head.startswith(_MAGIC) and head[_ID_PLACE] == APPLICATION_ID.to_bytes(4, "big")):
                return path
            self.problems.append(_problem(path, "it is not the reader's", "another stands in for it"))
        return folder / f"{name}-{os.getpid()}.sqlite3"

    # Reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Yield a connection to read from, None while there is no index yet. Raise DamagedIndexError."""
        try:
            with self.converting_errors(), self._borrowed() as connection:
                yield connection
        except sqlite3.OperationalError as error:
            # Not damage: the file is locked or was removed, or the disk does not respond.
            with self._lock:
                self.close()
                self._is_usable = False
            raise DamagedIndexError(str(error)) from error

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection | None]:
        if self._memory is not None:
            with self._lock:
                yield self._memory
            return
        connection = self._acquire()
        if connection is None:
            yield None
            return
        epoch = self._epoch
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if epoch == self._epoch:
                self._idle.append(connection)
            else:
                connection.close()

    def _acquire(self) -> sqlite3.Connection | None:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        if not self._path.exists():
            return None
        connection = self._connect(may_write=False)
        if not self._is_usable and not self._is_stamped(connection):
            connection.close()
            return None
        self._is_usable = True
        return connection

    def _connect(self, *, may_write: bool) -> sqlite3.Connection:
        # isolation_level None: transactions are begun explicitly.
        def connect(options: str) -> sqlite3.Connection:
            return sqlite3.connect(
                f"{self._path.as_uri()}?{options}",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )

        if may_write:
            return connect("mode=rwc")
        if os.access(self._path.parent, os.W_OK) and os.access(self._path, os.W_OK):
            connection = connect("mode=rw")
            connection.execute("PRAGMA query_only = 1")
        else:
            # In a folder without write permission, nothing changes the file.
            connection = connect("mode=ro&immutable=1")
        connection.execute(f"PRAGMA cache_size = -{_READ_CACHE_KIB}")
        return connection

    def _is_stamped(self, connection: sqlite3.Connection) -> bool:
        try:
            found = connection.execute("SELECT value FROM about WHERE name = 'stamp'").fetchone()
        except sqlite3.OperationalError:
            return False
        return found is not None and found[0] == self._stamp

    @contextlib.contextmanager
    def converting_errors(self) -> Iterator[None]:
        """Convert SQLite's errors of damage to DamagedIndexError, after discarding the file."""
        try:
            yield
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self._discard(str(error))
            raise DamagedIndexError(str(error)) from error

    def _discard(self, reason: str) -> None:
        """Delete a damaged index, so that the next refresh rebuilds it."""
        self.problems.append(_problem(self._path, reason, "it is built again"))
        self._remove()

    def _remove(self) -> None:
        with self._lock:
            self.close()
            self._is_usable = False
            for ending in ("", "-wal", "-shm", "-journal"):
                with contextlib.suppress(OSError):
                    Path(f"{self._path}{ending}").unlink()

    def close(self) -> None:
        """Close the connections that no thread uses at the moment."""
        with self._lock:
            self._epoch += 1
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    # Writing

    def try_lock(self) -> bool:
        """Return whether this process may write now, and open the file for writing, until `unlock`."""
        if self._memory is not None:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            self.keep_in_memory((error.strerror or str(error)).lower())
            return True
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        except OSError:
            # A file system without locks: SQLite's own locks still protect the file.
            pass
        self._lock_file = lock
        return True

    def unlock(self) -> None:
        """Let other processes write."""
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    def open_for_writing(self) -> sqlite3.Connection:
        """Return a connection to current tables, created if need be; close it with `close_after_writing`.

        Falls back to memory where the file can not be written. Raise DamagedIndexError.
        """
        with self.converting_errors():
            if self._memory is None:
                try:
                    return self._writable()
                except (sqlite3.OperationalError, OSError) as error:
                    self.keep_in_memory(str(error))
            assert self._memory is not None
            return self._memory

    def close_after_writing(self, connection: sqlite3.Connection) -> None:
        """Close the connection, unless the index is in memory."""
        if connection is not self._memory:
            connection.close()

    def _writable(self) -> sqlite3.Connection:
        connection = self._connect(may_write=True)
        try:
            if not self._is_stamped(connection):
                has_tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                if has_tables:
                    connection.close()
                    self._remove()
                    connection = self._connect(may_write=True)
                self._make_tables(connection)
            # WAL lets others read during a write, and a killed process leaves the last committed batch.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
            # Some builds of SQLite overwrite deleted data by default; the archive holds the same data anyway.
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("BEGIN IMMEDIATE")
        for statement in TABLES:
            connection.execute(statement)
        # Each file starts at a random generation, so that a rebuilt file is not mistaken for the old one.
        first = int.from_bytes(os.urandom(5), "big")
        connection.execute("INSERT INTO about VALUES ('stamp', ?), ('generation', ?)", (self._stamp, first))
        connection.execute("COMMIT")

    def keep_in_memory(self, reason: str) -> None:
        """Go on in memory, with the contents of the file if it can be read."""
        self.problems.append(_problem(self._path, reason, "this time it is kept in memory"))
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            with self.reading() as connection:
                if connection is not None:
                    connection.backup(memory)
        except (sqlite3.Error, DamagedIndexError):
            memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        if not self._is_stamped(memory):
            self._make_tables(memory)
        with self._lock:
            self.close()
            self._memory = memory

    @property
    def write_lock(self) -> contextlib.AbstractContextManager[object]:
        """A lock to hold while writing, so that an index in memory is not read amid a change."""
        return self._lock if self._memory is not None else contextlib.nullcontext()


def _problem(path: Path, reason: str, consequence: str) -> str:
    return f"The index {path} can not be used ({reason.lower()}): {consequence}."
