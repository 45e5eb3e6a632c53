"""Forms of many texts at once with numpy, their letters and scripts: for the processes that read posts.

The results are those of `spelling.py`, `originals.py` and `script.py`. A thousand texts take a tenth of the time, but importing numpy takes 150 ms, which
the program itself must not pay.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from reader.text import script, spelling
from reader.text.form_parts import TextParts, joined_forms
from reader.text.originals import GAP, LEFT_OUT, SCRIPTS, SEVERAL, Form, form_of

_UNITS = f"utf-16-{sys.byteorder[0]}e"
_CODES = f"utf-32-{sys.byteorder[0]}e"
_DECODE = codecs.utf_16_le_decode if sys.byteorder == "little" else codecs.utf_16_be_decode
_LETTERS = re.compile(r"[^\W_]+")
_PLANE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
_BLANK, _UNSEEN, _WIDE, _ALONE = 1, 2, 3, 4
_HIGH, _LOW = slice(0xD800, 0xDC00), slice(0xDC00, 0xE000)
"""surrogates"""
_EMOJI = slice(0xD83C, 0xD83F)
"""first surrogates of emoji, which are their own form, but for a few letters among them"""
_AT_ONCE = 32
"""texts, of some 3,000 characters each"""
_MAX_CHARS = 50_000
"""of a text whose form is made at once"""
_LONG_PART_CHARS, _ODD_PART_CHARS = 5_000, 250
"""of the parts in which the form of a long text is made, and that of one with something for the plain functions"""
_UNMAPPED = 0
"""in the table, for characters whose fold is no single code unit"""


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Return, by UTF-16 code unit, its fold and whether it is a letter."""
    units = _units_of(_PLANE)
    # Some folds are beyond the plane.
    folded = np.frombuffer(script.fold(_PLANE).encode(_CODES), np.uint32)
    fold = np.arange(0x10000, dtype=np.uint16)
    fold[units] = np.where(folded < 0x10000, folded, _UNMAPPED)
    letters = np.zeros(0x10000, np.bool_)
    letters[_units_of("".join(_LETTERS.findall(_PLANE)))] = True
    return fold, letters


def _units_of(text: str) -> NDArray[np.uint16]:
    """Return the code units of a text, in a tenth of the time that a list of them takes."""
    return np.frombuffer(text.encode(_UNITS), np.uint16)


class _TextBatch:
    """Texts joined into one array of UTF-16 code units, each with a line feed after it."""

    def __init__(self, texts: Sequence[str]) -> None:
        encoded = [text.encode(_UNITS, "surrogatepass") for text in texts]
        self.units: NDArray[np.uint16] = np.frombuffer("\n".encode(_UNITS).join((*encoded, b"")), np.uint16)
        self.lengths = np.fromiter(map(len, encoded), np.int64, len(encoded)) // 2 + 1
        self.ends = np.cumsum(self.lengths)
        self.bounds: list[int] = [0, *self.ends.tolist()]

    def is_in_basic_plane(self, index: int, text: str) -> bool:
        """Return whether each character of the text takes one unit."""
        return self.bounds[index + 1] - self.bounds[index] == len(text) + 1

    def places(self, texts: Sequence[str], offsets: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        """Return the units at which stand what the texts have at these offsets, of all texts in turn."""
        found: list[int] = []
        for index, (text, own) in enumerate(zip(texts, offsets, strict=True)):
            start = self.bounds[index]
            if self.is_in_basic_plane(index, text):
                found += [start + offset for offset in own]
            else:
                found += [start + len(text[:offset].encode(_UNITS, "surrogatepass")) // 2 for offset in own]
        return np.array(found, np.int64)


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
        kinds[_units_of("".join(re.findall(f"[{signs}]+", _PLANE)))] = kind
    kinds[_tables()[0] == _UNMAPPED] = _ALONE
    kinds[_HIGH], kinds[_LOW] = _ALONE, 0
    kinds[_EMOJI] = 0
    return kinds


@cache
def _letters_among_emoji() -> NDArray[np.int32]:
    """Return the characters beside emoji that are not their own form, as 🄰 is a."""
    signs = "".join(map(chr, range(0x1F000, 0x1FC00)))
    # Asking for the form of each takes twenty times as long.
    letters = [
        ord(each)
        for each, folded in zip(signs, script.fold(signs), strict=True)
        if (each != folded or each in spelling.longer()) and spelling.search_form(each) not in ("", each)
    ]
    return np.array(letters, np.int32)


def _code_points(high: NDArray[np.uint16], low: NDArray[np.uint16]) -> NDArray[np.int32]:
    """Return the characters of pairs of surrogates."""
    return (high & 0x3FF).astype(np.int32) * 0x400 + (low & 0x3FF) + 0x10000


@cache
def _improbable() -> NDArray[np.bool_]:
    """Return, for each of `SCRIPTS` in turn, which code units a text has where its form makes others probable."""
    fold = _tables()[0]
    improbable = np.zeros((len(SCRIPTS), 0x10000), np.bool_)
    for index, each in enumerate(SCRIPTS):
        probable = np.arange(0x10000, dtype=np.uint16)
        if (table := script.usual_characters(each)) is not None:
            probable[_units_of(_PLANE)] = _units_of(table.translate(_PLANE))
        improbable[index] = probable[fold] != np.arange(0x10000)
    return improbable


def _are_improbable(batch: _TextBatch, scripts: Sequence[script.Script | None]) -> NDArray[np.bool_]:
    """Return of each unit whether the form of its text makes another one probable."""
    tables = _improbable()
    numbers = (SCRIPTS.index(each if each in SCRIPTS else None) for each in scripts)
    parts = [
        tables[number].take(batch.units[start:end])
        for number, (start, end) in zip(numbers, pairwise(batch.bounds), strict=True)
    ]
    return np.concatenate(parts)


def forms_of_all(
    texts: Sequence[str], scripts: Sequence[script.Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    """Return the form of each text, with what it differs by and some offsets of the text in the form."""
    slices = _slices(len(texts))
    return [form for some in slices for form in _forms_of_some(texts[some], scripts[some], places[some])]


def _forms_of_some(
    texts: Sequence[str], scripts: Sequence[script.Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    if max(map(len, texts)) <= _MAX_CHARS:
        return _forms_of(texts, scripts, places)
    return [
        form
        for text, script, own in zip(texts, scripts, places, strict=True)
        for form in (
            [_form_in_parts(text, script, own, _LONG_PART_CHARS)]
            if len(text) > _MAX_CHARS
            else _forms_of([text], [script], [own])
        )
    ]


def _form_in_parts(text: str, script: script.Script | None, places: Sequence[int], least: int) -> Form:
    """Return the form of a text, made in parts: one that numpy leaves to the plain functions costs the others nothing."""
    if len(text) <= 2 * _ODD_PART_CHARS or len((parts := TextParts(text, places, least)).texts) == 1:
        return form_of(text, script, places)
    scripts = [script] * len(parts.texts)
    slices = _slices(len(scripts))
    return joined_forms(
        [form for some in slices for form in _forms_of(parts.texts[some], scripts[some], parts.places[some])]
    )


def _forms_of(
    texts: Sequence[str], scripts: Sequence[script.Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    """Return what `forms_of_all` does, for as many texts as one array is to hold."""
    batch = _TextBatch(texts)
    units, kinds = batch.units, _kinds().take(batch.units)
    folded = _tables()[0].take(units)
    is_kept, blanks = _kept(kinds)
    is_low = (units >= _LOW.start) & (units < _LOW.stop)
    odd = _odd_texts(batch, kinds, is_low, blanks[folded[blanks] != ord(" ")])
    differs = _are_improbable(batch, scripts) | ~is_kept
    dots = _dots(folded)
    differs[dots] = differs[dots + 1] = is_kept[dots] = is_kept[dots + 1] = False
    differs[dots + 2] = True
    folded[dots + 2] = ord(spelling.DOTS_FORM)
    left_out = np.flatnonzero(~is_kept)
    # The two units of an emoji are one character.
    uncounted = np.flatnonzero(~is_kept | is_low) if is_low.any() else left_out
    begins = batch.ends - batch.lengths
    begins -= np.searchsorted(uncounted, begins)
    differences = _Differences(batch, np.flatnonzero(differs), is_kept, uncounted, begins)
    gap_data, gap_bounds = differences.gaps()
    sign_data, sign_bounds = differences.signs(dots)
    form_data = folded[is_kept].tobytes()
    form_bounds = (batch.bounds - np.searchsorted(left_out, batch.bounds)).tolist()
    unit_places = batch.places(texts, places)
    form_places = iter((unit_places - np.searchsorted(uncounted, unit_places)).tolist())
    text_ends = batch.ends - 1
    rests = differences.rests(text_ends - np.searchsorted(uncounted, text_ends))
    text_begins = begins.tolist()
    found: list[Form] = []
    for index, text in enumerate(texts):
        own_places = list(islice(form_places, len(places[index])))
        if index in odd:
            found.append(_form_in_parts(text, scripts[index], places[index], _ODD_PART_CHARS))
            continue
        begin, end = form_bounds[index : index + 2]
        found.append(
            Form(
                _text(form_data[2 * begin : 2 * end - 2]),
                gap_data[gap_bounds[index] : gap_bounds[index + 1]],
                _text(sign_data[2 * sign_bounds[index] : 2 * sign_bounds[index + 1]]),
                [place - text_begins[index] for place in own_places],
                rests[index],
            )
        )
    return found


def _odd_texts(
    batch: _TextBatch, kinds: NDArray[np.uint8], is_low: NDArray[np.bool_], odd_blanks: NDArray[np.int64]
) -> set[int]:
    """Return the texts, by index, with something that needs a look at more than its neighbours: few.

    They are left to the plain functions.
    """
    units = batch.units
    is_odd = kinds == _ALONE
    is_odd[odd_blanks] = True
    is_high = (units >= _HIGH.start) & (units < _HIGH.stop)
    is_odd[1:] |= is_low[1:] != is_high[:-1]
    is_odd[0] |= is_low[0]
    emoji = np.flatnonzero((units[:-1] >= _EMOJI.start) & (units[:-1] < _EMOJI.stop))
    if len(emoji):
        codes = _code_points(units[emoji], units[emoji + 1])
        is_odd[emoji[np.isin(codes, _letters_among_emoji())]] = True
    return set(np.searchsorted(batch.ends, np.flatnonzero(is_odd), side="right").tolist())


class _Differences:
    """The units by which the texts differ from their forms, as `originals.py` keeps them: gaps between, and signs."""

    def __init__(
        self,
        batch: _TextBatch,
        at: NDArray[np.int64],
        is_kept: NDArray[np.bool_],
        uncounted: NDArray[np.int64],
        begins: NDArray[np.int64],
    ) -> None:
        """Differences are `at` these units; the forms of the texts begin at these characters.

        `is_kept` tells of each unit whether the form has something for it, and `uncounted` are those that are no
        character of the forms.
        """
        self._units = batch.units
        self._at = at
        self._begins = begins
        self._starts = at - np.searchsorted(uncounted, at)
        """the characters of the forms at which the differences stand"""
        self._is_there = is_kept[at]
        self._bounds: list[int] = np.searchsorted(at, batch.bounds).tolist()
        """where the differences of each text begin, and where the last ones end"""
        self._has_any = np.diff(self._bounds) > 0

    def gaps(self) -> tuple[bytes, list[int]]:
        """Return the distances between differences, a byte or several each, and where those of each text begin."""
        gaps = np.diff(self._starts, prepend=0)
        gaps[1:] -= self._is_there[:-1]
        firsts = np.array(self._bounds[:-1])[self._has_any]
        gaps[firsts] = self._starts[firsts] - self._begins[self._has_any]
        ends = _counts(gaps // GAP + 1)
        codes = np.full(ends[-1], GAP, np.uint8)
        codes[ends[1:] - 1] = gaps % GAP
        return codes.tobytes(), ends[self._bounds].tolist()

    def signs(self, dots: NDArray[np.int64]) -> tuple[bytes, list[int]]:
        """Return what stands in the texts, in code units, and where that of each text begins; `dots` are three each."""
        lengths = 2 - self._is_there.astype(np.int32)
        at_dots = np.searchsorted(self._at, dots + 2)
        lengths[at_dots] = 6
        ends = _counts(lengths)
        signs = np.full(ends[-1], ord(LEFT_OUT), np.uint16)
        signs[ends[1:] - 1] = self._units[self._at]
        dots_ends = ends[at_dots + 1]
        signs[dots_ends - 6] = signs[dots_ends - 1] = ord(SEVERAL)
        signs[dots_ends - 5] = 1
        for place in range(3):
            signs[dots_ends - 4 + place] = self._units[dots + place]
        return signs.tobytes(), ends[self._bounds].tolist()

    def rests(self, ends: NDArray[np.int64]) -> list[int]:
        """Return how many characters of each form, which end there, follow its last difference, or all."""
        begins = self._begins.copy()
        lasts = np.array(self._bounds[1:]) - 1
        begins[self._has_any] = (self._starts + self._is_there)[lasts[self._has_any]]
        rests: list[int] = (ends - begins).tolist()
        return rests


def _dots(folded: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return where three dots begin that forms write as one sign: of a longer run, those that a pattern finds."""
    is_dot = folded == ord(".")
    threes = np.flatnonzero(is_dot[2:] & is_dot[1:-1] & is_dot[:-2])
    is_first = np.diff(threes, prepend=-2) > 1
    runs = np.maximum.accumulate(np.where(is_first, threes, 0))
    dots: NDArray[np.int64] = threes[(threes - runs) % 3 == 0]
    return dots


def _counts(values: NDArray[np.bool_] | NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the sums of the values before each place, and at the end."""
    sums = np.zeros(len(values) + 1, np.int32)
    np.cumsum(values, out=sums[1:])
    return sums


def _kept(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return which units forms keep, and where the blanks stand among them.

    Of a run of blanks and of what is not seen, the first blank is kept, unless something wide stands beside the run.
    """
    is_kept = (kinds != _BLANK) & (kinds != _UNSEEN)
    at = np.flatnonzero(~is_kept)
    is_first = np.diff(at, prepend=-2) > 1
    firsts = at[is_first]
    lasts = at[np.append(is_first[1:], True)] if len(at) else at
    is_needless = (firsts == 0) | (kinds[firsts - 1] == _WIDE) | (kinds[lasts + 1] == _WIDE)
    is_blank = kinds[at] == _BLANK
    runs = np.cumsum(is_first)[is_blank] - 1
    is_first_blank = np.diff(runs, prepend=-1) != 0
    blanks = at[is_blank][is_first_blank & ~is_needless[runs]]
    is_kept[blanks] = True
    return is_kept, blanks


@cache
def _script_signs() -> NDArray[np.uint8]:
    """Return, by code unit, 1 if it occurs in traditional texts only, 2 if in simplified ones only, else 0."""
    signs = np.zeros(0x10000, np.uint8)
    for sign, characters in enumerate(script.distinctive_characters(), 1):
        signs[[ord(character) for character in characters if character < "\U00010000"]] = sign
    return signs


def scripts_of_all(texts: Sequence[str]) -> list[script.Script | None]:
    """Return `script.script_of` of each of at most 65,536 texts."""
    batch = _TextBatch(texts)
    signs = _script_signs()
    distinctive = np.flatnonzero(signs[batch.units])
    indexes = np.searchsorted(batch.ends, distinctive, side="right")
    # A character counts once in each text.
    keys = np.sort(indexes.astype(np.uint32) << np.uint32(16) | batch.units[distinctive])
    keys = keys[np.diff(keys, prepend=keys[:1] + np.uint32(1)) != 0]
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
    return [letters for some in _slices(len(texts)) for letters in _letters_of(texts[some], starts[some])]


def _letters_of(texts: Sequence[str], starts: Sequence[int]) -> list[str]:
    batch = _TextBatch(texts)
    units = batch.units
    is_letter = _tables()[1].take(units)
    pairs = np.flatnonzero((units[:-1] & 0xFC00 == _HIGH.start) & (units[1:] & 0xFC00 == _LOW.start))
    if len(pairs):
        codes = _code_points(units[pairs], units[pairs + 1])
        letters = [code for code in set(codes.tolist()) if _LETTERS.match(chr(code))]
        pairs = pairs[np.isin(codes, letters)]
        is_letter[pairs] = is_letter[pairs + 1] = True
    begins = batch.places(texts, [(start,) for start in starts]).tolist()
    parts = [slice(begin, end) for begin, end in zip(begins, batch.bounds[1:], strict=True)]
    return [_text(units[part][is_letter[part]].tobytes()) for part in parts]


def _slices(count: int) -> Iterator[slice]:
    """Yield slices of so many texts: arrays that the caches of a processor hold are three times as fast."""
    return (slice(start, start + _AT_ONCE) for start in range(0, count, _AT_ONCE))


def _text(data: bytes) -> str:
    # `bytes.decode` takes twice as long: it looks the codec up in Python code.
    return _DECODE(data, "surrogatepass")[0]
