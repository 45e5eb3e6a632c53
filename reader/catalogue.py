"""Reads the compiled catalogues of gettext (.mo) text by text, in a tenth of the time that Python's `gettext` needs.

That parses and decodes all texts; a start shows a tenth of them. The format is that of the GNU gettext manual, "The
Format of GNU MO Files", little-endian and in UTF-8, as packaging writes it.
"""

from __future__ import annotations

from struct import pack, unpack_from

_MAGIC = 0x950412DE
NOTHING = pack("<5I", _MAGIC, 0, 0, 20, 20)
"""the content of a catalogue without texts"""
_WITH_CONTEXT = "\x04"
_BETWEEN_FORMS = "\0"


class Catalogue:
    """The texts of a language by those of the code."""

    def __init__(self, content: bytes) -> None:
        """Take the content of a compiled file. Raise ValueError if it is none."""
        magic, _, self._count, originals, translations = unpack_from("<5I", content.ljust(20, b"\0"))
        if magic != _MAGIC:
            raise ValueError("this is no compiled catalogue")
        self._content = content
        spans = unpack_from(f"<{2 * self._count}I", content, originals)
        self._numbers = {
            content[start : start + size]: number
            for number, (size, start) in enumerate(zip(spans[::2], spans[1::2], strict=True))
        }
        self._translations = translations
        self._known: dict[str, str] = {}

    def text(self, message: str, context: str = "") -> str:
        """Return the translation of a text, or the text where there is none."""
        return self._found(f"{context}{_WITH_CONTEXT}{message}" if context else message, message)

    def counted(self, singular: str, plural: str, count: int) -> str:
        """Return the text for a number of things. The languages of the catalogues have one form for all numbers."""
        return self._found(f"{singular}{_BETWEEN_FORMS}{plural}", singular if count == 1 else plural)

    def _found(self, key: str, default: str) -> str:
        known = self._known.get(key)
        if known is not None:
            return known
        number = self._numbers.get(key.encode())
        if number is None:
            return default
        size, start = unpack_from("<2I", self._content, self._translations + 8 * number)
        found = self._known[key] = self._content[start : start + size].decode()
        return found
