"""Justification of Chinese lines: which gaps are widened by a cell.

A cell is half a character. That much white in the middle of a sentence reads as a space that the author wrote, so a
line is widened only where print has white too, at both sides of a word alike, and else stays up to three cells short,
which the eye does not see at the edge. Only what would be shorter without a long word to excuse it is widened
after punctuation as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from reader.typeset.unbreakable import LONG_UNITS, UNITS

_T = TypeVar("_T")

MOST_CELLS = 6
"""how many missing cells are filled; a line that misses more stays short"""
_SLACK = 3
"""cells by which a line may stay short"""

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u31c0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "「『（《〈【〔〖［｛"
_CLOSING = "，。、；：！？」』）》〉】〕〗］｝"
# Print has a quarter of an em between Chinese and Latin (CLREQ 3.2.2) and outside quotation marks and brackets
# (CLREQ 3.1.9), which are narrow in terminals. A date and a number with its unit stay close.
_INTO = re.compile(f"(?<=[{_HAN}])(?=[A-Za-z0-9$€£#@“‘(])(?<![年月](?=[0-9]))")
_OUT_OF = re.compile(f"(?<=[A-Za-z0-9%”’)])(?=[{_HAN}])(?<![0-9](?=[{UNITS}]|{LONG_UNITS}))")
# Wide quotation marks contain their own white space.
_INTO_NARROW = re.compile(_INTO.pattern.replace("“‘", ""))
_OUT_OF_NARROW = re.compile(_OUT_OF.pattern.replace("”’", ""))
_IS_WIDE = re.compile(f"[{_HAN}{_OPENING}{_CLOSING}]")
# At the outer sides of full-width punctuation its own blank hides a part of the gap.
_AT_MARKS = re.compile(
    f"(?<=[{_CLOSING}])(?![{_CLOSING}“”‘’…\\s]|$)|(?<=[^{_OPENING}{_CLOSING}“‘\\s])(?=[{_OPENING}])"
)


def gaps(line: str, missing: int, *, at_word: bool = False, are_quotes_wide: bool = False) -> list[int]:
    """Return the offsets in `line` at which a cell is inserted to come close to the measure, in order.

    Empty where `missing` cells cannot be made up without a hole: then the line is better left short, as it is
    where it ends `at_word`, before or after a Latin word that did not fit.
    """
    if not 0 < missing <= MOST_CELLS:
        return []
    pairs, singles = _at_words(line, are_quotes_wide=are_quotes_wide)
    chosen = [place for pair in _spread(pairs, missing // 2) for place in pair]
    chosen += _spread(singles, missing - len(chosen))
    surplus = missing - len(chosen) - _SLACK
    if surplus > 0 and not at_word:
        found = [match.start() for match in _AT_MARKS.finditer(line) if match.start()]
        chosen += _spread(found, surplus) if len(found) >= surplus else []
    return sorted(chosen)


def _at_words(line: str, *, are_quotes_wide: bool) -> tuple[list[tuple[int, int]], list[int]]:
    """Return both sides of each word between Chinese, and the inner side of a word at an end of the line."""
    pairs: list[tuple[int, int]] = []
    singles: list[int] = []
    opened = -1
    for place, is_into in _sides(line, are_quotes_wide=are_quotes_wide):
        if is_into:
            opened = place
        elif opened >= 0:
            pairs.append((opened, place))
            opened = -1
        elif not _IS_WIDE.search(line, 0, place):
            singles.append(place)
    if opened >= 0 and not _IS_WIDE.search(line, opened):
        singles.append(opened)
    return pairs, singles


def _sides(line: str, *, are_quotes_wide: bool) -> Iterator[tuple[int, bool]]:
    """Yield where a word begins after Chinese (True) or ends before it (False), in order."""
    into, out_of = (_INTO_NARROW, _OUT_OF_NARROW) if are_quotes_wide else (_INTO, _OUT_OF)
    sides = [(match.start(), True) for match in into.finditer(line)]
    sides += [(match.start(), False) for match in out_of.finditer(line)]
    return iter(sorted(sides))


def _spread(places: list[_T], count: int) -> list[_T]:
    """Return at most `count` of the places, evenly distributed."""
    count = min(count, len(places))
    return [places[(2 * number + 1) * len(places) // (2 * count)] for number in range(count)]
