"""The form in which texts and words are compared: spellings that make no difference have one form."""

from __future__ import annotations

from reader.text.equivalence import composed
from reader.text.script import fold


def search_form(text: str) -> str:
    """Return the form of a text; a form may be longer or shorter than its text.

    The form of a part of a text that begins and ends with letters occurs in the form of the text.
    """
    return fold(composed(text)).strip()


class SearchText:
    """A text as it is searched: the text, its form, and where the one stands in the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        """in NFC"""
        self.form = fold(text)

    def in_text(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that a range of the form was made from."""
        return start, end

    def in_form(self, offset: int) -> int:
        """Return the offset in the form of what stands at an offset of the text."""
        return offset
