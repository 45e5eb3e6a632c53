"""Other spellings of what was typed: written as it was typed except for what changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import takewhile
from operator import eq

from pyroaring import BitMap

from reader.text.script import Script, script_of, to_simplified, to_traditional
from reader.text.spelling import SearchText

_SHORTEST = 2
"""characters of a part; a Latin word is never divided"""
_MOST_PARTS = 6
_LONGEST = 100
"""characters of what is divided"""
_ACCENTS = re.compile("(?<=[A-Za-z\u0370-\u03ff])[\u0300-\u036f]+")
_OUTER_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
_PIECE = re.compile(r"[a-z0-9]+|[^\W_]|[\W_]+")
"""of a form: a Latin word, another letter, or what stands between"""


def respelt(typed: str, meant: str, script: Script) -> str:
    """Return what was typed, changed so that its form is the one that was `meant`.

    The form has lost the script: what changes is written in that of what was typed, or else in `script`.
    """
    text = SearchText(typed)
    form = text.form
    start = _common(form, meant)
    kept = _common(form[start:][::-1], meant[start:][::-1])
    before = typed[: text.in_text(0, start)[1]] if start else ""
    after = typed[text.in_text(len(form) - kept, len(form))[0] :] if kept else ""
    spelt = before + meant[start : len(meant) - kept] + after
    own = script_of(typed)
    if own is Script.EN:
        return spelt
    changed = to_traditional(spelt) if (own or script) is Script.HANT else to_simplified(spelt)
    return before + changed[len(before) : len(spelt) - len(after)] + after


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(takewhile(bool, map(eq, one, other)))


def without_accents(typed: str) -> str:
    """Return what was typed with plain letters in the place of accented ones, which ask for their accents."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", typed)))


def without_signs(typed: str) -> str:
    """Return what was typed without the signs before and behind it, such as brackets; as it is if little is left."""
    bare = _OUTER_SIGNS.sub("", typed)
    return bare if len(bare) >= _SHORTEST else typed


def parts_of(typed: str, posts_with: Callable[[str, BitMap], BitMap], within: BitMap) -> list[str]:
    """Return the longest parts of what was typed, from left to right, that stand together in posts of `within`.

    `posts_with` returns the posts that have a part, out of some. Empty unless the parts make up more than half of it.
    """
    text = SearchText(typed)
    pieces = list(_PIECE.finditer(text.form[:_LONGEST]))
    parts: list[str] = []
    first = held = 0
    while first < len(pieces) and len(parts) < _MOST_PARTS:
        start = pieces[first].start()
        longest = ("", within, first)
        # What has no posts has none with more behind it.
        low, high = first, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            end = pieces[middle - 1].end()
            part = typed[slice(*text.in_text(start, end))].strip()
            found = posts_with(part, within) if part else within
            if found:
                low = middle
                longest = (part, found, middle) if end - start >= _SHORTEST else longest
            else:
                high = middle - 1
        part, within, last = longest
        if part:
            parts.append(part)
            held += pieces[last - 1].end() - start
        first = max(last, first + 1)
    return parts if 2 * held > len(text.form) else []
