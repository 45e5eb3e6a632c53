"""A passage in quotation marks, for pasting with its citation below it."""

from __future__ import annotations

from reader.cite.source import Source
from reader.text.safe import clean

_MARKS = {"zh-Hant": ("「」", "『』"), "ja": ("「」", "『』"), "zh-Hans": ("“”", "‘’"), "zh": ("“”", "‘’")}
_ENGLISH = ("“”", "‘’")


def quoted(words: str, source: Source, citation: str) -> str:
    """Return words of a post in the quotation marks of its language, a blank line, and the citation.

    Marks of the same form within the words become those for quotations in quotations.
    """
    outer, inner = _MARKS.get(source.language, _ENGLISH)
    words = clean(words).strip().translate(str.maketrans(outer, inner))
    return f"{outer[0]}{words}{outer[1]}\n\n{citation}"
