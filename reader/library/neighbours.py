"""What stands beside hits most often (collocations): runs of Chinese characters, or a word of another script."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LONGEST = 4
"""characters of a run; two or more"""
_WORD = rf"[^\W_{_HAN}]+(?:['’-][^\W_{_HAN}]+)*"
_LETTER = re.compile(rf"[^\W_{_HAN}]")
_BLANKS = re.compile(r"[^\S\n]*")
_RUN = re.compile(rf"[{_HAN}]{{2,{_LONGEST}}}")
_RUN_BEFORE = re.compile(rf"[{_HAN}]{{2,{_LONGEST}}}\Z")
_WORD_AFTER = re.compile(_WORD)
_WORD_BEFORE = re.compile(rf"{_WORD}\Z")
_REACH = 48
"""characters of the longest word that is counted; a longer one is cut"""
_SHARE = 0.8
"""of its count from which a longer run explains a shorter one within it"""
_MOST_RUNS = 200_000
"""runs that are counted on a side, about 40 MB; above that the rarest so far are dropped"""


class Side(StrEnum):
    """A side of a hit."""

    LEFT = "left"
    RIGHT = "right"


class Neighbour(NamedTuple):
    """A run of characters, or a word, directly beside hits; blanks between do not count."""

    side: Side
    form: str
    frequency: int = 0
    """the number of hits that it stands beside"""
    example: int = 0
    """the number of the first of these hits"""


def runs(form: str, start: int, end: int, side: Side) -> Sequence[str]:
    """Return the runs of two to four Chinese characters, or the word, beside a hit in its block.

    The rest of a word in which the hit lies is passed over.
    """
    if side is Side.RIGHT:
        if _LETTER.match(form, end) and _LETTER.match(form, end - 1):
            end = _end_of(_WORD_AFTER.match(form, end, end + _REACH), end)
        place = _end_of(_BLANKS.match(form, end), end)
        if word := _WORD_AFTER.match(form, place, place + _REACH):
            return (word[0],)
        run = _RUN.match(form, place)
        return [run[0][:length] for length in range(2, len(run[0]) + 1)] if run else ()
    if start and _LETTER.match(form, start) and _LETTER.match(form, start - 1):
        rest = _WORD_BEFORE.search(form, max(0, start - _REACH), start)
        start = rest.start() if rest else start
    while start and form[start - 1].isspace() and form[start - 1] != "\n":
        start -= 1
    if start and _LETTER.match(form, start - 1):
        word = _WORD_BEFORE.search(form, max(0, start - _REACH), start)
        return (word[0],) if word else ()
    run = _RUN_BEFORE.search(form, max(0, start - _LONGEST), start)
    return [run[0][-length:] for length in range(2, len(run[0]) + 1)] if run else ()


def _end_of(found: re.Match[str] | None, otherwise: int) -> int:
    return found.end() if found is not None else otherwise


def has_neighbour(form: str, start: int, end: int, neighbour: Neighbour) -> bool:
    """Return whether a hit has a neighbour."""
    return neighbour.form in runs(form, start, end, neighbour.side)


class NeighbourCounts:
    """Counts the neighbours of hits."""

    def __init__(self) -> None:
        self._counts: dict[Side, dict[str, int]] = {side: {} for side in Side}
        self._examples: dict[Side, dict[str, int]] = {side: {} for side in Side}
        """the number of the first hit that has a neighbour"""
        self._least = 0
        """the count up to which neighbours were dropped"""

    def add(self, hit: int, form: str, start: int, end: int) -> None:
        """Count the neighbours of a hit, which has a number."""
        for side, counts in self._counts.items():
            for run in runs(form, start, end, side):
                known = counts.get(run, 0)
                counts[run] = known + 1
                if not known:
                    self._examples[side][run] = hit
            if len(counts) > _MOST_RUNS:
                self._drop_rarest(side)

    def _drop_rarest(self, side: Side) -> None:
        self._least += 1
        kept = {run: count for run, count in self._counts[side].items() if count > self._least}
        self._counts[side] = kept
        self._examples[side] = {run: hit for run, hit in self._examples[side].items() if run in kept}

    def most(self, side: Side, number: int) -> list[Neighbour]:
        """Return up to `number` neighbours on a side that two or more hits have, the most common first.

        A run is left out where a longer one within which it stands beside the hits has four fifths of its count.
        """
        counts = self._counts[side]
        explained = set()
        for run, count in counts.items():
            for length in range(2, len(run) if _is_run(run) else 0):
                shorter = run[:length] if side is Side.RIGHT else run[-length:]
                if count >= _SHARE * counts.get(shorter, count + count):
                    explained.add(shorter)
        kept = [(-count, run) for run, count in counts.items() if count > 1 and run not in explained]
        return [
            Neighbour(side, run, -count, self._examples[side][run])
            for count, run in heapq.nsmallest(number, kept)
        ]


def _is_run(form: str) -> bool:
    """Return whether a neighbour is a run of Chinese characters, not a word."""
    return _LETTER.match(form) is None
