"""The values of each facet of the index with their posts, computed once for all queries over the same snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.labels import AUTHOR, DAY, HOST, LANGUAGE, Labels
from reader.index.snapshot import Snapshot
from reader.query.facets import POST_FACETS, Facet
from reader.query.nodes import OTHER
from reader.query.sites import site_name


class FacetValues(NamedTuple):
    """The values of one facet as parallel lists, sorted by name."""

    names: list[str]
    """for display: the commonest spellings"""
    keys: list[str]
    """the forms of the names"""
    posts: list[BitMap]
    """posts with each value; not to be changed"""


NO_VALUES = FacetValues([], [], [])


class Values:
    """The values of all facets in a snapshot but of the labels, which are the user's. Thread-safe."""

    def __init__(self, labels: Labels, snapshot: Snapshot, before: Values | None = None) -> None:
        """Reuse from `before` what does not depend on single posts."""
        self._labels = labels
        self._snapshot = snapshot
        self._values: dict[Facet, FacetValues] = {}
        self._repeated: dict[Facet, dict[str, BitMap]] | None = None
        # A changed post gets a new number, so equal duplicate groups have equal values.
        if before is not None and snapshot.has_same_duplicates(before._snapshot):
            self._repeated = before._repeated

    def are_of(self, labels: Labels, snapshot: Snapshot) -> bool:
        """Return whether the values were made from these labels and that snapshot."""
        return self._labels is labels and self._snapshot is snapshot

    def of(self, facet: Facet) -> FacetValues:
        """Return the values of the facet."""
        values = self._values.get(facet)
        if values is None:
            found = sorted(self._found(facet), key=lambda value: value[:2])
            names, keys, posts = zip(*found, strict=True) if found else ((), (), ())
            values = self._values[facet] = FacetValues(list(names), list(keys), list(posts))
        return values

    def repeated(self, facet: Facet) -> dict[str, BitMap]:
        """Return, by the form of the name, the posts with the value that have a newer copy with the same value."""
        if self._repeated is None:
            self._repeated = self._repetitions()
        return self._repeated[facet]

    def _repetitions(self) -> dict[Facet, dict[str, BitMap]]:
        newer: dict[int, int] = {}
        large: list[list[int]] = []
        for group in self._snapshot.duplicate_groups():
            if len(group) == 2:
                newer[group[1]] = group[0]
            else:
                large.append(group)
        group_of = {number: position for position, group in enumerate(large) for number in group}
        older_of_two, in_large = BitMap(list(newer)), BitMap(list(group_of))
        found: dict[Facet, dict[str, BitMap]] = {}
        for facet in set(POST_FACETS) - {Facet.LABEL}:
            found[facet] = {}
            values = self.of(facet)
            for key, posts in zip(values.keys, values.posts, strict=True):
                older = list(posts & older_of_two)
                repeating = list(compress(older, map(posts.__contains__, map(newer.__getitem__, older))))
                for position in set(map(group_of.__getitem__, posts & in_large)):
                    repeating += [number for number in large[position] if number in posts][1:]
                if repeating:
                    found[facet][key] = BitMap(repeating)
        return found

    def _found(self, facet: Facet) -> Iterator[tuple[str, str, BitMap]]:
        """Yield name, form of the name and posts of each value."""
        labels = self._labels
        match facet:
            case Facet.SITE:
                yield from _merged_by_name(
                    (site_name(label.name), label.posts) for label in labels.of_kind(HOST)
                )
            case Facet.YEAR:
                days = ((date.fromordinal(int(label.name)), label.posts) for label in labels.of_kind(DAY))
                yield from _merged_by_name((f"{day.year:04}", posts) for day, posts in days)
            case Facet.LANG:
                rest = BitMap(self._snapshot.all)
                for label in labels.of_kind(LANGUAGE):
                    posts = label.unpacked()
                    rest -= posts
                    yield label.name, label.name, posts
                yield OTHER, OTHER, rest
            case _:
                for label in labels.of_kind(AUTHOR if facet is Facet.AUTHOR else facet):
                    yield label.shown, label.name, label.unpacked()


def _merged_by_name(named: Iterable[tuple[str, BitMap]]) -> Iterator[tuple[str, str, BitMap]]:
    """Merge the posts of labels that share a name."""
    groups: dict[str, list[BitMap]] = {}
    for name, posts in named:
        groups.setdefault(name, []).append(posts)
    for name, parts in groups.items():
        yield name, name, BitMap.union(*parts) if len(parts) > 1 else parts[0]
