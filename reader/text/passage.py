"""Passages of a text: quoted with what stands around them, and found again when the text has changed.

Blanks and line ends are not compared, so that a passage may run over paragraphs, cells of a table and lines of code,
and is the same in any layout. All other characters are, by their forms: a passage is found in either script.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from reader.text.equivalence import composed
from reader.text.late import late
from reader.text.spelling import SearchText

REACH = 60
"""characters that are quoted on each side: as many as tell one place of a text from another"""
_MOST_PLACES = 10_000
"""places that are compared"""
_BLANKS = late(r"\s+")


class Passage(NamedTuple):
    """Part of a text, with what stands before and after it."""

    before: str
    words: str
    after: str
    offset: int
    """where it stood in the text when it was quoted; decides between places that are alike"""


class PassageText:
    """A text from which passages are quoted, and in which they are found again."""

    def __init__(self, text: str, start: int = 0) -> None:
        """Offsets of passages are counted from `start`, before which nothing is quoted or found."""
        self._text = text
        self._start = start

    @cached_property
    def _searched(self) -> SearchText:
        """The text with its form, which a passage does not need that stands where it stood."""
        return SearchText(self._text)

    def quote(self, start: int, end: int) -> Passage | None:
        """Return what stands between two offsets of the text, without blanks at its ends; None if nothing of it is seen.

        A sign that has one form with its neighbours, as three dots do, is quoted whole.
        """
        text = self._text
        words = text[max(start, self._start) : end]
        first = max(start, self._start) + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first >= last or not _form_of(text[first:last]):
            return None
        form = self._searched.in_form(first), self._searched.in_form(last - 1) + 1
        whole_first, whole_last = self._searched.in_text(*form)
        first, last = max(min(first, whole_first), self._start), max(last, whole_last)
        return Passage(
            text[max(first - REACH, self._start) : first],
            text[first:last],
            text[last : last + REACH],
            first - self._start,
        )

    def place_of(self, passage: Passage) -> tuple[int, int] | None:
        """Return start and end of a passage in the text; None if its words are not in it.

        Of several places, the one with most of the characters around it, then the one nearest to where it stood.
        """
        return self._same_place(passage) or self._best_place(passage)

    def _same_place(self, passage: Passage) -> tuple[int, int] | None:
        """Return the place of the passage if nothing has changed there."""
        start = self._start + passage.offset
        first, last = start - len(passage.before), start + len(passage.words)
        whole = passage.before + passage.words + passage.after
        if not passage.words or first < self._start or not self._text.startswith(whole, first):
            return None
        return start, last

    def _best_place(self, passage: Passage) -> tuple[int, int] | None:
        form = self._form
        words = _form_of(passage.words)
        before, after = _form_of(passage.before)[::-1], _form_of(passage.after)
        wanted = self._without_blanks(self._searched.in_form(self._start + passage.offset))
        first = self._without_blanks(self._searched.in_form(self._start))
        best: tuple[int, int] | None = None
        found = 0
        place = form.find(words, first) if words else -1
        for _ in range(_MOST_PLACES):
            if place < 0:
                break
            end = place + len(words)
            likeness = _common(before, form[max(first, place - len(before)) : place][::-1])
            likeness += _common(after, form[end : end + len(after)])
            rank = (likeness, -abs(place - wanted))
            if best is None or rank > best:
                best, found = rank, place
            place = form.find(words, place + 1)
        if best is None:
            return None
        return self._searched.in_text(self._with_blanks(found), self._with_blanks(found + len(words) - 1) + 1)

    @cached_property
    def _form(self) -> str:
        """The form of the text without blanks."""
        return _BLANKS.sub("", self._searched.form)

    @cached_property
    def _blanks(self) -> tuple[list[int], list[int]]:
        """For each run of blanks, the offset in `_form` of what follows it, and the number of blanks up to there."""
        places, counts = [0], [0]
        for run in _BLANKS.finditer(self._searched.form):
            counts.append(counts[-1] + run.end() - run.start())
            places.append(run.end() - counts[-1])
        return places, counts

    def _with_blanks(self, offset: int) -> int:
        """Return where in the form of the text stands what is at an offset of `_form`."""
        places, counts = self._blanks
        return offset + counts[bisect_right(places, offset) - 1]

    def _without_blanks(self, offset: int) -> int:
        """Return the offset in `_form` of what stands at an offset of the form, or follows there."""
        places, counts = self._blanks
        run = bisect_right(range(len(places)), offset, key=lambda index: places[index] + counts[index]) - 1
        return max(min(offset - counts[run], places[run + 1] if run + 1 < len(places) else offset), 0)


def _form_of(words: str) -> str:
    """Return the form of words, without blanks."""
    return _BLANKS.sub("", SearchText(composed(words)).form)


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    for count, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return count
    return min(len(one), len(other))
