"""Names and titles as clean lines of text."""

from __future__ import annotations

from functools import lru_cache

from reader.text.equivalence import composed
from reader.text.late import late
from reader.text.safe import clean_line

# Only references with a semicolon: without one, `Q&A&lt` and `?a=1&copy=2` are the author's text.
_ENTITY = late(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def label(text: str) -> str:
    """Return text as one clean line with entities decoded."""
    if "&" in text:
        from html import unescape  # 2 ms, for the few posts whose labels contain entities

        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
        text = composed(text)
    return clean_line(text)


def non_null(value: str) -> str:
    """Return the value, or an empty string for YAML's null. Not for titles, which are always text."""
    return "" if value in ("~", "null", "Null", "NULL") else value


# Most posts of an archive share a few authors and channels.
@lru_cache(maxsize=1024)
def name(text: str) -> str:
    """Return the name of an author or channel as a clean line; empty for null."""
    return label(non_null(text))
