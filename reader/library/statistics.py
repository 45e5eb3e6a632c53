"""Statistics of results: numbers of posts by year, channel, language and length, and how many were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.index.facets import FacetOrder
from reader.library.result_set import ResultSet
from reader.query.facets import Facet
from reader.query.lengths import length_text
from reader.query.nodes import Flag, Is, Length
from reader.query.query import Query

if TYPE_CHECKING:
    from reader.library.facade import Library

_LENGTHS = (200, 1000, 3000, 10_000)
"""characters of Chinese and words of other languages at which a class of lengths begins"""


class Group(StrEnum):
    """What posts are counted by."""

    TOTAL = "total"
    YEAR = "year"
    CHANNEL = "channel"
    LANGUAGE = "language"
    LENGTH = "length"
    DAY = "day"


class Total(StrEnum):
    """The names of the totals, in their order."""

    POSTS = "posts"
    FILES = "files"
    UNDATED = "undated"
    UNREAD = "unread"
    STARRED = "starred"
    BEGUN = "begun"
    FINISHED = "finished"
    DAYS_READ = "days-read"
    """days on which a post of any archive was read; only of all posts"""


class Figure(NamedTuple):
    """The number of posts of one value of a group."""

    group: Group
    name: str
    """as the query language writes it"""
    number: int


def figures(library: Library, results: ResultSet) -> Iterator[Figure]:
    """Yield the figures of a result in their groups: years, the latest first, lengths, the shortest first, else the most first.

    A post counts once or its files do, as in the result. Raise StateError.
    """
    days = results.days()
    years: Counter[str] = Counter()
    for day, number in days:
        years[f"{day.year:04}"] += number
    yield from _totals(library, results, undated=len(results) - years.total())
    yield from (Figure(Group.YEAR, name, years[name]) for name in sorted(years, reverse=True))
    for facet, group in ((Facet.CHANNEL, Group.CHANNEL), (Facet.LANG, Group.LANGUAGE)):
        counts = results.counts(facet, order=FacetOrder.COUNT)
        yield from (Figure(group, value.name, value.count) for value in counts)
    count = _counter(library, results)
    for length in _length_classes():
        yield Figure(Group.LENGTH, length_text(length.least, length.most), count(length))
    busiest = sorted(days, key=lambda each: each[1], reverse=True)
    yield from (Figure(Group.DAY, day.isoformat(), number) for day, number in busiest)


def _totals(library: Library, results: ResultSet, *, undated: int) -> Iterator[Figure]:
    count = _counter(library, results)
    files = len(library.select(results.query, fold_copies=False)) if results.folds_copies else len(results)
    totals = {
        Total.POSTS: len(results),
        Total.FILES: files,
        Total.UNDATED: undated,
        Total.UNREAD: results.unread_count(),
        **{Total(flag): count(Is(flag)) for flag in (Flag.STARRED, Flag.BEGUN, Flag.FINISHED)},
    }
    if not results.query.clauses:
        totals[Total.DAYS_READ] = len(library.reading_progress.days(library.zone))
    yield from (Figure(Group.TOTAL, name, number) for name, number in totals.items())


def _counter(library: Library, results: ResultSet) -> Callable[[Is | Length], int]:
    """Return what counts the posts of a result that meet one more condition."""

    def count(node: Is | Length) -> int:
        query: Query = results.query.adding(node)
        return len(library.select(query, fold_copies=results.folds_copies))

    return count


def _length_classes() -> Sequence[Length]:
    bounds = [None, *_LENGTHS]
    ends = [*(bound - 1 for bound in _LENGTHS), None]
    return [Length(least, most) for least, most in zip(bounds, ends, strict=True)]
