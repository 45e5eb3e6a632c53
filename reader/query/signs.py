"""The signs of the query language: each in its ASCII form and as Chinese input methods write it."""

from __future__ import annotations

from reader.text.late import late

QUOTES = '"“”„‟＂'
"""any of these closes a phrase opened by any other, as input methods mix them up"""
CORNERS = {"「": "」", "『": "』"}
OPENING = frozenset((*QUOTES, *CORNERS))
PARENTHESES = "(（"
SIGNS = "()（）|｜" + QUOTES + "".join(CORNERS) + "".join(CORNERS.values())
"""characters that end a word without a space"""
STOPS = "，、；。！"
"""marks of Chinese sentences, which part words"""
COMMAS = ",;"
"""signs that part words before a blank and beside Chinese, and stand within `1,000` and addresses"""
MINUS = "-－"
EQUALS = "=＝"
COLONS = ":："
SLASHES = "/／"
TILDES = "~～"
STARS = "*＊"
QUESTIONS = "?？"
CHINESE = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""the inside of a character class: Han and kana"""

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
BLANKS = rf"\s\x00-\x1f\x7f{_INVISIBLE}"
"""the inside of a character class: what stands between words, and has no sign of its own"""
_BLANK = late(f"[{BLANKS}]*")


def is_blank(text: str) -> bool:
    """Return whether nothing of the text is visible."""
    return _BLANK.fullmatch(text) is not None
