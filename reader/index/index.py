"""The index as the library uses it: refreshed in batches, context for posts and for the answers to queries."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.answer import NO_ANSWER, Answer, OrderedPosts
from reader.index.batch import Batch
from reader.index.build import Writer
from reader.index.chunks import chunks, placeholders
from reader.index.connection import IndexFile
from reader.index.document import Document, hash_of, post_of, title_of
from reader.index.evaluate import Evaluator
from reader.index.files import Files
from reader.index.labels import Labels
from reader.index.ranking import ranked
from reader.index.snapshot import NO_POSTS, Snapshot
from reader.index.values import Values
from reader.post import Post, PostId
from reader.query.nodes import Flag, Order
from reader.query.query import Query

_FIRST = 64
"""posts of a first answer: as many as a tall screen shows"""


class IndexedPost(NamedTuple):
    """A post and the number of files that hold it."""

    number: int
    post: Post
    copies: int


class QueryContext(NamedTuple):
    """What answers the nodes of a query at one moment."""

    evaluator: Evaluator
    snapshot: Snapshot


class Index:
    """The index of some archives. Any thread may ask; one at a time refreshes."""

    def __init__(self, folder: Path, archives: Sequence[Path], zone: tzinfo) -> None:
        """Looks for the file of these archives in the folder, and makes nothing yet."""
        self._archives = sorted(archives, key=str)
        self._numbers = {archive: number for number, archive in enumerate(self._archives)}
        self._zone = zone
        self._file = IndexFile(folder, self._archives, zone)
        self._snapshot = NO_POSTS
        self._labels: tuple[int, Labels] = (-1, Labels())
        self._values = Values(self._labels[1], NO_POSTS)
        self._loading = threading.RLock()
        self._is_changing = False
        self._writer: Writer | None = None
        self._connection: sqlite3.Connection | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What stood in the way of using the file, a sentence each."""
        return tuple(self._file.problems)

    def __len__(self) -> int:
        """How many posts there are."""
        return len(self.snapshot().order)

    # Refreshing

    def try_begin(self) -> bool:
        """Whether this process may write now; if so, until `end`. Raises DamagedIndexError."""
        if not self._file.try_lock():
            return False
        try:
            self._open_writer()
        except BaseException:
            self._file.unlock()
            raise
        return True

    def _open_writer(self) -> None:
        self._connection = self._file.open_for_writing()
        with self._file.converting_errors():
            self._writer = Writer(self._connection, self._archives, self._zone)

    @contextlib.contextmanager
    def files(self) -> Iterator[Files]:
        """The files that the posts were read from, between `try_begin` and `end`. Raises DamagedIndexError."""
        assert self._writer is not None
        with self._file.converting_errors():
            yield self._writer.files

    def write(self, documents: Sequence[Document], gone: Sequence[int] = ()) -> None:
        """Takes posts in and drops posts, all or nothing; a full disk turns to memory. Raises DamagedIndexError."""
        self.write_batches([Batch.of(documents)], gone)

    def write_batches(self, batches: Sequence[Batch], gone: Sequence[int] = ()) -> None:
        """As `write`."""
        assert self._writer is not None
        try:
            self._write(batches, gone)
        except sqlite3.OperationalError as error:
            self._close_writer()
            self._file.keep_in_memory(str(error))
            self._open_writer()
            self._write(batches, gone)

    def _write(self, batches: Sequence[Batch], gone: Sequence[int]) -> None:
        assert self._writer is not None
        assert self._connection is not None
        with self._file.converting_errors(), self._file.write_lock:
            with self._loading:
                labels = self._labels_at(self._connection)
                self._is_changing = True
            try:
                self._writer.write(batches, gone, labels)
                self._labels = (_generation(self._connection), labels)
            except BaseException:
                # They hold what was not written.
                self._labels = (-1, Labels(self._file))
                raise

    def end(self) -> None:
        """Ends the refresh that `try_begin` began."""
        self._close_writer()
        self._file.unlock()

    def save_snapshot(self) -> None:
        """Keeps the order of the posts, so that the next start need not sort them; before `end`."""
        assert self._connection is not None
        with (
            self._file.converting_errors(),
            self._file.write_lock,
            contextlib.suppress(sqlite3.OperationalError),
        ):
            if not _has_saved_snapshot(self._connection):
                Snapshot.load(self._connection, self._snapshot).save(self._connection)

    def _close_writer(self) -> None:
        self._writer = None
        self._is_changing = False
        if self._connection is not None:
            self._file.close_after_writing(self._connection)
            self._connection = None

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    # Asking

    def reading(self) -> contextlib.AbstractContextManager[sqlite3.Connection | None]:
        """A connection to ask; None while there is no index. Raises DamagedIndexError."""
        return self._file.reading()

    def snapshot(self) -> Snapshot:
        """The posts as they are now."""
        with self._file.reading() as connection, self._loading:
            if connection is None:
                return NO_POSTS
            if _generation(connection) != self._snapshot.generation:
                self._snapshot = Snapshot.load(connection, self._snapshot)
            return self._snapshot

    def labels(self) -> Labels:
        """The labels of the posts as they are now, or become while this process refreshes."""
        # In the order in which a writer takes the two: what is in memory is repair_source while it is read.
        with self._file.reading() as connection, self._loading:
            if connection is None:
                return Labels()
            return self._labels[1] if self._is_changing else self._labels_at(connection)

    def _labels_at(self, connection: sqlite3.Connection) -> Labels:
        generation = _generation(connection)
        if self._labels[0] != generation:
            self._labels = (generation, Labels(self._file))
        return self._labels[1]

    def values(self, snapshot: Snapshot) -> Values:
        """The values of the facets, for posts of the snapshot."""
        labels = self.labels()
        if not self._values.are_of(labels, snapshot):
            self._values = Values(labels, snapshot, self._values)
        return self._values

    def folders(self) -> list[str]:
        """The folders with posts, and those around them in the archives, as paths on disk."""
        found: dict[str, None] = {}
        with self._file.reading() as connection:
            for archive, path in connection.execute("SELECT archive, path FROM folder") if connection else ():
                folder = f"{self._archives[archive]}/{os.fsdecode(path)}".rstrip("/")
                while len(folder) > len(str(self._archives[archive])) and folder not in found:
                    found[folder] = None
                    folder = folder.rpartition("/")[0]
        return list(found)

    def posts(self, numbers: Sequence[int]) -> list[IndexedPost]:
        """The posts with these numbers, in their order; those that left meanwhile too."""
        found: dict[int, IndexedPost] = {}
        with self._file.reading() as connection:
            if connection is None:
                return []
            for table in ("post", "departed"):
                missing = [number for number in numbers if number not in found]
                for some in chunks(missing):
                    rows = connection.execute(
                        f"SELECT id, archive, path, content,"
                        f" (SELECT count(*) FROM post AS other WHERE other.family = {table}.family)"
                        f" FROM {table} WHERE id IN ({placeholders(some)})",
                        some,
                    )
                    found.update((row[0], self._found(*row)) for row in rows)
        return [found[number] for number in numbers if number in found]

    def _found(self, number: int, archive: int, path: bytes, content: bytes, copies: int) -> IndexedPost:
        post = post_of(self._archives[archive], os.fsdecode(path), content)
        # A file that vanished since is in no count any more, but still in a list that was made before.
        return IndexedPost(number, post, max(1, copies))

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """The titles of those of the posts that are there, in their order."""
        found: dict[int, str] = {}
        with self._file.reading() as connection:
            if connection is not None:
                for some in chunks(numbers):
                    statement = f"SELECT id, content FROM post WHERE id IN ({placeholders(some)})"
                    rows = connection.execute(statement, some)
                    found.update((number, title_of(content)) for number, content in rows)
        return {number: found[number] for number in numbers if number in found}

    def numbers_of(self, post_id: PostId) -> list[int]:
        """The numbers that the post has and had, the present one first."""
        archive = self._numbers.get(post_id.archive)
        if archive is None:
            return []
        file = (archive, os.fsencode(post_id.path))
        return self._column(
            "SELECT id FROM post WHERE archive = ? AND path = ? UNION ALL"
            " SELECT id FROM (SELECT id FROM departed WHERE archive = ? AND path = ? ORDER BY id DESC)",
            (*file, *file),
        )

    def sharing(self, key: str) -> list[int]:
        """The numbers of the posts with the key, newest first."""
        return self._column(
            "SELECT id FROM post WHERE key = ? ORDER BY day, moment, path, archive", (hash_of(key),)
        )

    def copies(self, numbers: Sequence[int]) -> list[int]:
        """The numbers of the posts that are copies of these, newest first; also of posts that left."""
        return self._column(
            f"SELECT id FROM post WHERE family IN (SELECT family FROM post WHERE id IN ({placeholders(numbers)})"
            f" UNION SELECT family FROM departed WHERE id IN ({placeholders(numbers)}))"
            " ORDER BY day, moment, path, archive",
            (*numbers, *numbers),
        )

    def linked_by(self, number: int) -> list[int]:
        """The numbers of the posts that a post links to, newest first, without its copies."""
        with self._file.reading() as connection:
            row = (
                connection
                and connection.execute("SELECT links FROM texts WHERE id = ?", (number,)).fetchone()
            )
        return self._others(number, self._sharing_hashes(array("q", row[0]))) if row else []

    def linking_to(self, number: int) -> list[int]:
        """The numbers of the posts that link to a post or a copy of it, newest first, without its copies."""
        found = self._column(
            "SELECT post FROM link WHERE target IN"
            " (SELECT key FROM post WHERE family = (SELECT family FROM post WHERE id = ?))",
            (number,),
        )
        return self._others(number, BitMap(found))

    def _others(self, number: int, numbers: BitMap) -> list[int]:
        """The posts, newest first, without the copies of one of them."""
        ranks = self.snapshot().ranks
        others = numbers - BitMap(self.copies([number]))
        return sorted((other for other in others if other < len(ranks)), key=ranks.__getitem__)

    def sharing_any(self, keys: Iterable[str]) -> BitMap:
        """The numbers of all posts with one of the keys."""
        return self._sharing_hashes([hash_of(key) for key in keys])

    def _sharing_hashes(self, hashes: Sequence[int]) -> BitMap:
        numbers = BitMap()
        for some in chunks(hashes):
            numbers.update(self._column(f"SELECT id FROM post WHERE key IN ({placeholders(some)})", some))
        return numbers

    def newest_of(self, keys: Iterable[str]) -> dict[str, int]:
        """The number of the newest post with each of the keys; keys that no post has are left out."""
        names = {hash_of(key): key for key in keys}
        newest: dict[str, int] = {}
        with self._file.reading() as connection:
            if connection is None:
                return {}
            for some in chunks(list(names)):
                rows = connection.execute(
                    f"SELECT key, id FROM post WHERE key IN ({placeholders(some)}) ORDER BY day, moment, path, archive",
                    some,
                )
                for key, number in rows:
                    newest.setdefault(names[key], number)
        return newest

    def answer(
        self,
        query: Query,
        today: date,
        marked: Callable[[Flag], BitMap],
        *,
        fold_copies: bool,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """The posts that answer the query, in its order; with `fold_copies` one for all copies of a post.

        `marked` gives the posts that are read and starred. Raises DamagedIndexError, and OutdatedError where the
        answer is no longer wanted while it is looked for.
        """
        with self.query_context(today, marked, is_wanted) as context:
            if context is None:
                return NO_ANSWER
            evaluator, snapshot = context
            matching = evaluator.posts(query.node)
            posts = snapshot.folded(matching) if fold_copies else matching
            if query.order is Order.RELEVANCE:
                classes = ranked(evaluator, query.node, posts)
                return Answer(posts, matching, [OrderedPosts(snapshot, each) for each in classes])
        if query.order is Order.NEWEST:
            return Answer(posts, matching, [OrderedPosts(snapshot, posts)])
        dated = OrderedPosts(snapshot, posts - snapshot.undated, is_reversed=True)
        return Answer(posts, matching, [dated, OrderedPosts(snapshot, posts & snapshot.undated)])

    def first_answer(
        self,
        query: Query,
        today: date,
        marked: Callable[[Flag], BitMap],
        *,
        fold_copies: bool,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Answer | None:
        """The newest posts that answer the query where finding all of them takes a while; else None.

        Raises as `answer` does.
        """
        if query.order is not Order.NEWEST or not query.clauses:
            return None
        with self.query_context(today, marked, is_wanted) as context:
            if context is None:
                return None
            evaluator, snapshot = context
            matching = evaluator.first_posts(query.node, _FIRST)
            if not matching:
                return None
            posts = snapshot.folded(matching) if fold_copies else matching
            return Answer(posts, matching, [OrderedPosts(snapshot, posts, are_newest=True)])

    @contextlib.contextmanager
    def query_context(
        self,
        today: date,
        marked: Callable[[Flag], BitMap],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[QueryContext | None]:
        """What answers nodes, as long as the context lasts; None where there is no post."""
        snapshot = self.snapshot()
        if not len(snapshot.order):
            yield None
            return
        known = self.labels()
        with self._file.reading() as connection:
            if connection is None:
                yield None
                return
            yield QueryContext(Evaluator(connection, known, snapshot, today, marked, is_wanted), snapshot)

    def get(self, post_id: PostId) -> Post | None:
        """The post with this identity, if it is in the index."""
        numbers = self.numbers_of(post_id)
        found = self.posts(numbers[:1])
        return found[0].post if found else None

    def _column(self, statement: str, values: Sequence[int | bytes]) -> list[int]:
        with self._file.reading() as connection:
            if connection is None:
                return []
            return [row[0] for row in connection.execute(statement, values)]


def _generation(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT value FROM about WHERE name = 'generation'").fetchone()[0])


def _has_saved_snapshot(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT value FROM about WHERE name = 'settled'").fetchone()
    return row is not None and row[0] == _generation(connection)
