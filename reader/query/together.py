"""Words that stand near one another, or in one sentence or paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations

from reader.query.letters import CHINESE, WORD
from reader.query.nodes import Span, Together
from reader.query.pattern import FormPattern, Pattern
from reader.text.sentences import SENTENCE_END
from reader.text.spelling import SearchText

_UNIT = re.compile(rf"[{CHINESE}]|{WORD}+")
_Range = tuple[int, int]


class TogetherPattern(FormPattern):
    """Several patterns that stand together, each of which may be one of several."""

    def __init__(self, node: Together, operands: Sequence[Sequence[Pattern]]) -> None:
        super().__init__(node)
        self._operands = operands
        self._within, self._is_ordered = node.within, node.is_ordered
        self.needs = tuple(dict.fromkeys(group for patterns in operands for group in _needs_of_any(patterns)))

    def spans(self, text: SearchText) -> Iterator[_Range]:
        """Yield the ranges of each of the patterns where all of them stand together."""
        chosen = {each for chains in self._chains(text) for each in chains}
        yield from sorted(chosen)

    def stands_in(self, text: SearchText) -> bool:
        """Return whether the patterns stand together anywhere: one order of them is enough."""
        return any(next(iter(chains), None) is not None for chains in self._chains(text))

    def _chains(self, text: SearchText) -> Iterator[Iterable[_Range]]:
        """Yield, for each order that the patterns may stand in, the ranges where they do."""
        if not self.may_stand_in(text.form):
            return
        found: list[list[_Range]] = []
        for patterns in self._operands:
            found.append(sorted({each for pattern in patterns for each in pattern.spans(text)}))
            if not found[-1]:
                return
        if not isinstance(self._within, Span):
            gaps = _Gaps(text.form, self._within)
            for order in (found,) if self._is_ordered else permutations(found):
                yield _chained(order, gaps)
            return
        blocks = [match.start() for match in re.finditer("\n", text.form)]
        chosen = _in_one_stretch(found, blocks)
        if chosen and self._within is Span.SENTENCE:
            chosen = _in_one_stretch(found, sorted((*blocks, *_sentence_ends(text, chosen, blocks))))
        yield chosen


def _sentence_ends(text: SearchText, ranges: Iterable[_Range], blocks: Sequence[int]) -> Iterator[int]:
    """Yield where in the form sentences end in those blocks that have a range: a whole text is slow to rebuild."""
    for number in {bisect_right(blocks, start) for start, _ in ranges}:
        first = blocks[number - 1] + 1 if number else 0
        part = text.part(first, blocks[number] if number < len(blocks) else len(text.form))
        for match in SENTENCE_END.finditer(part.text):
            yield first + part.in_form(match.end())


def _needs_of_any(patterns: Sequence[Pattern]) -> tuple[tuple[str, ...], ...]:
    """Return what the form of a text needs in which one of the patterns stands."""
    if len(patterns) == 1:
        return patterns[0].needs
    if not all(pattern.needs for pattern in patterns):
        return ()
    groups = (max(pattern.needs, key=lambda group: min(map(len, group))) for pattern in patterns)
    return (tuple(dict.fromkeys(need for group in groups for need in group)),)


def _in_one_stretch(found: Sequence[Sequence[_Range]], ends: Sequence[int]) -> set[_Range]:
    """Return the ranges of those stretches in which each operand has one."""
    stretches: list[dict[int, list[_Range]]] = []
    for ranges in found:
        of_operand = defaultdict(list)
        for start, end in ranges:
            number = bisect_right(ends, start)
            if number == bisect_right(ends, max(start, end - 1)):
                of_operand[number].append((start, end))
        stretches.append(of_operand)
    common = set.intersection(*map(set, stretches))
    return {each for of_operand in stretches for number in common for each in of_operand[number]}


class _Gaps:
    """What stands between ranges of a form: each Chinese character and each other word is a unit."""

    def __init__(self, form: str, most: int) -> None:
        self._form = form
        self._most = most

    def is_small(self, end: int, start: int) -> bool:
        """Return whether no block ends between an end and a later start, and no more units than allowed stand."""
        if self._form.find("\n", end, start) >= 0:
            return False
        # A unit has one character or more.
        return start - end <= self._most or next(self._units_beyond(end, start), None) is None

    def _units_beyond(self, end: int, start: int) -> Iterator[re.Match[str]]:
        """Yield the units in a gap that are more than allowed."""
        return islice(_UNIT.finditer(self._form, end, start), self._most, None)


def _chained(found: Sequence[Sequence[_Range]], gaps: _Gaps) -> Iterator[_Range]:
    """Yield the ranges that stand in a chain of one of each operand in order, none overlapping the next."""
    levels: list[Sequence[_Range]] = [found[0]]
    for ranges in found[1:]:
        ends = sorted({end for _, end in levels[-1]})
        levels.append([each for each in ranges if _follows(each[0], ends, gaps)])
    after = levels[-1]
    yield from after
    for ranges in reversed(levels[:-1]):
        starts = sorted({start for start, _ in after})
        after = [each for each in ranges if _is_followed(each[1], starts, gaps)]
        yield from after


def _follows(start: int, ends: Sequence[int], gaps: _Gaps) -> bool:
    place = bisect_right(ends, start)
    return place > 0 and gaps.is_small(ends[place - 1], start)


def _is_followed(end: int, starts: Sequence[int], gaps: _Gaps) -> bool:
    place = bisect_left(starts, end)
    return place < len(starts) and gaps.is_small(end, starts[place])
