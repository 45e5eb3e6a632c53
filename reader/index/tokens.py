"""The tokens that the index keeps of a text: single characters, pairs of letters, and threes of Latin letters.

A post is found by one character, by two letters that stand side by side, and by three Latin letters, from the
set of its tokens alone. For longer words the tokens name candidates, whose text decides.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache

TITLE = "\x01"
"""stands before a token of the title; no text holds it"""

_LETTERS = re.compile(r"[^\W_]+")
_PAIR = re.compile(r"[^\W_]{2,}")
_LATIN = re.compile(r"[a-z0-9]{3,}")
_LATIN_OR_SPACE = bytes(code if _LATIN.match(chr(code) * 3) else 0x20 for code in range(0x100))
_UNFIT = re.compile("[\0- \x7f\ud800-\udfff]")
"""what a token can not hold: what parts tokens, controls, and halves of pairs, which SQLite does not take"""
_CODES = f"utf-32-{sys.byteorder[0]}e"
_MOST = 24
"""tokens of a long word that are asked for: more find no fewer candidates and take time"""


@cache
def _unfit_codes() -> frozenset[int]:
    """The codes of these two thousand, which only those need who read posts."""
    return frozenset((*range(0x21), 0x7F, *range(0xD800, 0xE000)))


def letters_of(text: str) -> str:
    """The letters and digits of a text, with one space in place of whatever else parts them."""
    return " ".join(_LETTERS.findall(text))


def tokens_of(title: str, text: str, letters: str) -> bytes:
    """The tokens of a folded text that begins with the title, in UTF-8, each before a space, many more than once.

    `letters` are those of the text. FTS5 passes over those that it has of a text in less time than Python needs to tell them.
    """
    tokens = _tokens(text, letters, "")
    tokens += _tokens(title, letters_of(title), TITLE)
    return tokens.tobytes().decode(_CODES).encode()


def _tokens(text: str, letters: str, mark: str) -> array[int]:
    """The codes of the tokens, each after the mark and before a space."""
    tokens = _windows(array("I", set(_codes(text)).difference(_unfit_codes())), 1, mark)
    # What reaches over the space between two words falls apart into tokens that the text has anyway.
    tokens += _windows(_codes(letters), 2, mark)
    latin = set(letters.encode("ascii", "replace").translate(_LATIN_OR_SPACE).split())
    tokens += _windows(_codes(b" ".join(latin).decode()), 3, mark)
    return tokens


def _windows(codes: array[int], width: int, mark: str) -> array[int]:
    """Every run of so many of the codes, each after the mark and before a space."""
    count = max(0, len(codes) - width + 1)
    frame = _codes(f"{mark}{' ' * width} ")
    windows = frame * count
    for place in range(width):
        windows[len(mark) + place :: len(frame)] = codes[place : place + count]
    return windows


def _codes(text: str) -> array[int]:
    return array("I", text.encode(_CODES, "surrogatepass"))


def wanted(words: str) -> tuple[list[str], bool]:
    """The tokens of every text that holds the folded words, and whether each text with these tokens does."""
    is_token = len(words) == 1 or (len(words) == 2 and _PAIR.fullmatch(words))
    if (is_token or (len(words) == 3 and _LATIN.fullmatch(words))) and not _UNFIT.search(words):
        return [words], True
    found: dict[str, None] = {}
    for letters in _PAIR.findall(words):
        for start in range(len(letters) - 1):
            three = letters[start : start + 3]
            found[three if _LATIN.fullmatch(three) else letters[start : start + 2]] = None
    if not found:
        found = dict.fromkeys(words)
    fit = [token for token in found if not _UNFIT.search(token)]
    return fit[:: len(fit) // _MOST + 1], False


def match_expression(tokens: list[str], *, title: bool = False) -> str:
    """What FTS5 is asked for posts with all of the tokens."""
    mark = TITLE if title else ""
    return " AND ".join('"' + mark + token.replace('"', '""') + '"' for token in tokens)
