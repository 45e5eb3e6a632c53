"""What two versions of a text say differently, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from reader.query.letters import CHINESE, WORD
from reader.text.sentences import sentences
from reader.text.spelling import search_form, tight_form

_MOST_SENTENCES = 1000
"""sentences of each version that are compared, between the first and the last that differ"""
_MOST_WORK = 1_000_000
"""pairs of units that are compared within sentences: about a second of work at worst"""
_LONGEST = 2000
"""characters of a sentence that is looked into; a longer one is no sentence"""
_AHEAD = 6
"""sentences further on among which the other version of a sentence is looked for"""
_ALIKE = 0.5
"""share of common units from which two sentences are versions of one"""
_UNIT = re.compile(rf"[{CHINESE}]|{WORD}+|\s+|.", re.DOTALL)
"""what is compared within a sentence: a Chinese character, a word, a sign"""


class Piece(NamedTuple):
    """A stretch of a sentence."""

    text: str
    is_changed: bool


class Edit(NamedTuple):
    """A sentence that the versions say differently, or that one of them alone has."""

    before: tuple[Piece, ...]
    """the sentence of the first version; empty if it was added"""
    after: tuple[Piece, ...]
    """that of the second; empty if it was removed"""


@dataclass(frozen=True, slots=True)
class TextChanges:
    """The sentences of two versions in order."""

    steps: tuple[str | Edit, ...]
    """a sentence that both have, as the second version spells it; or an edit"""
    is_whole: bool = True
    """whether the versions were compared to their ends"""

    @property
    def edits(self) -> list[Edit]:
        """The edits alone."""
        return [step for step in self.steps if isinstance(step, Edit)]


def text_changes(before: str, after: str) -> TextChanges:
    """Return what was changed from one version of a text to the other; spelling that makes no difference is none.

    Of long stretches that differ, a thousand sentences are compared, so that the time is bounded.
    """
    old, new = list(sentences(before)), list(sentences(after))
    old_forms, new_forms = list(map(tight_form, old)), list(map(tight_form, new))
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old_forms[n] != new_forms[n]), shortest)
    tail = next(
        (n for n in range(shortest - head) if old_forms[-1 - n] != new_forms[-1 - n]), shortest - head
    )
    old_end, new_end = len(old) - tail, len(new) - tail
    is_whole = max(old_end, new_end) - head <= _MOST_SENTENCES
    if not is_whole:
        old_end, new_end = (min(end, head + _MOST_SENTENCES) for end in (old_end, new_end))
    comparison = _Comparison(old[head:old_end], new[head:new_end])
    steps = (
        *new[:head],
        *comparison.steps(old_forms[head:old_end], new_forms[head:new_end]),
        *(new[new_end:] if is_whole else ()),
    )
    return TextChanges(steps, is_whole)


def value_change(before: str, after: str) -> Edit:
    """Return what was changed from one title, or another short value, to the other."""
    return _Comparison([], []).edit(before, after)


class _Comparison:
    """The comparison of some sentences with others, within bounds."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = old
        self._new = new
        self._left = _MOST_WORK

    def steps(self, old_forms: Sequence[str], new_forms: Sequence[str]) -> Iterator[str | Edit]:
        """Yield the steps that lead from the old sentences to the new ones."""
        # From 200 sentences on, difflib does not begin a match with those that are repeated often, which may
        # take quadratic time otherwise.
        matcher = SequenceMatcher(None, old_forms, new_forms)
        for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                yield from self._new[new_start:new_end]
            else:
                yield from self._replacing(self._old[old_start:old_end], self._new[new_start:new_end])

    def _replacing(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
        """Yield edits that replace sentences by others; those that are much alike are versions of one."""
        place = 0
        for sentence in old:
            found = next(
                (
                    at
                    for at in range(place, min(place + _AHEAD, len(new)))
                    if self._is_alike(sentence, new[at])
                ),
                None,
            )
            if found is None:
                yield Edit(_whole(sentence), ())
                continue
            yield from (Edit((), _whole(added)) for added in new[place:found])
            yield self.edit(sentence, new[found])
            place = found + 1
        yield from (Edit((), _whole(added)) for added in new[place:])

    def _is_alike(self, one: str, other: str) -> bool:
        if len(one) + len(other) > 2 * _LONGEST:
            return False
        mine, its = Counter(_forms(_units(one))), Counter(_forms(_units(other)))
        del mine[""], its[""]
        return 2 * (mine & its).total() >= _ALIKE * max(1, mine.total() + its.total())

    def edit(self, before: str, after: str) -> Edit:
        """Return the change of one sentence, with the units that differ; all of it once the work is too much."""
        old, new = _units(before), _units(after)
        self._left -= len(old) * len(new)
        if self._left < 0:
            return Edit(_whole(before), _whole(after))
        codes = SequenceMatcher(None, _forms(old), _forms(new), autojunk=False).get_opcodes()
        return Edit(
            _pieces(old, [(start, end, kind != "equal") for kind, start, end, _, _ in codes]),
            _pieces(new, [(start, end, kind != "equal") for kind, _, _, start, end in codes]),
        )


def _whole(sentence: str) -> tuple[Piece, ...]:
    return (Piece(sentence, is_changed=True),)


def _units(sentence: str) -> list[str]:
    return _UNIT.findall(sentence)


def _forms(units: Sequence[str]) -> list[str]:
    return list(map(_form, units))


@lru_cache(maxsize=4096)
def _form(unit: str) -> str:
    """Return the form of a unit, of which texts have the same few again and again."""
    return search_form(unit)


def _pieces(units: Sequence[str], ranges: Sequence[tuple[int, int, bool]]) -> tuple[Piece, ...]:
    """Return the units of some ranges as pieces; a blank between two that changed has changed with them."""
    found: list[Piece] = []
    for place, (start, end, is_changed) in enumerate(ranges):
        text = "".join(units[start:end])
        is_within = not text.strip() and 0 < place < len(ranges) - 1
        if text and found and found[-1].is_changed is (is_changed or is_within):
            found[-1] = Piece(found[-1].text + text, found[-1].is_changed)
        elif text:
            found.append(Piece(text, is_changed))
    return tuple(found)
