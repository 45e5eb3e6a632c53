"""Find where patterns stand in a text, for highlighting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from reader.errors import ExpressionTimeError
from reader.text.spelling import SearchText

MOST_HITS = 100_000


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
    """Return the (start, end) offsets of all patterns in the text, in order. Hits that overlap or touch are merged.

    Of a pattern the first 100,000 are found, which no book has; a letter stands in a text of megabytes a million times.
    """
    merged: list[tuple[int, int]] = []
    places = (place for pattern in patterns for place in islice(places_of(pattern, text), MOST_HITS))
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
