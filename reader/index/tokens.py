"""The tokens that the index keeps of a text: single characters, pairs of letters, and threes of Latin letters.

A post is found by one character, by two letters that stand side by side, and by three Latin letters, from the
set of its tokens alone. For longer words the tokens name candidates, whose text decides.
"""

from __future__ import annotations

import re
from operator import add

TITLE = "\x01"
"""stands before a token of the title; no text holds it"""

_LETTERS = re.compile(r"[^\W_]{2,}")
_LATIN = re.compile(r"[a-z0-9]{3,}")
_UNFIT = frozenset(map(chr, (*range(0x21), 0x7F, *range(0xD800, 0xE000))))
"""what a token can not hold: what parts tokens, controls, and halves of pairs, which SQLite does not take"""
_MOST = 24
"""tokens of a long word that are asked for: more find no fewer candidates and take time"""


def tokens_of(title: str, text: str) -> str:
    """The tokens of a folded text that begins with the title, each once, joined by spaces."""
    marked = [TITLE + token for token in _tokens(title)]
    return " ".join((*_tokens(text), *marked))


def _tokens(text: str) -> set[str]:
    found = set(text).difference(_UNFIT)
    # One pass over all pairs is as fast as any over the words, and simpler.
    found.update([pair for pair in set(map(add, text, text[1:])) if pair.isalnum()])
    for letters in set(_LATIN.findall(text)):
        found.update(map("".join, zip(letters, letters[1:], letters[2:], strict=False)))
    return found


def wanted(words: str) -> tuple[list[str], bool]:
    """The tokens of every text that holds the folded words, and whether each text with these tokens does."""
    is_token = len(words) == 1 or (len(words) == 2 and _LETTERS.fullmatch(words))
    if (is_token or (len(words) == 3 and _LATIN.fullmatch(words))) and _UNFIT.isdisjoint(words):
        return [words], True
    found: dict[str, None] = {}
    for letters in _LETTERS.findall(words):
        for start in range(len(letters) - 1):
            three = letters[start : start + 3]
            found[three if _LATIN.fullmatch(three) else letters[start : start + 2]] = None
    if not found:
        found = dict.fromkeys(words)
    fit = [token for token in found if _UNFIT.isdisjoint(token)]
    return fit[:: len(fit) // _MOST + 1], False


def match_expression(tokens: list[str], *, title: bool = False) -> str:
    """What FTS5 is asked for posts with all of the tokens."""
    mark = TITLE if title else ""
    return " AND ".join('"' + mark + token.replace('"', '""') + '"' for token in tokens)
