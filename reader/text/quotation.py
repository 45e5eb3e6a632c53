"""Words quoted with what stands around them, so that their place is found in another form of the same text."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.spelling import SearchText, search_form

_LETTERS = re.compile(r"[\W_]+")
_REACH = 60
"""letters on each side that are compared: as many as tell one place of a text from another"""
_SLACK = 4
"""characters that are looked at for each letter: signs, blanks and addresses may stand between"""
_MOST_PLACES = 10_000
"""places that are compared"""


class Quotation(NamedTuple):
    """A place of a text. What is compared are letters alone, by their forms: signs and blanks may differ."""

    before: str
    words: str
    after: str
    number: int = 0
    """how many times the words stand before this place; decides between places that are alike"""

    def place_in(self, text: SearchText) -> int | None:
        """Return the offset of the place in a text; None if the words are not in it."""
        form, words = text.form, search_form(self.words)
        before = _letters(search_form(self.before))[-_REACH:][::-1]
        after = _letters(search_form(self.after))[:_REACH]
        best: tuple[int, int] | None = None
        found = None
        place = form.find(words) if words else -1
        for number in range(_MOST_PLACES):
            if place < 0:
                break
            end = place + len(words)
            likeness = _common(
                before, _letters(form[max(0, place - _SLACK * _REACH) : place])[::-1]
            ) + _common(after, _letters(form[end : end + _SLACK * _REACH]))
            rank = (likeness, -abs(number - self.number))
            if best is None or rank > best:
                best, found = rank, place
            place = form.find(words, end)
        return None if found is None else text.in_text(found, found + len(words))[0]


def _letters(form: str) -> str:
    return _LETTERS.sub("", form)


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    for count, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return count
    return min(len(one), len(other))
