"""Excerpts: the line of a text in which the most words of a query stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.text.highlight import hits
from reader.text.safe import clean_line
from reader.text.spelling import SearchText, search_form

_NEAR = 80
"""characters within which words count as standing together"""
_BEFORE, _AFTER = 80, 240
"""characters of the line that are kept before and after the first word"""
_PLACES = 1000
"""occurrences of each word that are examined: a common word has its best one early enough"""


class Excerpt(NamedTuple):
    """A piece of one line."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()
    """the (start, end) ranges of the words in it, in order"""


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """Return the first piece of the text in which the most words stand together; without any, its first line.

    Words are compared by their forms. Control characters are removed.
    """
    place = densest(text, words)
    if place is None:
        line = next((line for line in text.splitlines() if line.strip()), "")
        return Excerpt(clean_line(line[: _BEFORE + _AFTER]).strip())
    start = max(text.rfind("\n", 0, place) + 1, place - _BEFORE)
    end = text.find("\n", place)
    end = min(len(text) if end < 0 else end, place + _AFTER)
    line = clean_line(text[start:end]).strip()
    return Excerpt(line, tuple(hits(line, words)))


def densest(text: str, words: Sequence[str]) -> int | None:
    """Return the offset at which the most different words first stand together; None if the text has none of them.

    Words are compared by their forms.
    """
    words = [form for word in words if (form := search_form(word))]
    sought = SearchText(text)
    places = sorted(
        (place, number) for number, word in enumerate(words) for place in _places(sought.form, word)
    )
    best, most, first = None, 0, 0
    inside = [0] * len(words)
    for place, number in places:
        inside[number] += 1
        while place - places[first][0] > _NEAR:
            inside[places[first][1]] -= 1
            first += 1
        count = len(words) - inside.count(0)
        if count > most:
            best, most = places[first][0], count
    return None if best is None else sought.in_text(best, best + 1)[0]


def _places(form: str, word: str) -> Iterator[int]:
    place = form.find(word)
    for _ in range(_PLACES):
        if place < 0:
            return
        yield place
        place = form.find(word, place + len(word))
