"""The tokens that the index keeps of a text: single characters, pairs of letters, and threes of Latin letters.

A post is found by one character, by two letters that stand side by side, and by three Latin letters, from the
set of its tokens alone. For longer words the tokens name candidates, whose text decides.

A token is a number of 32 bits, of two code units of UTF-16: `first << 16 | second`. A single character has no first
one; a pair has two letters, or halves of a character beyond the basic plane; of three Latin letters, the first is
moved to where no letter stands, and the others share the second unit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

UNITS = f"utf-16-{sys.byteorder[0]}e"
"""the encoding in which texts are looked at, two bytes a unit"""
LATIN = "0123456789abcdefghijklmnopqrstuvwxyz"
THREE = 0xE000
"""what moves the first of three Latin letters, to the area for private use"""

_LETTERS = re.compile(r"[^\W_]+")
_PAIR = re.compile(r"[^\W_]{2}")
_PAIRING = re.compile(r"[^\W_]|[\ud800-\udfff]")
_THREES = re.compile(f"[{LATIN}]{{3,}}")
_MOST = 24
"""tokens of a long word that are asked for: more find no fewer candidates and take time"""


def letters_of(text: str) -> str:
    """The letters and digits of a text, with one space in place of whatever else parts them."""
    return " ".join(_LETTERS.findall(text))


def letters_among(units: Iterable[int]) -> set[int]:
    """Those of the code units that make pairs."""
    return set(map(ord, _PAIRING.findall("".join(map(chr, units)))))


def tokens_of(text: str) -> set[int]:
    """The tokens of a folded text."""
    data = memoryview(text.encode(UNITS, "surrogatepass"))
    end = len(data) // 4 * 4
    units = set(data.cast("H"))
    # Every second pair from the first unit on, and from the second on.
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


def wanted(words: str) -> tuple[list[int], bool]:
    """The tokens of every text that holds the folded words, and whether each text with these tokens does."""
    if _is_token(words):
        return [_token(words)], True
    units = memoryview(words.encode(UNITS, "surrogatepass")).cast("H").tolist()
    letters = letters_among(units)
    # As text again, so that the halves of a character stand apart.
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
