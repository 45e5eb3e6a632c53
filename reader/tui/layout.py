"""Which panes are shown, depending on the size of the screen and the focused pane."""

from __future__ import annotations

from enum import StrEnum

from reader.config.schema import SETTINGS

DEFAULT_THEME = SETTINGS["theme"].default
"""the theme of users who have not chosen one"""
ONE_PANE_BELOW = 100
"""screen width in cells below which one pane is shown at a time: two columns of Chinese do not fit"""
ALL_PANES_FROM = 150
"""screen width in cells from which the side panes are shown beside list and article"""

SIDE_WIDTH = 34
"""width of the side panes in cells"""

_STRIP_FROM_ROWS, _HIGH_STRIP_FROM_ROWS, _STRIP_FROM_CELLS = 18, 34, 40


class Pane(StrEnum):
    """A pane; the value is its widget id."""

    TAGS = "tags"
    TIMELINE = "timeline"
    LIST = "list"
    ARTICLE = "article"


ORDER = (Pane.TAGS, Pane.TIMELINE, Pane.LIST, Pane.ARTICLE)
"""the panes from left to right"""


def visible(width: int, focus: Pane, *, zen: bool = False) -> frozenset[Pane]:
    """Return the panes that a screen of `width` cells shows while `focus` has the focus."""
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
    """Return the width of the list beside an article, in cells; the article gets the rest."""
    return min(max(round(width * 0.37), 40), 62)


def strip_height(columns: int, rows: int) -> int:
    """Return the height of the time strip in lines; 0 on a small screen, where the list needs the room."""
    if rows < _STRIP_FROM_ROWS or columns < _STRIP_FROM_CELLS:
        return 0
    return 3 if rows >= _HIGH_STRIP_FROM_ROWS else 2


def beside(focus: Pane, steps: int) -> Pane:
    """Return the pane `steps` to the right of `focus`, stopping at the edges.

    Tags and timeline share the left column: the list is to the right of both.
    """
    columns = [Pane.TAGS, Pane.LIST, Pane.ARTICLE]
    here = columns.index(Pane.TAGS if focus is Pane.TIMELINE else focus)
    if focus is Pane.TIMELINE and steps < 0:
        return focus
    return columns[min(max(here + steps, 0), len(columns) - 1)]


def around(focus: Pane, steps: int) -> Pane:
    """Return the pane `steps` further on, wrapping around."""
    return ORDER[(ORDER.index(focus) + steps) % len(ORDER)]
