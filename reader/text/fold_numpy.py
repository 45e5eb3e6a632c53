"""The fold of texts, and their letters, with numpy: for the processes that read many posts beside the screen.

`script.py` says what the fold is; a thousand texts take a tenth of the time here, and importing numpy ten times that of a start.
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
_UNTOLD = 0
"""stands in the table for a unit that does not tell what its character becomes"""


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """What each code unit becomes, and whether it is a letter; halves of characters are untold."""
    plane = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    units = np.frombuffer(plane.encode(_UNITS), np.uint16)
    folded = np.array([ord(character) for character in script.fold(plane)])
    fold = np.full(0x10000, _UNTOLD, np.uint16)
    fold[units] = np.where(folded < 0x10000, folded, _UNTOLD)
    letters = np.zeros(0x10000, np.bool_)
    letters[[ord(letter) for letter in "".join(_LETTERS.findall(plane))]] = True
    return fold, letters


class _Run:
    """Texts one after the other, as code units."""

    def __init__(self, texts: Sequence[str]) -> None:
        encoded = [text.encode(_UNITS, "surrogatepass") for text in texts]
        self.units: NDArray[np.uint16] = np.frombuffer(b"".join(encoded), np.uint16)
        self.lengths = np.fromiter(map(len, encoded), np.int64, len(encoded)) // 2
        self.ends = np.cumsum(self.lengths)
        self.bounds: list[int] = [0, *self.ends.tolist()]

    def whole(self, index: int, text: str) -> bool:
        """Whether each character of the text is one unit."""
        return self.bounds[index + 1] - self.bounds[index] == len(text)


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text as by `script.fold`."""
    run = _Run(texts)
    folded = _tables()[0][run.units]
    untold = set(np.searchsorted(run.ends, np.flatnonzero(folded == _UNTOLD), side="right").tolist())
    data = folded.tobytes()
    return [
        script.fold(text) if index in untold else _text(data[2 * start : 2 * end])
        for index, (text, (start, end)) in enumerate(zip(texts, pairwise(run.bounds), strict=True))
    ]


@cache
def _signs() -> NDArray[np.uint8]:
    """Of each code unit, whether it stands in traditional texts only (1), or in simplified ones only (2)."""
    signs = np.zeros(0x10000, np.uint8)
    for sign, characters in enumerate(script.telling(), 1):
        signs[[ord(character) for character in characters if character < "\U00010000"]] = sign
    return signs


def scripts_of_all(texts: Sequence[str]) -> list[script.Script | None]:
    """Each text's script as by `script.script_of`."""
    run = _Run(texts)
    signs = _signs()
    telling = np.flatnonzero(signs[run.units])
    indexes = np.searchsorted(run.ends, telling, side="right")
    # A character counts once in each text.
    keys = np.unique(indexes << 16 | run.units[telling])
    weights = np.where(signs[keys & 0xFFFF] == 1, 1, -1)
    counts = np.bincount(keys >> 16, weights, len(texts)).astype(np.int64).tolist()
    surpluses = zip(texts, counts, strict=True)
    return [
        script.script_of(
            text, partial(_known, count) if run.whole(index, text) else script.surplus_of_traditional
        )
        for index, (text, count) in enumerate(surpluses)
    ]


def _known(count: int, _: str) -> int:
    return count


def letters_of_all(texts: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The letters and digits of each text from its start on, without what stands between them."""
    run = _Run(texts)
    is_letter = _tables()[1][run.units]
    before = np.concatenate(((0,), np.cumsum(is_letter)))
    begins = before[np.minimum(run.ends - run.lengths + np.array(starts, np.int64), run.ends)].tolist()
    ends = before[run.ends].tolist()
    data = run.units[is_letter].tobytes()
    return [
        _text(data[2 * begin : 2 * end])
        if run.whole(index, text)
        else "".join(_LETTERS.findall(text[starts[index] :]))
        for index, (text, begin, end) in enumerate(zip(texts, begins, ends, strict=True))
    ]


def _text(data: bytes) -> str:
    # By way of `bytes.decode` it takes twice as long: that codec is found through one written in Python.
    return _DECODE(data, "surrogatepass")[0]
