"""What a text of a query asks of a text, in the shape that index, marks and contexts share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator

from reader.query.nodes import Contains, Together, Words
from reader.text.late import late
from reader.text.spelling import SearchText, search_form

_LETTER = late(r"[^\W_]")
_OFTEN = 64
"""characters up to which a word may overlap itself: finding each occurrence of a longer one takes quadratic time"""


class Pattern(ABC):
    """What one text of a query, or texts that stand together, look for. Equal for equal nodes."""

    needs: tuple[tuple[str, ...], ...] = ()
    """groups of forms: the form of a matching text holds one of each group; without any, every text may match"""
    form: str | None = None
    """the form that is all that a matching text must hold; None where holding a form is not enough"""

    def __init__(self, node: Words | Contains | Together) -> None:
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and self.node == other.node

    def __hash__(self) -> int:
        return hash(self.node)

    @abstractmethod
    def spans(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the form in which the pattern stands, in order. May raise ExpressionTimeError."""

    @abstractmethod
    def places(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the text in which the pattern stands, in order. May raise ExpressionTimeError."""

    def may_stand_in(self, form: str) -> bool:
        """Return whether the form of a text holds what the pattern needs."""
        return all(any(need in form for need in group) for group in self.needs)

    def stands_in(self, text: SearchText) -> bool:
        """Return whether the pattern stands in the text. May raise ExpressionTimeError."""
        return self.may_stand_in(text.form) and next(self.spans(text), None) is not None


class FormPattern(Pattern):
    """A pattern that is looked for in forms."""

    def places(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the text that the ranges of its form were made from."""
        return (text.in_text(start, end) for start, end in self.spans(text) if start < end)


class LetterPattern(Pattern):
    """A pattern that is looked for in texts as they are read: in those blocks whose forms hold what it needs."""

    def spans(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the form that the ranges of the text became."""
        return ((text.in_form(start), text.in_form(end)) for start, end in self.places(text))

    def places(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the text in which the pattern stands, in order. May raise ExpressionTimeError."""
        places_in = self.searcher()
        for offset, block in self._placed_blocks(text):
            for first, last in places_in(block):
                yield offset + first, offset + last

    def stands_in(self, text: SearchText) -> bool:
        """Return whether the pattern stands in the text, without asking for its place."""
        places_in = self.searcher()
        if self._narrows():
            return any(True for block in self._blocks(text) for _ in places_in(text.part(*block).text))
        # To make the whole text takes a fraction of making each of its blocks.
        return any(True for block in text.text.split("\n") for _ in places_in(block))

    def _placed_blocks(self, text: SearchText) -> Iterator[tuple[int, str]]:
        """Yield the blocks that hold what the pattern needs, each after its offset in the text."""
        if self._narrows():
            for start, end in self._blocks(text):
                yield text.in_text(start - 1, start)[1] if start else 0, text.part(start, end).text
            return
        offset = 0
        for block in text.text.split("\n"):
            yield offset, block
            offset += len(block) + 1

    def _narrows(self) -> bool:
        """Return whether forms tell in which blocks the pattern may stand."""
        return bool(self.needs)

    @abstractmethod
    def searcher(self) -> Callable[[str], Iterable[tuple[int, int]]]:
        """Return what yields where the pattern stands in a block, to be called for the blocks of one text."""

    def _blocks(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the blocks of a form that hold what the pattern needs."""
        form = text.form
        if not self.may_stand_in(form):
            return
        rarest = max((group[0] for group in self.needs if len(group) == 1), key=len, default="")
        start = 0
        while (place := form.find(rarest, start)) >= 0:
            start = max(start, form.rfind("\n", start, place) + 1)
            end = form.find("\n", place)
            end = len(form) if end < 0 else end
            if self.may_stand_in(form[start:end]):
                yield start, end
            start = end + 1


def occurrences(text: str, word: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where a word stands in a range of a text, also where it overlaps itself: 哈哈 stands twice in 哈哈哈."""
    step = 1 if len(word) <= _OFTEN else len(word)
    place = text.find(word, start, end) if word else -1
    while place >= 0:
        yield place, place + len(word)
        place = text.find(word, place + step, end)


def needed_form(text: str) -> str:
    """Return a form that the form of every text that contains `text` holds; empty where that is not sure."""
    letters = [match.start() for match in _LETTER.finditer(text)]
    return search_form(text[letters[0] : letters[-1] + 1]) if letters else ""
