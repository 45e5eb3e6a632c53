"""The files that the index was built from, stored by folder, so that a refresh need not load all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import apsw
from pyroaring import BitMap

from reader.index.chunks import placeholders
from reader.post import PostId

_UNSIGNED = b""
"""signature of a folder that had posts written since it was last listed"""


class Known(NamedTuple):
    """An indexed post and the state of its file when it was read."""

    number: int
    id: PostId
    size: int
    mtime_ns: int


class KnownFolder(NamedTuple):
    """A folder in the index."""

    number: int
    signature: bytes
    """signature of the listing that all of its posts were read from; empty if unknown"""


class Files:
    """The files of the posts in an index, for the writing process."""

    def __init__(self, connection: apsw.Connection, archives: Sequence[Path]) -> None:
        """`archives` in the order of their numbers."""
        self._connection = connection
        self._archives = archives
        self._numbers = {archive: number for number, archive in enumerate(archives)}

    def folder(self, archive: Path, path: str) -> KnownFolder | None:
        """Return a folder that posts were read from."""
        return self.folders(archive, [path]).get(path)

    def folders(self, archive: Path, paths: Sequence[str]) -> dict[str, KnownFolder]:
        """Return those of at most 500 folders that are in the index; one query takes a third of the time."""
        rows = self._connection.execute(
            f"SELECT path, id, signature FROM folder WHERE archive = ? AND path IN ({placeholders(paths)})",
            (self._numbers[archive], *map(os.fsencode, paths)),
        )
        return {os.fsdecode(path): KnownFolder(number, signature) for path, number, signature in rows}

    def in_folder(self, archive: Path, path: str) -> Iterator[Known]:
        """Yield the posts directly in a folder."""
        prefix = os.fsencode(f"{path}/" if path else "")
        start = prefix
        while True:
            for known, rest in self._from(archive, prefix, start):
                if b"/" in rest:
                    # Skip the subfolder: "0" follows "/" in byte order.
                    start = prefix + rest.partition(b"/")[0] + b"0"
                    break
                yield known
            else:
                return

    def below(self, archive: Path, path: str) -> Iterator[Known]:
        """Yield the post at a path and all posts below it."""
        yield from self._known("archive = ? AND path = ?", self._place(archive, path))
        prefix = os.fsencode(f"{path}/" if path else "")
        yield from (known for known, _ in self._from(archive, prefix, prefix))

    def elsewhere(self, seen: BitMap) -> Iterator[Known]:
        """Yield the posts of all folders except those with the numbers `seen`."""
        if self._connection.execute("SELECT count(*) FROM folder").get == len(seen):
            return
        for number, archive, path in list(self._connection.execute("SELECT id, archive, path FROM folder")):
            if number not in seen:
                yield from self.in_folder(self._archives[archive], os.fsdecode(path))

    def sign(self, signatures: Iterable[tuple[Path, str, bytes]], seen: BitMap | None) -> None:
        """Store the signatures of folders whose posts are all in the index as listed.

        Folders that are neither signed nor `seen` are deleted; with None, none is.
        """
        rows = [(*self._place(archive, path), signature) for archive, path, signature in signatures]
        connection = self._connection
        gone = []
        if seen is not None:
            gone = [row for row in connection.execute("SELECT id FROM folder") if row[0] not in seen]
        if not rows and not gone:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany("DELETE FROM folder WHERE id = ?", gone)
            connection.executemany(_SIGN, rows)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def unsign(self, files: Iterable[tuple[int, bytes]]) -> None:
        """Clear the signatures of the folders that hold the files; within a transaction."""
        folders = {(archive, path.rpartition(b"/")[0]) for archive, path in files}
        self._connection.executemany(_SIGN, [(*folder, _UNSIGNED) for folder in folders])

    def _place(self, archive: Path, path: str) -> tuple[int, bytes]:
        return self._numbers[archive], os.fsencode(path)

    def _from(self, archive: Path, prefix: bytes, start: bytes) -> Iterator[tuple[Known, bytes]]:
        """Yield the posts whose paths begin with the prefix, in order from `start`, with the path's rest."""
        end = prefix[:-1] + b"0"
        bound, values = (" AND path < ?", (end,)) if prefix else ("", ())
        for known in self._known(
            f"archive = ? AND path >= ?{bound} ORDER BY path", (self._numbers[archive], start, *values)
        ):
            yield known, os.fsencode(known.id.path)[len(prefix) :]

    def _known(self, condition: str, values: Sequence[int | bytes]) -> Iterator[Known]:
        rows = self._connection.execute(
            f"SELECT id, archive, path, size, mtime_ns FROM post WHERE {condition}", values
        )
        for number, archive, path, size, mtime_ns in rows:
            yield Known(number, PostId(self._archives[archive], os.fsdecode(path)), size, mtime_ns)


_SIGN = (
    "INSERT INTO folder (archive, path, signature) VALUES (?, ?, ?)"
    " ON CONFLICT (archive, path) DO UPDATE SET signature = excluded.signature"
)
