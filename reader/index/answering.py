"""Answers queries: the matching posts in the order of a query, all of them, or those that are found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.answer import NO_ANSWER, Answer, LengthOrder, OrderedPosts
from reader.index.evaluate import Evaluator, Mark
from reader.index.snapshot import Snapshot
from reader.query.nodes import Flag, Order
from reader.query.query import Query

_FIRST = 64
"""posts of a first answer: as many as a tall screen shows"""


class QueryContext(NamedTuple):
    """What evaluates nodes at one moment."""

    evaluator: Evaluator
    snapshot: Snapshot


class GrowingAnswer(NamedTuple):
    """What a slow search has found so far."""

    answer: Answer
    """the first of its posts, if any"""
    read: int = 0
    """how many of the posts that tokens name were looked at"""
    candidates: int = 0


def answer(
    context: QueryContext,
    query: Query,
    marked: Callable[[Mark], BitMap],
    *,
    fold_copies: bool,
    by_length: Callable[[], LengthOrder],
) -> Answer:
    """Return the posts that match a query, in its order; see `Index.answer`. `by_length` returns all posts by length."""
    evaluator, snapshot = context
    matching = evaluator.posts(query.node)
    posts = snapshot.folded(matching) if fold_copies else matching
    if query.order is Order.RELEVANCE:
        from reader.index.ranking import Ranking

        parts = Ranking(evaluator, snapshot, query.node).parts(posts)
        return Answer(posts, matching, parts, snapshot.generation)
    if query.order is Order.LENGTH:
        longest = OrderedPosts(by_length(), posts)
        return Answer(posts, matching, [longest], snapshot.generation)
    if query.order is Order.UNREAD:
        read = marked(Flag.READ)
        parts = [OrderedPosts(snapshot, posts - read), OrderedPosts(snapshot, posts & read)]
        return Answer(posts, matching, parts, snapshot.generation)
    return Answer.by_time(snapshot, posts, matching, is_oldest_first=query.order is Order.OLDEST)


def growing(context: QueryContext, query: Query, *, fold_copies: bool) -> Iterator[GrowingAnswer]:
    """Yield what is found so far while finding all is slow; see `Index.growing_answer`."""
    evaluator, snapshot = context
    is_oldest_first = query.order is Order.OLDEST
    if not query.order.is_by_time and not evaluator.must_read(query.node):
        # Which posts are first is known when all are found, and tokens find all at once.
        return
    # In orders that are not of time, which posts are first is known when all are found, or those by tokens.
    first = None if query.order.is_by_time else NO_ANSWER
    if query.order is Order.RELEVANCE:
        first = _first_by_relevance(evaluator, snapshot, query, fold_copies=fold_copies) or NO_ANSWER
        if first:
            yield GrowingAnswer(first)
    for growth in evaluator.growing(query.node, _FIRST, is_oldest_first=is_oldest_first):
        posts = snapshot.folded(growth.posts) if fold_copies else growth.posts
        found = Answer.by_time(
            snapshot,
            posts,
            growth.posts,
            is_oldest_first=is_oldest_first,
            are_newest=growth.are_newest,
        )
        yield GrowingAnswer(found if first is None else first, growth.read, growth.candidates)


def _first_by_relevance(
    evaluator: Evaluator, snapshot: Snapshot, query: Query, *, fold_copies: bool
) -> Answer | None:
    """Return the most relevant posts of those that tokens name, where the texts of many must be read to be sure."""
    if not evaluator.must_read(query.node):
        return None
    candidates = evaluator.candidates(query.node)
    if fold_copies:
        candidates = snapshot.folded(candidates)
    from reader.index.ranking import Ranking

    ranking = Ranking(evaluator, snapshot, query.node)
    first = ranking.first(candidates, _FIRST, lambda best: evaluator.posts(query.node, best))
    if not first:
        return None
    return Answer(first.posts, first.posts, [first], snapshot.generation)
