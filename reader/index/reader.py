"""Reading an index: snapshots, look-ups by number or identity, and queries."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
from pyroaring import BitMap

from reader.index import answering, lookup, postings
from reader.index.answer import NO_ANSWER, Answer, LengthOrder
from reader.index.answering import GrowingAnswer, QueryContext
from reader.index.document import Texts, hash_of
from reader.index.evaluate import Evaluator, Mark
from reader.index.file import IndexFile
from reader.index.labels import Labels
from reader.index.lookup import IndexedPost
from reader.index.schema import generation_of
from reader.index.snapshot import NO_POSTS, Snapshot
from reader.index.values import Values
from reader.post import Post, PostId
from reader.query.query import Query

if TYPE_CHECKING:
    from reader.index.story_lookup import DayAndGroup
    from reader.store.walk import PostFile


class IndexReader:
    """The index of some archives, to be read. Thread-safe."""

    def __init__(self, folder: Path, archives: Sequence[Path], zone: tzinfo, reading: str = "") -> None:
        """Locate the file of these archives in the folder; creates nothing.

        `reading` stands for the settings by which files are read: an index by others is built anew.
        """
        self._archives = sorted(archives, key=str)
        self._numbers = {archive: number for number, archive in enumerate(self._archives)}
        self._zone = zone
        self._file = IndexFile(folder, self._archives, zone, reading)
        self._snapshot = NO_POSTS
        self._labels: tuple[int, Labels] = (-1, Labels())
        """a generation, and the labels of it"""
        self._values = Values(self._labels[1], NO_POSTS)
        self._by_length: tuple[int, LengthOrder | None] = (-1, None)
        self._loading = threading.RLock()
        self._is_changing = False
        """whether this process writes, so that the labels are those of what it has read by now"""

    @property
    def archives(self) -> Sequence[Path]:
        """the archives, in the order of their numbers in the tables"""
        return self._archives

    @property
    def seen_generation(self) -> int:
        """the generation of the last snapshot that was asked for, which costs no reading; -1 before the first"""
        return self._snapshot.generation

    @property
    def file(self) -> Path:
        """where the index is kept, or would be"""
        return self._file.path

    @property
    def problems(self) -> tuple[str, ...]:
        """Problems with the file, a sentence each."""
        return tuple(self._file.problems)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.snapshot().order)

    def kept(self, name: str) -> str | None:
        """Return the text that was kept under this name; None without one. Raise DamagedIndexError."""
        with self._file.reading() as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
            return None if row is None else str(row[0])

    def forget_damaged(self) -> None:
        """Stop reading rows of earlier answers from a damaged file, once another has taken its place."""
        self._file.forget_retired()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def reading(self) -> contextlib.AbstractContextManager[apsw.Connection | None]:
        """Return a context with a connection to read from, None without an index. Raise DamagedIndexError."""
        return self._file.reading()

    def snapshot(self) -> Snapshot:
        """Return the current snapshot."""
        with self._file.reading() as connection, self._loading:
            if connection is None:
                return NO_POSTS
            if generation_of(connection) != self._snapshot.generation:
                self._snapshot = Snapshot.load(connection, self._snapshot)
            return self._snapshot

    def labels(self) -> Labels:
        """Return the current labels, which change while this process refreshes."""
        # Locks in the order of the writer: an index in memory is locked while it is read.
        with self._file.reading() as connection, self._loading:
            if connection is None:
                return Labels()
            return self._labels[1] if self._is_changing else self._labels_at(connection)

    def _labels_at(self, connection: apsw.Connection) -> Labels:
        generation = generation_of(connection)
        if self._labels[0] != generation:
            self._labels = (generation, Labels(self._file, generation))
        return self._labels[1]

    def values(self, snapshot: Snapshot) -> Values:
        """Return the values of all facets in the snapshot."""
        labels = self.labels()
        if not self._values.are_of(labels, snapshot):
            self._values = Values(labels, snapshot, self._values)
        return self._values

    def folders(self) -> list[str]:
        """Return the folders of posts and their parents within the archives, as paths on disk."""
        found: dict[str, None] = {}
        with self._file.reading() as connection:
            for archive, path in connection.execute("SELECT archive, path FROM folder") if connection else ():
                folder = f"{self._archives[archive]}/{os.fsdecode(path)}".rstrip("/")
                while len(folder) > len(str(self._archives[archive])) and folder not in found:
                    found[folder] = None
                    folder = folder.rpartition("/")[0]
        return list(found)

    def paths_with(self, part: str, most: int) -> list[str]:
        """Return up to `most` paths within the archives that have a part, the newest post first."""
        with self._file.reading() as connection:
            return lookup.paths_with(connection, part, most) if connection else []

    def as_read(self, file: PostFile) -> Post | None:
        """Return the post of a file, None where it is not in the index or the file is another by now."""
        archive = self._numbers.get(file.archive)
        with self._file.reading() as connection:
            if connection is None or archive is None:
                return None
            numbers = lookup.as_read(connection, archive, file.path, file.size, file.mtime_ns)
        found = self.posts(numbers)
        return found[0].post if found else None

    def get(self, post_id: PostId) -> Post | None:
        """Return the post with this identity; None where it is not in the index."""
        numbers = self.numbers_of(post_id)
        found = self.posts(numbers[:1])
        return found[0].post if found else None

    def posts(self, numbers: Sequence[int], generation: int | None = None) -> list[IndexedPost]:
        """Return the posts with these numbers, in their order, including posts that left meanwhile.

        The numbers are those of the index at a `generation`, though it be built anew meanwhile; None for now.
        """
        if generation is not None:
            with self._file.reading_of(generation) as connection:
                return lookup.posts(connection, self._archives, numbers)
        with self._file.reading() as current:
            return lookup.posts(current, self._archives, numbers) if current else []

    def texts(self, numbers: Sequence[int], generation: int) -> dict[int, Texts]:
        """Return the searchable texts of the posts with these numbers at a `generation`, without those that left."""
        with self._file.reading_of(generation) as connection:
            return lookup.texts(connection, numbers)

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the titles of those of the posts that are in the index, in the order of the numbers."""
        with self._file.reading() as connection:
            return lookup.titles(connection, numbers) if connection else {}

    def numbers_of(self, post_id: PostId) -> list[int]:
        """Return the numbers that the post has and had, the present one first."""
        archive = self._numbers.get(post_id.archive)
        if archive is None:
            return []
        with self._file.reading() as connection:
            return lookup.numbers_of(connection, archive, post_id.path) if connection else []

    def at_address(self, address: str) -> list[int]:
        """Return the posts with the address, a normalised one, newest first."""
        with self._file.reading() as connection:
            return lookup.at_address(connection, address) if connection else []

    def sharing_any(self, keys: Iterable[str]) -> BitMap:
        """Return the posts with one of the keys."""
        with self._file.reading() as connection:
            return lookup.with_any_key(connection, [hash_of(key) for key in keys]) if connection else BitMap()

    def numbers_by_key(self, keys: Collection[str]) -> dict[str, list[int]]:
        """Return the posts with each of the keys, for every key."""
        with self._file.reading() as connection:
            return lookup.numbers_by_key(connection, keys) if connection else {key: [] for key in keys}

    def written_since(self, time_ns: int) -> BitMap:
        """Return the posts whose files were written after a time, in nanoseconds since 1970."""
        with self._file.reading() as connection:
            return lookup.written_since(connection, time_ns) if connection else BitMap()

    def newest_of(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the newest post with each of the keys; keys without a post are left out."""
        with self._file.reading() as connection:
            return lookup.newest_by_key(connection, keys) if connection else {}

    def newest_at(self, addresses: Iterable[str]) -> dict[str, int]:
        """Return the newest post with each of the addresses; those without a post are left out."""
        with self._file.reading() as connection:
            return lookup.newest_at_address(connection, addresses) if connection else {}

    def copies(self, numbers: Sequence[int]) -> list[int]:
        """Return the copies of these posts, newest first; also copies of posts that left."""
        with self._file.reading() as connection:
            return lookup.copies(connection, numbers) if connection else []

    def at_places(self, sure: Sequence[str], slug: str) -> list[int]:
        """Return the posts that a link within an archive means, newest first; see `Document.of`."""
        with self._file.reading() as connection:
            found = lookup.at_places(connection, sure, slug) if connection else []
        return self.newest_first(found) if found else []

    def linked_by(self, number: int) -> list[int]:
        """Return the posts that a post links to, newest first, without its copies."""
        with self._file.reading() as connection:
            found = lookup.linked_by(connection, number) if connection else BitMap()
        return self._ranked_others(number, found)

    def linking_to(self, number: int) -> list[int]:
        """Return the posts that link to a post or to a copy of it, newest first, without its copies."""
        with self._file.reading() as connection:
            found = lookup.linking_to(connection, number) if connection else BitMap()
        return self._ranked_others(number, found)

    def _ranked_others(self, number: int, numbers: BitMap) -> list[int]:
        """Return the posts, newest first, without the copies of the one post."""
        return self.newest_first(numbers - BitMap(self.copies([number]))) if numbers else []

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """Return the posts in the order of the list, without those that came after the snapshot."""
        ranks = self.snapshot().ranks
        return sorted((number for number in numbers if number < len(ranks)), key=ranks.__getitem__)

    def characters(self) -> Counter[str]:
        """Return the characters of a sample of the posts, with the numbers of posts that hold them."""
        with self._file.reading() as connection:
            return postings.characters(connection) if connection else Counter()

    def pairs(self, firsts: Collection[str], seconds: Collection[str]) -> Counter[str]:
        """Return the pairs of one of the characters and one of the others in the same sample.

        Characters are those of forms.
        """
        with self._file.reading() as connection:
            return postings.pairs(connection, firsts, seconds) if connection else Counter()

    # Querying

    def answer(
        self,
        query: Query,
        today: date,
        marked: Callable[[Mark], BitMap],
        *,
        fold_copies: bool,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """Return the posts that match the query, in its order; `fold_copies` keeps one per duplicate group.

        `marked` returns the posts of which the user said so. Raise DamagedIndexError, and OutdatedError once
        `is_wanted` returns False.
        """
        with self.query_context(today, marked, is_wanted) as context:
            if context is None:
                return NO_ANSWER
            return answering.answer(
                context,
                query,
                marked,
                fold_copies=fold_copies,
                by_length=lambda: self._length_order(context.evaluator, context.snapshot),
            )

    def _length_order(self, evaluator: Evaluator, snapshot: Snapshot) -> LengthOrder:
        """Return all posts by length, which is computed once for a snapshot."""
        generation, order = self._by_length
        if order is None or generation != snapshot.generation:
            order = LengthOrder(snapshot, evaluator.lengths())
            self._by_length = (snapshot.generation, order)
        return order

    def growing_answer(
        self,
        query: Query,
        today: date,
        marked: Callable[[Mark], BitMap],
        *,
        fold_copies: bool,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[GrowingAnswer]:
        """Yield what is found so far while finding all is slow; the last of it is not yet all. Raise what `answer` raises."""
        if not query.clauses:
            return
        with self.query_context(today, marked, is_wanted) as context:
            if context is not None:
                yield from answering.growing(context, query, fold_copies=fold_copies)

    @contextlib.contextmanager
    def query_context(
        self,
        today: date,
        marked: Callable[[Mark], BitMap],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[QueryContext | None]:
        """Yield what evaluates nodes, valid within the context; None where there is no post."""
        snapshot = self.snapshot()
        if not len(snapshot.order):
            yield None
            return
        labels = self.labels()
        with self._file.reading_of(snapshot.generation) as connection:
            yield QueryContext(Evaluator(connection, labels, snapshot, today, marked, is_wanted), snapshot)

    # Stories

    def days_and_groups(self, numbers: Sequence[int]) -> dict[int, DayAndGroup]:
        """Return day and duplicate group of those of the posts that are in the index."""
        from reader.index import story_lookup

        with self._file.reading() as connection:
            return story_lookup.days_and_groups(connection, numbers) if connection else {}

    def with_pieces(self, pieces: Iterable[str], *, title: bool) -> dict[str, BitMap]:
        """Return, for each folded piece, the posts whose titles, or else texts, may contain it.

        They do contain a piece of one token, such as two Chinese characters.
        """
        from reader.index.story_lookup import with_piece

        everything = self.snapshot().all
        with self._file.reading() as connection:
            if connection is None:
                return {}
            return {piece: with_piece(connection, piece, title=title) & everything for piece in pieces}
