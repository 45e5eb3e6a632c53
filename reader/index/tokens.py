"""Tokens of the inverted index: single characters, bigrams of letters, and trigrams of Latin letters.

One character, two adjacent letters, or three Latin letters are found from tokens alone. For longer words the
tokens select candidates, whose texts are then searched.

A token is 32 bits, made of two UTF-16 code units: `first << 16 | second`. A single character has no first
unit; a bigram has two letters or surrogates; a Latin trigram moves its first letter to the private use area
and packs the other two into the second unit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from reader.text.late import late

UNITS = f"utf-16-{sys.byteorder[0]}e"
"""encoding in which texts are tokenised, two bytes per unit"""
LATIN = "0123456789abcdefghijklmnopqrstuvwxyz"
THREE = 0xE000
"""offset that moves the first letter of a trigram to the private use area"""

_LETTERS = late(r"[^\W_]+")
_PAIR = late(r"[^\W_]{2}")
_PAIRING = late(r"[^\W_]|[\ud800-\udfff]")
_THREES = late(f"[{LATIN}]{{3,}}")
_MOST = 24
"""tokens looked up for a long word: more take time and do not narrow the candidates"""


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, with one space for every other sequence of characters."""
    return " ".join(_LETTERS.findall(text))


def letters_among(units: Iterable[int]) -> set[int]:
    """Return those of the code units that form bigrams."""
    return set(map(ord, _PAIRING.findall("".join(map(chr, units)))))


def tokens_of(text: str) -> set[int]:
    """Return the tokens of the form of a text."""
    data = memoryview(text.encode(UNITS, "surrogatepass"))
    end = len(data) // 4 * 4
    units = set(data.cast("H"))
    # Bigrams at even offsets, then at odd offsets.
    pairs = set(data[:end].cast("I"))
    pairs.update(data[2 : 2 + (len(data) - 2) // 4 * 4].cast("I") if end else ())
    if sys.byteorder == "little":
        pairs = {(pair & 0xFFFF) << 16 | pair >> 16 for pair in pairs}
    letters = letters_among(units)
    units.update(pair for pair in pairs if pair >> 16 in letters and pair & 0xFFFF in letters)
    for word in set(_THREES.findall(text)):
        units.update(map(_three, word, word[1:], word[2:]))
    return units


def _three(first: str, second: str, third: str) -> int:
    return (ord(first) + THREE) << 16 | ord(second) << 8 | ord(third)


def query_tokens(words: str) -> tuple[list[int], bool]:
    """Return the tokens of any text whose form contains these words, in their form, and whether they imply the words."""
    if _is_token(words):
        return [_token(words)], True
    units = memoryview(words.encode(UNITS, "surrogatepass")).cast("H").tolist()
    letters = letters_among(units)
    # Back to text of single units, so that surrogates stand apart.
    text = "".join(map(chr, units))
    found: dict[int, None] = {}
    for start in range(len(units) - 1):
        if units[start] in letters and units[start + 1] in letters:
            three = text[start : start + 3]
            found[_token(three if _THREES.fullmatch(three) else three[:2])] = None
    tokens = list(found or dict.fromkeys(units))
    return tokens[:: len(tokens) // _MOST + 1], False


def _is_token(words: str) -> bool:
    if len(words) == 1:
        return words < "\ud800" or "\udfff" < words < "\U00010000"
    if len(words) == 2:
        return _PAIR.fullmatch(words) is not None and max(words) < "\U00010000"
    return len(words) == 3 and _THREES.fullmatch(words) is not None


def _token(units: str) -> int:
    if len(units) == 3:
        return _three(*units)
    return int.from_bytes(b"".join(ord(unit).to_bytes(2, "big") for unit in units), "big")
