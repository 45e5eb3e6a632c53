"""The posts that answer a query: counted, in order, handed out in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import NamedTuple

from reader.index import Answer, Index
from reader.index.facets import Counted, FacetCount, FacetOrder, count, posts_counted
from reader.index.index import QueryContext
from reader.index.labels import DAY
from reader.index.relaxation import Relaxation, relaxation
from reader.library.marked import Marked
from reader.post import Post, PostId
from reader.query.facets import Facet
from reader.query.nodes import Flag
from reader.query.query import Query
from reader.state.marks import Marks, key_of

_PAGE = 200


class Row(NamedTuple):
    """What a list shows of one post."""

    post: Post
    read: bool
    starred: bool
    copies: int
    """how many files hold the post, this one included"""


class ResultSet:
    """The answer to one query at one moment. Its posts never change; their marks are read when asked for."""

    def __init__(
        self,
        index: Index,
        marks: Marks,
        marked: Marked,
        query: Query,
        today: date,
        answer: Answer,
        *,
        fold_copies: bool,
    ) -> None:
        self.query = query
        """what was asked"""
        self._index = index
        self._marks = marks
        self._marked = marked
        self._today = today
        self._answer = answer
        self._fold_copies = fold_copies

    def __len__(self) -> int:
        return len(self._answer)

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _PAGE):
            yield from self.rows(start, start + _PAGE)

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows from `start` up to and without `stop`, fewer where the results end before."""
        found = self._index.posts(self._answer.numbers(start, stop))
        return [self.marked_now(post, copies) for _, post, copies in found]

    def marked_now(self, post: Post, copies: int) -> Row:
        """The row of a post that `copies` files hold, with its marks as they are at this moment."""
        key = key_of(post)
        return Row(post, self._marks.is_read(key), self._marks.is_starred(key), copies)

    def index_of(self, post_id: PostId) -> int | None:
        """Where a post stands; None where it is not among the rows. A folded copy stands where its row is."""
        numbers = self._index.numbers_of(post_id)
        places = map(self._answer.place, (*numbers, *self._index.copies(numbers[:1])))
        return next((place for place in places if place is not None), None)

    def counts(self, *facets: Facet, order: FacetOrder = FacetOrder.COUNT) -> list[FacetCount]:
        """The values of the facets that the selected posts have, in one order; equals by name."""
        with self._query_context() as context:
            if context is None:
                return []
            posts = self._answer.posts & context.snapshot.all
            counted = Counted.of(posts, context.snapshot, fold_copies=False)
            values = self._index.values(context.snapshot)
        return count(values, dict.fromkeys(facets, counted), order, context.snapshot)

    def facets(
        self, facets: Iterable[Facet] = Facet, order: FacetOrder = FacetOrder.COUNT
    ) -> dict[Facet, list[FacetCount]]:
        """The values of each facet, counted over what the query finds without the facet's own choice.

        So each count is how many rows there are once the value is that facet's whole choice
        (`reader.query.facets.only`).
        """
        facets = list(facets)
        found: dict[Facet, list[FacetCount]] = {facet: [] for facet in facets}
        with self._query_context() as context:
            if context is None:
                return found
            counted = posts_counted(
                context, self.query, self._answer.matching, facets, fold_copies=self._fold_copies
            )
            values, snapshot = self._index.values(context.snapshot), context.snapshot
        return {facet: count(values, {facet: counted[facet]}, order, snapshot) for facet in facets}

    def relaxation(self) -> Relaxation | None:
        """Where the query finds nothing: what empties it. None where it finds something, or there is no post."""
        if len(self):
            return None
        with self._query_context() as context:
            if context is None or not self.query.clauses:
                return None
            found = relaxation(context, self.query.clauses, fold_copies=self._fold_copies)
            # Posts that came since may match all of it.
            return found if found.clauses else None

    def _query_context(self) -> AbstractContextManager[QueryContext | None]:
        return self._index.query_context(self._today, self._marked.posts)

    def days(self) -> list[tuple[date, int]]:
        """The days of the selected posts in the reader's zone with their numbers, newest first."""
        counts = self._index.labels().counts(DAY, self._answer.posts)
        return sorted(((date.fromordinal(int(day.name)), count) for day, count in counts), reverse=True)

    def unread_count(self) -> int:
        """How many of the selected posts are unread."""
        return len(self) - self._answer.posts.intersection_cardinality(self._marked.posts(Flag.READ))

    def unread_posts(self) -> Iterator[Post]:
        """Yield the unread posts among the results, without making rows of the others."""
        unread = list(self._answer.posts - self._marked.posts(Flag.READ))
        for start in range(0, len(unread), _PAGE):
            yield from (found.post for found in self._index.posts(unread[start : start + _PAGE]))

    def next_unread(self, from_index: int, step: int) -> int | None:
        """The nearest unread row after `from_index` (`step` 1) or before it (-1); None where there is none."""
        read = self._marked.posts(Flag.READ)
        return self._answer.next_place(from_index, step, self._answer.posts - read)


def select(
    index: Index,
    marks: Marks,
    marked: Marked,
    query: Query,
    today: date,
    *,
    fold_copies: bool,
    is_wanted: Callable[[], bool] = lambda: True,
) -> ResultSet:
    """The posts that answer the query, in its order; with `fold_copies` one row for all copies of a post.

    Raises OutdatedError where the answer is no longer wanted while it is looked for.
    """
    answer = index.answer(query, today, marked.posts, fold_copies=fold_copies, is_wanted=is_wanted)
    return ResultSet(index, marks, marked, query, today, answer, fold_copies=fold_copies)


def first_rows(
    index: Index,
    marks: Marks,
    marked: Marked,
    query: Query,
    today: date,
    *,
    fold_copies: bool,
    is_wanted: Callable[[], bool] = lambda: True,
) -> ResultSet | None:
    """The newest posts that answer the query where finding all of them takes a while; else None.

    Raises as `select` does.
    """
    answer = index.first_answer(query, today, marked.posts, fold_copies=fold_copies, is_wanted=is_wanted)
    if answer is None:
        return None
    return ResultSet(index, marks, marked, query, today, answer, fold_copies=fold_copies)
