"""What stands beside hits most often (collocations): runs of Chinese characters, or a word of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LONGEST = 4
"""characters of a run; two or more"""
_WORD = rf"[^\W_{_HAN}]+(?:['’-][^\W_{_HAN}]+)*"
_AFTER = re.compile(rf"[^\S\n]*(?:([{_HAN}]{{2,{_LONGEST}}})|({_WORD}))")
_BEFORE = re.compile(rf"(?:([{_HAN}]{{2,{_LONGEST}}})|({_WORD}))[^\S\n]*\Z")
_LETTER = re.compile(rf"[^\W_{_HAN}]")
_REST_AFTER = re.compile(_WORD)
_REST_BEFORE = re.compile(rf"{_WORD}\Z")
_REACH = 48
"""characters beside a hit that are looked at: the longest words are shorter"""
_SHARE = 0.8
"""of its count from which a longer run explains a shorter one within it"""
_MOST_RUNS = 200_000
"""runs that are counted on a side, about 40 MB; above that those seen once so far are dropped"""


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


def runs(form: str, start: int, end: int, side: Side) -> Iterator[str]:
    """Yield the runs of two to four Chinese characters, or the word, beside a hit in its block.

    The rest of a word in which the hit lies is passed over.
    """
    if side is Side.RIGHT:
        piece = form[end : end + _REACH]
        if piece and _LETTER.match(piece) and _LETTER.match(form[end - 1]):
            piece = piece[_length(_REST_AFTER.match(piece)) :]
        found = _AFTER.match(piece)
        if found is None:
            return
        if found[2]:
            yield found[2]
        else:
            yield from (found[1][:length] for length in range(2, len(found[1]) + 1))
        return
    piece = form[max(0, start - _REACH) : start]
    if piece and _LETTER.match(piece[-1]) and _LETTER.match(form[start]):
        piece = piece[: len(piece) - _length(_REST_BEFORE.search(piece))]
    found = _BEFORE.search(piece)
    if found is None:
        return
    if found[2]:
        yield found[2]
    else:
        yield from (found[1][-length:] for length in range(2, len(found[1]) + 1))


def _length(found: re.Match[str] | None) -> int:
    return len(found[0]) if found is not None else 0


def has_neighbour(form: str, start: int, end: int, neighbour: Neighbour) -> bool:
    """Return whether a hit has a neighbour."""
    return neighbour.form in runs(form, start, end, neighbour.side)


class NeighbourCounts:
    """Counts the neighbours of hits."""

    def __init__(self) -> None:
        self._counts: dict[Side, dict[str, Neighbour]] = {side: {} for side in Side}

    def add(self, hit: int, form: str, start: int, end: int) -> None:
        """Count the neighbours of a hit, which has a number."""
        for side, counts in self._counts.items():
            for run in runs(form, start, end, side):
                known = counts.get(run)
                counts[run] = (
                    Neighbour(side, run, 1, hit)
                    if known is None
                    else known._replace(frequency=known.frequency + 1)
                )
            if len(counts) > _MOST_RUNS:
                self._counts[side] = {run: each for run, each in counts.items() if each.frequency > 1}

    def most(self, side: Side, number: int) -> list[Neighbour]:
        """Return up to `number` neighbours on a side that two or more hits have, the commonest first.

        A run is left out where a longer one within which it stands beside the hits has four fifths of its count.
        """
        counts = self._counts[side]
        explained = set()
        for run, each in counts.items():
            for length in range(2, len(run) if _is_run(run) else 0):
                shorter = run[:length] if side is Side.RIGHT else run[-length:]
                if shorter in counts and each.frequency >= _SHARE * counts[shorter].frequency:
                    explained.add(shorter)
        kept = [each for run, each in counts.items() if each.frequency > 1 and run not in explained]
        return sorted(kept, key=lambda each: (-each.frequency, each.form))[:number]


def _is_run(form: str) -> bool:
    """Return whether a neighbour is a run of Chinese characters, not a word."""
    return _LETTER.match(form) is None
