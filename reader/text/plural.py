"""Numbers of things in words."""

from __future__ import annotations


def counted(count: int, singular: str, plural: str = "") -> str:
    """The number and its noun: `1 post`, `1,204 posts`; `plural` where it is not the singular with an s."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
