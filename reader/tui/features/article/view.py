"""A view that scrolls a document and selects text in it."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.reactive import reactive

from reader.text.selecting import paragraph_at, word_at
from reader.tui.dispatch import handles
from reader.tui.features.article.paint import character_at, offset_of
from reader.tui.features.article.painted_document import PaintedDocument
from reader.tui.features.article.sheet import TOP
from reader.typeset.cells import cell_len

_WHEEL_LINES = 3


class DocumentView(PaintedDocument):
    """A scrollable document, centred in the pane.

    `place` is the text offset of the line at the top of the screen; it survives a change of the width.
    """

    progress: reactive[int] = reactive(0, repaint=False)
    """how much of the document has been on the screen, in per cent"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = 0

    # For subclasses to override

    def at_end(self) -> None:
        """React to a request for the next page at the end of the document."""

    def focus_offset(self) -> int | None:
        """Return the offset of the text that one is at; None for the first line on the screen."""
        return None

    def focus_cell(self) -> Offset | None:
        """Return the cell of what one is at, or of the first line of text on the screen."""
        document, lines = self._document, self.lines_on_screen()
        if document is None or not lines:
            return None
        offset = self.focus_offset()
        number = document.line_at(offset) if offset is not None else -1
        if offset is not None and number in lines:
            return self._columns.place(number + TOP - round(self.scroll_y), self._cell_of(offset))
        first = next((each for each in lines if document.lines[each].text.strip()), lines[0])
        return self._columns.place(first + TOP - round(self.scroll_y), 0)

    def _cell_of(self, offset: int) -> int:
        """Return the cell of its line in which a character stands."""
        assert self._document is not None
        line = self._document.lines[self._document.line_at(offset)]
        ambiguous = self._document.options.ambiguous_width
        cells = 0
        for span in line.spans:
            if span.start <= offset < span.start + len(span.text):
                return cells + cell_len(span.text[: offset - span.start], ambiguous)
            cells += cell_len(span.text, ambiguous)
        return 0

    # Contents

    @property
    def place(self) -> int:
        """The text offset of the first line on the screen."""
        return self._place

    def reset(self, place: int) -> None:
        """Get the document again and show it from `place`; delayed until the size is known."""
        self._place = place
        width = self.size.width
        if not width:
            self._set_for = 0
            return
        self._document = self.set_for(width)
        self._set_for = width
        self.repaint()
        if self._document is None:
            return
        self.lay_out_columns()
        self.go_to(place)

    def is_outdated(self) -> bool:
        """Return whether the size changed, or another article came while the pane was not on the screen."""
        return super().is_outdated() or self._set_for != self.size.width

    def resized(self) -> None:
        """Typeset the document for the new width; `place` stays."""
        if self._set_for != self.size.width:
            self.reset(self._place)
        elif self.most_columns > 1:
            self.lay_out_columns()
            self.go_to(self._place)
            self._strips.clear()
        self._measure_progress()

    # Position

    def go_to(self, offset: int) -> None:
        """Scroll the line at a text offset to the top; the first line is shown with its top margin."""
        if self._document is None:
            return
        line = self._document.line_at(offset)
        top = line + TOP if line else 0
        if self.scroll_y != top or self.scroll_target_y != top:
            self.scroll_to(y=top, animate=False)
        self._place = offset
        self._measure_progress()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Update `place` and `progress`."""
        super().watch_scroll_y(old_value, new_value)
        self.end_first_column()
        if self._document is not None:
            self._place = self._document.offset_at(max(0, round(new_value) - TOP)) if new_value else 0
            self._measure_progress()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Repaint after horizontal scrolling."""
        super().watch_scroll_x(old_value, new_value)
        self.repaint()

    def _measure_progress(self) -> None:
        document = self._document
        count = len(document.lines) if document is not None else 0
        seen = min(count, max(round(self.scroll_y) + self.screen_lines - TOP, 0))
        self.progress = 100 if seen >= count else 100 * seen // count

    def lines_on_screen(self) -> range:
        """Return the numbers of the document's lines on the screen."""
        count = len(self._document.lines) if self._document is not None else 0
        top = round(self.scroll_y) - TOP
        return range(max(0, top), min(count, top + self.screen_lines))

    def bring_into_sight(self, offset: int) -> None:
        """Scroll to the line at a text offset unless it is on the screen."""
        if self._document is None:
            return
        line = self._document.line_at(offset)
        if line not in self.lines_on_screen():
            self.show_line(line)

    def show_line(self, line: int) -> None:
        """Scroll so that a line of the document is in the upper third of the screen."""
        self.scroll_to(y=max(0, line + TOP - self.size.height // 3), animate=False)

    def position_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the document line at a cell of the pane, and the cell within it; None outside the text."""
        row, cell = self._columns.at(x, y)
        number = row + round(self.scroll_y) - TOP
        cell += round(self.scroll_x)
        return (number, cell) if number in self.lines_on_screen() and cell >= 0 else None

    # Moving

    def _scroll(self, lines: float) -> None:
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    @handles("move.down", "move.up")
    def move_by(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(lines)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Scroll by pages; call `at_end` at the end of the document."""
        if pages > 0 and self.scroll_y >= self.max_scroll_y:
            self.at_end()
        else:
            self._scroll(pages * self.page_lines())

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Scroll by half pages."""
        self._scroll(pages * max(1, self.screen_lines // 2))

    @handles("move.top")
    def go_to_top(self, number: int) -> None:
        """Scroll to a line by its number from 1, to the first for 0."""
        self.scroll_to(y=max(number - 1, 0), animate=False)

    @handles("move.bottom")
    def go_to_bottom(self, number: int) -> None:
        """Scroll to a line by its number from 1, to the end for 0."""
        self.scroll_to(y=number - 1 if number else self.max_scroll_y, animate=False)

    @handles("move.percent")
    def go_to_percent(self, percent: int) -> None:
        """Go so many per cent of the way to the end."""
        self.scroll_to(y=round(self.max_scroll_y * min(percent, 100) / 100), animate=False)

    def _has_more_beside(self, cells: int) -> bool:
        return self.scroll_x < self.max_scroll_x if cells > 0 else self.scroll_x > 0

    @handles("view.right", "view.left", offered=_has_more_beside)
    def scroll_sideways(self, cells: int) -> None:
        """Scroll horizontally, for tables wider than the pane."""
        self.scroll_to(x=self.scroll_x + cells, animate=False)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel, without animation."""
        event.stop()
        event.prevent_default()
        self._scroll(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel, without animation."""
        event.stop()
        event.prevent_default()
        self._scroll(-_WHEEL_LINES)

    # Selecting

    def span_at(self, point: Offset, clicks: int) -> tuple[int, int] | None:
        """Return the character, the word or the paragraph at a point of the pane, or at the nearest one."""
        document = self._document
        if document is None or not document.lines:
            return None
        row, cell = self._columns.at(point.x, min(max(point.y, 0), self.size.height - 1))
        number = min(max(row + round(self.scroll_y) - TOP, 0), len(document.lines) - 1)
        line = document.lines[number]
        offset = offset_of(line, character_at(line, cell + round(self.scroll_x)))
        if offset is None:
            offset = document.offset_at(number)
        if clicks == 1:
            return offset, min(offset + 1, len(document.text))
        return word_at(document.text, offset) if clicks == 2 else paragraph_at(document.text, offset)

    def text_of(self, span: tuple[int, int]) -> str:
        """Return a part of the text, without the line breaks of typesetting."""
        return self._document.text[slice(*span)] if self._document is not None else ""

    def scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(lines)
