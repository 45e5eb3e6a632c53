"""Names in the order of their weight, found by what is typed of them in either script, or by pinyin."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from reader.text import pinyin
from reader.text.script import fold

_BREAKS = re.compile(r"[\r\n]")


class Lines:
    """Texts to look in all at once, a line each: a search over one string costs a thirtieth of one over each."""

    def __init__(self, lines: Sequence[str]) -> None:
        """The texts hold no line feeds."""
        self.text = "\n" + "\n".join(lines) + "\n"
        self._starts = array("I")
        place = 1
        for line in lines:
            self._starts.append(place)
            place += len(line) + 1

    def number_at(self, place: int) -> int:
        """The number of the line in which a place of `text` lies; the line feed before a line is part of it."""
        return max(bisect_right(self._starts, place + 1) - 1, 0)

    def with_text(self, text: str) -> Iterator[int]:
        """The numbers of the lines that hold the text, which may begin or end with a line feed; each once."""
        place = self.text.find(text)
        while place >= 0:
            number = self.number_at(place)
            yield number
            if number + 1 == len(self._starts):
                return
            place = self.text.find(text, self._starts[number + 1] - 1)

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The numbers of the lines in which the pattern is found; each once."""
        match = pattern.search(self.text)
        while match is not None:
            number = self.number_at(match.start())
            yield number
            if number + 1 == len(self._starts):
                return
            match = pattern.search(self.text, self._starts[number + 1] - 1)


class Names:
    """Names that a person may mean by what they typed. Never changes; any thread may ask."""

    def __init__(self, names: Sequence[str]) -> None:
        """The names in the order of their weight, the heaviest first."""
        self._names: Sequence[str] = [_BREAKS.sub(" ", name) for name in names]
        self.folded = Lines(list(map(fold, self._names)))

    @cached_property
    def spelt(self) -> Lines:
        """How the names are read; made when first asked for, some 5 µs a name."""
        return Lines(list(map(pinyin.spell, self._names)))


def find(
    tables: Sequence[Names], typed: str, limit: int, *, wanted: Callable[[], bool] = lambda: True
) -> list[tuple[int, int]]:
    """At most `limit` names, the best first, each as the number of its table and its number there.

    A name that is what was typed comes before those that begin so, then come those that are read so from their
    beginning, those that hold it, and those that are read so further in; each in the order of weight. Ends early,
    with less, when the answer is no longer `wanted`.
    """
    found: dict[tuple[int, int], None] = {}
    for way in _ways(typed):
        for table, names in enumerate(tables):
            if not wanted():
                return list(found)
            for number in way(names):
                found.setdefault((table, number))
                if len(found) >= limit:
                    return list(found)
    return list(found)


def _ways(typed: str) -> Iterator[Callable[[Names], Iterator[int]]]:
    folded = fold(_BREAKS.sub(" ", typed)).strip()
    if not folded:
        return
    yield lambda names: names.folded.with_text(f"\n{folded}\n")
    yield lambda names: names.folded.with_text(f"\n{folded}")
    from_start = pinyin.pattern(typed)
    if from_start is not None:
        yield lambda names: names.spelt.matching(from_start)
    if len(folded) == 1 and folded.isascii():
        # One letter stands inside almost every name.
        return
    yield lambda names: names.folded.with_text(folded)
    inside = pinyin.pattern(typed, inside=True)
    if inside is not None:
        yield lambda names: names.spelt.matching(inside)
