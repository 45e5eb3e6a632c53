"""Facets counted: how many of the posts that a query finds have each author, tag, site, language and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.index import Asked
from reader.index.labels import AUTHOR, DAY, HOST, SCRIPT, Labels
from reader.index.snapshot import Snapshot
from reader.query.facets import Facet, without_own
from reader.query.match import site_name
from reader.query.nodes import OTHER
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
    """The posts over which a facet is counted."""

    matching: BitMap
    rows: BitMap
    """those of the matching posts that stand for themselves and their copies"""
    newer: Mapping[int, int]
    """the other matching posts, each with the row that stands for it"""

    @classmethod
    def of(cls, matching: BitMap, asked: Asked, *, fold_copies: bool) -> Counted:
        """The matching posts, with copies as one or each for itself."""
        newer = asked.snapshot.newer_copies(matching) if fold_copies else {}
        return cls(matching, matching - BitMap(list(newer)) if newer else matching, newer)

    def rows_with(self, posts: BitMap, others: BitMap) -> int:
        """How many rows the matching ones of these posts make; `others` are the matching posts without a row.

        Those of a copy whose row has not the value make a row of their own: asking for the value shows it.
        """
        count = posts.intersection_cardinality(self.rows)
        # Asked first: making a set for each of 20,000 values takes as long as all the rest.
        if others and posts.intersect(others):
            count += len(BitMap(list(map(self.newer.__getitem__, posts & others))) - posts)
        return count


def posts_counted(
    asked: Asked, query: Query, matching: BitMap, facets: Iterable[Facet], *, fold_copies: bool
) -> dict[Facet, Counted]:
    """For each facet the posts over which it is counted: what the query finds without the facet's own choice.

    `matching` is what the whole query finds.
    """
    facets = list(facets)
    # Posts that left since the query was asked have no place any more.
    matching = matching & asked.snapshot.all
    rest, own = without_own(query, facets)
    whole = Counted.of(matching, asked, fold_copies=fold_copies)
    counted = dict.fromkeys(facets, whole)
    if own:
        posts = asked.compiler.posts(rest)
        chosen = {facet: asked.compiler.posts(node, posts) for facet, node in own.items()}
        for facet in own:
            others = (chosen[other] for other in own if other is not facet)
            counted[facet] = Counted.of(BitMap.intersection(posts, *others), asked, fold_copies=fold_copies)
    return counted


def count(
    labels: Labels, counted: Mapping[Facet, Counted], order: FacetOrder, snapshot: Snapshot
) -> list[FacetCount]:
    """The values of the facets that any of their posts has, in one order; equals by name."""
    found: list[tuple[int | str, str, FacetCount]] = []
    for facet, among in counted.items():
        others = BitMap(list(among.newer))
        for name, key, posts in _values(labels, facet, among.matching):
            number = among.rows_with(posts, others)
            if not number:
                continue
            match order:
                case FacetOrder.COUNT:
                    place: int | str = -number
                case FacetOrder.NAME:
                    place = key
                case FacetOrder.RECENT:
                    place = min(map(snapshot.ranks.__getitem__, posts & among.matching))
            found.append((place, name, FacetCount(name, facet, key, number)))
    return [value for _, _, value in sorted(found)]


def _values(labels: Labels, facet: Facet, matching: BitMap) -> Iterator[tuple[str, str, BitMap]]:
    """Each value of the facet: the name to show, the folded one, and its posts, matching or not."""
    match facet:
        case Facet.SITE:
            yield from _united((site_name(label.name), label.posts) for label in labels.of_kind(HOST))
        case Facet.YEAR:
            yield from _united(
                (f"{date.fromordinal(int(label.name)).year:04}", label.posts) for label in labels.of_kind(DAY)
            )
        case Facet.LANG:
            telling = BitMap()
            for label in labels.of_kind(SCRIPT):
                telling |= label.posts
                yield label.name, label.name, label.posts
            yield OTHER, OTHER, matching - telling
        case _:
            for label in labels.of_kind(AUTHOR if facet is Facet.AUTHOR else facet):
                yield label.shown, label.name, label.posts


def _united(named: Iterable[tuple[str, BitMap]]) -> Iterator[tuple[str, str, BitMap]]:
    """The posts of the labels that come to the same name."""
    groups: dict[str, list[BitMap]] = {}
    for name, posts in named:
        groups.setdefault(name, []).append(posts)
    for name, parts in groups.items():
        yield name, name, BitMap.union(*parts) if len(parts) > 1 else parts[0]
