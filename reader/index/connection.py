"""The SQLite file of an index: located, recognised, pooled for threads, locked by one writer."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

import apsw

from reader.errors import DamagedIndexError, reason_of
from reader.index.location import has_log, identity, remove, remove_older, usable_path
from reader.index.pages import PAGE, empty_log, lay_out, open_checked
from reader.index.schema import (
    APPLICATION_ID,
    FILE_BITS,
    TABLES,
    file_name,
    generation_of,
    stamp,
)
from reader.language import tr
from reader.text.plural import megabytes

_BUSY_MILLISECONDS = 5000
_CHECKPOINT_PAGES = 4000
"""pages in the write-ahead log before a checkpoint: the more, the fewer are written twice"""
_WRITE_CACHE_KIB = 16 << 10
"""cache while writing: new posts go to random places in the tables that are ordered by keys"""
_READ_CACHE_KIB = 512
"""cache of a reading connection: small, as each thread has one and the system caches the file"""
_UNREADABLE = frozenset({apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_IOERR_CORRUPTFS})
_SHARE = 0.83
"""bytes of the index for a byte of the archive, measured at 50,000 posts"""
_SPARE = 1.1
"""free space on a disk, as a multiple of what the index needs, from which writing is tried again"""


class IndexFile:
    """One index: a file, or memory where no file can be written. Any thread may read; one process writes."""

    def __init__(self, folder: Path, archives: Sequence[Path], zone: tzinfo, reading: str = "") -> None:
        """Locate the file in the folder; creates nothing."""
        self.problems: list[str] = []
        """problems with the file, a sentence each"""
        self._expected = 0
        """bytes of the files that are about to be read into the index"""
        self._stamp = stamp(archives, zone, reading)
        self._path = usable_path(folder, file_name(archives), self._report)
        self._lock = threading.RLock()
        self._memory: apsw.Connection | None = None
        self._idle: list[apsw.Connection] = []
        self._epoch = 0
        self._lock_file: int | None = None
        self._refusal: str | None = None
        """why the folder can not be written, if that was tried"""
        self._is_usable = False
        self._is_frozen = False
        """whether connections are open that do not see what others write"""
        self._opened: tuple[int, int] | None = None
        """device and inode of the file that the idle connections have open"""
        self._retired: apsw.Connection | None = None
        """the damaged file, deleted, of which results still show rows while it is built again"""

    def _report(self, path: Path, reason: str, consequence: str) -> None:
        self.problems.append(f"The index {path} can not be used ({reason}): {consequence}.")

    # Reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[apsw.Connection | None]:
        """Yield a connection to read from, None while there is no index yet. Raise DamagedIndexError."""
        with self.converting_all_errors(), self._borrowed() as connection:
            yield connection

    @contextlib.contextmanager
    def reading_of(self, generation: int) -> Iterator[apsw.Connection]:
        """Yield a connection to the file in which this was a generation, though it be deleted meanwhile.

        Raise DamagedIndexError where it can not be read any more: numbers of posts mean something in one file
        alone.
        """
        with self._lock:
            retired = self._retired
            if retired is not None and _is_of(retired, generation):
                try:
                    yield retired
                except apsw.Error as error:
                    raise DamagedIndexError(self._path, str(error)) from error
                return
        with self.reading() as connection:
            if connection is None or not _is_of(connection, generation):
                raise DamagedIndexError(self._path, tr("another has taken its place"))
            yield connection

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[apsw.Connection | None]:
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
            connection.close(force=True)
            raise
        with self._lock:
            if epoch == self._epoch:
                self._idle.append(connection)
            else:
                connection.close(force=True)

    def _acquire(self) -> apsw.Connection | None:
        with self._lock:
            there = identity(self._path)
            if there is not None and (there != self._opened or (self._is_frozen and has_log(self._path))):
                # The file has been replaced, by another process or by hand, or somebody writes it now.
                self.close()
                self._is_usable = self._is_frozen = False
                self._opened = there
            # A file that was taken away is read on as long as it is open.
            if self._idle:
                return self._idle.pop()
            if there is None:
                return None
        connection = self._open_to_read()
        if not self._is_usable and not self._is_stamped(connection):
            connection.close()
            return None
        self._is_usable = True
        return connection

    def _open_to_read(self) -> apsw.Connection:
        connection = self._open_shared() if self._is_shareable() or has_log(self._path) else None
        if connection is None:
            # While it has no log, nothing changes the file; SQLite can not make the log and the locks that go with it,
            # as in a folder of another user or on a full disk.
            connection = open_checked(self._path, apsw.SQLITE_OPEN_READONLY, "immutable=1")
            self._is_frozen = True
        connection.execute(f"PRAGMA cache_size = -{_READ_CACHE_KIB}")
        return connection

    def _is_shareable(self) -> bool:
        return os.access(self._path.parent, os.W_OK) and os.access(self._path, os.W_OK)

    def _open_shared(self) -> apsw.Connection | None:
        """Return a connection that sees what others write; None if that is impossible and nothing was written."""
        flags = apsw.SQLITE_OPEN_READWRITE if self._is_shareable() else apsw.SQLITE_OPEN_READONLY
        connection = open_checked(self._path, flags)
        try:
            connection.set_busy_timeout(_BUSY_MILLISECONDS)
            connection.execute("PRAGMA query_only = 1")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except apsw.Error as error:
            connection.close(force=True)
            if _is_damage(error) or has_log(self._path):
                raise
            return None
        return connection

    def _is_stamped(self, connection: apsw.Connection) -> bool:
        try:
            found = connection.execute("SELECT value FROM about WHERE name = 'stamp'").fetchone()
        except apsw.SQLError:
            return False
        return found is not None and found[0] == self._stamp

    @contextlib.contextmanager
    def converting_errors(self) -> Iterator[None]:
        """Convert errors of damage to DamagedIndexError, after discarding the file; others are apsw.Error."""
        try:
            yield
        except apsw.Error as error:
            if _is_damage(error):
                damage = DamagedIndexError(self._path, str(error), is_damaged=True)
                self._discard(damage)
                raise damage from error
            raise

    @contextlib.contextmanager
    def converting_all_errors(self) -> Iterator[None]:
        """Convert all errors of SQLite to DamagedIndexError; only a damaged file is discarded."""
        try:
            with self.converting_errors():
                yield
        except apsw.Error as error:
            # Not damage: the file is locked or was removed, or the disk does not respond.
            with self._lock:
                self.close()
                self._is_usable = False
            raise DamagedIndexError(self._path, str(error)) from error

    def _discard(self, damage: DamagedIndexError) -> None:
        """Delete a damaged index, so that the next refresh rebuilds it; its rows can be read on."""
        with self._lock:
            self.problems.append(str(damage))
            self.forget_retired()
            with contextlib.suppress(apsw.Error):
                self._retired = self._open_to_read()
            self._remove()
            if self._path.exists():
                self.keep_in_memory(OSError("it can not be removed"), copied=False)

    def _remove(self) -> None:
        with self._lock:
            self.close()
            self._is_usable = False
            remove(self._path)

    def forget_retired(self) -> None:
        """Close the damaged file, which takes room on the disk until then."""
        with self._lock:
            if self._retired is not None:
                self._retired.close(force=True)
                self._retired = None

    def close(self) -> None:
        """Close the connections that no thread uses at the moment."""
        with self._lock:
            self._epoch += 1
            for connection in self._idle:
                connection.close(force=True)
            self._idle.clear()

    # Writing

    @property
    def path(self) -> Path:
        """where the file is, or would be"""
        return self._path

    def drop(self) -> bool:
        """Delete the file and all that goes with it; return False while another process writes it."""
        if not self.try_lock():
            return False
        try:
            self.close()
            remove(self._path)
        finally:
            self.unlock()
        return True

    def try_lock(self) -> bool:
        """Return whether this process may write now, until `unlock`; an index in memory tries its file again."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            self._refusal = reason_of(error)
            if self._memory is None and not self._can_be_read():
                self.keep_in_memory(error)
            return True
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return self._memory is not None
        except OSError:
            # A file system without locks: SQLite's own locks still protect the file.
            pass
        self._lock_file = lock
        self._return_to_file()
        return True

    def _can_be_read(self) -> bool:
        try:
            with self.reading() as connection:
                return connection is not None
        except DamagedIndexError:
            return False

    def unlock(self) -> None:
        """Let other processes write."""
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    def open_for_writing(self) -> apsw.Connection:
        """Return a connection to current tables, created if need be; close it with `close_after_writing`.

        Without the lock it is one to read from, on which writing fails. Falls back to memory where the file can not be
        written. Raise DamagedIndexError.
        """
        with self.converting_errors():
            if self._memory is None:
                try:
                    return self._open_to_read() if self._lock_file is None else self._writable()
                except (apsw.Error, OSError) as error:
                    if isinstance(error, apsw.Error) and _is_damage(error):
                        raise
                    self.keep_in_memory(error)
            assert self._memory is not None
            return self._memory

    def close_after_writing(self, connection: apsw.Connection) -> None:
        """Close the connection, unless the index is in memory."""
        if connection is not self._memory:
            if self._lock_file is not None:
                empty_log(connection)
            connection.close(force=True)

    def _writable(self) -> apsw.Connection:
        connection = self._create_or_open()
        try:
            if not self._is_stamped(connection):
                if connection.execute("SELECT count(*) FROM sqlite_master").get:
                    connection.close()
                    self._remove()
                    connection = self._create_or_open()
                remove_older(self._path)
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
            connection.close(force=True)
            raise
        return connection

    def _create_or_open(self) -> apsw.Connection:
        connection = open_checked(self._path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        connection.set_busy_timeout(_BUSY_MILLISECONDS)
        return connection

    def _make_tables(self, connection: apsw.Connection) -> None:
        lay_out(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("BEGIN IMMEDIATE")
        for statement in TABLES:
            connection.execute(statement)
        # Each file has generations of its own, so that a rebuilt file is not mistaken for the old one.
        first = int.from_bytes(os.urandom(4), "big") << FILE_BITS
        connection.execute("INSERT INTO about VALUES ('stamp', ?), ('generation', ?)", (self._stamp, first))
        connection.execute("COMMIT")

    # Memory

    def keep_in_memory(self, error: Exception, *, copied: bool = True) -> None:
        """Go on in memory after an error of writing, with the contents of the file if they are to be `copied`."""
        memory = apsw.Connection(":memory:")
        if copied:
            try:
                with self.reading() as connection:
                    if connection is not None:
                        _copy(connection, memory)
            except (apsw.Error, DamagedIndexError):
                memory = apsw.Connection(":memory:")
        if not self._is_stamped(memory):
            self._make_tables(memory)
        reason = reason_of(error) if isinstance(error, OSError) else str(error).lower()
        if reason == "not an error":
            reason = (
                "it can not be opened"  # SQLite's words where its system could not, as for a link to nowhere
            )
        if isinstance(error, apsw.FullError | apsw.IOError):
            reason += f"; it takes {megabytes(self._needed(memory))}"
        elif self._refusal is not None:
            reason = self._refusal
        self._report(self._path, reason, "until it can be written, it is kept in memory")
        with self._lock:
            self.close()
            self._memory = memory

    def _return_to_file(self) -> None:
        """Write an index that is kept in memory to its file, if there is room for it now."""
        memory, part = self._memory, Path(f"{self._path}.part")
        if memory is None:
            return
        with self._lock, contextlib.suppress(apsw.Error, OSError):
            from shutil import disk_usage  # 5 ms, which few runs need

            if disk_usage(part.parent).free < _SPARE * self._needed(memory):
                return
            part.unlink(missing_ok=True)
            try:
                file = open_checked(part, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
                try:
                    file.execute("PRAGMA journal_mode = OFF")
                    _copy(memory, file)
                finally:
                    file.close(force=True)
                self._remove()
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)
            self._memory = None

    def expect(self, more: int) -> None:
        """Take note that files of so many bytes are about to be read into the index."""
        self._expected = more

    def _needed(self, memory: apsw.Connection) -> int:
        """Return about how many bytes the file of the index takes in the end."""
        return _size(memory) + round(_SHARE * self._expected)

    @property
    def write_lock(self) -> contextlib.AbstractContextManager[object]:
        """A lock to hold while writing, so that an index in memory is not read amid a change."""
        return self._lock if self._memory is not None else contextlib.nullcontext()


def _is_damage(error: apsw.Error) -> bool:
    """Return whether the file itself is at fault, so that building it again helps."""
    return isinstance(error, apsw.CorruptError | apsw.NotADBError | apsw.FormatError) or (
        isinstance(error, apsw.IOError) and getattr(error, "extendedresult", 0) in _UNREADABLE
    )


def _is_of(connection: apsw.Connection, generation: int) -> bool:
    return generation_of(connection) >> FILE_BITS == generation >> FILE_BITS


def _size(connection: apsw.Connection) -> int:
    return int(connection.execute("PRAGMA page_count").get) * PAGE


def _copy(source: apsw.Connection, target: apsw.Connection) -> None:
    with target.backup("main", source, "main") as copying:
        copying.step()
