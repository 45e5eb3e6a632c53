"""Which part of a query empties its result: the fewest clauses without which it finds something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.index import QueryContext
from reader.query.nodes import Node

_SETS_KEPT = 1000


class Relaxation(NamedTuple):
    """What empties a result."""

    clauses: tuple[Node, ...]
    """the fewest clauses that must go, in the order of the query"""
    posts: int
    """how many posts the others find"""


def relaxation(asked: QueryContext, clauses: Sequence[Node], *, fold_copies: bool) -> Relaxation:
    """The fewest of the clauses without which the others find posts; among as few, those that hide the most.

    No post may match all of them, and there is a post at all. Each post fails some clauses; the fewest that any
    post fails is the size of the answer, and the posts that fail so few are sorted by which ones these are.
    Where that makes more than a thousand sets, only the largest are followed up.
    """
    holding = [asked.evaluator.posts(clause) for clause in clauses]
    failing = [asked.snapshot.all]  # by how many clauses fail
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
    counted = {
        failed_by: len(asked.snapshot.folded(posts)) if fold_copies else len(posts)
        for failed_by, posts in sets.items()
    }
    best = max(counted, key=lambda one: counted[one])
    return Relaxation(tuple(clauses[number] for number in best), counted[best])
