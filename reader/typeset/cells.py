"""The width of text in terminal cells, character by character."""

from __future__ import annotations

import unicodedata
from array import array
from itertools import accumulate, islice

JOINER = "\u200d"
_FRAMES = ("\u2500", "\u259f")
EMOJI_SELECTOR = "\ufe0f"


def _cells(character: str) -> int:
    """Return the cells of a character; -1 for a control character."""
    # Imported late: 20 ms and 2 MB, which the list of posts does not need, since Rich measures it.
    from wcwidth import wcwidth as measure

    return measure(character)


class _Widths(dict[int, int]):
    """Code point to cells, filled on demand; a value is the code point equal to the width.

    `str.translate` with such a table measures a text at the speed of C.
    """

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if self._ambiguous == 2 and is_ambiguous(character):
            cells = 2
        elif 0x1F3FB <= code <= 0x1F3FF:
            cells = 0  # a skin tone colours the emoji before it
        elif 0x1F1E6 <= code <= 0x1F1FF:
            cells = 1  # two letters make a flag
        else:
            cells = max(0, _cells(character))
        self[code] = cells
        return cells


_PIECE = 1 << 16
"""characters processed without releasing the interpreter to other threads"""
_TABLES = {1: _Widths(1), 2: _Widths(2)}


def is_ambiguous(character: str) -> bool:
    """Return whether terminals disagree on the width of a character: East Asian Width A (UAX #11).

    Combining marks are left out, and lines and blocks (U+2500 to U+259F), which programs for terminals count as
    one cell whatever the terminal does.
    """
    return (
        unicodedata.east_asian_width(character) == "A"
        and not _FRAMES[0] <= character <= _FRAMES[1]
        and _cells(character) == 1
    )


def advances(text: str, ambiguous: int = 1) -> bytes:
    """Return the cells of each character of `text`; in a joined sequence all but the first take none.

    `ambiguous` is what East Asian ambiguous characters take, 1 or 2.
    """
    widths = text.translate(_TABLES[ambiguous]).encode("latin-1")
    if JOINER in text or EMOJI_SELECTOR in text:
        return _joined(text, bytearray(widths))
    return widths


def _is_wide_picture(character: str) -> bool:
    """Return whether the emoji variation selector makes the character two cells wide."""
    from wcwidth import wcswidth

    return wcswidth(character + EMOJI_SELECTOR) == 2


def _joined(text: str, widths: bytearray) -> bytes:
    """Apply emoji sequences: a character after a joiner takes no cells, a selector makes a narrow symbol wide."""
    base = -1
    for index, character in enumerate(text):
        if character == JOINER:
            if index + 1 < len(text):
                widths[index + 1] = 0
        elif character == EMOJI_SELECTOR:
            if base >= 0 and widths[base] == 1 and _is_wide_picture(text[base]):
                widths[base] = 2
            base = -1
        elif widths[index]:
            base = index
    return bytes(widths)


def cell_len(text: str, ambiguous: int = 1) -> int:
    """Return the width of `text` in cells."""
    return len(text) if text.isascii() and text.isprintable() else sum(advances(text, ambiguous))


def cumulative(text: str, ambiguous: int = 1) -> array[int]:
    """Return the cells before each character, and those of the whole text as the last item."""
    widths = advances(text, ambiguous)
    cells = array("I", [0])
    for piece in range(0, len(widths), _PIECE):
        cells.extend(islice(accumulate(widths[piece : piece + _PIECE], initial=cells[-1]), 1, None))
    return cells
