"""Steps of a caret through a text: by word, sentence and paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from reader.text.selecting import paragraph_at, words
from reader.text.sentences import SENTENCE_END

_MOST_CHARS = 20_000
"""characters of a paragraph in which words and sentences are looked for, before the caret and after it"""
_TEXT = re.compile(r"\S")


class Unit(StrEnum):
    """What a step goes along."""

    WORD = "word"
    """of Chinese and Japanese, what stands between signs"""
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def step(text: str, offset: int, unit: Unit, steps: int, *, to_ends: bool = False) -> int:
    """Return the offset of the first character of a unit, `steps` from the one at an offset, below 0 backwards.

    Backwards first to the beginning of the unit itself. With `to_ends`, forwards to the last character of the unit
    itself, then of the next ones. At the ends of the text, its first or last character.
    """
    for _ in range(abs(steps)):
        offset = (
            _backwards(text, offset, unit) if steps < 0 else _forwards(text, offset, unit, to_ends=to_ends)
        )
    return offset


def _forwards(text: str, offset: int, unit: Unit, *, to_ends: bool) -> int:
    start, end = paragraph_at(text, offset)
    while True:
        for first, last in _units(text, start, end, offset, unit):
            if to_ends and last - 1 > offset:
                return last - 1
            if not to_ends and first > offset:
                return first
        if end >= len(text):
            return max(len(text) - 1, 0) if to_ends or not text else min(offset, len(text) - 1)
        start, end = paragraph_at(text, end + 1)


def _backwards(text: str, offset: int, unit: Unit) -> int:
    start, end = paragraph_at(text, offset)
    while True:
        starts = [first for first, _ in _units(text, start, end, offset, unit) if first < offset]
        if starts:
            return starts[-1]
        if not start:
            return 0
        start, end = paragraph_at(text, start - 1)
        offset = max(offset, end)


def _units(text: str, start: int, end: int, offset: int, unit: Unit) -> Sequence[tuple[int, int]]:
    """Return start and end of the units of a paragraph, in a very long one of those around an offset."""
    start = max(start, min(offset, end) - _MOST_CHARS)
    end = min(end, max(offset, start) + _MOST_CHARS)
    if unit is Unit.WORD:
        return words(text, start, end)
    found = []
    stops = [match.end() for match in SENTENCE_END.finditer(text, start, end)]
    for stop in (*(stops if unit is Unit.SENTENCE else ()), end):
        first = _TEXT.search(text, start, stop)
        if first is not None:
            found.append((first.start(), first.start() + len(text[first.start() : stop].rstrip())))
        start = stop
    return found
