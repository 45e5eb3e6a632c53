"""Plots in a terminal: one series as bars in eighths of a cell, several as lines of braille dots."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.typeset.bars import column

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""the bits of a braille cell, by row from the top, left and right"""
_BRAILLE = 0x2800
_ROWS_OF_LABEL = 2
"""rows from one label of the y axis to the next, at least"""
_GAP_FROM = 3
"""width of a bar from which its last cell separates it from the next"""
_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class Cell(NamedTuple):
    """A character of a plot."""

    text: str
    series: int | None = None
    """the number of its series; None for the frame"""


class Plot(NamedTuple):
    """A plot as rows of cells: the values in their frame, and the ticks below."""

    rows: list[list[Cell]]
    left: int
    """the first column of the values"""
    cells: int
    """the number of their columns"""
    places: int
    """the number of places along the x axis"""

    def span(self, place: int) -> range:
        """Return the columns of a place, at least one."""
        start = self.left + place * self.cells // self.places
        return range(start, max(self.left + (place + 1) * self.cells // self.places, start + 1))

    def place_at(self, x: int) -> int:
        """Return the place of a column."""
        inside = min(max(x - self.left, 0), self.cells - 1)
        return min(((inside + 1) * self.places - 1) // self.cells, self.places - 1)


def round_up(value: float, *, whole: bool) -> float:
    """Return the least of 1, 1.5, 2, 3, 4, 5, 6, 8 and 10 times a power of ten that is not below `value`; with `whole`, at
    least 1.

    Raise ValueError if the value is not above 0.
    """
    power = 10.0 ** math.floor(math.log10(value))
    top = next((step * power for step in _ROUND if step * power >= value * (1 - 1e-9)), 10 * power)
    return float(max(math.ceil(top), 1)) if whole else top


def plot(
    series: Sequence[Sequence[float]],
    ticks: Sequence[str],
    *,
    width: int,
    height: int,
    said: Callable[[float], str],
    whole: bool = True,
) -> Plot:
    """Return a plot of the series, all as long as `ticks`, in `width` columns and `height` rows including the ticks.

    A tick is the text under its place, empty for none. `said` writes a value beside the frame; `whole` says
    that values are whole numbers. A later series is drawn over an earlier one.
    """
    most = max((value for values in series for value in values), default=0)
    top = round_up(most, whole=whole) if most > 0 else 1.0
    rows_up = max(height - 1, 1)
    parts = _parts(top, rows_up, whole=whole)
    marks = {
        round((parts - part) * (rows_up - 1) / parts): said(top * part / parts) for part in range(parts + 1)
    }
    left = min(max(map(len, marks.values())) + 2, max(width - 4, 0))
    cells = max(width - left, 1)
    count = max(len(ticks), 1)
    frame = Plot([], left, cells, count)
    if len(series) == 1 and count <= cells:
        body = _bars(series[0], top, frame, rows_up)
    else:
        body = _lines(series, top, frame, rows_up)
    for number, row in enumerate(body):
        edge = "┤" if number in marks else "│"
        label = f"{marks.get(number, '').rjust(left - 2)} {edge}"[:left]
        frame.rows.append([*map(Cell, label), *row])
    frame.rows.append(_ticks(ticks, frame))
    return frame


def _parts(top: float, height: int, *, whole: bool) -> int:
    """Return into how many parts the y axis is divided: as many as have a few rows each and round numbers."""
    fits = (parts for parts in (5, 4, 3, 2) if height > _ROWS_OF_LABEL * parts)
    return next((parts for parts in fits if not whole or top % parts == 0), 1)


def _bars(values: Sequence[float], top: float, frame: Plot, height: int) -> list[list[Cell]]:
    rows = [[Cell(" ")] * frame.cells for _ in range(height)]
    for place, value in enumerate(values):
        span = frame.span(place)
        gap = len(span) >= _GAP_FROM
        for row, block in zip(rows, column(value / top, height), strict=True):
            for x in span[: len(span) - gap]:
                row[x - frame.left] = Cell(block, 0)
    return rows


def _lines(series: Sequence[Sequence[float]], top: float, frame: Plot, height: int) -> list[list[Cell]]:
    wide, high = frame.cells * 2, height * 4
    bits = [[0] * frame.cells for _ in range(height)]
    owners: list[list[int | None]] = [[None] * frame.cells for _ in range(height)]
    for number, values in enumerate(series):
        before: tuple[int, int] | None = None
        for place, value in enumerate(values):
            here = ((2 * place + 1) * wide // (2 * frame.places), round(value / top * (high - 1)))
            for x, y in _line(before or here, here):
                row, column_ = (high - 1 - y) // 4, x // 2
                bits[row][column_] |= _DOTS[(high - 1 - y) % 4][x % 2]
                owners[row][column_] = number
            before = here
    return [
        [Cell(chr(_BRAILLE + dots) if dots else " ", owner) for dots, owner in zip(*pair, strict=True)]
        for pair in zip(bits, owners, strict=True)
    ]


def _line(start: tuple[int, int], stop: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the dots of a straight line."""
    steps = max(abs(stop[0] - start[0]), abs(stop[1] - start[1]), 1)
    return [
        (
            round(start[0] + (stop[0] - start[0]) * step / steps),
            round(start[1] + (stop[1] - start[1]) * step / steps),
        )
        for step in range(steps + 1)
    ]


def _ticks(ticks: Sequence[str], frame: Plot) -> list[Cell]:
    """Return the row of ticks, without those that would touch."""
    width = frame.left + frame.cells
    row = [Cell(" ")] * width
    free = 0
    for place, tick in enumerate(ticks):
        x = min(frame.span(place).start, width - len(tick))
        if tick and x >= free and x >= 0:
            row[x : x + len(tick)] = map(Cell, tick)
            free = x + len(tick) + 2
    return row
