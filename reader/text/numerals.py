"""Replaces Chinese and English numerals by digits."""

from __future__ import annotations

import re

_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")}
_DIGITS.update({"零": 0, "两": 2, "廿": 20, "卅": 30})
_NUMERAL = re.compile("[〇零一二三四五六七八九两十百廿卅]+")
_WORD = re.compile(r"\b[a-z]+\b")
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"a": "1", "an": "1"}  # fmt: skip


def with_digits(folded: str) -> str:
    """Return a folded text with digits for Chinese numerals up to 999 and English ones up to twelve."""
    folded = _NUMERAL.sub(lambda numeral: _digits_of(numeral[0]), folded)
    return _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), folded)


def _digits_of(numeral: str) -> str:
    """Return the digits of a Chinese numeral up to 999, or of consecutive digits as in 二〇一九."""
    if not set(numeral) & set("十百廿卅"):
        return "".join(str(_DIGITS[character]) for character in numeral)
    total, digit = 0, None
    for character in numeral:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        elif _DIGITS[character] >= 20:
            total += _DIGITS[character]
        else:
            digit = _DIGITS[character]
    return str(total + (digit or 0))
