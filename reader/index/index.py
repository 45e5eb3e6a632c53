"""The index as the library uses it: read as `IndexReader` says, and written in batches."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
from pyroaring import BitMap

from reader.index.document import Document, hash_of
from reader.index.labels import Labels
from reader.index.reader import IndexReader
from reader.index.schema import generation_of
from reader.index.snapshot import Snapshot

if TYPE_CHECKING:
    from reader.index.batch import Batch
    from reader.index.build import Writer
    from reader.index.files import Files


class Index(IndexReader):
    """The index of some archives. Any thread may read; one at a time refreshes, between `try_begin` and `end`."""

    def __init__(self, folder: Path, archives: Sequence[Path], zone: tzinfo, reading: str = "") -> None:
        """Do as `IndexReader`."""
        super().__init__(folder, archives, zone, reading)
        self._writer: Writer | None = None
        self._parted: frozenset[int] = frozenset()
        self._connection: apsw.Connection | None = None

    def try_begin(self) -> bool:
        """Return whether this process may write now, until `end`. Raise DamagedIndexError."""
        if not self._file.try_lock():
            return False
        try:
            self._open_writer()
        except BaseException:
            self._file.unlock()
            raise
        return True

    def part(self, addresses: Iterable[str]) -> None:
        """Keep the posts of these addresses apart, as different posts share them; between `try_begin` and `end`."""
        assert self._writer is not None
        self._writer.parted = self._parted = frozenset(map(hash_of, addresses))
        with self._file.converting_errors():
            is_new = bool(self._writer.not_parted())
        if is_new:
            self.write([])

    def _open_writer(self) -> None:
        # With all that writes, which a command that finds nothing new does without.
        from reader.index.build import Writer

        self._connection = self._file.open_for_writing()
        with self._file.converting_errors():
            self._writer = Writer(self._connection, self._archives, self._zone, self._parted)

    @contextlib.contextmanager
    def files(self) -> Iterator[Files]:
        """Yield the indexed files, between `try_begin` and `end`. Raise DamagedIndexError."""
        assert self._writer is not None
        with self._file.converting_all_errors():
            yield self._writer.files

    def write(self, documents: Sequence[Document], gone: Sequence[int] = ()) -> None:
        """Add and remove posts atomically; goes on in memory on a full disk. Raise DamagedIndexError."""
        from reader.index.batch import Batch

        self.write_batches([Batch.of(documents)], gone)

    def write_batches(self, batches: Sequence[Batch], gone: Sequence[int] = ()) -> None:
        """Like `write`, for prepared batches."""
        self._or_in_memory(lambda: self._write(batches, gone))

    def sign(self, signatures: Iterable[tuple[Path, str, bytes]], seen: BitMap | None) -> None:
        """Store the signatures of folders, as `Files.sign` does; goes on in memory as `write`."""
        signatures = list(signatures)

        def sign() -> None:
            assert self._writer is not None
            with self._file.converting_errors(), self._file.write_lock:
                self._writer.files.sign(signatures, seen)

        self._or_in_memory(sign)

    def _or_in_memory(self, change: Callable[[], None]) -> None:
        """Make a change, in memory if the file does not take it."""
        try:
            change()
        except apsw.Error as error:
            self._close_writer()
            self._file.keep_in_memory(error)
            self._open_writer()
            change()

    def expect(self, more: int) -> None:
        """Record that files of so many bytes are about to be read into the index."""
        self._file.expect(more)

    def _write(self, batches: Sequence[Batch], gone: Sequence[int]) -> None:
        assert self._writer is not None
        assert self._connection is not None
        with self._file.converting_errors(), self._file.write_lock:
            with self._loading:
                labels = self._labels_at(self._connection)
                self._is_changing = True
            try:
                self._writer.write(batches, gone, labels)
                self._labels = (generation_of(self._connection), labels)
            except BaseException:
                # They contain changes that were rolled back.
                self._labels = (-1, Labels(self._file, self._labels[0]))
                raise

    def end(self) -> None:
        """End the refresh that `try_begin` began."""
        self._close_writer()
        self._file.expect(0)
        self._file.unlock()

    def keep(self, name: str, text: str) -> None:
        """Keep a text about the posts, for `kept`; between `try_begin` and `end`."""
        assert self._connection is not None
        with contextlib.suppress(apsw.Error), self._file.converting_errors(), self._file.write_lock:
            self._connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, text))

    def forget_arrivals(self, generation: int) -> None:
        """Forget which posts came or got another key until a generation; between `try_begin` and `end`."""
        assert self._connection is not None
        with contextlib.suppress(apsw.Error), self._file.converting_errors(), self._file.write_lock:
            self._connection.execute("DELETE FROM arrived WHERE generation <= ?", (generation,))

    def save_snapshot(self) -> None:
        """Save the snapshot, so that the next start need not compute it; before `end`."""
        assert self._connection is not None
        with contextlib.suppress(apsw.Error), self._file.converting_errors(), self._file.write_lock:
            if not _has_saved_snapshot(self._connection):
                Snapshot.load(self._connection, self._snapshot).save(self._connection)

    def _close_writer(self) -> None:
        self._writer = None
        self._is_changing = False
        if self._connection is not None:
            self._file.close_after_writing(self._connection)
            self._connection = None

    def drop(self) -> bool:
        """Delete the file, of which nothing may be read after this; return False while another process writes it."""
        return self._file.drop()


def _has_saved_snapshot(connection: apsw.Connection) -> bool:
    row = connection.execute("SELECT value FROM about WHERE name = 'settled'").fetchone()
    return row is not None and row[0] == generation_of(connection)
