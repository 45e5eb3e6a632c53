"""Facets counted: how many of the posts that a query finds have each author, tag, site, language and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.index import QueryContext
from reader.index.snapshot import Snapshot
from reader.index.values import Values
from reader.query.facets import Facet, without_own
from reader.query.query import Query


class FacetOrder(StrEnum):
    """By what the values of a facet are sorted."""

    COUNT = "count"
    """the commonest first"""
    NAME = "name"
    RECENT = "recent"
    """that of the newest post first"""


class FacetCount(NamedTuple):
    """A value of a facet and how many of the posts have it."""

    name: str
    """the spelling that most posts of the archives have; a script as the query language names it"""
    facet: Facet
    key: str
    """the name, folded"""
    count: int  # type: ignore[assignment] # a tuple's own `count` is of no use here, and tuples are made fast


class Counted(NamedTuple):
    """The posts over which a facet is counted.

    A value is counted by rows, not by posts, though a row may have it by a copy alone. Where all copies of a post
    match, the posts with a value are more than the rows by those that repeat it (`Values.repeated`), which does
    not depend on the query. Only where some copies match and others do not is each value looked at post by post.
    """

    matching: BitMap
    posts: BitMap
    """the matching ones, without those in `parted`"""
    copies: BitMap
    """those of them of which a newer copy matches"""
    parted: Mapping[int, int]
    """the matching posts of which a newer copy matches, and another does not; each with its row"""

    @classmethod
    def of(cls, matching: BitMap, snapshot: Snapshot, *, fold_copies: bool) -> Counted:
        """The matching posts, with copies as one or each for itself."""
        if not fold_copies:
            return cls(matching, matching, BitMap(), {})
        parted = snapshot.parted(matching)
        posts = matching - BitMap(list(parted))
        return cls(matching, posts, posts - snapshot.folded(posts), parted)

    def rows(self, values: Values, facet: Facet) -> list[int]:
        """How many rows have each of the facet's values.

        Those of a copy whose row has not the value make a row of their own: asking for the value shows it.
        """
        _, keys, posts = values.of(facet)
        # In one go: of thousands of values, the call for each takes the most time.
        counts = list(map(self.posts.intersection_cardinality, posts))
        if self.copies:
            repeated = values.repeated(facet)
            for place, key in enumerate(keys):
                if key in repeated:
                    counts[place] -= repeated[key].intersection_cardinality(self.copies)
        if self.parted:
            parted = BitMap(list(self.parted))
            for place, having in enumerate(posts):
                if having.intersect(parted):
                    rows = BitMap(list(map(self.parted.__getitem__, having & parted)))
                    counts[place] += len(rows - having)
        return counts


def posts_counted(
    asked: QueryContext, query: Query, matching: BitMap, facets: Iterable[Facet], *, fold_copies: bool
) -> dict[Facet, Counted]:
    """For each facet the posts over which it is counted: what the query finds without the facet's own choice.

    `matching` is what the whole query finds.
    """
    facets = list(facets)
    snapshot = asked.snapshot
    # Posts that left since the query was asked have no place any more.
    matching = matching & snapshot.all
    rest, own = without_own(query, facets)
    whole = Counted.of(matching, snapshot, fold_copies=fold_copies)
    counted = dict.fromkeys(facets, whole)
    if own:
        posts = asked.evaluator.posts(rest)
        chosen = {facet: asked.evaluator.posts(node, posts) for facet, node in own.items()}
        for facet in own:
            others = (chosen[other] for other in own if other is not facet)
            counted[facet] = Counted.of(
                BitMap.intersection(posts, *others), snapshot, fold_copies=fold_copies
            )
    return counted


def count(
    values: Values, counted: Mapping[Facet, Counted], order: FacetOrder, snapshot: Snapshot
) -> list[FacetCount]:
    """The values of the facets that any of their posts has, in one order; equals by name."""
    found: list[tuple[int | str, str, FacetCount]] = []
    for facet, among in counted.items():
        names, keys, posts = values.of(facet)
        for name, key, having, number in zip(names, keys, posts, among.rows(values, facet), strict=True):
            if number <= 0:
                continue
            match order:
                case FacetOrder.COUNT:
                    place: int | str = -number
                case FacetOrder.NAME:
                    place = key
                case FacetOrder.RECENT:
                    place = snapshot.first_place(having & among.matching)
            found.append((place, name, FacetCount(name, facet, key, number)))
    return [value for _, _, value in sorted(found)]
