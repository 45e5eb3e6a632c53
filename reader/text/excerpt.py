"""Excerpts: the line of a text in which the most words of a query stand together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from reader.text.highlight import Sought, hits, places_of
from reader.text.safe import clean_line
from reader.text.spelling import SearchText

_NEAR = 80
"""characters within which words count as standing together"""
_BEFORE, _AFTER = 80, 240
"""characters of the line that are kept before and after the first word"""
_PLACES = 1000
"""occurrences of each word that are examined: a common word has its best one early enough"""


class Excerpt(NamedTuple):
    """A piece of one line."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()
    """the (start, end) ranges of the words in it, in order"""


def excerpt(text: str, patterns: Sequence[Sought]) -> Excerpt:
    """Return the first piece of the text in which the most patterns stand together; without any, its first line.

    Control characters are removed.
    """
    place = densest(SearchText(text), patterns)
    if place is None:
        line = next((line for line in text.splitlines() if line.strip()), "")
        return Excerpt(clean_line(line[: _BEFORE + _AFTER]).strip())
    start = max(text.rfind("\n", 0, place) + 1, place - _BEFORE)
    end = text.find("\n", place)
    end = min(len(text) if end < 0 else end, place + _AFTER)
    line = clean_line(text[start:end]).strip()
    return Excerpt(line, tuple(hits(SearchText(line), patterns)))


def densest(text: SearchText, patterns: Sequence[Sought]) -> int | None:
    """Return the offset at which the most different patterns first stand together; None if none stands in the text."""
    places = sorted(
        (start, number)
        for number, pattern in enumerate(patterns)
        for start, _ in islice(places_of(pattern, text), _PLACES)
    )
    best, most, first = None, 0, 0
    inside = [0] * len(patterns)
    for place, number in places:
        inside[number] += 1
        while place - places[first][0] > _NEAR:
            inside[places[first][1]] -= 1
            first += 1
        count = len(patterns) - inside.count(0)
        if count > most:
            best, most = places[first][0], count
    return best
