"""Lays out the labels below the bars of a time strip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from reader.library import Granularity
from reader.tui.features.time_strip.window import TimeWindow

MARGIN = 1
"""free cells at each side of the strip"""
GAP_FROM = 3
"""width of a period in cells from which its last cell separates it from the next"""
_HERE = "▴"


class Label(NamedTuple):
    """A text on the axis."""

    x: int
    """the first cell"""
    text: str
    component: str
    """the component class of its style"""


def edges(window: TimeWindow, number: int, cells: int) -> tuple[int, int]:
    """Return the first cell of a period, and the one after its last, if the window takes `cells` cells."""
    count = window.stop - window.start
    place = number - window.start
    return MARGIN + place * cells // count, MARGIN + (place + 1) * cells // count


def labels(window: TimeWindow, width: int, *, here: date | None, cursor_text: str) -> Iterator[Label]:
    """Yield the labels of an axis of `width` cells; a later one covers an earlier one.

    `here` is the day of the list; `cursor_text`, if any, is centred below the cursor of the window.
    """
    cells = max(width - 2 * MARGIN, 1)
    shown_first, shown_last = window.days(window.start, window.stop)
    first, last = max(window.counts.first, shown_first), min(window.counts.last, shown_last)
    left = f"{'‹' if window.start > window.ends[0] else ' '}{first}"
    right = f"{last}{'›' if window.stop - 1 < window.ends[1] else ' '}"
    free_from, free_to = len(left) + 2, width - len(right) - 2
    for number in range(window.start, window.stop):
        text = _tick(window.granularity, number)
        x, _ = edges(window, number, cells)
        if text and x >= free_from and x + len(text) <= free_to:
            yield Label(x, text, "strip--tick")
            free_from = x + len(text) + 2
    if here is not None and shown_first <= here <= shown_last:
        start, stop = edges(window, window.granularity.number(here), cells)
        middle = start + max(stop - start - (stop - start >= GAP_FROM) - 1, 0) // 2
        yield Label(middle, _HERE, "strip--here")
    start, stop = edges(window, window.cursor, cells)
    place = min(max((start + stop - cell_len(cursor_text)) // 2, 0), width - cell_len(cursor_text))
    if not cursor_text or place >= len(left):
        yield Label(0, left, "strip--date")
    if not cursor_text or place + cell_len(cursor_text) <= width - len(right):
        yield Label(width - len(right), right, "strip--date")
    yield Label(place, cursor_text, "strip--told")


def _tick(granularity: Granularity, number: int) -> str:
    """Return the label of a period that starts a longer one; empty for others."""
    if granularity is Granularity.YEAR:
        return str(granularity.period(number))
    if granularity is Granularity.MONTH:
        return "" if number % 12 else str(Granularity.YEAR.period(number // 12))
    day = date.fromordinal(number)
    return "" if day.day > 1 else f"{day:%Y-%m}"
