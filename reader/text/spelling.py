"""The form in which texts and words are compared: spellings that make no difference have one form.

Beyond what `fold` makes equal character by character, a form writes ligatures and the like as the letters that they
stand for (ﬁ, ß, ½), three dots as one sign, leaves out signs that are not seen, and leaves out blanks and line ends
beside Chinese: the space between 用 and Python, and those of a paragraph that was set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from reader.text import spelling_table
from reader.text.equivalence import composed
from reader.text.script import fold

BLANK = " \t\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""blanks but line feeds, as a class of a pattern"""
LINE_END = "\u2028"
"""ends a line within a block of a text; a line feed ends a block"""
UNSEEN = (
    # Soft hyphens, joiners, marks of direction, tags, selectors.
    "\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
    # Accents that form no letter with the one before them, points of Hebrew and Arabic, and the Arabic stretch.
    "\u0300-\u0344\u0346-\u034e\u0350-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640"
)
"""signs that forms leave out, as a class"""
WIDE = (
    # Ideographs, kana, bopomofo, and the punctuation that is set as wide as they are; the end of a block.
    "\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65"
    "\U00020000-\U0003ffff\n"
)
"""what blanks beside it mean nothing, as a class"""
DOTS, DOTS_FORM = "...", "…"
_IS_WIDE = re.compile(f"[{WIDE}]").match
_IS_UNSEEN = re.compile(f"[{UNSEEN}]").match
_ODD = re.compile(r"  |\n | \n|^ | $|[^ -~\n]|\.\.\.")


class Change(NamedTuple):
    """A place at which a text and its form do not stand one to one."""

    start: int
    """its offset in the form"""
    end: int
    text_start: int
    text_end: int


@cache
def longer() -> dict[str, str]:
    """Return the forms of the characters that are equal to several."""
    return {pair[0]: fold(pair[1:]) for pair in spelling_table.LONGER.split(" ")}


@cache
def _changing() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return forms that are longer or shorter than their text, and a pattern of all that may be."""
    several = "".join(map(re.escape, longer()))
    return longer() | {DOTS: DOTS_FORM}, re.compile(rf"[{BLANK}{UNSEEN}]+|\.\.\.|[{several}]")


def search_form(words: str) -> str:
    """Return the form of words, a name or a query; it may be longer or shorter than they are.

    Line ends are blanks, and blanks at the ends are left out. The form of a part of a text that begins and ends with
    letters occurs in the form of the text.
    """
    return SearchText(composed(words).replace("\n", " ")).form


def tight_form(text: str) -> str:
    """Return the form of a text in which versions that differ in spelling and blanks alone are equal."""
    return "".join(search_form(text).split())


class SearchText:
    """A text as it is searched: the text, its form, and where the one stands in the other.

    Line feeds part the blocks of a text and stay in the form. Other ends of lines are blanks.
    """

    def __init__(self, text: str) -> None:
        """Take a text in NFC."""
        folded = fold(text)
        changes = list(_changes(text, folded)) if _ODD.search(text) else []
        pieces: list[str] = []
        done = 0
        for change, form in changes:
            pieces += (folded[done : change.text_start], form)
            done = change.text_end
        self.form = "".join((*pieces, folded[done:]))
        self._text = text
        self._changes: Sequence[Change] = [change for change, _ in changes]

    @property
    def text(self) -> str:
        """The text in NFC."""
        return self._text

    @property
    def changes(self) -> Sequence[Change]:
        """The places at which text and form do not stand one to one, in order."""
        return self._changes

    def in_text(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the form was made from; `start` is below `end`."""
        return self._offset(start), self._offset(end - 1, is_end=True)

    def _offset(self, offset: int, *, is_end: bool = False) -> int:
        """Return where in the text stands what is at an offset of the form, or with `is_end` where it ends."""
        index = bisect_right(self.changes, offset, key=lambda change: change.start)
        while index:
            change = self.changes[index - 1]
            if offset < change.end:
                return change.text_end if is_end else change.text_start
            if change.start < change.end or change.start <= offset:
                return change.text_end + offset - change.end + is_end
            index -= 1
        return offset + is_end

    def in_form(self, offset: int) -> int:
        """Return the offset in the form of what stands at an offset of the text, or follows there."""
        index = bisect_right(self.changes, offset, key=lambda change: change.text_start)
        if not index:
            return offset
        change = self.changes[index - 1]
        return change.start if offset < change.text_end else change.end + offset - change.text_end

    def part(self, start: int, end: int) -> SearchText:
        """Return the part of the text between two offsets of the form at which blocks begin and end."""
        first = self._offset(start - 1, is_end=True) if start else 0
        last = self._offset(end) if end < len(self.form) else len(self.text)
        among = slice(
            bisect_left(self.changes, start, key=lambda change: change.start),
            bisect_right(self.changes, end, key=lambda change: change.start),
        )
        part = SearchText.__new__(SearchText)
        part.form, part._text = self.form[start:end], self.text[first:last]
        part._changes = [
            Change(a - start, b - start, c - first, d - first) for a, b, c, d in self.changes[among]
        ]
        return part


def _changes(text: str, folded: str) -> Iterator[tuple[Change, str]]:
    """Yield the places at which the form differs from the folded text, each with what stands there in the form."""
    forms, changing = _changing()
    shift = 0
    for match in changing.finditer(folded):
        start, end = match.span()
        form = forms.get(match[0])
        pieces = ((start, end, form),) if form is not None else _blank_pieces(text, start, end)
        for start, end, form in pieces:
            if form != folded[start:end]:
                at = start + shift
                yield Change(at, at + len(form), start, end), form
                shift += len(form) - (end - start)


def _blank_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the characters of a run of blanks and unseen signs, each with its form: one blank, or none beside Chinese."""
    is_needless = (
        start == 0
        or end == len(text)
        or _IS_WIDE(text, start - 1) is not None
        or _IS_WIDE(text, end) is not None
    )
    for place in range(start, end):
        is_blank = not _IS_UNSEEN(text, place)
        yield place, place + 1, " " if is_blank and not is_needless else ""
        is_needless |= is_blank
