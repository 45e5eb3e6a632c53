"""Words of which some is left open: wild characters, and words that are one character off."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

from reader.query.letters import CHINESE, WORD, stands_alone
from reader.query.nodes import Contains, Words
from reader.query.pattern import FormPattern, occurrences
from reader.text.spelling import SearchText, search_form

_LATIN_RUN, _CHINESE_RUN = 64, 8
"""the most characters for which `*` stands: longer Latin runs are addresses and data, not words"""
_IN_WORD = rf"(?:{WORD}|['’-])"
_RUN = rf"(?:{_IN_WORD}{{0,{_LATIN_RUN}}}|[{CHINESE}]{{0,{_CHINESE_RUN}}})"
_ONE = rf"(?:{_IN_WORD}|[{CHINESE}])"
_WILD_PARTS = re.compile(r"(?P<wild>[*?]+)|(?:\\[*?\\]|[^*?])+")
_ESCAPED = re.compile(r"\\([*?\\])")
_WORD_END = re.compile(rf"(?:{WORD}|['’-](?={WORD})){{0,{_LATIN_RUN}}}")
_CHANGED = re.compile(r"[^\W_]|['’-]")
_SHORTEST = 2
"""characters from which a word may be one off"""


class WildPattern(FormPattern):
    """Words in which `*` stands for any run within a word, or up to eight Chinese characters, and `?` for one."""

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self._parts: list[tuple[_Gap, str]] = []
        """the pieces that are typed, each with what is open before it"""
        wild = ""
        for part in _WILD_PARTS.finditer(node.text):
            if part["wild"]:
                wild += part["wild"]
            elif piece := search_form(_ESCAPED.sub(r"\1", part[0])):
                self._parts.append((_Gap(wild), piece))
                wild = ""
        self._after = _Gap(wild)
        sizes = [len(piece) for _, piece in self._parts]
        gaps = [gap.most for gap, _ in self._parts]
        longest = sizes.index(max(sizes)) if sizes else 0
        self._longest = self._parts[longest][1] if sizes else ""
        """the piece that is likely to be the rarest"""
        self._before = sum(sizes[:longest]) + sum(gaps[1 : longest + 1])
        self._behind = sum(sizes[longest:]) + sum(gaps[longest + 1 :])
        """how far the pieces may reach from where it begins"""
        self.needs = tuple((piece,) for piece in dict.fromkeys(piece for _, piece in self._parts))

    def spans(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the shortest range of each end, but whole words of Latin letters where a `*` is at the edge."""
        form = text.form
        if not self._parts:
            yield from self._after.alone(form)
        elif self.may_stand_in(form):
            for first, behind in self._reaches(form):
                for end, start in self._ends(form, first, behind).items():
                    last = self._after.end_from(form, end)
                    if last is not None:
                        yield start, last

    def _reaches(self, form: str) -> Iterator[tuple[int, int]]:
        """Yield the ranges in which all pieces may stand, in order and apart from one another."""
        first = behind = 0
        for start, _ in occurrences(form, self._longest):
            if start - self._before > behind:
                if behind:
                    yield first, behind
                first = start - self._before
            behind = start + self._behind
            first = max(first, 0)
        if behind:
            yield first, behind

    def _ends(self, form: str, first: int, behind: int) -> dict[int, int]:
        """Return where all pieces of a range may end in order, each with the last place where they then begin."""
        starts: dict[int, int] = {}
        for number, (gap, piece) in enumerate(self._parts):
            before, ends = starts, list(starts)
            starts = {}
            for start, end in occurrences(form, piece, first, behind):
                if not number:
                    if (begin := gap.start_to(form, start)) is not None:
                        starts[end] = begin
                elif (last := gap.last_end(form, ends, start)) is not None:
                    starts[end] = before[last]
        return starts


class _Gap:
    """What `*` and `?` leave open between two pieces, or at the edge."""

    def __init__(self, wild: str) -> None:
        self._least = min(wild.count("?"), _LATIN_RUN)
        self._is_open = "*" in wild
        self.most = self._least + self._is_open * _LATIN_RUN
        self._ones = re.compile(f"{_ONE}{{{self._least}}}")
        self._pattern = re.compile(f"{_ONE}{{{self._least}}}" + _RUN * self._is_open)

    def last_end(self, form: str, ends: list[int], start: int) -> int | None:
        """Return the last of the ends from which this reaches to a start; where that does not, none does."""
        place = bisect_right(ends, start - self._least) - 1
        if place < 0 or start - ends[place] > self.most:
            return None
        return ends[place] if self._pattern.fullmatch(form, ends[place], start) else None

    def start_to(self, form: str, end: int) -> int | None:
        """Return where this begins at the left edge; with `*`, where the Latin word does."""
        start = end - self._least
        if start < 0 or not self._ones.fullmatch(form, start, end):
            return None
        if self._is_open and start < len(form):
            before = form[max(0, start - _LATIN_RUN) : start + 1][::-1]
            match = _WORD_END.match(before)
            start -= max(0, match.end() - 1) if match else 0
        return start

    def end_from(self, form: str, start: int) -> int | None:
        """Return where this ends at the right edge; with `*`, where the Latin word does."""
        end = start + self._least
        if end > len(form) or not self._ones.fullmatch(form, start, end):
            return None
        if self._is_open and end:
            match = _WORD_END.match(form, end - 1)
            end = max(end, match.end()) if match else end
        return end

    def alone(self, form: str) -> Iterator[tuple[int, int]]:
        """Yield the runs of as many characters as there are `?`; none for `*` alone."""
        if self._least:
            yield from (match.span() for match in self._ones.finditer(form))


class OneOffPattern(FormPattern):
    """Words in which one character is another, is missing, is added, or has changed places with its neighbour.

    Latin words are found where they are whole. Of ranges that overlap, the one that is most like the words is taken.
    """

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self._word = word = search_form(node.text)
        self._half = half = len(word) // 2
        # One change leaves a half as it is, unless it exchanges the characters on both sides of the middle.
        exchanged = word[: half - 1] + word[half : half + 1] + word[half - 1 : half] + word[half + 1 :]
        self._exchanged = exchanged if half else word
        self._pieces = (word[:half], word[half:]) if len(word) >= _SHORTEST else (word,)
        self.needs = (tuple(dict.fromkeys((*self._pieces, self._exchanged))),) if word else ()

    def spans(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield where the words or one-off words stand, no two of them overlapping."""
        form = text.form
        likest: list[tuple[int, int, int]] = []
        for start, end in self._candidates(form):
            if start >= 0 and end <= len(form) and stands_alone(form, start, end):
                difference = _difference(self._word, form[start:end])
                if difference is not None:
                    likest.append((difference, start, end))
        taken: list[tuple[int, int]] = []
        for _, start, end in sorted(likest, key=lambda each: (each[0], each[1], -each[2])):
            place = bisect_left(taken, (start, end))
            is_free = not (place and taken[place - 1][1] > start)
            if is_free and not (place < len(taken) and taken[place][0] < end):
                insort(taken, (start, end))
        yield from taken

    def _candidates(self, form: str) -> set[tuple[int, int]]:
        """Return the ranges that hold a half of the words, or all of them with the middle exchanged."""
        size, found = len(self._word), set(occurrences(form, self._exchanged))
        if len(self._pieces) == 1:
            return found | set(occurrences(form, self._word))
        for start, _ in occurrences(form, self._pieces[0]):
            found.update((start, start + size + more) for more in (-1, 0, 1))
        for _, end in occurrences(form, self._pieces[1]):
            found.update((end - size - more, end) for more in (-1, 0, 1))
        return found


def _difference(word: str, other: str) -> int | None:
    """Return how unlike two words are: 0 equal, 1 one other, one more or two exchanged, 2 one less; None beyond."""
    if word == other:
        return 0
    if len(word) < _SHORTEST:
        return None
    place = next(
        (number for number, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    if len(word) == len(other):
        is_exchanged = (
            word[place : place + 2] == other[place : place + 2][::-1]
            and word[place + 2 :] == other[place + 2 :]
        )
        is_changed = word[place + 1 :] == other[place + 1 :] and _CHANGED.match(other[place])
        return 1 if is_exchanged or is_changed else None
    if len(other) > len(word):
        return 1 if other[place + 1 :] == word[place:] and _CHANGED.match(other[place]) else None
    return 2 if word[place + 1 :] == other[place:] and len(other) > 1 else None
