"""The posts that answer a query: counted, in order, handed out in slices."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from reader.library.catalogue import Catalogue
from reader.library.entry import Entry, Facet
from reader.post import Post, PostId, TagKind
from reader.query.match import condition, relevance
from reader.query.nodes import Order
from reader.query.query import Query


class Row(NamedTuple):
    """What a list shows of one post."""

    post: Post
    read: bool
    starred: bool
    copies: int
    """how many files hold the post, this one included"""


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many of the selected posts carry it."""

    name: str
    """the spelling that most posts of the archives have"""
    kind: TagKind
    count: int


class Selection:
    """The answer to one query at one moment. Its posts never change; their marks are read when asked for."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[Entry], order: Order) -> None:
        self._catalogue = catalogue
        self._entries = entries
        self._order = order

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._entries)

    def rows(self, start: int, stop: int) -> list[Row]:
        """The rows from `start` up to and without `stop`, fewer where the selection ends before."""
        return [self._row(entry) for entry in self._entries[max(0, start) : max(0, stop)]]

    def index_of(self, post_id: PostId) -> int | None:
        """Where a post stands; None where it is not among the rows. A folded copy stands where its row is."""
        entry = self._catalogue.get(post_id)
        if entry is None:
            return None
        index = self._place(entry)
        if index is not None:
            return index
        copies = self._catalogue.sharing(entry.key) if self._catalogue.copies(entry.key) > 1 else ()
        return next((place for copy in copies if (place := self._place(copy)) is not None), None)

    def tags(self, kind: TagKind | None = None) -> list[TagCount]:
        """The tags of the selected posts, of one kind or all, the commonest first, then by name."""
        counts: Counter[Facet] = Counter(chain.from_iterable(entry.facets for entry in self._entries))
        return sorted(
            (
                TagCount(facet.name, facet.kind, count)
                for facet, count in counts.items()
                if kind in (None, facet.kind)
            ),
            key=lambda tag: (-tag.count, tag.name, tag.kind),
        )

    def days(self) -> list[tuple[date, int]]:
        """The days of the selected posts in the reader's zone with their numbers, newest first."""
        counts = Counter(entry.day for entry in self._entries if entry.day is not None)
        return sorted(counts.items(), reverse=True)

    def unread_count(self) -> int:
        """How many of the selected posts are unread."""
        return sum(not entry.is_read for entry in self._entries)

    def next_unread(self, from_index: int, step: int) -> int | None:
        """The nearest unread row after `from_index` (`step` 1) or before it (-1); None where there is none."""
        places = (
            range(from_index + 1, len(self)) if step > 0 else range(min(from_index, len(self)) - 1, -1, -1)
        )
        return next((place for place in places if not self._entries[place].is_read), None)

    def _row(self, entry: Entry) -> Row:
        # A file that vanished since is in no count any more, but still in this selection.
        copies = max(1, self._catalogue.copies(entry.key))
        return Row(entry.post, entry.is_read, entry.is_starred, copies)

    def _place(self, entry: Entry) -> int | None:
        if self._order is Order.NEWEST:
            place = bisect_left(self._entries, entry.order, key=_BY_ORDER)
            is_there = place < len(self._entries) and self._entries[place].order == entry.order
            return place if is_there else None
        return next((place for place, other in enumerate(self._entries) if other.order == entry.order), None)


_BY_ORDER: Callable[[Entry], tuple[int, int, float, str, str]] = attrgetter("order")


def select(catalogue: Catalogue, query: Query, today: date, *, fold_copies: bool) -> Selection:
    """The posts that answer the query, in its order; with `fold_copies` one row for all copies of a post."""
    entries = catalogue.ordered
    for clause in query.clauses:
        holds = condition(clause, today)
        entries = [entry for entry in entries if holds(entry)]
    if fold_copies:
        newest: dict[str, Entry] = {}
        for entry in entries:
            newest.setdefault(entry.key, entry)
        entries = list(newest.values())
    return Selection(catalogue, _sorted(entries, query), query.order)


def _sorted(entries: Sequence[Entry], query: Query) -> Sequence[Entry]:
    """The entries, which are newest first, in the query's order; those without a date are always last."""
    match query.order:
        case Order.NEWEST:
            return entries
        case Order.OLDEST:
            dated = [entry for entry in entries if entry.day is not None]
            return [*reversed(dated), *entries[len(dated) :]]
        case Order.RELEVANCE:
            weigh = relevance(query.node)
            return sorted(entries, key=weigh, reverse=True)
