"""What commands say of a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reader.library.explanation import Change, Explanation
from reader.text.plural import counted


def sentences(explanation: Explanation) -> Iterator[str]:
    """Yield why no post matches, what may have been meant, and what would match without a part of the query."""
    ways = {change: [way for way in explanation.ways if way.change is change] for change in Change}
    yield " ".join(explanation.sentences) or "No post matches."
    if meant := ways[Change.MEANT]:
        *others, last = (f"{way.shown} ({counted(way.posts, 'post')})" for way in meant)
        yield f"Did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
    for way in ways[Change.APART]:
        yield f"The words stand farther apart in {counted(way.posts, 'post')}: {way.shown}."
    if without := [way for way in ways[Change.WITHOUT] if way.query.clauses]:
        counts = [f"without {way.shown} {counted(way.posts, 'post')} would match" for way in without]
        text = "; ".join(counts)
        yield f"{text[0].upper()}{text[1:]}."
