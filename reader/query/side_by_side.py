"""Words that are one text though blanks part them: 2020 年 is 2020年, and 用 Python 寫 is 用Python寫.

A field of texts before the first of them is one of all: title:2020 年 is title:2020年.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.frozen import replace
from reader.query.nodes import Match
from reader.query.signs import BLANKS, CHINESE
from reader.query.token import Token
from reader.text.late import late
from reader.text.script import fold, is_han

_NUMBER, _UNIT, _CHINESE, _LATIN = "number", "unit", "Chinese", "Latin"
_UNITS = frozenset(
    [
        "年初",
        "年中",
        "年底",
        "年末",
        "年代",
        "年度",
        "月份",
        "月初",
        "月中",
        "月底",
        "月末",
        "个月",
        "万元",
        "万人",
        "亿元",
        "亿人",
    ]
)
"""longer words that count something, in their folds"""
_KINDS = late(
    rf"(?P<{_NUMBER}>\d+(?:[.,:/]\d+)*%?)|(?P<{_CHINESE}>[{CHINESE}])"
    rf"|(?P<{_LATIN}>(?:(?![{CHINESE}])\w|['’.+#&-])*(?![{CHINESE}])[^\W\d_](?:(?![{CHINESE}])\w|['’.+#&-])*)"
)
"""a number, a single Chinese character, or a word of other letters"""
_GAP = late(f"[{BLANKS}]+")
_OPERATORS = frozenset(("near", "then", "sent", "para"))
"""words that may be meant to be operators"""
_FIELDS = frozenset(("title", "text", "caption", "note"))
"""fields whose value is a text as people write it, and no name"""


def is_bare(query: str, token: Token) -> bool:
    """Return whether the token is a word that stands in the query as it is, without signs and quotation marks."""
    return token.text != "" and query.startswith(token.text, token.position) and not token.field


def united(query: str, words: Sequence[Token]) -> list[Token]:
    """Return the tokens, of which those are made one that stand side by side in Chinese text.

    These are a number and the single Chinese characters beside it, or what is counted (年底, 萬元), and a Latin word
    with single Chinese characters on both sides.
    """
    if len(words) < 2:
        return list(words)
    kinds = [_kind(query, token) for token in words]
    joins = [
        bool(before and after and not b.field)
        and _GAP.fullmatch(query, _start(a) + len(a.text), b.position) is not None
        for (a, b), (before, after) in zip(pairwise(words), pairwise(kinds), strict=True)
    ]
    found: list[Token] = []
    for number, token in enumerate(words):
        is_begun = bool(number) and words[number - 1].field != ""
        if number and joins[number - 1] and _are_one(kinds, joins, number, is_begun=is_begun):
            before = found[-1]
            found[-1] = replace(before, text=before.text + token.text, is_united=True)
        else:
            found.append(token)
    return found


def _are_one(kinds: Sequence[str], joins: Sequence[bool], number: int, *, is_begun: bool) -> bool:
    """Return whether a word and the one before it, with a blank between them, are one text.

    A character that a field begins with goes on where Chinese follows the number: `title:第 3 次`, not `title:王 2020`.
    """
    before, after = kinds[number - 1 : number + 1]
    if is_begun and before == _CHINESE:
        return number < len(joins) and joins[number] and kinds[number + 1] in (_CHINESE, _UNIT)
    if _NUMBER in (before, after):
        return (before, after) == (_NUMBER, _UNIT) or _CHINESE in (before, after)
    if (before, after) == (_LATIN, _CHINESE):
        return number > 1 and joins[number - 2] and kinds[number - 2] == _CHINESE
    if (before, after) == (_CHINESE, _LATIN):
        return number < len(joins) and joins[number] and kinds[number + 1] == _CHINESE
    return False


def _start(token: Token) -> int:
    """Return where the text of a word, or the value of a field, begins if it has no quotation mark."""
    return token.value_position if token.field else token.position


def _kind(query: str, token: Token) -> str:
    """Return what kind of word a token is; empty for what is never part of a longer one."""
    if token.field:
        is_plain = (
            token.field in _FIELDS
            and token.match is Match.ALIKE
            and query.startswith(token.text, _start(token))
        )
    else:
        is_plain = token.is_word and is_bare(query, token)
    if not is_plain or not token.text or token.text.lower() in _OPERATORS:
        return ""
    word = fold(token.text)
    if word in _UNITS:
        return _UNIT
    if len(word) > 1 and is_han(word):
        return ""
    found = _KINDS.fullmatch(word)
    return str(found.lastgroup) if found else ""
