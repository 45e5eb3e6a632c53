"""Which panes are on the screen, for a width and the pane that has the keys."""

from __future__ import annotations

from enum import StrEnum

DEFAULT_THEME = "ink"
"""the colours of a person who has chosen none"""
ONE_PANE_BELOW = 100
"""cells under which one pane is shown at a time: two columns of Chinese do not fit beside each other"""
ALL_PANES_FROM = 150
"""cells from which the sides stand beside list and article"""


SIDE_WIDTH = 34
"""cells of the sides"""

_STRIP_FROM_ROWS, _HIGH_STRIP_FROM_ROWS, _STRIP_FROM_CELLS = 18, 34, 40


class Pane(StrEnum):
    """A pane by its widget id."""

    TAGS = "tags"
    TIMELINE = "timeline"
    LIST = "list"
    ARTICLE = "article"


ORDER = (Pane.TAGS, Pane.TIMELINE, Pane.LIST, Pane.ARTICLE)
"""from left to right"""


def visible(width: int, focus: Pane, *, zen: bool = False) -> frozenset[Pane]:
    """The panes that a screen of `width` cells shows while `focus` has the keys."""
    if width < ONE_PANE_BELOW:
        return frozenset({focus})
    if zen and focus is Pane.ARTICLE:
        return frozenset({Pane.ARTICLE})
    if width >= ALL_PANES_FROM:
        return frozenset(ORDER)
    if focus in (Pane.TAGS, Pane.TIMELINE):
        return frozenset({focus, Pane.LIST})
    return frozenset({Pane.LIST, Pane.ARTICLE})


def list_width(width: int) -> int:
    """The cells of the list beside an article: what reads well; the article gets the rest."""
    return min(max(round(width * 0.37), 40), 62)


def strip_height(columns: int, rows: int) -> int:
    """How many lines the strip of time has on a screen of this size; 0 where the list needs them more."""
    if rows < _STRIP_FROM_ROWS or columns < _STRIP_FROM_CELLS:
        return 0
    return 3 if rows >= _HIGH_STRIP_FROM_ROWS else 2


def beside(focus: Pane, steps: int) -> Pane:
    """The pane `steps` to the right of `focus`; it stops at the edges.

    The sides stand over each other, so from the timeline the list is to the right and nothing to the left.
    """
    columns = [Pane.TAGS, Pane.LIST, Pane.ARTICLE]
    here = columns.index(Pane.TAGS if focus is Pane.TIMELINE else focus)
    if focus is Pane.TIMELINE and steps < 0:
        return focus
    return columns[min(max(here + steps, 0), len(columns) - 1)]


def around(focus: Pane, steps: int) -> Pane:
    """The pane `steps` further on, going round."""
    return ORDER[(ORDER.index(focus) + steps) % len(ORDER)]
