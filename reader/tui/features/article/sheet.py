"""The painted rows of a document without an overlay, which can be painted before they are shown."""

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
    """The rows of a document in a pane of `width` cells. Thread-safe."""

    def __init__(self, document: Document, palette: Palette, width: int, overlay: Overlay) -> None:
        """Only the archived links of `overlay` are painted."""
        self.document = document
        self.palette = palette
        self.width = width
        self.overlay = overlay
        self._left = left_margin(document, width)
        self._strips: dict[tuple[int, bool], Strip] = {}

    def row(self, row: int, *, has_thumb: bool) -> Strip:
        """Return a row, counted from the top of the sheet, with the thumb if `has_thumb`."""
        strip = self._strips.get((row, has_thumb))
        if strip is None:
            strip = self._paint(row)
            if has_thumb:
                strip = with_thumb(strip, self.palette)
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            self._strips[row, has_thumb] = strip
        return strip

    def _paint(self, row: int) -> Strip:
        number = row - TOP
        if not 0 <= number < len(self.document.lines):
            return line((), self.width, self.palette.base)
        strip = paint(
            self.document.lines[number], self.document, self.palette, self.overlay, self._left, self.width
        )
        return strip if strip.cell_length == self.width else Strip(strip.crop(0, self.width), self.width)

    def prepare(self, height: int, console: Console, top: int = 0) -> None:
        """Paint and cache the rows of a screen that starts at row `top`, including their escape sequences."""
        thumb_rows = thumb(TOP + len(self.document.lines) + BOTTOM, height, top, height)
        for row in range(height):
            self.row(top + row, has_thumb=row in thumb_rows).render(console)


def left_margin(document: Document, width: int) -> int:
    """Return the number of cells to the left of the centred column in a pane of `width` cells."""
    return max(1, (width - document.measure) // 2)


def with_thumb(strip: Strip, palette: Palette) -> Strip:
    """Return a row with the thumb in its last cell."""
    end = Segment(THUMB, palette.base + palette.component("thumb"))
    *before, last = strip
    if last.text.endswith(" ") and last.style == palette.base:
        # The usual case. Measuring the row to crop it takes longer than painting it.
        return Strip([*before, Segment(last.text[:-1], last.style), end], strip.cell_length)
    return Strip([*strip.crop(0, strip.cell_length - 1), end], strip.cell_length)
