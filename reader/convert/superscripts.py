"""Superscripts without a form in Markdown: ordinals, units, exponents and the numbers of notes."""

from __future__ import annotations

import re

from reader.text.late import late

_ORDINAL = late(r"st|nd|rd|th|er|re|e|è|ère|ere|ers|res|ème|eme|emes|nde?|[oa]s?|[ºª]|\.[oa]", re.IGNORECASE)
"""the endings of ordinal numbers in English, French, Spanish, Portuguese and Italian"""
_ABBREVIATIONS = frozenset(
    (
        "Mme",
        "Mmes",
        "Mlle",
        "Me",
        "Mr",
        "Mrs",
        "Dr",
        "Pr",
        "Ste",
        "St",
        "Sr",
        "Jr",
        "no",
        "No",
        "nos",
        "Nos",
        "Vve",
        "Cie",
        "Bd",
    )
)
"""words whose end is raised after a single letter"""
_UNIT = late(r"(?<![^\W\d_])(?:[kdcmnµμ]?m|ft|in|yd|mi|s|sec|hr?|d)$")
_UNIT_EXPONENT = late(r"[-−–]?[1-4]")
_EXPONENT = late(r"[\d,+\-−–.a-z]{1,6}")
_NOTE_NUMBER = late(r"\d{1,3}(?:[,\-–]\d{1,3})*")
_RAISED = str.maketrans("1234-−–", "¹²³⁴⁻⁻⁻")
_WORD = late(r"[^\W\d_]+$")
_MAX_CONTEXT = 12


def superscript(text: str, before: str, *, may_be_note: bool) -> str:
    """Return a superscript as Markdown; `text` is its Markdown, `before` the text in front of it.

    `may_be_note` says whether a number in brackets may stand here.
    """
    before = before[-_MAX_CONTEXT:]
    last = before[-1:]
    if (last.isascii() and last.isalnum()) or last in ("µ", "μ"):
        if last.isdigit() and _ORDINAL.fullmatch(text):
            return text
        if _UNIT_EXPONENT.fullmatch(text) and _UNIT.search(before):
            return text.translate(_RAISED)
        if text.isalpha() and _is_abbreviation(before, text):
            return text
        return f"^{text}" if _EXPONENT.fullmatch(text) else text
    # A superscript number after Chinese text or punctuation is a note's.
    return f"\\[{text}\\]" if may_be_note and _NOTE_NUMBER.fullmatch(text) else text


def _is_abbreviation(before: str, text: str) -> bool:
    """Return whether raised letters end a word, as in French, and are no exponent."""
    word = _WORD.search(before)
    return word is not None and (len(word[0]) > 1 or word[0] + text in _ABBREVIATIONS)
