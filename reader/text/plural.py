"""Numbers with their nouns."""

from __future__ import annotations

from collections.abc import Callable

from reader.language import ntr

_NOUNS: dict[str, Callable[[int], str]] = {
    "article": lambda count: ntr("{count} article", "{count} articles", count),
    "highlight": lambda count: ntr("{count} highlight", "{count} highlights", count),
    "hit": lambda count: ntr("{count} hit", "{count} hits", count),
    "note": lambda count: ntr("{count} note", "{count} notes", count),
    "post": lambda count: ntr("{count} post", "{count} posts", count),
}


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: `1 post`, `1,204 posts`; raise KeyError for a noun that is not known here."""
    return _NOUNS[noun](count)


def megabytes(count: int) -> str:
    """Return a number of bytes in megabytes of a million, as file managers show them: `1.5 MB`."""
    return f"{count / 1e6:,.1f} MB"
