"""Numbers with their nouns."""

from __future__ import annotations


def counted(count: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: `1 post`, `1,204 posts`; `plural` if it is not the singular with an s."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def megabytes(count: int) -> str:
    """Return a number of bytes in megabytes of a million, as file managers show them: `1.5 MB`."""
    return f"{count / 1e6:,.1f} MB"
