"""A document painted with nothing over its text, so that it can be painted before it is looked at."""

from __future__ import annotations

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from reader.tui.features.article.paint import Overlay, Palette, paint
from reader.tui.strips import line
from reader.tui.widgets.line_widget import THUMB, thumb
from reader.typeset.document import Document

TOP = 1
"""blank lines above the article"""
BOTTOM = 2
_STRIPS_KEPT = 256


class Sheet:
    """The rows of a document in a pane of `width` cells. Threads may share it."""

    def __init__(self, document: Document, palette: Palette, width: int, marks: Overlay) -> None:
        """`marks` says which links are archived, and no more."""
        self.document = document
        self.palette = palette
        self.width = width
        self.marks = marks
        self._left = left_margin(document, width)
        self._strips: dict[tuple[int, bool], Strip] = {}

    def row(self, row: int, *, is_marked: bool) -> Strip:
        """A row counted from the top of the sheet, with the thumb in its last cell where it is marked."""
        strip = self._strips.get((row, is_marked))
        if strip is None:
            strip = self._paint(row)
            if is_marked:
                strip = with_thumb(strip, self.palette)
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            self._strips[row, is_marked] = strip
        return strip

    def _paint(self, row: int) -> Strip:
        number = row - TOP
        if not 0 <= number < len(self.document.lines):
            return line((), self.width, self.palette.base)
        strip = paint(
            self.document.lines[number], self.document, self.palette, self.marks, self._left, self.width
        )
        return strip if strip.cell_length == self.width else Strip(strip.crop(0, self.width), self.width)

    def prepare(self, height: int, console: Console, top: int = 0) -> None:
        """Paint the screen of `height` rows that begins at the row `top`, to the last escape sequence, and keep it."""
        marked = thumb(TOP + len(self.document.lines) + BOTTOM, height, top, height)
        for row in range(height):
            self.row(top + row, is_marked=row in marked).render(console)


def left_margin(document: Document, width: int) -> int:
    """The free cells to the left of the column, which stands in the middle of a pane of `width` cells."""
    return max(1, (width - document.measure) // 2)


def with_thumb(strip: Strip, palette: Palette) -> Strip:
    """The row with the thumb in its last cell."""
    end = Segment(THUMB, palette.base + palette.component("thumb"))
    *before, last = strip
    if last.text.endswith(" ") and last.style == palette.base:
        # As good as always: measuring the row to cut it takes longer than painting it.
        return Strip([*before, Segment(last.text[:-1], last.style), end], strip.cell_length)
    return Strip([*strip.crop(0, strip.cell_length - 1), end], strip.cell_length)
