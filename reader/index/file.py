"""The SQLite file of an index: read by any thread, written by one process, kept in memory where it cannot be written."""

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
from reader.index.location import remove, usable_path
from reader.index.opening import (
    copy,
    is_damage,
    is_stamped,
    make_tables,
    open_to_read,
    open_to_write,
    save_copy,
    size,
)
from reader.index.pages import empty_log
from reader.index.reading_pool import ReadingPool
from reader.index.schema import FILE_BITS, file_name, generation_of, stamp
from reader.language import tr
from reader.text.plural import megabytes

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
        self._path = usable_path(folder, file_name(archives), self._report_other)
        self._lock = threading.RLock()
        self._pool = ReadingPool(self._path, self._stamp)
        self._memory: apsw.Connection | None = None
        self._lock_file: int | None = None
        self._refusal: str | None = None
        """why the folder cannot be written, if that was tried"""
        self._retired: apsw.Connection | None = None
        """the damaged file, deleted, of which results still show rows while it is built again"""

    def _report_other(self, path: Path, reason: str) -> None:
        self.problems.append(
            tr(
                "The index {path} cannot be used ({reason}): another file is used instead.",
                path=path,
                reason=reason,
            )
        )

    # Reading

    @contextlib.contextmanager
    def reading(self) -> Iterator[apsw.Connection | None]:
        """Yield a connection to read from, None while there is no index yet. Raise DamagedIndexError."""
        with self.converting_all_errors(), self._borrowed() as connection:
            yield connection

    @contextlib.contextmanager
    def reading_of(self, generation: int) -> Iterator[apsw.Connection]:
        """Yield a connection to the file in which this was a generation, though it be deleted meanwhile.

        Raise DamagedIndexError where it cannot be read any more: numbers of posts mean something in one file
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
        with self._pool.borrowed() as connection:
            yield connection

    @contextlib.contextmanager
    def converting_errors(self) -> Iterator[None]:
        """Convert errors of damage to DamagedIndexError, after discarding the file; others are apsw.Error."""
        try:
            yield
        except apsw.Error as error:
            if is_damage(error):
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
            self._pool.forget()
            raise DamagedIndexError(self._path, str(error)) from error

    def _discard(self, damage: DamagedIndexError) -> None:
        """Delete a damaged index, so that the next refresh rebuilds it; its rows can be read on."""
        with self._lock:
            self.problems.append(str(damage))
            self.forget_retired()
            with contextlib.suppress(apsw.Error):
                self._retired, _ = open_to_read(self._path)
            self._remove()
            if self._path.exists():
                self.keep_in_memory(OSError(tr("it cannot be removed")), copied=False)

    def _remove(self) -> None:
        self._pool.forget()
        remove(self._path)

    def forget_retired(self) -> None:
        """Close the damaged file, which takes room on the disk until then."""
        with self._lock:
            if self._retired is not None:
                self._retired.close(force=True)
                self._retired = None

    def close(self) -> None:
        """Close the connections that no thread uses at the moment."""
        self._pool.close()

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

        Without the lock it is one to read from, on which writing fails. Falls back to memory where the file cannot be
        written. Raise DamagedIndexError.
        """
        with self.converting_errors():
            if self._memory is None:
                try:
                    return self._open()
                except (apsw.Error, OSError) as error:
                    if isinstance(error, apsw.Error) and is_damage(error):
                        raise
                    self.keep_in_memory(error)
            assert self._memory is not None
            return self._memory

    def _open(self) -> apsw.Connection:
        if self._lock_file is None:
            return open_to_read(self._path)[0]
        return open_to_write(self._path, self._stamp)

    def close_after_writing(self, connection: apsw.Connection) -> None:
        """Close the connection, unless the index is in memory."""
        if connection is not self._memory:
            if self._lock_file is not None:
                empty_log(connection)
            connection.close(force=True)

    # Memory

    def keep_in_memory(self, error: Exception, *, copied: bool = True) -> None:
        """Go on in memory after an error of writing, with the contents of the file if they are to be `copied`."""
        memory = apsw.Connection(":memory:")
        if copied:
            try:
                with self.reading() as connection:
                    if connection is not None:
                        copy(connection, memory)
            except (apsw.Error, DamagedIndexError):
                memory = apsw.Connection(":memory:")
        if not is_stamped(memory, self._stamp):
            make_tables(memory, self._stamp)
        reason = reason_of(error) if isinstance(error, OSError) else str(error).lower()
        if reason == "not an error":
            # SQLite's words if the system failed to open the file, such as a link to nowhere.
            reason = tr("it cannot be opened")
        if isinstance(error, apsw.FullError | apsw.IOError):
            reason = tr("{reason}; it takes {size}", reason=reason, size=megabytes(self._needed(memory)))
        elif self._refusal is not None:
            reason = self._refusal
        self.problems.append(
            tr(
                "The index {path} cannot be used ({reason}): until it can be written, it is kept in memory.",
                path=self._path,
                reason=reason,
            )
        )
        with self._lock:
            self.close()
            self._memory = memory

    def _return_to_file(self) -> None:
        """Write an index that is kept in memory to its file, if there is room for it now."""
        memory, part = self._memory, Path(f"{self._path}.part")
        if memory is None or self._path.is_symlink():
            # A link to nowhere, as to a disk that is not there, stays for when it is.
            return
        with self._lock, contextlib.suppress(apsw.Error, OSError):
            from shutil import disk_usage  # 5 ms, which few runs need

            if disk_usage(part.parent).free < _SPARE * self._needed(memory):
                return
            try:
                save_copy(memory, part)
                self._remove()
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)
            self._memory = None

    def expect(self, more: int) -> None:
        """Record that files of so many bytes are about to be read into the index."""
        self._expected = more

    def _needed(self, memory: apsw.Connection) -> int:
        """Return about how many bytes the file of the index takes in the end."""
        return size(memory) + round(_SHARE * self._expected)

    @property
    def write_lock(self) -> contextlib.AbstractContextManager[object]:
        """A lock to hold while writing, so that an index in memory is not read amid a change."""
        return self._lock if self._memory is not None else contextlib.nullcontext()


def _is_of(connection: apsw.Connection, generation: int) -> bool:
    return generation_of(connection) >> FILE_BITS == generation >> FILE_BITS
