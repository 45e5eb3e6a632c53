"""Writes posts to the index, one transaction per call, so that a killed process leaves whole batches."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

from reader.index import postings
from reader.index.batch import Batch, PostRecord
from reader.index.chunks import chunks, placeholders
from reader.index.document import Texts, moment_of, post_of, utc_of
from reader.index.files import Files
from reader.index.labels import Labels
from reader.index.schema import LOGGED, UNDATED
from reader.index.segment import MOST_POSTS, segment_of
from reader.post import PostDate, PostId

_File = tuple[int, bytes]
"""archive number and path"""


class Writer:
    """Writes to an index. At most one may exist per file."""

    def __init__(self, connection: sqlite3.Connection, archives: Sequence[Path], zone: tzinfo) -> None:
        """`archives` in the order of their numbers."""
        self._connection = connection
        self._archives = archives
        self._numbers = {archive: number for number, archive in enumerate(archives)}
        self._zone = zone
        self.files = Files(connection, archives)
        """the files that the posts were read from"""
        self._changed: set[int] = set()
        # No result of this process can still show posts that left before it began.
        connection.execute("DELETE FROM departed")

    def write(self, batches: Sequence[Batch], gone: Sequence[int], labels: Labels) -> None:
        """Add posts, replacing those read from the same files before, and delete the posts `gone`.

        Atomic, except that `labels` must be discarded after an error. Raise sqlite3.Error.
        """
        connection = self._connection
        self._changed.clear()
        connection.execute("BEGIN IMMEDIATE")
        try:
            rows = [row for batch in batches for row in batch.records]
            files = [self._file_of(row.id) for row in rows]
            dropped = [*gone, *self._replaced(files)]
            self._drop(dropped, labels)
            first = self._next_number()
            days = self._insert(rows, files, first)
            self._index(batches, days, first, labels)
            postings.compact(connection, dropped)
            self.files.unsign(files)
            labels.write(connection)
            self._log()
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _file_of(self, post_id: PostId) -> _File:
        return self._numbers[post_id.archive], os.fsencode(post_id.path)

    def _replaced(self, files: Iterable[_File]) -> Iterator[int]:
        """Yield the numbers of the posts that were read from these files before."""
        paths: dict[int, list[bytes]] = {}
        for archive, path in files:
            paths.setdefault(archive, []).append(path)
        for archive, all_of_it in paths.items():
            for some in chunks(all_of_it):
                rows = self._connection.execute(
                    f"SELECT id FROM post WHERE archive = ? AND path IN ({placeholders(some)})",
                    (archive, *some),
                )
                yield from (number for (number,) in rows.fetchall())

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

    def _next_number(self) -> int:
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'post'").fetchone()
        return row[0] + 1 if row is not None else 1

    def _insert(self, rows: Sequence[PostRecord], files: Sequence[_File], first: int) -> list[int | None]:
        """Insert the posts and return their days as ordinals, None for no date."""
        places = [self._place(row) for row in rows]
        numbers = range(first, first + len(rows))
        self._changed.update(numbers)
        akin = self._akin(rows)
        connection = self._connection
        connection.executemany(
            "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, *file, row.size, row.mtime_ns, *place, row.key, row.text_key, number, row.values)
                for number, row, file, place in zip(numbers, rows, files, places, strict=True)
            ],
        )
        for place in akin:
            self._unite(rows[place].key, rows[place].text_key)
        connection.executemany(
            "INSERT INTO texts VALUES (?, ?, ?)",
            [(number, row.texts, row.links) for number, row in zip(numbers, rows, strict=True)],
        )
        # Sorted, so that the B-tree is written sequentially.
        links = sorted(
            (target, number)
            for number, row in zip(numbers, rows, strict=True)
            if row.links
            for target in array("q", row.links)
        )
        connection.executemany("INSERT INTO link VALUES (?, ?)", links)
        return [None if day == UNDATED else -day for day, _ in places]

    def _index(
        self, batches: Sequence[Batch], days: Sequence[int | None], first: int, labels: Labels
    ) -> None:
        """Write labels and segments of posts numbered from `first`."""
        start = 0
        bare: list[PostRecord] = []
        for batch in batches:
            end = start + len(batch.records)
            labels.add(first + start, batch.labels, days[start:end])
            if batch.segment is None:
                bare += batch.records
            else:
                self._invert(bare, first + start - len(bare))
                bare.clear()
                postings.add(self._connection, first + start, batch.segment)
            start = end
        self._invert(bare, first + start - len(bare))

    def _invert(self, rows: Sequence[PostRecord], first: int) -> None:
        """Write segments for posts numbered from `first`."""
        for start in range(0, len(rows), MOST_POSTS):
            texts = [Texts.unpacked(row.texts) for row in rows[start : start + MOST_POSTS]]
            segment = segment_of([each.title for each in texts], [each.whole for each in texts])
            postings.add(self._connection, first + start, segment)

    def _akin(self, rows: Sequence[PostRecord]) -> list[int]:
        """Return the positions of the records that duplicate one another or a post in the index."""
        found: list[int] = []
        for column, keys in (
            ("key", [row.key for row in rows]),
            ("text_key", [row.text_key for row in rows]),
        ):
            there = {key for key, count in Counter(keys).items() if count > 1}
            for some in chunks(keys):
                there.update(
                    key
                    for (key,) in self._connection.execute(
                        f"SELECT {column} FROM post WHERE {column} IN ({placeholders(some)})", some
                    )
                )
            found += [place for place, key in enumerate(keys) if key in there]
        return sorted(set(found))

    def _unite(self, key: int, text_key: int) -> None:
        """Merge the duplicate groups of all posts with one of these keys into one."""
        rows = self._connection.execute(
            "SELECT family FROM post WHERE key = ? UNION SELECT family FROM post WHERE text_key = ?",
            (key, text_key),
        )
        family, *others = sorted(family for (family,) in rows)
        for other in others:
            self._changed.update(self._members(other))
        self._connection.executemany(
            "UPDATE post SET family = ? WHERE family = ?", [(family, other) for other in others]
        )

    def _part(self, family: int) -> None:
        """Recompute a duplicate group that lost a post: the others may have been linked only through it."""
        self._changed.update(self._members(family))
        members = self._connection.execute(
            "SELECT key, text_key FROM post WHERE family = ? ORDER BY id", (family,)
        ).fetchall()
        self._connection.execute("UPDATE post SET family = id WHERE family = ?", (family,))
        for key, text_key in members:
            self._unite(key, text_key)

    def _members(self, family: int) -> list[int]:
        rows = self._connection.execute("SELECT id FROM post WHERE family = ?", (family,))
        return [number for (number,) in rows]

    def _log(self) -> None:
        """Advance the generation and log the posts that it changed, for incremental snapshots."""
        self._connection.execute("UPDATE about SET value = value + 1 WHERE name = 'generation'")
        (generation,) = self._connection.execute(
            "SELECT value FROM about WHERE name = 'generation'"
        ).fetchone()
        self._connection.execute(
            "INSERT INTO change VALUES (?, ?)", (generation, array("I", sorted(self._changed)).tobytes())
        )
        self._connection.execute("DELETE FROM change WHERE generation <= ?", (generation - LOGGED,))
        self._changed.clear()

    def _place(self, row: PostRecord) -> tuple[int, int]:
        """Return day and moment, negated so that ascending order is newest first."""
        if row.moment is None:
            return UNDATED, 0
        local = PostDate(utc_of(row.moment), day_only=row.is_day_only).local(self._zone)
        return -local.date().toordinal(), -moment_of(local)
