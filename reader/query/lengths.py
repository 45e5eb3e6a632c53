"""Parses and writes values of `length:`: >5000, <=500, 1000..3000, 3千, 1.5k."""

from __future__ import annotations

import re
import unicodedata

from reader.language import later, tr
from reader.query.nodes import Length
from reader.text.late import late
from reader.text.script import fold

_UNITS = {"": 1, "k": 1000, "千": 1000, "万": 10_000}
_NUMBER = r"(\d{1,12}(?:,\d{3})*(?:\.\d{1,3})?) ?(k|千|万)?[字个]?"
_ONE = late(rf"(>=|=>|<=|=<|[<>=≥≤])? ?{_NUMBER}([+]|以上|以下|以内)?", re.ASCII)
_RANGE = late(rf"(?:{_NUMBER})? ?(?:\.\.+|。。+|…+|[~–—至到-]) ?(?:{_NUMBER})?", re.ASCII)
_SIGNS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<=", "+": ">=", "以上": ">=", "以下": "<=", "以内": "<="}
_MOST = 1_000_000_000
_NOT_A_LENGTH = later(
    "length: takes >5000, <500 or 1000..3000, in characters of Chinese and words of other languages."
)


class LengthReadingError(ValueError):
    """A length cannot be parsed; the text is a sentence for the user."""


def read_length(text: str) -> Length:
    """Return the lengths that the text names. Raise LengthReadingError."""
    # One step after the other: NFKC also makes full-width signs, and … three dots.
    folded = fold(unicodedata.normalize("NFKC", text.strip()))
    if found := _ONE.fullmatch(folded):
        sign, digits, unit, after = found.groups()
        if sign and after:
            raise LengthReadingError(_NOT_A_LENGTH)
        return _compared(_SIGNS.get(sign or after or "", sign or ""), _number(digits, unit))
    found = _RANGE.fullmatch(folded)
    if found is None or not (found[1] or found[3]):
        raise LengthReadingError(_NOT_A_LENGTH)
    least = _number(found[1], found[2]) if found[1] else None
    most = _number(found[3], found[4]) if found[3] else None
    if least is not None and most is not None and least > most:
        least, most = most, least
    return Length(least, most)


def _compared(sign: str, number: int) -> Length:
    match sign:
        case ">":
            return Length(number + 1, None)
        case ">=":
            return Length(number, None)
        case "<":
            return Length(None, number - 1)
        case "<=":
            return Length(None, number)
        case _:
            return Length(number, number)


def _number(digits: str, unit: str | None) -> int:
    number = round(float(digits.replace(",", "")) * _UNITS[unit or ""])
    if number > _MOST:
        raise LengthReadingError(tr("No text is as long as that."))
    return number


def length_text(least: int | None, most: int | None) -> str:
    """Return the value that `read_length` reads so, as a person would write it."""
    if least is not None and most is not None:
        return str(least) if least == most else f"{least}..{most}"
    if most is not None:
        return f"<{most + 1}" if most % 10 == 9 else f"<={most}"
    assert least is not None
    return f">{least - 1}" if least % 10 == 1 else f">={least}"
