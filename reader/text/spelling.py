"""The form in which texts and words are compared: spellings that make no difference have one form.

Beyond what `fold` makes equal character by character, a form writes ligatures and the like as the letters that they
stand for (ﬁ, ß, ½), three dots as one sign, leaves out signs that are not seen, and leaves out blanks and line ends
beside Chinese: the space between 用 and Python, and those of a paragraph that was set by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import merge

from reader.text.equivalence import composed
from reader.text.form_changes import Changes
from reader.text.late import late
from reader.text.script import fold, is_han

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
    "\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    # Those of full width, without letters and digits, which are Latin.
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\U00020000-\U0003ffff\n"
)
"""what blanks beside it mean nothing, as a class"""
DOTS, DOTS_FORM = "...", "…"
_WIDE_LETTER = late(f"[{WIDE}]")
_ANY_BLANK = late(f"[{BLANK}]")
_BLANKS = late(
    # Not a single space between words, of which a text has more than of all others.
    rf" (?:[{BLANK}{UNSEEN}]+|(?=[{WIDE}]|\Z)|(?<=[{WIDE}] )|(?<=\A ))|[{BLANK[1:]}{UNSEEN}][{BLANK}{UNSEEN}]*"
)
_SHORT = 40
"""characters of words and names, of which most are of Han alone"""
_ODD = late(r"  |\n | \n|^ | $|[^ -~\n]|\.\.\.")


@cache
def longer() -> dict[str, str]:
    """Return the forms of the characters that are equal to several."""
    from reader.text import spelling_table  # large, and not needed to look for most words

    return {pair[0]: fold(pair[1:]) for pair in spelling_table.LONGER.split(" ")}


@cache
def _signs() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the forms of signs that are longer or shorter than they are, and a pattern of these signs."""
    forms = longer() | {DOTS: DOTS_FORM}
    return forms, re.compile(rf"{re.escape(DOTS)}|[{''.join(map(re.escape, longer()))}]")


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
        pieces: list[str] = []
        self._text = text
        is_as_folded = (len(text) <= _SHORT and is_han(text)) or _ODD.search(text) is None
        self._changes = Changes(_placed(() if is_as_folded else _changes(text, folded), folded, pieces))
        self.form = "".join(pieces)

    @property
    def text(self) -> str:
        """The text in NFC."""
        return self._text

    @property
    def changes(self) -> Changes:
        """The places at which text and form do not stand one to one, in order."""
        return self._changes

    def in_text(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the form was made from; `start` is below `end`."""
        return self._offset(start), self._offset(end - 1, is_end=True)

    def _offset(self, offset: int, *, is_end: bool = False) -> int:
        """Return where in the text stands what is at an offset of the form, or with `is_end` where it ends."""
        index = self.changes.until(offset)
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
        index = self.changes.until_text(offset)
        if not index:
            return offset
        change = self.changes[index - 1]
        return change.start if offset < change.text_end else change.end + offset - change.text_end

    def leaves_out_within(self, start: int, end: int) -> bool:
        """Return whether the text has, between the first and the last sign of a range of the form, any that it leaves out."""
        return any(start < change.start == change.end < end for change in self.changes.between(start, end))

    def part(self, start: int, end: int) -> SearchText:
        """Return the part of the text between two offsets of the form at which blocks begin and end."""
        first = self._offset(start - 1, is_end=True) if start else 0
        last = self._offset(end) if end < len(self.form) else len(self.text)
        part = SearchText.__new__(SearchText)
        part.form, part._text = self.form[start:end], self.text[first:last]
        part._changes = Changes(
            (a - start, b - start, c - first, d - first) for a, b, c, d in self.changes.between(start, end)
        )
        return part


def _placed(
    changes: Iterable[tuple[int, int, str]], folded: str, pieces: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield changes as `Change` has them, and add the pieces of the form that they make to `pieces`."""
    done = shift = 0
    for start, end, form in changes:
        pieces += (folded[done:start], form)
        done = end
        at = start + shift
        yield at, at + len(form), start, end
        shift += len(form) - (end - start)
    pieces.append(folded[done:])


def _changes(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Return the ranges in which the form differs from the folded text in order, each with its form."""
    forms, signs = _signs()
    of_blanks = _blank_changes(text, folded)
    if signs.search(folded) is None:
        return of_blanks
    return merge(of_blanks, ((*match.span(), forms[match[0]]) for match in signs.finditer(folded)))


def _blank_changes(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of all runs of blanks and unseen signs that the form has otherwise than the folded text."""
    has_blank = _ANY_BLANK.search
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        # Of a hostile text each second sign may be one that is left out.
        if end == start + 1 and not has_blank(text, start, end):
            yield start, end, ""
            continue
        for piece in _blank_pieces(text, start, end):
            if piece[2] != folded[piece[0] : piece[1]]:
                yield piece


def _blank_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a run of blanks and unseen signs, each with its form: one blank, or none beside Chinese."""
    is_needless = (
        start == 0
        or end == len(text)
        or _WIDE_LETTER.match(text, start - 1) is not None
        or _WIDE_LETTER.match(text, end) is not None
    )
    kept = None if is_needless else _ANY_BLANK.search(text, start, end)
    if kept is None:
        yield start, end, ""
        return
    if start < kept.start():
        yield start, kept.start(), ""
    yield *kept.span(), " "
    if kept.end() < end:
        yield kept.end(), end, ""
