"""Find where patterns stand in a text, for highlighting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from reader.errors import ExpressionTimeError
from reader.text.spelling import SearchText


class Sought(Protocol):
    """What is looked for, as `reader.query.pattern.Pattern` is."""

    def places(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the text in which it stands, in order. May raise ExpressionTimeError."""


def places_of(sought: Sought, text: SearchText) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the text in which a pattern stands.

    Those of an expression end where it takes too long: the search, which reads the same text, says so.
    """
    try:
        yield from sought.places(text)
    except ExpressionTimeError:
        return


def hits(text: SearchText, patterns: Iterable[Sought]) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of all patterns in the text, in order. Hits that overlap or touch are merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(place for pattern in patterns for place in places_of(pattern, text)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
