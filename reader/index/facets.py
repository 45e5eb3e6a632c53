"""Counts facets: how many posts of a result have each author, tag, site, language and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.answering import QueryContext
from reader.index.snapshot import Snapshot
from reader.index.values import FacetValues, Values
from reader.query.facets import Facet, without_own
from reader.query.query import Query


class FacetOrder(StrEnum):
    """Sort orders of the values of a facet."""

    COUNT = "count"
    """most posts first"""
    NAME = "name"
    RECENT = "recent"
    """newest post first"""


class FacetCount(NamedTuple):
    """A value of a facet and the number of posts that have it."""

    name: str
    """the commonest spelling in the archives; a language by its code"""
    facet: Facet
    key: str
    """the form of the name"""
    count: int  # type: ignore[assignment] # hides tuple.count, which nothing uses

    @property
    def remark(self) -> str:
        """nothing that would be said of it besides"""
        return ""


class Counted(NamedTuple):
    """The posts over which a facet is counted.

    Values are counted by rows of the list, where a row stands for all matching copies and has the values of
    each. Where all copies of a post match, the rows with a value are the posts with it minus its repetitions
    (`Values.repeated`), which do not depend on the query. Only groups of which some copies match and others
    do not are counted post by post.
    """

    matching: BitMap
    posts: BitMap
    """the matching posts without those in `partial_copies`"""
    copies: BitMap
    """those of `posts` of which a newer copy matches"""
    partial_copies: Mapping[int, int]
    """matching posts of which a newer copy matches and another copy does not, with the number of their row"""
    folded: Callable[[BitMap], BitMap]
    """returns one of some posts for each of their rows"""

    @classmethod
    def of(cls, matching: BitMap, snapshot: Snapshot, *, fold_copies: bool) -> Counted:
        """Return the matching posts to count, with copies folded into one row or counted separately."""
        if not fold_copies:
            return cls(matching, matching, BitMap(), {}, lambda posts: posts)
        partial_copies = snapshot.partial_copies(matching)
        posts = matching - BitMap(list(partial_copies))
        copies = posts - snapshot.folded(posts)
        return cls(matching, posts, copies, partial_copies, snapshot.folded)

    def rows_with(self, having: BitMap) -> int:
        """Return the number of rows with a value that these posts have, as filtering by it shows them.

        This is for the labels, which are few and change; the values of the index are counted all at once by `rows`.
        """
        return len(self.folded(self.matching & having))

    def rows(self, values: Values, facet: Facet) -> list[int]:
        """Return the number of rows for each value of the facet.

        A copy with a value that its row lacks counts as a row of its own: filtering by the value shows it.
        """
        _, keys, posts = values.of(facet)
        # One `map`: with thousands of values the calls dominate.
        counts = list(map(self.posts.intersection_cardinality, posts))
        if self.copies:
            repeated = values.repeated(facet)
            for place, key in enumerate(keys):
                if key in repeated:
                    counts[place] -= repeated[key].intersection_cardinality(self.copies)
        if self.partial_copies:
            partial_copies = BitMap(list(self.partial_copies))
            for place, having in enumerate(posts):
                if having.intersect(partial_copies):
                    rows = BitMap(list(map(self.partial_copies.__getitem__, having & partial_copies)))
                    counts[place] += len(rows - having)
        return counts


def posts_counted(
    context: QueryContext, query: Query, matching: BitMap, facets: Iterable[Facet], *, fold_copies: bool
) -> dict[Facet, Counted]:
    """Return for each facet the posts to count: the result of the query without the facet's own clauses.

    `matching` is the result of the whole query.
    """
    facets = list(facets)
    snapshot = context.snapshot
    # Posts that left since the query ran have no rank any more.
    matching = matching & snapshot.all
    rest, own = without_own(query, facets)
    whole = Counted.of(matching, snapshot, fold_copies=fold_copies)
    counted = dict.fromkeys(facets, whole)
    if own:
        posts = context.evaluator.posts(rest)
        chosen = {facet: context.evaluator.posts(node, posts) for facet, node in own.items()}
        for facet in own:
            others = (chosen[other] for other in own if other is not facet)
            counted[facet] = Counted.of(
                BitMap.intersection(posts, *others), snapshot, fold_copies=fold_copies
            )
    return counted


def count(
    values: Values,
    labels: FacetValues,
    counted: Mapping[Facet, Counted],
    order: FacetOrder,
    snapshot: Snapshot,
) -> list[FacetCount]:
    """Return the values of the facets that any of their posts has, in the given order; ties by name.

    `labels` are the user's, which the index does not have.
    """
    found: list[tuple[int | str, str, FacetCount]] = []
    for facet, among in counted.items():
        if facet is Facet.LABEL:
            names, keys, posts = labels
            numbers = list(map(among.rows_with, posts))
        else:
            names, keys, posts = values.of(facet)
            numbers = among.rows(values, facet)
        for name, key, having, number in zip(names, keys, posts, numbers, strict=True):
            if number <= 0:
                continue
            match order:
                case FacetOrder.COUNT:
                    place: int | str = -number
                case FacetOrder.NAME:
                    place = key
                case FacetOrder.RECENT:
                    place = snapshot.newest_rank(having & among.matching)
            found.append((place, name, FacetCount(name, facet, key, number)))
    return [value for _, _, value in sorted(found)]
