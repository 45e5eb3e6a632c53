"""The place in the list: kept when other posts are listed, held by a neighbour where its own post has left."""

from __future__ import annotations

from dataclasses import dataclass
from reader.frozen import replace

from reader.library import ResultSet
from reader.post import PostId
from reader.query import Query
from reader.query.nodes import Is


@dataclass(frozen=True, slots=True)
class Place:
    """A post that the list stays at."""

    post_id: PostId
    line: int
    """the line of the screen on which its row began"""
    results: ResultSet
    """those in which it was listed"""
    is_top: bool = False
    """whether the user never moved away from the first row: a narrower query is read from its own first row"""

    def is_sought_in(self, query: Query) -> bool:
        """Return whether its post is looked for in the results of a query."""
        return not self.is_top or all(clause in self.results.query.clauses for clause in query.clauses)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the cursor goes in other results."""

    index: int
    line: int
    side: int = 0
    """0 if the post of the place stands there; for a neighbour that holds it, 1 if that came after it, else -1"""


def _without_marks(query: Query) -> Query:
    return replace(query, clauses=tuple(clause for clause in query.clauses if not isinstance(clause, Is)))


def spot_in(results: ResultSet, place: Place) -> Spot | None:
    """Return where a place is in other results; None if it is not there.

    A neighbour holds it only where marks have taken its post out of the list: other words ask for another list,
    which is read from its top.
    """
    if not place.is_sought_in(results.query):
        return None
    index = results.index_of(place.post_id)
    if index is not None:
        return Spot(index, place.line)
    before = place.results
    here = before.index_of(place.post_id)
    if here is None or _without_marks(before.query) != _without_marks(results.query):
        return None
    found = before.nearest_in(results, here)
    return Spot(found[0], place.line, found[1]) if found is not None else None
