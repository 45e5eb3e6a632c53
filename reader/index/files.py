"""Which files the index was read from, folder by folder, so that a refresh need not hold all of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pyroaring import BitMap

from reader.post import PostId

_UNSIGNED = b""
"""the signature of a folder with posts that were written after it was last listed"""


class Known(NamedTuple):
    """A post in the index, as its file was when it was read."""

    number: int
    id: PostId
    size: int
    mtime_ns: int


class KnownFolder(NamedTuple):
    """A folder in the index."""

    number: int
    signature: bytes
    """that of the listing which all of its posts were read from, or empty"""


class Files:
    """The files of the posts in an index, for the process that writes it."""

    def __init__(self, connection: sqlite3.Connection, archives: Sequence[Path]) -> None:
        """`archives` in the order of their numbers."""
        self._connection = connection
        self._archives = archives
        self._numbers = {archive: number for number, archive in enumerate(archives)}

    def folder(self, archive: Path, path: str) -> KnownFolder | None:
        """A folder that posts were read from."""
        return self.folders(archive, [path]).get(path)

    def folders(self, archive: Path, paths: Sequence[str]) -> dict[str, KnownFolder]:
        """Those of the folders that posts were read from, 500 at most: together, a third of the time of one by one."""
        rows = self._connection.execute(
            "SELECT path, id, signature FROM folder"
            f" WHERE archive = ? AND path IN ({','.join('?' * len(paths))})",
            (self._numbers[archive], *map(os.fsencode, paths)),
        )
        return {os.fsdecode(path): KnownFolder(number, signature) for path, number, signature in rows}

    def in_folder(self, archive: Path, path: str) -> Iterator[Known]:
        """The posts in a folder itself."""
        prefix = os.fsencode(f"{path}/" if path else "")
        start = prefix
        while True:
            for known, rest in self._from(archive, prefix, start):
                if b"/" in rest:
                    # Over all that lies below this inner folder: "0" follows "/".
                    start = prefix + rest.partition(b"/")[0] + b"0"
                    break
                yield known
            else:
                return

    def below(self, archive: Path, path: str) -> Iterator[Known]:
        """The post at a path, and all posts below it."""
        yield from self._known("archive = ? AND path = ?", self._place(archive, path))
        prefix = os.fsencode(f"{path}/" if path else "")
        yield from (known for known, _ in self._from(archive, prefix, prefix))

    def elsewhere(self, seen: BitMap) -> Iterator[Known]:
        """The posts of all folders but those with these numbers."""
        (count,) = self._connection.execute("SELECT count(*) FROM folder").fetchone()
        if count == len(seen):
            return
        folders = self._connection.execute("SELECT id, archive, path FROM folder").fetchall()
        for number, archive, path in folders:
            if number not in seen:
                yield from self.in_folder(self._archives[archive], os.fsdecode(path))

    def sign(self, signatures: Iterable[tuple[Path, str, bytes]], seen: BitMap | None) -> None:
        """Notes that all posts of these folders are in the index as their files were when listed.

        Folders that are neither among them nor `seen` are forgotten; with None, none is.
        """
        rows = [(*self._place(archive, path), signature) for archive, path, signature in signatures]
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            if seen is not None:
                numbers = connection.execute("SELECT id FROM folder").fetchall()
                connection.executemany(
                    "DELETE FROM folder WHERE id = ?", [row for row in numbers if row[0] not in seen]
                )
            connection.executemany(_SIGN, rows)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def unsign(self, files: Iterable[tuple[int, bytes]]) -> None:
        """Takes the signatures of the folders of files, by archive and path, within a transaction."""
        folders = {(archive, path.rpartition(b"/")[0]) for archive, path in files}
        self._connection.executemany(_SIGN, [(*folder, _UNSIGNED) for folder in folders])

    def _place(self, archive: Path, path: str) -> tuple[int, bytes]:
        return self._numbers[archive], os.fsencode(path)

    def _from(self, archive: Path, prefix: bytes, start: bytes) -> Iterator[tuple[Known, bytes]]:
        """The posts whose paths begin with the prefix, in order from `start`, with the rest of their paths."""
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
