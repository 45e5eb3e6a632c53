"""The tokens that the index keeps of a text: single characters, pairs of letters, and threes of Latin letters.

A post is found by one character, by two letters that stand side by side, and by three Latin letters, from the
set of its tokens alone. For longer words the tokens name candidates, whose text decides.
"""

from __future__ import annotations

import re
from itertools import pairwise

TITLE = "\x01"
"""stands before a token of the title; no text holds it"""

_LETTERS = re.compile(r"\w{2,}")
_LATIN = re.compile(r"[a-z0-9]{3,}")
_UNFIT = re.compile("[\x00-\x20\x7f\ud800-\udfff]")
_MOST = 24
"""tokens of a long word that are asked for: more find no fewer candidates and take time"""


def tokens_of(title: str, text: str) -> str:
    """The tokens of a folded text that begins with the title, each once, joined by spaces."""
    marked = [TITLE + token for token in _tokens(title)]
    return " ".join((*sorted(_tokens(text)), *sorted(marked)))


def _tokens(text: str) -> set[str]:
    found = set(text)
    for letters in set(_LETTERS.findall(text)):
        found.update(map("".join, pairwise(letters)))
    for letters in set(_LATIN.findall(text)):
        found.update(letters[start : start + 3] for start in range(len(letters) - 2))
    return {token for token in found if not _UNFIT.search(token)}


def wanted(words: str) -> tuple[list[str], bool]:
    """The tokens of every text that holds the folded words, and whether each text with these tokens does."""
    is_token = len(words) == 1 or (len(words) == 2 and _LETTERS.fullmatch(words))
    if (is_token or (len(words) == 3 and _LATIN.fullmatch(words))) and not _UNFIT.search(words):
        return [words], True
    found: dict[str, None] = {}
    for letters in _LETTERS.findall(words):
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
