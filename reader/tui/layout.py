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

BETWEEN_COLUMNS = 6
"""cells between two columns of an article"""
_MARGINS = 8
"""of the pane of an article beside its lines, in cells"""
_ROOMY_LIST, _COMPACT_LIST = (0.5, 60), (0.585, 70)
"""the most of the room that a list takes from an article, and the width in which half of the titles are whole

Measured on 287 titles of 13 years from archives of news: half have at most 54 cells, nine of ten at most 123.
"""
_WIDEST_LIST = 144

_STRIP_FROM_ROWS, _HIGH_STRIP_FROM_ROWS, _STRIP_FROM_CELLS = 18, 34, 40


class Pane(StrEnum):
    """A pane; the value is its widget id."""

    TAGS = "tags"
    TIMELINE = "timeline"
    LIST = "list"
    ARTICLE = "article"


ORDER = (Pane.TAGS, Pane.TIMELINE, Pane.LIST, Pane.ARTICLE)
"""the panes from left to right"""


def visible(width: int, focus: Pane, *, zen: bool = False, one: bool = False) -> frozenset[Pane]:
    """Return the panes that a screen of `width` cells shows while `focus` has the focus; `one` wants no more than one."""
    if width < ONE_PANE_BELOW or one:
        return frozenset({focus})
    if zen and focus is Pane.ARTICLE:
        return frozenset({Pane.ARTICLE})
    if width >= ALL_PANES_FROM:
        return frozenset(ORDER)
    if focus in (Pane.TAGS, Pane.TIMELINE):
        return frozenset({focus, Pane.LIST})
    return frozenset({Pane.LIST, Pane.ARTICLE})


def list_width(columns: int, measure: int, *, is_compact: bool, text_columns: int = 1) -> int:
    """Return the width of the list beside an article of `measure` Chinese characters, in cells of a screen of `columns`.

    The article gets what its lines need, and the list all else, up to where no title needs more. On a narrow screen
    the list gets what half of the titles need, or half of the room; a compact row holds the day and the channel, too.
    Where an article may have two columns and there is room for them beside such a list, it gets that.
    """
    room = columns - (SIDE_WIDTH if columns >= ALL_PANES_FROM else 0)
    article = 2 * measure + _MARGINS
    share, needed = _COMPACT_LIST if is_compact else _ROOMY_LIST
    two = 4 * measure + BETWEEN_COLUMNS + _MARGINS
    if text_columns > 1 and room - two >= needed:
        article = two
    return min(max(room - article, min(needed, round(room * share))), _WIDEST_LIST)


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
