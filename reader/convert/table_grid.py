"""Tables on a grid: cells that span columns and rows, heads of several rows, and feet, for Markdown's plain tables.

A cell that spans several columns or rows stands in the first of them and leaves the others blank, so that each of the
other cells stands under its head and no word is read twice. Columns in which no cell begins are left out. The rows of
a head become one, their words on lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

HEAD, BODY, FOOT = "head", "body", "foot"
"""the sections of a table"""

_MAX_COLUMN_SPAN = 1000
"""of a cell, as in browsers (HTML, 4.9.11)"""
_MAX_SPANS_DOWN = 200
"""cells from rows above that reach into a row; the spans of further ones are not followed"""
_MAX_AREA = 200_000
"""cells of the grid, blank ones included"""
_LINE_BREAK = "<br>"


class GridCell(NamedTuple):
    """A cell of a table."""

    text: str
    columns: int = 1
    """how many columns it spans"""
    rows: int = 1
    """how many rows it spans; 0 for all that are left in its section"""
    is_head: bool = False


class GridRow(NamedTuple):
    """A row of a table."""

    cells: Sequence[GridCell]
    section: str = BODY


class _Span(NamedTuple):
    """The columns that a cell takes in the rows below its own."""

    start: int
    end: int
    last_row: int


@dataclass
class _Placed:
    """The cells of a table by the column of the grid where they begin."""

    rows: list[dict[int, str]] = field(default_factory=list)

    def columns(self) -> list[int]:
        """Return the columns in which a cell begins."""
        return sorted(set().union(*self.rows)) if self.rows else []


def table_rows(rows: Iterable[GridRow]) -> list[list[str]]:
    """Return the texts of a table row by row, all of one length; the first row is the head.

    Blank rows are left out. A table with too many blank cells to be one has rows of different lengths.
    """
    ordered = _in_order([row for row in rows if row.cells])
    head_count = _head_count(ordered)
    placed = _place(ordered)
    columns = placed.columns()
    if len(columns) * len(placed.rows) > _MAX_AREA:
        return [uneven for row in placed.rows if any(uneven := list(row.values()))]
    texts = [[row.get(column, "") for column in columns] for row in placed.rows]
    head: list[str] = [
        _LINE_BREAK.join(filter(None, lines)) for lines in zip(*texts[:head_count], strict=True)
    ]
    body = [row for row in texts[head_count:] if any(row)]
    return [head, *body] if any(head) else body


def is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether all rows have as many cells as the first, so that they can be a table of Markdown."""
    return all(len(row) == len(rows[0]) for row in rows)


def _in_order(rows: list[GridRow]) -> list[GridRow]:
    """Return rows with the head first and the foot last, as browsers show them."""
    return [row for section in (HEAD, BODY, FOOT) for row in rows if row.section == section]


def _head_count(rows: list[GridRow]) -> int:
    """Return how many rows are the head: those of the section, or else those of head cells; at least one."""
    count = sum(row.section == HEAD for row in rows)
    if not count:
        # A row of one head cell under the first is the title of the rows that follow.
        while count < len(rows) and (not count or len(rows[count].cells) > 1) and _is_head(rows[count]):
            count += 1
        if count == len(rows):
            count = 1
    return max(count, 1)


def _is_head(row: GridRow) -> bool:
    return all(cell.is_head for cell in row.cells)


def _place(rows: list[GridRow]) -> _Placed:
    """Return the cells of rows in the columns of the grid (HTML, 4.9.12)."""
    placed = _Placed()
    ends = _section_ends(rows)
    spans: list[_Span] = []
    for number, row in enumerate(rows):
        spans = sorted(span for span in spans if span.last_row >= number)
        taken = 0
        column = 0
        cells: dict[int, str] = {}
        new: list[_Span] = []
        for cell in row.cells:
            while taken < len(spans) and spans[taken].start <= column:
                column = max(column, spans[taken].end)
                taken += 1
            end = column + max(1, min(cell.columns, _MAX_COLUMN_SPAN))
            cells[column] = cell.text
            last_row = ends[number] if cell.rows == 0 else min(number + cell.rows - 1, ends[number])
            if last_row > number and len(spans) + len(new) < _MAX_SPANS_DOWN:
                new.append(_Span(column, end, last_row))
            column = end
        spans += new
        placed.rows.append(cells)
    return placed


def _section_ends(rows: list[GridRow]) -> list[int]:
    """Return, for each row, the index of the last row of its section: no cell spans further."""
    ends = [0] * len(rows)
    for number in range(len(rows) - 1, -1, -1):
        is_last = number + 1 == len(rows) or rows[number + 1].section != rows[number].section
        ends[number] = number if is_last else ends[number + 1]
    return ends
