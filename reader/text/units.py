"""The fold of a text, and its letters, with numpy: for the processes that read many posts beside the screen.

`script.py` says what the fold is; a text takes a tenth of the time here, and importing numpy ten times that of a start.
"""

from __future__ import annotations

import re
import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reader.text import script

_UNITS = f"utf-16-{sys.byteorder[0]}e"
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


def fold(text: str) -> str:
    """As `script.fold`."""
    if text.isascii():
        return text.lower()
    folded = _tables()[0][_units(text)]
    return folded.tobytes().decode(_UNITS) if folded.all() else script.fold(text)


@cache
def _signs() -> NDArray[np.uint8]:
    """Of each code unit, whether it stands in traditional texts only (1), or in simplified ones only (2)."""
    signs = np.zeros(0x10000, np.uint8)
    for sign, characters in enumerate(script.telling(), 1):
        signs[[ord(character) for character in characters if character < "\U00010000"]] = sign
    return signs


def script_of(text: str) -> script.Script | None:
    """As `script.script_of`."""
    return script.script_of(text, _surplus)


def _surplus(text: str) -> int:
    units = _units(text)
    if len(units) != len(text):
        return script.surplus_of_traditional(text)
    signs = _signs()[units]
    return len(set(units[signs == 1].tolist())) - len(set(units[signs == 2].tolist()))


def letters_alone(text: str) -> str:
    """The letters and digits of a text, without what stands between them."""
    units = _units(text)
    if len(units) != len(text):
        return "".join(_LETTERS.findall(text))
    return units[_tables()[1][units]].tobytes().decode(_UNITS)


def _units(text: str) -> NDArray[np.uint16]:
    return np.frombuffer(text.encode(_UNITS, "surrogatepass"), np.uint16)
