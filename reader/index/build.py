"""Writes posts to the index, one transaction per call, so that a killed process leaves whole batches."""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import tzinfo
from pathlib import Path

import apsw
from pyroaring import BitMap

from reader.index import postings
from reader.index.batch import Batch, PostRecord
from reader.index.chunks import chunks, placeholders
from reader.index.document import Texts, moment_of, post_of, utc_of
from reader.index.files import Files
from reader.index.labels import Labels
from reader.index.places import link_targets, unpack_places
from reader.index.schema import LOGGED, UNDATED, generation_of
from reader.index.segment import MOST_POSTS, segment_of
from reader.index.sharing import settle
from reader.index.versions import mark_versions
from reader.post import PostDate, PostId

_File = tuple[int, bytes]
"""archive number and path"""


class Writer:
    """Writes to an index. At most one may exist per file."""

    def __init__(
        self, connection: apsw.Connection, archives: Sequence[Path], zone: tzinfo, parted: Set[int]
    ) -> None:
        """`archives` in the order of their numbers; `parted` are hashed keys."""
        self._connection = connection
        self._archives = archives
        self._numbers = {archive: number for number, archive in enumerate(archives)}
        self._zone = zone
        self.parted = parted
        """addresses whose posts are kept apart for good"""
        self.files = Files(connection, archives)
        """the files that the posts were read from"""
        self._changed: set[int] = set()
        self._touched: set[int] = set()
        """duplicate groups that got or lost a post"""
        self._claimed: set[int] = set()
        """addresses, as hashed keys, of which a post came or went that is not their only one"""
        self._arrived = BitMap()
        """posts that came or got another key"""
        self._has_written = False

    def write(self, batches: Sequence[Batch], gone: Sequence[int], labels: Labels) -> None:
        """Add posts, replacing those read from the same files before, and delete the posts `gone`.

        Atomic, except that `labels` must be discarded after an error. Raise apsw.Error.
        """
        connection = self._connection
        self._changed.clear()
        self._touched.clear()
        self._claimed.clear()
        self._arrived.clear()
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not self._has_written:
                # No result of this process can still show posts that left before it began.
                connection.execute("DELETE FROM departed")
            records = [record for batch in batches for record in batch.records]
            files = [self._file_of(record.id) for record in records]
            dropped = [*gone, *self._replaced(files)]
            self._drop(dropped, labels)
            first = self._next_number()
            days = self._insert(records, files, first)
            self._index(batches, days, first, labels)
            mark_versions(connection, self._touched, labels)
            postings.compact(connection, dropped)
            self.files.unsign(files)
            labels.write(connection)
            self._log()
            connection.execute("COMMIT")
            self._has_written = True
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
        for archive, all_paths in paths.items():
            for some in chunks(all_paths):
                rows = self._connection.execute(
                    f"SELECT id FROM post WHERE archive = ? AND path IN ({placeholders(some)})",
                    (archive, *some),
                )
                yield from [number for (number,) in rows]

    def _drop(self, numbers: Sequence[int], labels: Labels) -> None:
        for number in sorted(set(numbers)):
            archive, path, day, content, group, address, links, places, refs = self._connection.execute(
                "SELECT archive, path, day, content, family, coalesce(address, key), links, places, refs"
                " FROM post JOIN texts USING (id) LEFT JOIN shared USING (id) WHERE id = ?",
                (number,),
            ).get
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
            self._connection.execute("DELETE FROM field WHERE id = ?", (number,))
            self._connection.execute("DELETE FROM shared WHERE id = ?", (number,))
            self._claimed.add(address)
            self._connection.executemany(
                "DELETE FROM link WHERE target = ? AND post = ?",
                [(target, number) for target in (*array("q", links), *link_targets(refs))],
            )
            self._connection.executemany(
                "DELETE FROM place WHERE hash = ? AND post = ?",
                [(place, number) for place in unpack_places(places)],
            )
            self._rebuild_group(group)

    def _next_number(self) -> int:
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'post'").fetchone()
        return row[0] + 1 if row is not None else 1

    def _insert(self, records: Sequence[PostRecord], files: Sequence[_File], first: int) -> list[int | None]:
        """Insert the posts and return their days as ordinals, None for no date."""
        sort_keys = [self._sort_key(record) for record in records]
        numbers = range(first, first + len(records))
        self._changed.update(numbers)
        self._arrived.update(numbers)
        duplicates = self._positions_of_duplicates(records)
        self._connection.executemany(
            "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    *file,
                    record.size,
                    record.mtime_ns,
                    *sort_key,
                    record.key,
                    record.text_key,
                    number,
                    record.title_hash,
                    record.body_hash,
                    record.digest,
                    record.length,
                    record.values,
                )
                for number, record, file, sort_key in zip(numbers, records, files, sort_keys, strict=True)
            ],
        )
        self._insert_beside(list(zip(numbers, records, strict=True)))
        keys = self._settle(first)
        for position in duplicates:
            self._merge_groups(keys.get(first + position, records[position].key), records[position].text_key)
        return [None if day == UNDATED else -day for day, _ in sort_keys]

    def _insert_beside(self, numbered: Sequence[tuple[int, PostRecord]]) -> None:
        """Insert what the other tables hold of posts, whose texts tell which of them are one."""
        connection = self._connection
        connection.executemany(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, record.texts, record.links, record.places, record.references, record.differences)
                for number, record in numbered
            ],
        )
        connection.executemany(
            "INSERT INTO field VALUES (?, ?)",
            [(number, record.fields) for number, record in numbered if record.fields],
        )
        # Sorted, so that the B-trees are written sequentially.
        links = sorted(
            (target, number)
            for number, record in numbered
            for target in {*array("q", record.links), *link_targets(record.references)}
        )
        connection.executemany("INSERT INTO link VALUES (?, ?)", links)
        places = sorted(
            (place, number) for number, record in numbered for place in unpack_places(record.places)
        )
        connection.executemany("INSERT INTO place VALUES (?, ?)", places)

    def _index(
        self, batches: Sequence[Batch], days: Sequence[int | None], first: int, labels: Labels
    ) -> None:
        """Write labels and segments of posts numbered from `first`."""
        start = 0
        without_segment: list[PostRecord] = []
        for batch in batches:
            end = start + len(batch.records)
            labels.add(first + start, batch.labels, days[start:end])
            if batch.segment is None:
                without_segment += batch.records
            else:
                self._invert(without_segment, first + start - len(without_segment))
                without_segment.clear()
                postings.add(self._connection, first + start, batch.segment)
            start = end
        self._invert(without_segment, first + start - len(without_segment))

    def _invert(self, records: Sequence[PostRecord], first: int) -> None:
        """Write segments for posts numbered from `first`."""
        for start in range(0, len(records), MOST_POSTS):
            texts = [Texts.unpacked(record.texts) for record in records[start : start + MOST_POSTS]]
            segment = segment_of([each.title for each in texts], [each.whole for each in texts])
            postings.add(self._connection, first + start, segment)

    def _settle(self, first: int) -> dict[int, int]:
        """Decide which posts of each claimed address are one; return the keys that changed, by post.

        Posts numbered from `first` are new and in no duplicate group yet.
        """
        addresses = sorted(self._claimed | self.not_parted())
        keys = settle(self._connection, self._archives, addresses, self.parted)
        older = [number for number in keys if number < first]
        self._changed.update(older)
        self._arrived.update(older)
        groups: set[int] = set()
        for some in chunks(older):
            groups.update(
                group
                for (group,) in self._connection.execute(
                    f"SELECT family FROM post WHERE id IN ({placeholders(some)})", some
                )
            )
        for group in sorted(groups):
            self._rebuild_group(group)
        return keys

    def not_parted(self) -> set[int]:
        """Return the addresses to be parted that posts have as their keys."""
        found: set[int] = set()
        for some in chunks(list(self.parted)):
            rows = self._connection.execute(
                f"SELECT DISTINCT key FROM post WHERE key IN ({placeholders(some)})", some
            )
            found.update(key for (key,) in rows)
        return found

    def _positions_of_duplicates(self, records: Sequence[PostRecord]) -> list[int]:
        """Return the positions of the records that duplicate one another or a post in the index.

        Their addresses are claimed if several posts have them.
        """
        found: list[int] = []
        for table, column, keys in (
            ("post", "key", [record.key for record in records]),
            ("shared", "address", [record.key for record in records]),
            ("post", "text_key", [record.text_key for record in records]),
        ):
            there = {key for key, count in Counter(keys).items() if count > 1}
            for some in chunks(keys):
                there.update(
                    key
                    for (key,) in self._connection.execute(
                        f"SELECT {column} FROM {table} WHERE {column} IN ({placeholders(some)})", some
                    )
                )
            found += [position for position, key in enumerate(keys) if key in there]
            if column != "text_key":
                self._claimed |= there
        return sorted(set(found))

    def _merge_groups(self, key: int, text_key: int) -> None:
        """Merge the duplicate groups of all posts with one of these keys into one."""
        rows = self._connection.execute(
            "SELECT family FROM post WHERE key = ? UNION SELECT family FROM post WHERE text_key = ?",
            (key, text_key),
        )
        group, *others = sorted(group for (group,) in rows)
        self._touched.add(group)
        for other in others:
            self._changed.update(self._members(other))
        self._connection.executemany(
            "UPDATE post SET family = ? WHERE family = ?", [(group, other) for other in others]
        )

    def _rebuild_group(self, group: int) -> None:
        """Recompute a duplicate group that lost a post: the others may have been linked only through it."""
        self._changed.update(self._members(group))
        members = list(
            self._connection.execute("SELECT key, text_key FROM post WHERE family = ? ORDER BY id", (group,))
        )
        self._connection.execute("UPDATE post SET family = id WHERE family = ?", (group,))
        for key, text_key in members:
            self._merge_groups(key, text_key)

    def _members(self, group: int) -> list[int]:
        rows = self._connection.execute("SELECT id FROM post WHERE family = ?", (group,))
        return [number for (number,) in rows]

    def _log(self) -> None:
        """Advance the generation and log the posts that it changed, for incremental snapshots."""
        self._connection.execute("UPDATE about SET value = value + 1 WHERE name = 'generation'")
        generation = generation_of(self._connection)
        self._connection.execute(
            "INSERT INTO change VALUES (?, ?)", (generation, array("I", sorted(self._changed)).tobytes())
        )
        self._connection.execute("DELETE FROM change WHERE generation <= ?", (generation - LOGGED,))
        if self._arrived:
            self._connection.execute(
                "INSERT INTO arrived VALUES (?, ?)", (generation, self._arrived.serialize())
            )
        self._changed.clear()

    def _sort_key(self, record: PostRecord) -> tuple[int, int]:
        """Return day and moment, negated so that ascending order is newest first."""
        if record.moment is None:
            return UNDATED, 0
        local = PostDate(utc_of(record.moment), is_floating=record.is_zoneless).local(self._zone)
        return -local.date().toordinal(), -moment_of(local)
