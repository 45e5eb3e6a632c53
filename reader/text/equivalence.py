"""Canonical equivalence: one spelling, NFC, for texts that Unicode calls equal (UAX #15).

File names of macOS and texts copied from PDF come decomposed: `é` as two characters, 한 as three. The reader composes
what it reads and what is typed, so that they find each other; files and paths stay as they are.
"""

from __future__ import annotations

import unicodedata

from reader.text.late import late

# More signs than any writing stacks. Python sorts a run of them in time that grows with its square.
_LONG_RUN = late(r"[^\w\s\x00-\x7f\u2000-\u2bff\u3000-\u303f\uff00-\uffef\U0001f000-\U0001faff]{256}")
# The first bytes in UTF-8 of what may be the second part of a letter: accents (CC, CD), points of Hebrew (D7), signs of
# India and Southeast Asia (E0), and letters of Hangul, Burmese and polytonic Greek (E1). Chinese text has none of them.
# The madda and hamza of Arabic begin with D9, which all Arabic text has.
_LEAD_BYTES = (b"\xcc", b"\xcd", b"\xd7", b"\xd9", b"\xe0", b"\xe1")
_TEXT_OF_MARKUP = late(r"(?:(?<=>)|\A)[^<>]+")
_VOICING_MARKS = ("\u3099", "\u309a")
"""of kana"""


def composed(text: str) -> str:
    """Return `text` in NFC; unchanged where it stacks hundreds of combining signs."""
    if text.isascii() or unicodedata.is_normalized("NFC", text) or _LONG_RUN.search(text):
        return text
    return unicodedata.normalize("NFC", text)


def composed_markup(markup: str, source: str) -> str:
    """Return HTML with its text in NFC, where `source`, from which it was made, writes characters as references.

    Only there may an accent have come behind its letter. Tags stay as they are, and with them addresses.
    """
    if "&#" not in source or unicodedata.is_normalized("NFC", markup):
        return markup
    return _TEXT_OF_MARKUP.sub(lambda text: composed(text[0]), markup)


def composed_from(data: bytes, text: str) -> str:
    """Return `text`, which was decoded from UTF-8 `data`, in NFC.

    Looks for what may be decomposed among the bytes first, which takes a twentieth of checking each character. Alone
    compatibility ideographs such as U+F9BA and signs such as U+212B are passed over: the fold makes them equal.
    """
    if text.isascii():
        return text
    may_be_decomposed = any(byte in data for byte in _LEAD_BYTES) or any(
        mark in text for mark in _VOICING_MARKS
    )
    return composed(text) if may_be_decomposed else text


def spellings(name: str) -> tuple[str, ...]:
    """Return the spellings under which a file system may have a name: as given, composed, and decomposed."""
    if name.isascii() or _LONG_RUN.search(name):
        return (name,)
    return tuple(dict.fromkeys((name, composed(name), unicodedata.normalize("NFD", name))))
