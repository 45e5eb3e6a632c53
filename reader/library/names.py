"""Name matching: finds names by parts typed in either Chinese script or in pinyin, the best match first."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from reader.text.equivalence import composed
from reader.text.spelling import search_form

_BREAKS = re.compile(r"[\r\n]")


class Lines:
    """Texts joined into one string, a line each: one search takes a thirtieth of searching each text."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take texts without line feeds."""
        self.text = "\n" + "\n".join(lines) + "\n"
        self._starts = array("I")
        place = 1
        for line in lines:
            self._starts.append(place)
            place += len(line) + 1

    def number_at(self, place: int) -> int:
        """Return the number of the line at an offset of `text`; a line includes the line feed before it."""
        return max(bisect_right(self._starts, place + 1) - 1, 0)

    def with_text(self, text: str) -> Iterator[int]:
        """Yield the numbers of the lines with the text, which may start or end with a line feed; each once."""
        place = self.text.find(text)
        while place >= 0:
            number = self.number_at(place)
            yield number
            if number + 1 == len(self._starts):
                return
            place = self.text.find(text, self._starts[number + 1] - 1)

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield the numbers of the lines in which the pattern matches; each once."""
        match = pattern.search(self.text)
        while match is not None:
            number = self.number_at(match.start())
            yield number
            if number + 1 == len(self._starts):
                return
            match = pattern.search(self.text, self._starts[number + 1] - 1)


class Names:
    """An immutable table of names to match typed text against. Thread-safe."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names by weight, the heaviest first."""
        self._names: Sequence[str] = [_BREAKS.sub(" ", name) for name in names]
        self.folded = Lines(list(map(search_form, self._names)))

    @cached_property
    def spelt(self) -> Lines:
        """the pinyin of the names, computed on first use in about 5 µs per name"""
        from reader.text import pinyin  # with its table, 3 ms, which a list does without

        return Lines(list(map(pinyin.spell, self._names)))


def find(
    tables: Sequence[Names], typed: str, limit: int, *, is_wanted: Callable[[], bool] = lambda: True
) -> list[tuple[int, int]]:
    """Return up to `limit` matches, the best first, each as the indexes of the table and of the name in it.

    Equal names come first, then names that start with the typed text, whose pinyin starts with it, that
    contain it, and whose pinyin contains it; each group by weight. Returns early, with fewer, once `is_wanted`
    returns False.
    """
    found: dict[tuple[int, int], None] = {}
    for match in _matchers(typed):
        for table, names in enumerate(tables):
            if not is_wanted():
                return list(found)
            for number in match(names):
                found.setdefault((table, number))
                if len(found) >= limit:
                    return list(found)
    return list(found)


def _matchers(typed: str) -> Iterator[Callable[[Names], Iterator[int]]]:
    """Yield functions from a table to the numbers of its matches, the best kind of match first."""
    folded = search_form(composed(_BREAKS.sub(" ", typed))).strip()
    if not folded:
        return
    yield lambda names: names.folded.with_text(f"\n{folded}\n")
    yield lambda names: names.folded.with_text(f"\n{folded}")
    from reader.text import pinyin

    from_start = pinyin.pattern(typed)
    if from_start is not None:
        yield lambda names: names.spelt.matching(from_start)
    if len(folded) == 1 and folded.isascii():
        # Almost every name contains any one letter.
        return
    yield lambda names: names.folded.with_text(folded)
    inside = pinyin.pattern(typed, inside=True)
    if inside is not None:
        yield lambda names: names.spelt.matching(inside)
