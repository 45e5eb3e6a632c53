"""Classes of letters by how words are written with them, as parts of regular expressions."""

from __future__ import annotations

import re
from functools import cache

CHINESE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Han and kana, each of which counts as much as a word"""
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u109f"
"""signs within words of Latin, Hebrew, Arabic and Indic letters, which `\\w` leaves out"""
_ATTACHING = "\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
"""letters of Southeast Asia, which write words without blanks, and of Korean, which hangs particles on them"""
WORD = rf"(?:[^\W_{CHINESE}]|[{_SIGNS}])"
"""a letter or digit of a word that is written as a whole"""


@cache
def _alone() -> re.Pattern[str]:
    # Compiled late: that takes milliseconds.
    return re.compile(rf"[^\W_{CHINESE}{_ATTACHING}]")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a range of a text neither begins nor ends within a word of Latin letters or digits.

    The same holds of other letters that blanks part into words, such as Greek and Cyrillic.
    """
    return not (
        start < end
        and (_is_joined(text[max(0, start - 1) : start + 1]) or _is_joined(text[end - 1 : end + 1]))
    )


def _is_joined(pair: str) -> bool:
    return len(pair) == 2 and all(map(_alone().match, pair))
