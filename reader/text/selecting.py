"""What a double and a triple click take of a text: the word and the paragraph."""

from __future__ import annotations

import re

_MOST_CHARS = 200
"""characters at each side within which a word ends"""
_HAN = "々〇〻㐀-䶿一-鿿豈-﫿𠀀-𳏿"
_KANA = "ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟ"
_WORD = re.compile(
    f"[{_HAN}]+|[{_KANA}]+"
    # Marks are part of the letter before them, and U.S., don’t and well-known are words.
    f"|(?:[^\\W{_HAN}{_KANA}]|[\u0300-\u036f\u0590-\u05c7\u064b-\u065f\u0900-\u0e7f\u200c\u200d])+"
    f"(?:[’'.·-][^\\W{_HAN}{_KANA}]+)*"
)


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Return start and end of the word at an offset: of Chinese and Japanese, the run of one script.

    A character outside the words is taken alone.
    """
    first = max(offset - _MOST_CHARS, 0)
    for word in _WORD.finditer(text, first, offset + _MOST_CHARS):
        if word.start() <= offset < word.end():
            return word.span()
        if word.start() > offset:
            break
    return offset, min(offset + 1, len(text))


def words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return start and end of the words between two offsets of a text."""
    return [word.span() for word in _WORD.finditer(text, start, end)]


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """Return start and end of the line of the text at an offset, without the break at its end."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end
