"""How a text is kept beside its form: the places at which it is not what its form and its script make probable.

A Chinese text is made of its form by the characters that are usual in its script; other texts are their own form. What
is left are capitals, blanks beside Chinese, closing quotation marks, and the rarer of several characters.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, repeat
from operator import add, itemgetter, ne, sub
from typing import NamedTuple

from reader.text.deflate import deflate, inflate
from reader.text.form_changes import Changes
from reader.text.late import late
from reader.text.script import Script, usual_characters
from reader.text.spelling import SearchText

GAP = 255
"""continuation byte of a gap: adds 255 to what the following bytes say"""
LEFT_OUT, SEVERAL = "\x01", "\x02"
"""before a character that the form leaves out; around the length of any other change in the form, and its text"""
_SIGN = late(f"[^{LEFT_OUT}{SEVERAL}]|{LEFT_OUT}.|{SEVERAL}.[^{SEVERAL}]*{SEVERAL}|.", re.DOTALL)
_AS_ONE = bytes(0 if code == ord(LEFT_OUT) else 1 for code in range(256))
_MANY = 200_000
"""differences, which only a text of megabytes has"""
SCRIPTS = (None, Script.HANT, Script.HANS)
"""those of which something is known; a text of any other is taken for its form"""


class Form(NamedTuple):
    """The form of a text, and what it differs by."""

    form: str
    gaps: bytes
    """between the places at which the text is not what its form makes probable"""
    signs: str
    """what the text has at these places"""
    places: Sequence[int]
    """some offsets of the text in the form"""
    rest: int
    """characters of the form after the last difference"""

    def packed(self, script: Script | None) -> bytes:
        """Return the differences as bytes; `script` is the one that they were made with."""
        data = self.gaps + self.signs.encode("utf-8", "surrogatepass")
        number = SCRIPTS.index(script if script in SCRIPTS else None)
        return bytes((number,)) + len(self.gaps).to_bytes(4, "little") + deflate(data)


NO_DIFFERENCES = Form("", b"", "", (), 0).packed(None)
"""of a text that is its form"""


def form_of(text: str, script: Script | None, places: Sequence[int] = ()) -> Form:
    """Return the form of a text, with what it differs by and some offsets of the text in the form."""
    sought = SearchText(text)
    gaps, signs, rest = _differences(sought, script)
    return Form(sought.form, gaps, signs, [sought.in_form(place) for place in places], rest)


def _probable(form: str, script: Script | None) -> str:
    table = usual_characters(script)
    return form if table is None else table.translate(form)


def _differences(text: SearchText, script: Script | None) -> tuple[bytes, str, int]:
    """Return where a text differs from its form, as gaps, what stands there, and how much of the form follows."""
    gaps, signs = bytearray(), []
    end = 0
    for start, stop, sign in _places(text, script):
        gap = start - end
        while gap >= GAP:
            gaps.append(GAP)
            gap -= GAP
        gaps.append(gap)
        signs.append(sign)
        end = stop
    return bytes(gaps), "".join(signs), len(text.form) - end


def _places(text: SearchText, script: Script | None) -> Iterator[tuple[int, int, str]]:
    """Yield the places as ranges of the form, each with what says what the text has there."""
    probable, whole = _probable(text.form, script), text.text
    form_at = text_at = 0
    form_end, text_end = len(text.form), len(whole)
    for start, end, text_start, text_stop in chain(
        text.changes.rows(), ((form_end, form_end, text_end, text_end),)
    ):
        ours, own = probable[form_at:start], whole[text_at:text_start]
        # Between two changes most texts are what is probable.
        if ours != own:
            for offset in compress(range(form_at, start), map(ne, ours, own)):
                yield offset, offset + 1, whole[offset + text_at - form_at]
        form_at, text_at = end, text_stop
        if start < end:
            yield start, end, f"{SEVERAL}{chr(end - start)}{whole[text_start:text_stop]}{SEVERAL}"
        else:
            for sign in whole[text_start:text_stop]:
                yield start, start, LEFT_OUT + sign


class _Signs:
    """What a text has where it is not what its form makes probable; read from packed differences once it is asked for."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _data(self) -> tuple[Sequence[int], str]:
        """The gaps, and the signs after them in one."""
        count = int.from_bytes(self._packed[1:5], "little")
        data = inflate(memoryview(self._packed)[5:])
        gaps = data[:count]
        return _long_gaps(gaps) if GAP in gaps else gaps, data[count:].decode("utf-8", "surrogatepass")

    @cached_property
    def _is_plain(self) -> bool:
        """Whether each sign is one character, which the form may leave out; then nothing is done sign by sign."""
        return SEVERAL not in self._data[1] and LEFT_OUT * 2 not in self._data[1]

    @cached_property
    def _signs(self) -> list[str]:
        """The sign after each gap."""
        text = self._data[1]
        if len(self._data[0]) < _MANY:
            return _SIGN.findall(text)
        # Equal ones are held once.
        known: dict[str, str] = {}
        return [known.setdefault(sign, sign) for sign in map(itemgetter(0), _SIGN.finditer(text))]

    @cached_property
    def _own(self) -> Sequence[str]:
        """What the text has in place of what each sign stands for."""
        return self._data[1].replace(LEFT_OUT, "") if self._is_plain else list(map(_own, self._signs))

    @cached_property
    def _lengths(self) -> Sequence[int]:
        """How many characters of the form each sign stands for."""
        if not self._is_plain:
            return list(map(_length, self._signs))
        signs = self._data[1].encode("ascii", "replace").translate(_AS_ONE)
        return signs.replace(b"\0\1", b"\0")

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where in the form that ends which each sign stands for; an array, which is the smaller, of very many."""
        ends = accumulate(map(add, self._data[0], self._lengths))
        return array("i", ends) if len(self._data[0]) >= _MANY else list(ends)

    def _among(self, start: int, end: int) -> slice:
        """Return which signs stand between two ends of blocks; none stands for an end of a block."""
        first = bisect_left(self._ends, start)
        return slice(first, bisect_right(self._ends, end, first))

    def _starts(self, among: slice) -> Iterator[int]:
        """Yield where in the form begins what each of some signs stands for."""
        return map(sub, self._ends[among], self._lengths[among])

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield the signs between two ends of blocks, with start and end of what they stand for."""
        among = self._among(start, end)
        return zip(self._starts(among), self._ends[among], self._signs[among], strict=True)

    def text(self, form: str, start: int) -> str:
        """Return the text of a part of the form that begins at an offset."""
        probable = _probable(form, SCRIPTS[self._packed[0]])
        among = self._among(start, start + len(form))
        firsts = [*map(sub, self._starts(among), repeat(start)), len(form)]
        lasts = [0, *map(sub, self._ends[among], repeat(start))]
        pieces = [""] * (2 * len(firsts) - 1)
        pieces[::2] = map(probable.__getitem__, map(slice, lasts, firsts))
        pieces[1::2] = self._own[among]
        return "".join(pieces)

    def leave_out_within(self, start: int, end: int) -> bool:
        """Return whether anything is left out between the first and the last sign of a range of the form."""
        among = slice(bisect_right(self._ends, start), bisect_left(self._ends, end))
        return 0 in self._lengths[among]

    def changes(self, form: str, start: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield the changes of a part of the form that begins at an offset; what is left out side by side is one."""
        shift = -start
        at, left_out = 0, 0
        for first, last, sign in self._between(start, start + len(form)):
            if left_out and (first > at or sign[0] != LEFT_OUT or len(sign) == 1):
                yield at - start, at - start, at + shift - left_out, at + shift
                left_out = 0
            if len(sign) == 1:
                continue
            own = len(_own(sign))
            if sign[0] == LEFT_OUT:
                at = first
                left_out += own
            else:
                yield first - start, last - start, first + shift, first + shift + own
            shift += own - (last - first)
        if left_out:
            yield at - start, at - start, at + shift - left_out, at + shift


def _length(sign: str) -> int:
    """Return how many characters of the form a sign stands for."""
    return 1 if len(sign) == 1 else 0 if sign[0] == LEFT_OUT else ord(sign[1])


def _own(sign: str) -> str:
    """Return what the text has in place of what a sign stands for."""
    return sign[-1] if len(sign) < 3 else sign[2:-1]


class _Rebuilt(SearchText):
    """A text that is rebuilt from its form once it, or a part of it, is asked for."""

    def __init__(self, form: str, signs: _Signs, start: int) -> None:
        """`start` is the offset of this form in the form of the whole text."""
        self.form = form
        self._signs = signs
        self._start = start

    @cached_property
    def text(self) -> str:
        """The text in NFC."""
        return self._signs.text(self.form, self._start)

    @cached_property
    def changes(self) -> Changes:
        """The places at which text and form do not stand one to one, in order."""
        return Changes(self._signs.changes(self.form, self._start))

    def leaves_out_within(self, start: int, end: int) -> bool:
        """Return whether the text has, between the first and the last sign of a range of the form, any that it leaves out."""
        return self._signs.leave_out_within(self._start + start, self._start + end)

    def part(self, start: int, end: int) -> SearchText:
        """Return the part between two ends of blocks; nothing else of the text is rebuilt for it."""
        return _Rebuilt(self.form[start:end], self._signs, self._start + start)


def rebuilt(form: str, packed: bytes) -> SearchText:
    """Return the text whose form and packed differences are given; it is made once it is asked for."""
    return _Rebuilt(form, _Signs(packed), 0)


def _long_gaps(data: bytes) -> list[int]:
    gaps: list[int] = []
    more = 0
    for piece in data.split(bytes((GAP,))):
        if piece:
            gaps.append(piece[0] + more)
            gaps += piece[1:]
            more = 0
        more += GAP
    return gaps
