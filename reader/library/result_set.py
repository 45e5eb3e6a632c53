"""The result of a query: matching posts in order, read in slices, counted by facet and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from reader.index import Answer, Index, IndexedPost
from reader.index.answering import QueryContext
from reader.index.facets import Counted, FacetCount, FacetOrder, count, posts_counted
from reader.index.labels import DAY, Label
from reader.index.values import NO_VALUES
from reader.library.damage import Damage
from reader.library.post_marks import PostMarks
from reader.post import Post, PostId
from reader.query.facets import POST_FACETS, Facet
from reader.query.nodes import Flag
from reader.query.query import Query
from reader.state.statements import Kind

if TYPE_CHECKING:
    from reader.library.contexts import Concordance

_PAGE = 200
"""posts read at once when all are iterated"""


class Row(NamedTuple):
    """A row of the list."""

    post: Post
    read: bool
    starred: bool
    copies: int
    """the number of files that hold the post, this one included"""
    labels: Sequence[str] = ()
    """the user's labels, in order"""
    has_note: bool = False
    progress: int = 0
    """how much of it was read, in thousandths"""


class ResultSet:
    """The matches of one query at one moment. The posts never change; rows are made with current marks."""

    def __init__(
        self,
        index: Index,
        marks: PostMarks,
        query: Query,
        today: date,
        answer: Answer,
        *,
        fold_copies: bool,
        damage: Damage,
    ) -> None:
        self.query = query
        """the query that the posts match"""
        self._index = index
        self._marks = marks
        self._today = today
        self._answer = answer
        self.folds_copies = fold_copies
        """whether a row stands for all copies of a post"""
        self._damage = damage

    def __len__(self) -> int:
        return len(self._answer)

    def __iter__(self) -> Iterator[Row]:
        return self.rows_from(0)

    def rows_from(self, first: int) -> Iterator[Row]:
        """Yield the rows from the index `first` on, reading a page of them at a time."""
        for start in range(first, len(self), _PAGE):
            yield from self.rows(start, start + _PAGE)

    def rows(self, start: int, stop: int) -> list[Row]:
        """Return the rows from `start` to `stop`, which is excluded; fewer at the end of the results."""
        numbers = self._answer.numbers(start, stop)
        if not numbers:
            return []
        none: list[IndexedPost] = []
        indexed = self._damage.read_or(none, lambda: self._index.posts(numbers, self._answer.generation))
        return [self.marked_now(post, copies) for _, post, copies in indexed]

    def marked_now(self, post: Post, copies: int) -> Row:
        """Return the row of a post that `copies` files hold, with its current marks."""
        marks = self._marks.of(post)
        return Row(
            post,
            Kind.READ in marks,
            Kind.STARRED in marks,
            copies,
            sorted(marks.get(Kind.LABEL, ())),
            Kind.NOTE in marks,
            self._marks.reading_progress.of(post) if Kind.READ in marks else 0,
        )

    def index_of(self, post_id: PostId) -> int | None:
        """Return the index of the row of the post or of the copy it is folded into; None without one."""
        none: list[int] = []
        numbers = self._damage.read_or(none, lambda: self._numbers_of(post_id))
        places = map(self._answer.place, numbers)
        return next((place for place in places if place is not None), None)

    def nearest_in(self, other: ResultSet, index: int) -> tuple[int, int] | None:
        """Return where in `other` the nearest row after `index` stands that both have, or else the nearest before.

        With it comes the direction from here to that row, 1 or -1. None if they share no row, or none that is known,
        as after the index was built anew.
        """
        if not self._answer.is_numbered_as(other._answer):
            return None
        for step in (1, -1):
            place = self._answer.next_place(index, step, other._answer.posts)
            if place is not None:
                found = other._answer.place(self._answer.numbers(place, place + 1)[0])
                return None if found is None else (found, step)
        return None

    def places_in(self, other: ResultSet, indexes: Iterable[int]) -> set[int]:
        """Return where the rows at `indexes` stand in `other`; without those that do not, or are not known any more."""
        if not self._answer.is_numbered_as(other._answer):
            return set()
        numbers = (number for index in indexes for number in self._answer.numbers(index, index + 1))
        return {place for number in numbers if (place := other._answer.place(number)) is not None}

    def posts_at(self, indexes: Iterable[int]) -> list[Post]:
        """Return the posts of rows, in order; without those that have left the index."""
        numbers = [number for index in indexes for number in self._answer.numbers(index, index + 1)]
        return [
            indexed.post
            for start in range(0, len(numbers), _PAGE)
            for indexed in self._index.posts(numbers[start : start + _PAGE], self._answer.generation)
        ]

    def _numbers_of(self, post_id: PostId) -> list[int]:
        numbers = self._index.numbers_of(post_id)
        return [*numbers, *self._index.copies(numbers[:1])]

    def counts(self, *facets: Facet, order: FacetOrder = FacetOrder.COUNT) -> list[FacetCount]:
        """Return the values of the facets among the matching posts, in one common order; ties by name.

        A count is the number of rows after adding the value to the query.
        """
        with self.query_context() as context:
            if context is None:
                return []
            matching = self._answer.matching & context.snapshot.all
            counted = Counted.of(matching, context.snapshot, fold_copies=self.folds_copies)
            values = self._index.values(context.snapshot)
        labels = self._marks.marked.label_values() if Facet.LABEL in facets else NO_VALUES
        return count(values, labels, dict.fromkeys(facets, counted), order, context.snapshot)

    def facets(
        self, facets: Iterable[Facet] = POST_FACETS, order: FacetOrder = FacetOrder.COUNT
    ) -> dict[Facet, list[FacetCount]]:
        """Return the values of each facet, counted without the query's own clauses on that facet.

        So a count is the number of rows after choosing the value as the only one of its facet
        (`reader.query.facets.only`).
        """
        facets = list(facets)
        with self.query_context() as context:
            if context is None:
                return {facet: [] for facet in facets}
            counted = posts_counted(
                context, self.query, self._answer.matching, facets, fold_copies=self.folds_copies
            )
            values, snapshot = self._index.values(context.snapshot), context.snapshot
        labels = self._marks.marked.label_values() if Facet.LABEL in facets else NO_VALUES
        return {facet: count(values, labels, {facet: counted[facet]}, order, snapshot) for facet in facets}

    def query_context(self) -> AbstractContextManager[QueryContext | None]:
        """Return a context in which nodes are evaluated as the query was; see `Index.query_context`."""
        return self._index.query_context(self._today, self._marks.marked.matching)

    def days(self) -> list[tuple[date, int]]:
        """Return the days of the matching posts in the user's zone with the number of posts, newest first."""
        none: list[tuple[Label, int]] = []
        counts = self._damage.read_or(
            none, lambda: list(self._index.labels().counts(DAY, self._answer.posts))
        )
        return sorted(((date.fromordinal(int(day.name)), count) for day, count in counts), reverse=True)

    def concordance(self) -> Concordance:
        """Return the hits of the query in the texts of the posts, none of which is found yet."""
        from reader.library.contexts import Concordance  # needs the converter, which no list needs

        return Concordance(self._index, self._answer, self.query, self._damage)

    def unread_count(self) -> int:
        """Return the number of unread posts among the results."""
        return len(self) - self._answer.posts.intersection_cardinality(self._read())

    def count_among(self, posts: BitMap) -> int:
        """Return the number of rows whose posts are among these."""
        return self._answer.posts.intersection_cardinality(posts)

    def _read(self) -> BitMap:
        return self._damage.read_or(
            BitMap(), lambda: self._marks.marked.posts(Flag.READ, generation=self._answer.generation)
        )

    def unread_posts(self) -> Iterator[Post]:
        """Yield the unread posts among the results in their order, without reading the others."""
        read = self._marks.marked.posts(Flag.READ, generation=self._answer.generation)
        for start in range(0, len(self), _PAGE):
            unread = [each for each in self._answer.numbers(start, start + _PAGE) if each not in read]
            yield from (indexed.post for indexed in self._index.posts(unread, self._answer.generation))

    def annotated_posts(self) -> Iterator[Post]:
        """Yield the posts with a highlight or a note among the results in their order, without reading the others."""
        said = self._marks.marked.posts_with(Kind.HIGHLIGHT) | self._marks.marked.posts_with(Kind.NOTE)
        for start in range(0, len(self), _PAGE) if said else ():
            numbers = [each for each in self._answer.numbers(start, start + _PAGE) if each in said]
            yield from (indexed.post for indexed in self._index.posts(numbers, self._answer.generation))

    def next_unread(self, from_index: int, step: int) -> int | None:
        """Return the nearest unread row after `from_index` (`step` 1) or before it (-1); None without one."""
        return self._answer.next_place(from_index, step, self._answer.posts - self._read())


class GrowingRows(NamedTuple):
    """The rows found so far by a slow search."""

    results: ResultSet
    """the first rows, if any"""
    read: int
    """how many of the posts that may match were looked at"""
    candidates: int
