"""Writes posts into the index, a batch in a transaction: a process killed at any moment leaves whole batches."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

from reader.index import postings
from reader.index.document import Batch, Document, Texts, hash_of, moment_of, post_of, values_of
from reader.index.files import Files
from reader.index.labels import Labels
from reader.index.schema import LOGGED, UNDATED
from reader.index.segment import MOST_POSTS, segment_of
from reader.post import Post

_File = tuple[int, bytes]
"""the number of its archive, and its path"""


class Writer:
    """Changes an index. One at a time may exist for a file."""

    def __init__(self, connection: sqlite3.Connection, archives: Sequence[Path], zone: tzinfo) -> None:
        """`archives` in the order of their numbers."""
        self._connection = connection
        self._archives = archives
        self._numbers = {archive: number for number, archive in enumerate(archives)}
        self._zone = zone
        self.files = Files(connection, archives)
        """the files that the posts were read from"""
        self._changed: set[int] = set()
        # What left before this process began is shown by no list of it.
        connection.execute("DELETE FROM departed")

    def write(self, batch: Batch, gone: Sequence[int], labels: Labels) -> None:
        """Takes posts in, in place of what is known of the same files, and drops those that are gone.

        All or nothing, but for `labels`, which are of no use after an error. Raises sqlite3.Error.
        """
        connection = self._connection
        documents = batch.documents
        self._changed.clear()
        connection.execute("BEGIN IMMEDIATE")
        try:
            files = [self._file_of(document.post) for document in documents]
            dropped = [*gone, *self._replaced(files)]
            self._drop(dropped, labels)
            self._insert(batch, files, labels)
            postings.tidy(connection, dropped)
            self.files.unsign(files)
            labels.write(connection)
            self._log()
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _file_of(self, post: Post) -> _File:
        return self._numbers[post.archive], os.fsencode(post.path)

    def _replaced(self, files: Iterable[_File]) -> Iterator[int]:
        for file in files:
            row = self._connection.execute(
                "SELECT id FROM post WHERE archive = ? AND path = ?", file
            ).fetchone()
            if row is not None:
                yield row[0]

    def _drop(self, numbers: Sequence[int], labels: Labels) -> None:
        for number in sorted(set(numbers)):
            archive, path, day, content, family, links = self._connection.execute(
                "SELECT archive, path, day, content, family, links FROM post JOIN texts USING (id)"
                " WHERE id = ?",
                (number,),
            ).fetchone()
            post = post_of(self._archives[archive], os.fsdecode(path), content)
            labels.remove(number, post, -day)
            self.files.unsign([(archive, path)])
            self._changed.add(number)
            self._connection.execute(
                "INSERT INTO departed SELECT id, archive, path, family, content FROM post WHERE id = ?",
                (number,),
            )
            self._connection.execute("DELETE FROM post WHERE id = ?", (number,))
            self._connection.execute("DELETE FROM texts WHERE id = ?", (number,))
            self._connection.executemany(
                "DELETE FROM link WHERE target = ? AND post = ?",
                [(target, number) for target in array("q", links)],
            )
            self._part(family)

    def _insert(self, batch: Batch, files: Sequence[_File], labels: Labels) -> None:
        documents, segment = batch
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'post'").fetchone()
        first = row[0] + 1 if row is not None else 1
        places = [self._place(document.post) for document in documents]
        labels.add(
            (number, document, -day)
            for number, (document, (day, _)) in enumerate(zip(documents, places, strict=True), first)
        )
        self._changed.update(range(first, first + len(documents)))
        texts, links = [], []
        for number, document, file, (day, moment) in zip(
            range(first, first + len(documents)), documents, files, places, strict=True
        ):
            key = hash_of(document.key)
            self._connection.execute(
                "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    *file,
                    document.size,
                    document.mtime_ns,
                    day,
                    moment,
                    key,
                    document.text_key,
                    self._family(number, key, document.text_key),
                    values_of(document.post),
                ),
            )
            texts.append((number, document.texts, document.links))
            links += [(target, number) for target in array("q", document.links)]
        self._connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", texts)
        if segment is not None:
            postings.add(self._connection, first, segment)
        else:
            self._invert(documents, first)
        # In order, so that neighbours in the table are written one after the other.
        self._connection.executemany("INSERT INTO link VALUES (?, ?)", sorted(links))

    def _invert(self, documents: Sequence[Document], first: int) -> None:
        """Writes the segments of posts whose numbers begin with `first`."""
        for start in range(0, len(documents), MOST_POSTS):
            texts = [Texts.unpacked(each.texts) for each in documents[start : start + MOST_POSTS]]
            segment = segment_of([each.title for each in texts], [each.whole for each in texts])
            postings.add(self._connection, first + start, segment)

    def _family(self, number: int, key: int, text_key: int) -> int:
        """The family of a post with these keys: that of its copies, brought together, or one of its own."""
        families = self._connection.execute(
            "SELECT family FROM post WHERE key = ? UNION SELECT family FROM post WHERE text_key = ?",
            (key, text_key),
        ).fetchall()
        if not families:
            return number
        (family,), *others = families
        for (other,) in others:
            self._changed.update(self._members(other))
        self._connection.executemany(
            "UPDATE post SET family = ? WHERE family = ?", [(family, other) for (other,) in others]
        )
        return int(family)

    def _part(self, family: int) -> None:
        """Makes a family anew of which a post has gone: the others may have been copies only by way of it."""
        self._changed.update(self._members(family))
        members = self._connection.execute(
            "SELECT id, key, text_key FROM post WHERE family = ? ORDER BY id", (family,)
        ).fetchall()
        self._connection.execute("UPDATE post SET family = id WHERE family = ?", (family,))
        for number, key, text_key in members:
            self._family(number, key, text_key)

    def _members(self, family: int) -> list[int]:
        rows = self._connection.execute("SELECT id FROM post WHERE family = ?", (family,))
        return [number for (number,) in rows]

    def _log(self) -> None:
        """Counts the generations, and notes what this one changed, for those who know the one before."""
        self._connection.execute("UPDATE about SET value = value + 1 WHERE name = 'generation'")
        (generation,) = self._connection.execute(
            "SELECT value FROM about WHERE name = 'generation'"
        ).fetchone()
        self._connection.execute(
            "INSERT INTO change VALUES (?, ?)", (generation, array("I", sorted(self._changed)).tobytes())
        )
        self._connection.execute("DELETE FROM change WHERE generation <= ?", (generation - LOGGED,))
        self._changed.clear()

    def _place(self, post: Post) -> tuple[int, int]:
        """Day and moment, counted downwards."""
        if post.date is None:
            return UNDATED, 0
        local = post.date.local(self._zone)
        return -local.date().toordinal(), -moment_of(local)
