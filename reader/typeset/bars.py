"""Horizontal and vertical bars in eighths of a cell."""

from __future__ import annotations

_LYING = " ▏▎▍▌▋▊▉█"
_STANDING = " ▁▂▃▄▅▆▇█"


def _eighths(share: float, cells: int) -> int:
    """Return how many eighths of `cells` a share (0 to 1) fills, at least one for a share above 0."""
    return min(max(round(share * cells * 8), 1 if share > 0 else 0), cells * 8)


def bar(share: float, width: int) -> str:
    """Return a horizontal bar of `width` cells, filled to `share` (0 to 1); a share above 0 is always visible."""
    full, rest = divmod(_eighths(share, width), 8)
    return ("█" * full + (_LYING[rest] if rest else "")).ljust(width)


def column(share: float, height: int) -> str:
    """Return a vertical bar of `height` cells, filled to `share` (0 to 1): one character a cell, top to bottom."""
    full, rest = divmod(_eighths(share, height), 8)
    return ("█" * full + (_STANDING[rest] if rest else "")).ljust(height)[::-1]
