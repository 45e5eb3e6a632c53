"""Fold many texts at once with numpy, and find their letters and scripts: for the processes that read posts.

The results are those of `script.py`. A thousand texts take a tenth of the time, but importing numpy takes 150 ms, which
the program itself must not pay.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text import script

_UNITS = f"utf-16-{sys.byteorder[0]}e"
_DECODE = codecs.utf_16_le_decode if sys.byteorder == "little" else codecs.utf_16_be_decode
_LETTERS = re.compile(r"[^\W_]+")
_UNMAPPED = 0
"""in the table, for surrogates and for characters whose fold is no single code unit"""


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Return, by UTF-16 code unit, its fold and whether it is a letter."""
    plane = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    units = np.frombuffer(plane.encode(_UNITS), np.uint16)
    folded = np.array([ord(character) for character in script.fold(plane)])
    fold = np.full(0x10000, _UNMAPPED, np.uint16)
    fold[units] = np.where(folded < 0x10000, folded, _UNMAPPED)
    letters = np.zeros(0x10000, np.bool_)
    letters[[ord(letter) for letter in "".join(_LETTERS.findall(plane))]] = True
    return fold, letters


class _TextBatch:
    """Texts joined into one array of UTF-16 code units."""

    def __init__(self, texts: Sequence[str]) -> None:
        encoded = [text.encode(_UNITS, "surrogatepass") for text in texts]
        self.units: NDArray[np.uint16] = np.frombuffer(b"".join(encoded), np.uint16)
        self.lengths = np.fromiter(map(len, encoded), np.int64, len(encoded)) // 2
        self.ends = np.cumsum(self.lengths)
        self.bounds: list[int] = [0, *self.ends.tolist()]

    def is_in_basic_plane(self, index: int, text: str) -> bool:
        """Return whether each character of the text takes one unit."""
        return self.bounds[index + 1] - self.bounds[index] == len(text)


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return `script.fold` of each text."""
    batch = _TextBatch(texts)
    folded = _tables()[0][batch.units]
    unmapped = set(np.searchsorted(batch.ends, np.flatnonzero(folded == _UNMAPPED), side="right").tolist())
    data = folded.tobytes()
    return [
        script.fold(text) if index in unmapped else _text(data[2 * start : 2 * end])
        for index, (text, (start, end)) in enumerate(zip(texts, pairwise(batch.bounds), strict=True))
    ]


@cache
def _script_signs() -> NDArray[np.uint8]:
    """Return, by code unit, 1 if it occurs in traditional texts only, 2 if in simplified ones only, else 0."""
    signs = np.zeros(0x10000, np.uint8)
    for sign, characters in enumerate(script.distinctive_characters(), 1):
        signs[[ord(character) for character in characters if character < "\U00010000"]] = sign
    return signs


def scripts_of_all(texts: Sequence[str]) -> list[script.Script | None]:
    """Return `script.script_of` of each text."""
    batch = _TextBatch(texts)
    signs = _script_signs()
    distinctive = np.flatnonzero(signs[batch.units])
    indexes = np.searchsorted(batch.ends, distinctive, side="right")
    # A character counts once in each text.
    keys = np.unique(indexes << 16 | batch.units[distinctive])
    weights = np.where(signs[keys & 0xFFFF] == 1, 1, -1)
    counts = np.bincount(keys >> 16, weights, len(texts)).astype(np.int64).tolist()
    surpluses = zip(texts, counts, strict=True)
    return [
        script.script_of(
            text,
            partial(_constant, count)
            if batch.is_in_basic_plane(index, text)
            else script.surplus_of_traditional,
        )
        for index, (text, count) in enumerate(surpluses)
    ]


def _constant(count: int, _: str) -> int:
    return count


def letters_of_all(texts: Sequence[str], starts: Sequence[int]) -> list[str]:
    """Return the letters and digits of each text from its start offset on, joined."""
    batch = _TextBatch(texts)
    is_letter = _tables()[1][batch.units]
    before = np.concatenate(((0,), np.cumsum(is_letter)))
    begins = before[np.minimum(batch.ends - batch.lengths + np.array(starts, np.int64), batch.ends)].tolist()
    ends = before[batch.ends].tolist()
    data = batch.units[is_letter].tobytes()
    return [
        _text(data[2 * begin : 2 * end])
        if batch.is_in_basic_plane(index, text)
        else "".join(_LETTERS.findall(text[starts[index] :]))
        for index, (text, begin, end) in enumerate(zip(texts, begins, ends, strict=True))
    ]


def _text(data: bytes) -> str:
    # `bytes.decode` takes twice as long: it looks the codec up in Python code.
    return _DECODE(data, "surrogatepass")[0]
