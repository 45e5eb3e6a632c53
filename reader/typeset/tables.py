"""Tables: fitted columns, wrapped cells, horizontal rules."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reader.text.bidi import Levels, is_rtl, levels_of
from reader.text.late import late
from reader.typeset.bidi import at_right, turned
from reader.typeset.breaking import Breaks, Measure, fill, find_breaks
from reader.typeset.cells import cumulative
from reader.typeset.document import Line, Rows, Span
from reader.typeset.frame import Room
from reader.typeset.inline import Inline

GUTTER = 2
"""gap between two columns, in cells"""
_LEAST_COLUMN = 6
"""least width of a column, in cells; rather than less, the table is wider than the pane"""
_LEAST_WORDS = (16, 12)
"""a column shrinks to its longest word, but not beyond these limits; the second applies if the first does not fit"""
_NUMBER = late(r"[-+−–±<>≈~]?\s?[$€£¥￥]?\s?\d[\d.,:/ ]*\s?(?:%|％|‰|[A-Za-z]{1,3}|[年月日元人萬万億亿])?")


@dataclass(eq=False)
class Cell:
    """A table cell."""

    content: Inline
    start: int = 0
    """the offset in the document's text"""

    @cached_property
    def breaks(self) -> Breaks:
        """The break opportunities of the cell."""
        return find_breaks(self.content.text)

    @cached_property
    def _cells(self) -> dict[int, array[int]]:
        return {}

    def cells(self, ambiguous: int) -> array[int]:
        """Return the cumulative cells of the text."""
        if ambiguous not in self._cells:
            self._cells[ambiguous] = cumulative(self.content.text, ambiguous)
        return self._cells[ambiguous]

    def natural(self, ambiguous: int) -> int:
        """Return the width of its widest line if nothing is wrapped."""
        cells = self.cells(ambiguous)
        return max((cells[end] - cells[start] for start, end in self.breaks.segments), default=0)

    def longest_word(self, ambiguous: int) -> int:
        """Return the width of its longest unbreakable part."""
        cells = self.cells(ambiguous)
        places = [0, *self.breaks.normal]
        return max((cells[end] - cells[start] for start, end in pairwise(places)), default=0)

    @cached_property
    def levels(self) -> Levels:
        """The embedding levels of the text."""
        return levels_of(self.content.text, rtl=is_rtl(self.content.text))

    def shown(self, start: int, end: int, *, turns: bool) -> list[Span]:
        """Return the styled text from `start` to `end`, in visual order if the page `turns` text."""
        spans = list(self.spans(start, end))
        return turned(spans, self.levels[start:end]) if turns and self.breaks.has_rtl else spans

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the styled text from `start` to `end`."""
        for run in self.content.runs:
            first, last = max(start, run.start), min(end, run.end)
            if first < last:
                yield Span(self.content.text[first:last], run.roles, run.link, self.start + first)


@dataclass(eq=False)
class Table:
    """Rows of cells; the first row is the header."""

    cells: list[list[Cell]]
    alignments: Sequence[str]
    """the alignment of each column: `left`, `right`, `center`, or empty"""
    start: int = 0
    """the offset in the document's text"""

    def __post_init__(self) -> None:
        self.place(self.start)

    def place(self, start: int) -> None:
        """Set the offset of the table in the document's text."""
        self.start = start
        for row in self.cells:
            for cell in row:
                cell.start = start
                start += len(cell.content.text) + 1

    @cached_property
    def text(self) -> str:
        """The plain text: a line for each row, tabs between cells."""
        return "\n".join("\t".join(cell.content.text for cell in row) for row in self.cells)

    def rows(self, room: Room) -> Rows:
        """Return the lines in `room`; wider than it if the columns cannot be narrower."""
        placed = list(self._placed(room))
        return [line for _, line in placed], [start for start, _ in placed]

    def _placed(self, room: Room) -> Iterator[tuple[int, Line]]:
        ambiguous = room.options.ambiguous_width
        widths = self._widths(max(room.width, 1), ambiguous)
        total = sum(widths) + GUTTER * (len(widths) - 1)
        rule = self._line([Span("─" * total, ("table-rule",))], total, room)
        body = [self._lines(row, widths, room) for row in self.cells]
        airy = any(len(lines) > 1 for lines in body[1:])
        for number, (row, lines) in enumerate(zip(self.cells, body, strict=True)):
            start = row[0].start
            if number == 1:
                yield start, rule
            elif number > 1 and airy:
                yield start, self._line([], 0, room)
            for line in lines:
                yield start, line

    def _widths(self, room: int, ambiguous: int) -> list[int]:
        """Return the width of each column: what it needs, or a fair share if not all fit."""
        columns = list(zip(*self.cells, strict=True))
        wanted = [max(1, *(cell.natural(ambiguous) for cell in column)) for column in columns]
        free = room - GUTTER * (len(columns) - 1)
        if sum(wanted) <= free:
            return wanted
        words = [max(cell.longest_word(ambiguous) for cell in column) for column in columns]
        least = wanted
        for longest in _LEAST_WORDS:
            if sum(least) > free:
                least = [
                    min(want, max(_LEAST_COLUMN, min(word, longest)))
                    for want, word in zip(wanted, words, strict=True)
                ]
        if sum(least) > free:
            return least  # a number that is cut cannot be read: rather the reader moves the table
        # Distribute the remaining cells, to the columns that need the fewest first.
        widths = list(least)
        left = free - sum(least)
        waiting = sorted(range(len(columns)), key=lambda index: wanted[index] - least[index])
        while waiting:
            index = waiting.pop(0)
            more = min(wanted[index] - least[index], left // (len(waiting) + 1))
            widths[index] += more
            left -= more
        return widths

    def _lines(self, row: list[Cell], widths: list[int], room: Room) -> list[Line]:
        ambiguous = room.options.ambiguous_width
        filled = [
            fill(cell.content.text, cell.cells(ambiguous), cell.breaks, Measure(width, width))
            for cell, width in zip(row, widths, strict=True)
        ]
        lines = []
        most = max(map(len, filled))
        total = sum(widths) + GUTTER * (len(widths) - 1)
        for number in range(most):
            columns: list[list[Span]] = []
            for column, (cell, places) in enumerate(zip(row, filled, strict=True)):
                # Heads stand above their columns; a head that spans several stands above these heads.
                line = number - (most - len(places)) if row is self.cells[0] else number
                start, end = places[line] if 0 <= line < len(places) else (0, 0)
                used = cell.cells(ambiguous)[end] - cell.cells(ambiguous)[start]
                shown = cell.shown(start, end, turns=room.options.turns)
                columns.append(self._padded(column, shown, widths[column] - used, room))
            if self._is_mirrored(room):
                columns.reverse()
            lines.append(self._line([span for spans in columns for span in spans], total, room))
        return lines

    def _padded(self, column: int, spans: list[Span], spare: int, room: Room) -> list[Span]:
        """Return the spans of a cell padded to its column, with the gap to the column at its right."""
        alignment = "right" if self._is_mirrored(room) else self._aligned[column]
        before = spare if alignment == "right" else spare // 2 if alignment == "center" else 0
        last = 0 if self._is_mirrored(room) else len(self._aligned) - 1
        after = spare - before + (GUTTER if column != last else 0)
        return [span for span in (Span(" " * before), *spans, Span(" " * after)) if span.text]

    def _is_mirrored(self, room: Room) -> bool:
        """Return whether the first column stands at the right, as in Hebrew."""
        return room.options.turns and self._is_rtl

    @cached_property
    def _is_rtl(self) -> bool:
        return any(cell.breaks.has_rtl for row in self.cells for cell in row) and is_rtl(self.text)

    def _line(self, spans: list[Span], total: int, room: Room) -> Line:
        """Return a line of the table, which takes `total` cells, at the side at which it stands."""
        if not self._is_mirrored(room):
            return Line((*room.prefix, *spans))
        spare = room.width - total
        pad = [Span(" " * spare)] if spare > 0 else []
        return Line((*pad, *spans, *at_right(room.prefix)))

    @cached_property
    def _aligned(self) -> list[str]:
        """Return the alignment of each column; by default numbers are right-aligned."""
        aligned = []
        for number, column in enumerate(zip(*self.cells, strict=True)):
            texts = [cell.content.text for cell in column[1:] if cell.content.text]
            numeric = bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)
            aligned.append(self.alignments[number] or ("right" if numeric else "left"))
        return aligned
