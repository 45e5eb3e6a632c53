"""Where the lines of an article stand in the columns of the pane."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Offset

from reader.typeset.document import Document


class Columns(NamedTuple):
    """Columns side by side: the lines of the second go on where the first ends."""

    left: int
    """the cell in which the first begins"""
    step: int
    """cells from the beginning of one to that of the next"""
    number: int
    height: int
    """the rows of the first, those of the pane unless a heading would stand alone at its foot"""

    def at(self, x: int, y: int) -> tuple[int, int]:
        """Return the row that stands at a cell of the pane, from the first of the first column, and the cell in the row."""
        column = min(max((x - self.left) // self.step, 0), self.number - 1) if self.step else 0
        return y + column * self.height, x - self.left - column * self.step

    def place(self, row: int, cell: int) -> Offset:
        """Return where in the pane a cell of a row stands."""
        column = min(row // self.height, self.number - 1) if self.height else 0
        return Offset(self.left + column * self.step + cell, row - column * self.height)


def rows_above_heading(document: Document, first: int, rows: int) -> int:
    """Return how many of the `rows` from line `first` on a column shows, so that it does not end with a heading."""
    stop = end = min(first + rows, len(document.lines))
    while end > first:
        if document.lines[end - 1].text.strip():
            offset = document.starts[end - 1]
            above = [each for each in document.outline if each.start <= offset < each.start + len(each.text)]
            if not above:
                break
            stop = document.line_at(above[0].start)
            end = stop
        else:
            end -= 1
    return stop - first if stop > first else rows
