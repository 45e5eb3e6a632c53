"""Formulas in running text, which are broken only if need be, and never justified."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from reader.typeset.breaking import Breaks

_LONGEST_UNBROKEN = 40
"""characters of a formula that is never broken; a longer one breaks at its spaces"""


def is_inside(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether an offset lies inside one of the ranges, which are in order, and not at its edge."""
    index = bisect_right(ranges, (place, -1)) - 1
    return index >= 0 and ranges[index][0] < place < ranges[index][1]


def keep_together(text: str, breaks: Breaks, formulas: Sequence[tuple[int, int]]) -> Breaks:
    """Return the break opportunities without those inside formulas."""
    normal = _outside(text, breaks.normal, formulas)
    loose = normal if breaks.loose is breaks.normal else _outside(text, breaks.loose, formulas)
    return Breaks(normal, loose, breaks.segments)


def _outside(text: str, places: array[int], formulas: Sequence[tuple[int, int]]) -> array[int]:
    kept = array("I")
    for place in places:
        index = bisect_right(formulas, (place, -1)) - 1
        start, end = formulas[index] if index >= 0 else (place, place)
        is_broken = start < place < end and (end - start <= _LONGEST_UNBROKEN or text[place - 1] != " ")
        if not is_broken:
            kept.append(place)
    return kept
