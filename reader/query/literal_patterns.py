"""Words as they stand: alike by their form, or letter by letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from reader.query.letters import stands_alone
from reader.query.nodes import Contains, Words
from reader.query.pattern import FormPattern, LetterPattern, needed_form, occurrences
from reader.text.equivalence import composed
from reader.text.spelling import SearchText, search_form


class AlikePattern(FormPattern):
    """Words whose form stands in a text, with the accents that are typed."""

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self._word = search_form(node.text)
        self._accents = tuple(_accents(node.text))
        self.needs = ((self._word,),) if self._word else ()
        self.form = None if self._accents else self._word

    def spans(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield where the form stands and the text has the typed accents."""
        for start, end in occurrences(text.form, self._word):
            if all(letter in _letters(text, start + offset) for offset, letter in self._accents):
                yield start, end


def _accents(text: str) -> Iterator[tuple[int, str]]:
    """Yield the Latin letters that lose a mark in the form, by their offset in the form of the words."""
    text = composed(text).strip()
    if text.isascii():
        return
    typed = SearchText(text)
    for offset, letter in enumerate(text):
        plain = search_form(letter)
        width_alone = unicodedata.normalize("NFKC", letter).isascii()
        if letter.isalpha() and len(plain) == 1 and plain.isascii() and plain.isalpha() and not width_alone:
            yield typed.in_form(offset), letter.lower()


def _letters(text: SearchText, offset: int) -> str:
    """Return what the letter of the form at an offset was made from, in lower case."""
    start, end = text.in_text(offset, offset + 1)
    return text.text[start:end].lower()


class ExactPattern(LetterPattern):
    """Words that stand in a text letter by letter, and in no longer word of Latin letters or digits."""

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self._word = node.text
        self._form = needed_form(node.text)
        self._is_whole = self._form == search_form(node.text)
        self.needs = ((self._form,),) if self._form else ()

    def may_stand_in(self, form: str) -> bool:
        """Return whether the form of a text holds that of the word, standing alone as the word must."""
        if not self._is_whole:
            return super().may_stand_in(form)
        return any(stands_alone(form, start, end) for start, end in occurrences(form, self._form))

    def searcher(self) -> Callable[[str], Iterable[tuple[int, int]]]:
        """Return what yields where the letters stand in a block."""
        return self._places

    def _places(self, block: str) -> Iterator[tuple[int, int]]:
        for start, end in occurrences(block, self._word):
            if stands_alone(block, start, end):
                yield start, end
