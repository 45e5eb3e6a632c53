"""Bars in eighths of a cell, lying and standing: how counts are drawn on a terminal."""

from __future__ import annotations

_LYING = " ▏▎▍▌▋▊▉█"
_STANDING = " ▁▂▃▄▅▆▇█"


def _eighths(share: float, cells: int) -> int:
    """How many eighths of `cells` a share (0 to 1) fills; what is not nothing fills one at least."""
    return min(max(round(share * cells * 8), 1 if share > 0 else 0), cells * 8)


def bar(share: float, width: int) -> str:
    """A lying bar of `width` cells filled to `share` (0 to 1); what is not nothing is seen."""
    full, rest = divmod(_eighths(share, width), 8)
    return ("█" * full + (_LYING[rest] if rest else "")).ljust(width)


def column(share: float, height: int) -> str:
    """A standing bar of `height` cells filled to `share` (0 to 1), one character a cell, from the top down."""
    full, rest = divmod(_eighths(share, height), 8)
    return ("█" * full + (_STANDING[rest] if rest else "")).ljust(height)[::-1]
