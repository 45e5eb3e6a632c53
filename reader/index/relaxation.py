"""Finds the fewest clauses to leave out of a query so that its empty result becomes non-empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.answering import QueryContext
from reader.query.nodes import Node

_SETS_KEPT = 1000


class Relaxation(NamedTuple):
    """Clauses that empty a result."""

    clauses: tuple[Node, ...]
    """what is left out, in the order of the query"""
    posts: int
    """number of posts that match the other clauses"""


def relaxations(context: QueryContext, clauses: Sequence[Node], *, fold_copies: bool) -> list[Relaxation]:
    """Return the smallest sets of clauses without which posts match, that with the most posts first.

    The index must not be empty. If one clause is enough, these are all clauses that are; a set of none is returned if
    posts match already. The size of the sets is the smallest number of clauses that any post fails; the posts that
    fail so few are grouped by the clauses they fail. Beyond a thousand groups, only the largest are followed.
    """
    holding = [context.evaluator.posts(clause) for clause in clauses]
    failing = [context.snapshot.all]  # the index is the number of failed clauses
    for posts in holding:
        held = [some & posts for some in failing] + [BitMap()]
        failed = [BitMap(), *(some - posts for some in failing)]
        failing = [one | other for one, other in zip(held, failed, strict=True)]
    nearest = next(some for some in failing if some)
    sets: dict[tuple[int, ...], BitMap] = {(): nearest}
    for number, posts in enumerate(holding):
        parts: dict[tuple[int, ...], BitMap] = {}
        for failed_by, some in sets.items():
            held_by = some & posts
            if held_by:
                parts[failed_by] = held_by
            if len(held_by) < len(some):
                parts[*failed_by, number] = some - posts
        sets = parts
        if len(sets) > _SETS_KEPT:
            largest = sorted(sets, key=lambda one: -len(sets[one]))[:_SETS_KEPT]
            sets = {one: sets[one] for one in largest}
    found = [
        Relaxation(
            tuple(clauses[number] for number in failed_by),
            len(context.snapshot.folded(posts)) if fold_copies else len(posts),
        )
        for failed_by, posts in sets.items()
    ]
    return sorted(found, key=lambda each: -each.posts)
