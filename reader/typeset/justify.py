"""The even right edge of Chinese lines: which gaps of a line are widened by a cell."""

from __future__ import annotations

import re

from reader.typeset.breaking import UNITS

MOST_CELLS = 6
"""how many missing cells are made up; a line that misses more stays short rather than falling apart"""

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u31c0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "「『（《〈【〔〖［｛"
_CLOSING = "，。、；：！？」』）》〉】〕〗］｝"
# First where print has a quarter of an em anyway (CLREQ 3.2.2, 3.1.9): between Chinese and Latin, outside narrow
# quotation marks, dashes and brackets, and at a space that stands there.
# A date and a number with its unit stay close.
_NEAR = re.compile(
    f"(?<=[{_HAN}])(?=[A-Za-z0-9$€£#@“‘(—…])(?<![年月](?=[0-9]))"
    f"|(?<=[A-Za-z0-9%”’)—…])(?=[{_HAN}])(?<![0-9](?=[{UNITS}]))"
    f"|(?<=[{_HAN}{_CLOSING}])(?= [^ ])|(?<=[^ ] )(?=[{_HAN}{_OPENING}])(?<![0-9] (?=[{UNITS}]))"
)
# Then at the outer sides of full-width punctuation, whose own blank hides a part of the gap.
_FAR = re.compile(
    f"(?<=[{_CLOSING}])(?![{_CLOSING}“”‘’…\\s]|$)|(?<=[^{_OPENING}{_CLOSING}“‘\\s])(?=[{_OPENING}])"
)


def gaps(line: str, missing: int) -> list[int]:
    """The offsets in `line` at which a cell is put in so that it reaches its measure, in order.

    Empty where `missing` cells can not be made up without a hole: then the line is better left short.
    """
    if not 0 < missing <= MOST_CELLS:
        return []
    chosen: list[int] = []
    for kind in (_NEAR, _FAR):
        taken = set(chosen)
        found = [
            match.start() for match in kind.finditer(line) if match.start() and match.start() not in taken
        ]
        chosen += _spread(found, min(len(found), missing - len(chosen)))
        if len(chosen) == missing:
            return sorted(chosen)
    return []


def _spread(places: list[int], count: int) -> list[int]:
    """`count` of the places, spread evenly over the line."""
    return [places[(2 * number + 1) * len(places) // (2 * count)] for number in range(count)]
