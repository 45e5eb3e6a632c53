"""Where no line begins, whatever the classes say: inside clusters and quantities, before the marks of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.late import late

UNITS = "年月日时時分秒点點号號岁歲元角万萬亿億兆千百人名位個个家次種种倍度米尺克吨噸层層页頁届屆條条件票席天週周篇"
"""Chinese units that are not separated from the number before them"""
LONG_UNITS = (
    "公里|公斤|公尺|公分|公克|公頃|公顷|英里|英尺|英寸|海里|厘米|毫米|平方|立方|小時|小时|美元|歐元|欧元|港元|日圓|日元"
    "|英鎊|英镑|新台幣|人民[幣币]"
)
"""units of several characters, as a pattern"""

# No break between a number and its unit (CLREQ 3.1.6): Chinese units with or without a space, Latin ones after one.
_UNIT = late(
    rf"(?<=[0-9０-９]) ?(?=[{UNITS}％‰℃%°]"
    r"|(?:[kKmMgGTc]?(?:m|g|W|Hz|B|b|L|l)[²³]?|km/h|USD|RMB|am|pm|AM|PM)(?![A-Za-z]))"
)
_LONG_UNIT = late(rf"(?<=[0-9０-９])[万萬亿億千百]* ?({LONG_UNITS})")
_FLAGS = late("rr")
_ENDING = late("(?<=\\S)[’'](?:s|d|m|t|ll|re|ve)(?![A-Za-z])")
"""an English ending, also after a Chinese name"""
_BEGINNING = late(
    "’(?=[0-9]0s|n’)|(?<![A-Za-zÀ-ɏ‘])(?:[cdjlmnst]|qu)’(?=[“«\u3040-\u9fff\uac00-\ud7a3])", re.IGNORECASE
)
"""an apostrophe before what is left of a word, or an elided article before a quotation or a Chinese name"""
_INSIDE = late("(?<=[A-Za-z])‘(?=[A-Za-z])")
"""a glottal stop, as in Hawai‘i"""
_NOTE_MARK = late(
    r"(?<=[^\s([{（「『【〔《])"
    r"(?:[\[［〔](?:註|注|note )?[0-9]{1,4}(?:[,，、–-] ?[0-9]{1,4}){0,9}[\]］〕]|[①-⑳*†‡]+(?!\w))|(?<=\w)[①-⑳]"
)
"""a note mark in brackets, a circled number or stars after a word, which stay with it"""
_ENUMERATOR = late("(?<![^\\s\\W])[①-⑳](?=\\w)")
"""a circled number before an item of an enumeration"""
_SPACED_SIGN = late(r"(?<=[§¶№]) (?=[0-9])|(?<=[$€£¥₩₽]) (?=[0-9])|(?<=[0-9]) (?=[€£¥₩₽$](?![0-9]))")
_SIGN = late("[§¶№$€£¥₩₽]")


def unbreakable(text: str, plain: str, letters: str) -> Iterator[int]:
    """Yield the offsets at which no line begins, whatever the classes of the characters."""
    if "r" in letters:
        yield from (match.start() + 1 for match in _FLAGS.finditer(letters))
    if "M" in plain:
        yield from _joined(text, plain)
    if "N" in letters:
        yield from _inside_quantities(text)
    if "’" in text:
        for match in _ENDING.finditer(text):
            yield from (match.start(), match.start() + 1)
        yield from (match.end() for match in _BEGINNING.finditer(text))
    if "‘" in text:
        yield from (match.start() for match in _INSIDE.finditer(text))
    has_circled = "n" in plain
    if has_circled or "[" in text or "［" in text or "〔" in text or "*" in text or "†" in text:
        for match in _NOTE_MARK.finditer(text):
            yield from range(match.start(), match.end())
    if has_circled:
        yield from (match.end() for match in _ENUMERATOR.finditer(text))


def _inside_quantities(text: str) -> Iterator[int]:
    """Yield the offsets between a number and its unit or sign."""
    yield from (match.end() for match in _UNIT.finditer(text))
    for match in _LONG_UNIT.finditer(text):
        yield from range(match.start(1), match.end())
    if _SIGN.search(text):
        yield from (match.end() for match in _SPACED_SIGN.finditer(text))


def _joined(text: str, letters: str) -> list[int]:
    """Return the offsets inside grapheme clusters: before a combining mark, after a joiner."""
    inside = [index for index, letter in enumerate(letters) if letter == "M"]
    inside += [index + 1 for index, character in enumerate(text) if character == "\u200d"]
    return inside
