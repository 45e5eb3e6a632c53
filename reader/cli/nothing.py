"""What commands say of a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reader.language import ntr, tr
from reader.library.explanation import Change, Explanation
from reader.text.plural import counted


def sentences(explanation: Explanation) -> Iterator[str]:
    """Yield why no post matches, what may have been meant, and what would match without a part of the query."""
    ways = {change: [way for way in explanation.ways if way.change is change] for change in Change}
    yield " ".join(explanation.sentences) or tr("No post matches.")
    if meant := ways[Change.MEANT]:
        *others, last = (f"{way.shown} ({counted(way.posts, 'post')})" for way in meant)
        yield (
            tr("Did you mean {others} or {last}?", others=tr(", ").join(others), last=last)
            if others
            else tr("Did you mean {last}?", last=last)
        )
    for way in ways[Change.TURNED]:
        yield ntr(
            "The words stand in another order in {count} post: {query}.",
            "The words stand in another order in {count} posts: {query}.",
            way.posts,
            query=way.shown,
        )
    for way in ways[Change.APART]:
        yield ntr(
            "The words stand farther apart in {count} post: {query}.",
            "The words stand farther apart in {count} posts: {query}.",
            way.posts,
            query=way.shown,
        )
    for way in ways[Change.WITHOUT]:
        if way.query.clauses:
            yield ntr(
                "Without {part} {count} post would match.",
                "Without {part} {count} posts would match.",
                way.posts,
                part=way.shown,
            )
