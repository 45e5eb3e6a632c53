"""The connections on which the threads of a process read an index."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import apsw

from reader.index.location import has_log, identity
from reader.index.opening import is_stamped, open_to_read


class ReadingPool:
    """Lends connections to one file, each to one thread at a time. Thread-safe."""

    def __init__(self, path: Path, stamp: str) -> None:
        """Open nothing yet; only a file with this stamp is read."""
        self._path = path
        self._stamp = stamp
        self._lock = threading.RLock()
        self._idle: list[apsw.Connection] = []
        self._epoch = 0
        """grows with `close`: a connection that was lent in an earlier one is closed when it comes back"""
        self._is_known = False
        """whether the file is known to have the stamp"""
        self._is_frozen = False
        """whether connections are open that do not see what others write"""
        self._opened: tuple[int, int] | None = None
        """device and inode of the file that the idle connections have open"""

    @contextlib.contextmanager
    def borrowed(self) -> Iterator[apsw.Connection | None]:
        """Lend a connection, None while there is no file with the stamp. Raise apsw.Error."""
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
                self.forget()
                self._is_frozen = False
                self._opened = there
            # A file that was taken away is read on as long as it is open.
            if self._idle:
                return self._idle.pop()
            if there is None:
                return None
        connection, is_frozen = open_to_read(self._path)
        if is_frozen:
            self._is_frozen = True
        if not self._is_known and not is_stamped(connection, self._stamp):
            connection.close()
            return None
        self._is_known = True
        return connection

    def close(self) -> None:
        """Close the connections that no thread uses at the moment, and the others when they come back."""
        with self._lock:
            self._epoch += 1
            for connection in self._idle:
                connection.close(force=True)
            self._idle.clear()

    def forget(self) -> None:
        """Close the connections, and look at the file anew before it is read again."""
        with self._lock:
            self.close()
            self._is_known = False
