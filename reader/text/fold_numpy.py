"""Forms of many texts at once with numpy, their letters and scripts: for the processes that read posts.

The results are those of `spelling.py`, `originals.py` and `script.py`. A thousand texts take a tenth of the time, but importing numpy takes 150 ms, which
the program itself must not pay.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Sequence
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from reader.text import script, spelling
from reader.text.originals import GAP, LEFT_OUT, SCRIPTS, Form, form_of

_UNITS = f"utf-16-{sys.byteorder[0]}e"
_DECODE = codecs.utf_16_le_decode if sys.byteorder == "little" else codecs.utf_16_be_decode
_LETTERS = re.compile(r"[^\W_]+")
_PLANE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
_BLANK, _UNSEEN, _WIDE, _ALONE = 1, 2, 3, 4
_HIGH, _LOW = slice(0xD800, 0xDC00), slice(0xDC00, 0xE000)
"""surrogates"""
_AT_ONCE = 32
"""texts, of some 3,000 characters each"""
_UNMAPPED = 0
"""in the table, for characters whose fold is no single code unit"""


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Return, by UTF-16 code unit, its fold and whether it is a letter."""
    units = np.frombuffer(_PLANE.encode(_UNITS), np.uint16)
    folded = np.array([ord(character) for character in script.fold(_PLANE)])
    fold = np.arange(0x10000, dtype=np.uint16)
    fold[units] = np.where(folded < 0x10000, folded, _UNMAPPED)
    letters = np.zeros(0x10000, np.bool_)
    letters[[ord(letter) for letter in "".join(_LETTERS.findall(_PLANE))]] = True
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


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return, by code unit, whether it is a blank, left out, wide, or to be seen in its text alone."""
    kinds = np.zeros(0x10000, np.uint8)
    for kind, signs in (
        (_BLANK, spelling.BLANK),
        (_UNSEEN, spelling.UNSEEN),
        (_WIDE, spelling.WIDE),
        (_ALONE, "".join(map(re.escape, spelling.longer()))),
    ):
        kinds[list(map(ord, re.findall(f"[{signs}]", _PLANE)))] = kind
    kinds[_tables()[0] == _UNMAPPED] = _ALONE
    kinds[_HIGH], kinds[_LOW] = _ALONE, 0
    kinds[0xD83C:0xD83F] = 0  # of emoji, which are their own form
    return kinds


@cache
def _probable() -> NDArray[np.uint16]:
    """Return, by script and code unit of a form, what a text most probably has; by `SCRIPTS`."""
    probable = np.tile(np.arange(0x10000, dtype=np.uint16), (len(SCRIPTS), 1))
    for index, each in enumerate(SCRIPTS):
        if (table := script.usual_characters(each)) is not None:
            probable[index, list(map(ord, _PLANE))] = list(map(ord, table.translate(_PLANE)))
    return probable


def forms_of_all(
    texts: Sequence[str], scripts: Sequence[script.Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    """Return the form of each text, with what it differs by and some offsets of the text in the form."""
    # Arrays that the caches of a processor hold are three times as fast.
    slices = [slice(start, start + _AT_ONCE) for start in range(0, len(texts), _AT_ONCE)]
    return [form for some in slices for form in _forms_of(texts[some], scripts[some], places[some])]


def _forms_of(
    texts: Sequence[str], scripts: Sequence[script.Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    batch = _TextBatch(texts)
    units, kinds = batch.units, _kinds()[batch.units]
    if not len(units):
        return [form_of(*each) for each in zip(texts, scripts, places, strict=True)]
    folded = _tables()[0][units]
    is_blank = kinds == _BLANK
    # What needs a look at more than the neighbours is left to the plain functions: few texts.
    is_odd = (kinds == _ALONE) | (is_blank & (folded != ord(" ")))
    is_dot = units == ord(".")
    is_odd[2:] |= is_dot[2:] & is_dot[1:-1] & is_dot[:-2]
    is_low = (units >= _LOW.start) & (units < _LOW.stop)
    is_high = (units >= _HIGH.start) & (units < _HIGH.stop)
    is_odd |= is_low != np.r_[False, is_high[:-1]]
    is_odd[-1] |= is_high[-1]
    is_kept = kinds != _UNSEEN
    seen = np.flatnonzero(is_kept)
    blank, wide = is_blank[seen], (kinds == _WIDE)[seen]
    # The ends of texts count as wide.
    owners = np.searchsorted(batch.ends, seen, side="right")
    is_first = np.r_[True, owners[1:] != owners[:-1]][: len(seen)]
    is_last = np.r_[is_first[1:], True][: len(seen)]
    is_odd[seen[1:]] |= blank[1:] & blank[:-1]
    is_dropped = blank & (is_first | is_last | np.r_[False, wide[:-1]] | np.r_[wide[1:], False])
    is_kept[seen[is_dropped]] = False
    odd = set(np.searchsorted(batch.ends, np.flatnonzero(is_odd), side="right").tolist())
    numbers = np.array([SCRIPTS.index(each if each in SCRIPTS else None) for each in scripts])
    probable = _probable()[np.repeat(numbers, batch.lengths), folded]
    before = np.concatenate(((0,), np.cumsum(is_kept)))
    # The two units of an emoji are one character.
    characters = np.concatenate(((0,), np.cumsum(is_kept & ~is_low)))
    at = np.flatnonzero((probable != units) | ~is_kept)
    starts = characters[at]
    gaps = starts - np.concatenate(((0,), starts[:-1] + is_kept[at[:-1]]))
    bounds = np.searchsorted(at, batch.bounds).tolist()
    firsts = np.array(bounds[:-1])[np.diff(bounds) > 0]
    gaps[firsts] = starts[firsts] - characters[(batch.ends - batch.lengths)[np.diff(bounds) > 0]]
    is_long = gaps >= GAP
    small = np.minimum(gaps, GAP).astype(np.uint8).tobytes()
    sizes = np.where(is_kept[at], 1, 2)
    sign_ends = np.cumsum(sizes)
    signs = np.full(sign_ends[-1] if len(at) else 0, ord(LEFT_OUT), np.uint16)
    signs[sign_ends - 1] = units[at]
    sign_bounds = np.concatenate(((0,), sign_ends))[bounds].tolist()
    some_long = np.concatenate(((0,), np.cumsum(is_long)))[bounds].tolist()
    form_data, sign_data = folded[is_kept].tobytes(), signs.tobytes()
    form_bounds = before[batch.bounds].tolist()
    found: list[Form] = []
    for index, text in enumerate(texts):
        if index in odd:
            found.append(form_of(text, scripts[index], places[index]))
            continue
        first, last = bounds[index : index + 2]
        own = small[first:last]
        if some_long[index + 1] > some_long[index]:
            own = b"".join(b"\xff" * (gap // GAP) + bytes((gap % GAP,)) for gap in gaps[first:last].tolist())
        begin, end = form_bounds[index : index + 2]
        offset = batch.bounds[index]
        unit_places = [offset + place for place in places[index]]
        if not batch.is_in_basic_plane(index, text):
            unit_places = [offset + len(text[:place].encode(_UNITS)) // 2 for place in places[index]]
        found.append(
            Form(
                _text(form_data[2 * begin : 2 * end]),
                own,
                _text(sign_data[2 * sign_bounds[index] : 2 * sign_bounds[index + 1]]),
                (characters[unit_places] - characters[offset]).tolist(),
            )
        )
    return found


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
