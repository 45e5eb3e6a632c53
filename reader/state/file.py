"""The SQLite file of what the user said: recognised, locked, written in transactions, never written over."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StateError, reason_of
from reader.language import later, tr
from reader.state import schema
from reader.state.backups import Backups, write_copy

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_BUSY_SECONDS = 5.0
_SHORTLY_BUSY_SECONDS = 0.2
"""how long what is said by itself waits for another program that writes: a key may wait for it"""
_SYNC_DELAY_SECONDS = 0.02
"""time for the screen to show a change before a thread syncs it to disk"""
_DAMAGES = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_PRIMARY = 0xFF
"""the bits of an error code that say of which kind it is (sqlite.org/rescode.html)"""
_WAYS_OUT = {
    sqlite3.SQLITE_BUSY: later("Another program has them in use: try again in a moment."),
    sqlite3.SQLITE_LOCKED: later("Another program has them in use: try again in a moment."),
    sqlite3.SQLITE_FULL: later("Make room on the disk."),
    **dict.fromkeys(_DAMAGES, later("Run `reader marks check --repair`.")),
}


class StateFile:
    """The file, opened on first use. Thread-safe.

    The first change creates the file; reading does not. A file that cannot be written, or that a newer version of
    the program wrote, is read only. All methods raise StateError if the file is damaged, locked, or another
    program's; it is never deleted, and no longer written once it is known to be damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock = threading.RLock()
        """to be held while the connection is in use"""
        self.backups = Backups(path)
        self._connection: sqlite3.Connection | None = None
        self.opened: tuple[int, int] | None = None
        """which file was opened last, None for a copy in memory"""
        self._refusal: StateError | None = None
        """why the file is only read, None if it may be written"""
        self._damage: tuple[StateError, tuple[int, int] | None] | None = None
        """what is wrong with the file, and with which file"""
        self._is_unsynced = False
        """whether the last change may not be on disk yet"""
        self._is_syncing = False
        self._thread: ThreadPoolExecutor | None = None
        self._sync_error: OSError | None = None

    @property
    def path(self) -> Path:
        """the place of the file; it may not exist"""
        return self._path

    def exists(self) -> bool:
        """Return whether the file exists; one that another program removed while it was open is written again first."""
        try:
            self._path.stat()
        except FileNotFoundError:
            return self._write_again()
        except OSError as error:
            raise StateError(self._path, reason_of(error)) from error
        return True

    def _write_again(self) -> bool:
        """Put a file that was removed while it is open back into its place; return whether it was.

        A removed file can be read by whoever has it open (unlink(2)), its log as well.
        """
        if self._connection is None:
            return False  # without waiting for whoever holds the lock: a file that was never made is missing, too
        with self.lock, self._converting_errors():
            connection = self._connection
            if connection is None or self.opened is None:
                return False
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # What is left of its log would be read into the copy.
            for ending in ("-wal", "-shm"):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
            damage = write_copy(connection, self._path)
            self._disconnect()
            if damage:
                raise self._error_of(damage, sqlite3.SQLITE_CORRUPT)
            return True

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection for reading; creates the file if it does not exist."""
        with self.lock, self._converting_errors():
            yield self._connected()

    @contextlib.contextmanager
    def transaction(
        self, *, is_durable: bool = True, is_patient: bool = True
    ) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction: committed at the end of the block, rolled back if it raises.

        A committed change survives a crash of the program at once. A durable one is on disk when the block ends, so
        that it survives a power failure; another one is synced by a thread a moment later. Raise StateError also if
        that failed for an earlier change. Waits for other programs that write, if it is patient; shortly for what
        need not be durable.
        """
        with self.lock, self._converting_errors():
            patience = _BUSY_SECONDS if is_durable else _SHORTLY_BUSY_SECONDS
            connection = self._begin(patience if is_patient else 0.0)
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
                    self._start(self._sync)
            if self.backups.are_due():
                self._start(self.back_up)

    def _begin(self, patience: float) -> sqlite3.Connection:
        """Begin a transaction, for which other programs are waited for some seconds; return the connection."""
        if self._refusal:
            self._disconnect()  # The file may have become writable since it was opened.
        while True:
            connection = self._connected()
            self._refuse_damaged()
            if self._refusal is not None:
                raise self._refusal
            if self._sync_error is not None:
                error, self._sync_error = self._sync_error, None
                raise error
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
            connection.execute("BEGIN IMMEDIATE")
            if self.opened == self._place():
                return connection
            # It was repaired while this one waited.
            connection.execute("ROLLBACK")

    def back_up(self) -> None:
        """Make the backup of the day, if there is none yet; what it finds damaged is no longer written."""
        if not self.backups.are_due():
            return
        damage = self.backups.make()
        if damage:
            with self.lock, contextlib.suppress(OSError):
                self._note_damage(self._error_of(damage, sqlite3.SQLITE_CORRUPT))

    def _start(self, work: Callable[[], None]) -> None:
        """Work in a thread, which the exit of the program waits for."""
        from concurrent.futures import ThreadPoolExecutor  # slow to import; most commands change nothing

        if self._thread is None:
            # The thread is reused: starting one takes longer than the rest of a change.
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="state sync")
        self._thread.submit(work)

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
        """Close the file once all is synced and the backup of the day is made; the next use opens it again."""
        with self.lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()
        with self.lock:
            # Once it is closed, a removed file is gone; where it cannot be written again, every use before has said why.
            with contextlib.suppress(StateError):
                self.exists()
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> sqlite3.Connection:
        """Return the connection to the file that stands at the path now: a repair puts another one there."""
        if self._connection is not None and self.opened is not None:
            place = self._place()
            if place is None:
                self._write_again()
            elif place != self.opened:
                self._disconnect()
            elif not self._path.stat().st_size:
                emptied = self._error_of(tr("it was emptied while it was open"), sqlite3.SQLITE_CORRUPT)
                self._note_damage(emptied)
                raise emptied
        return self._connection or self._open()

    def _place(self) -> tuple[int, int] | None:
        """Return which file stands at the path; None if there is none."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def _open(self) -> sqlite3.Connection:
        """Open and return the connection."""
        self._refusal = self.opened = None
        if self.exists() and not self._is_writable():
            return self._open_copy(tr("it cannot be written"))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.exists()
        connection = _connection(str(self._path))
        try:
            self._prepare(connection, is_new=is_new)
        except (sqlite3.Error, StateError) as error:
            connection.close()
            # SQLite writes beside the file to read it, which a full disk or a read-only one refuses.
            if _code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY):
                return self._open_copy(str(error))
            raise
        self._connection = connection
        self.opened = self._place()
        return connection

    def _is_writable(self) -> bool:
        """Return whether the file can be written, for which SQLite writes beside it, too."""
        return os.access(self._path, os.W_OK) and os.access(self._path.parent, os.W_OK)

    def _open_copy(self, reason: str) -> sqlite3.Connection:
        """Open and return a copy in memory of a file that cannot be written, for reading."""
        self._refusal = StateError(
            self._path, reason, tr("Make room on the disk, or mend the permissions."), is_only_read=True
        )
        copy = _connection(":memory:")
        with readable(self._path) as source:
            if schema.version_of(source) is None:
                raise self._another_program_s()
            source.backup(copy)
        version = schema.version_of(copy)
        if not version:
            schema.create(copy)
        elif version < schema.VERSION:
            schema.migrate(copy)
        self._connection = copy
        return copy

    def _prepare(self, connection: sqlite3.Connection, *, is_new: bool) -> None:
        """Check that the file is the reader's before any write; create its tables, or bring them to this version."""
        # NORMAL survives a crash of the program. FULL waits for the disk in each commit, which delays the
        # opening of a post noticeably; what need not be durable is synced by a thread instead.
        connection.execute("PRAGMA synchronous = NORMAL")
        version = self._version(connection)
        if not version and not is_new and self.backups.all():
            raise self._error_of(tr("the file is empty, and there are backups"), sqlite3.SQLITE_CORRUPT)
        if version > schema.VERSION:
            connection.execute("PRAGMA query_only = ON")
            self._refusal = StateError(
                self._path,
                tr("a newer version of the reader wrote them"),
                tr("Update the reader to change them."),
                is_only_read=True,
            )
        if version >= schema.VERSION:
            return
        # WAL lets others read during a write, and a killed process leaves the last committed change.
        connection.execute("PRAGMA journal_mode = WAL")
        if version:
            # The file of an earlier version is kept beside the one that it becomes.
            place = self._path.with_name(f"{self._path.stem}-version-{version}{self._path.suffix}")
            if not place.exists():
                write_copy(connection, place)
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
            raise self._another_program_s()
        return version

    def _another_program_s(self) -> StateError:
        return StateError(self._path, tr("they belong to another program"), tr("Move the file away."))

    # What went wrong

    @contextlib.contextmanager
    def _converting_errors(self) -> Iterator[None]:
        """Convert errors of SQLite and the file system to StateError, and note damage."""
        try:
            yield
        except sqlite3.Error as error:
            reason = self._error_of(str(error), _code(error))
            if _code(error) in _DAMAGES:
                self._note_damage(reason)
            raise reason from error
        except OSError as error:
            raise StateError(self._path, reason_of(error)) from error

    def _error_of(self, reason: str, code: int) -> StateError:
        way_out = _WAYS_OUT.get(code)
        return StateError(self._path, reason, tr(way_out) if way_out else "")

    def _note_damage(self, error: StateError) -> None:
        self._damage = (error, self._place())

    def _refuse_damaged(self) -> None:
        """Raise StateError if the file is the damaged one that was met before."""
        if self._damage is not None:
            error, place = self._damage
            if place == self._place():
                raise error
            self._damage = None


@contextlib.contextmanager
def readable(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a file and its log, and writes nothing to their place."""
    log = Path(f"{path}-wal")
    with contextlib.ExitStack() as stack:
        if log.exists() and log.stat().st_size:
            import tempfile  # 2 ms, which a start saves

            # To read a log, SQLite writes beside it.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reader-marks-")))
            copy = folder / path.name
            from shutil import copyfile  # 5 ms, which few runs need

            copyfile(log, f"{copy}-wal")
            copyfile(path, copy)
            yield stack.enter_context(contextlib.closing(_connection(str(copy))))
        else:
            address = f"{path.absolute().as_uri()}?immutable=1"
            yield stack.enter_context(contextlib.closing(_connection(address, uri=True)))


def _connection(database: str, *, uri: bool = False) -> sqlite3.Connection:
    """Return a connection whose transactions are begun explicitly."""
    connection = sqlite3.connect(
        database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri
    )
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _code(error: Exception) -> int:
    """Return the kind of an error of SQLite; 0 for others."""
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
        return sqlite3.SQLITE_CORRUPT  # Python's own: what is stored as text is no UTF-8.
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY
