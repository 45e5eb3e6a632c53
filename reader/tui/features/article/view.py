"""A view that paints a document line by line, scrolls it, and selects text in it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.library.highlights import COLOURS
from reader.text.selecting import paragraph_at, word_at
from reader.tui.dispatch import handles
from reader.tui.features.article.columns import Columns
from reader.tui.features.article.paint import ROLES, Overlay, Palette, character_at, offset_of, paint
from reader.tui.features.article.sheet import BOTTOM, TOP, Sheet, left_margin, with_thumb
from reader.tui.layout import BETWEEN_COLUMNS
from reader.tui.strips import line
from reader.tui.thread_pool import start_in_background
from reader.tui.widgets.line_widget import thumb
from reader.tui.widgets.selectable import Selectable
from reader.typeset.cells import cell_len
from reader.typeset.document import Document

_SIDE = 2
_SIDE_FROM = 50
"""pane width in cells from which each side of the column has `_SIDE` free cells; below it has one"""
_LEAST_WIDTH = 4
_WHEEL_LINES = 3
_CONTEXT = 2
"""lines by which pages overlap"""
_STRIPS_KEPT = 256
_REST_SECONDS = 0.05
"""time after which the screen is painted and written out"""
_LAYERS = (
    "hit", "hit-current", "hint", "selection", "archived", "link-cursor", "caret", "noted",
    *(f"highlight-{colour}" for colour in COLOURS),
)  # fmt: skip


def side(width: int) -> int:
    """Return the number of free cells at each side of the column in a pane of `width` cells."""
    return _SIDE if width >= _SIDE_FROM else 1


def room(width: int) -> int:
    """Return the number of cells for text in a pane of `width` cells."""
    return max(_LEAST_WIDTH, width - 2 * side(width))


class DocumentView(Selectable, ScrollView, can_focus=True, inherit_bindings=False):
    """A scrollable document, centred in the pane.

    `place` is the text offset of the line at the top of the screen; it survives a change of the width.
    """

    SHOWS_FOCUS = False
    KEEPS_LINES = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in (*ROLES, *_LAYERS, "thumb")}

    progress: reactive[int] = reactive(0, repaint=False)
    """how much of the document has been on the screen, in per cent"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document: Document | None = None
        self.most_columns = 1
        """in how many columns a long document is shown where there is room for two"""
        self._place = 0
        self._set_for = 0
        self._left = 1
        self._columns = Columns(1, 0, 1, 0)
        self._palette: Palette | None = None
        self._app_console: Console | None = None
        """the console of the app; it is there whenever the palette is, also for threads that outlive the app"""
        self._sheet: Sheet | None = None
        self._overlay: Overlay | None = None
        self._painted_on: tuple[Sheet, int, asyncio.TimerHandle] | None = None
        """the sheet and the top row of the page last painted ahead, and the timer that started it"""
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(_STRIPS_KEPT)

    # For subclasses to override

    def set_for(self, width: int) -> Document | None:
        """Return the document for a pane of `width` cells, if there is one."""
        raise NotImplementedError

    def sheet_of(self, document: Document, palette: Palette, width: int, overlay: Overlay) -> Sheet:
        """Return the sheet of a document; a subclass may have it cached."""
        return Sheet(document, palette, width, overlay)

    def overlay(self) -> Overlay:
        """Return what is painted over the text."""
        raise NotImplementedError

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
    def document(self) -> Document | None:
        """The document that is shown, if any."""
        return self._document

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
        self._fit()
        self.go_to(place)

    def _fit(self) -> None:
        """Put the document into the columns that there is room for, and tell the scroll bar."""
        document, (width, height) = self._document, self.size
        if document is None:
            return
        is_wide = document.width > document.options.width
        rows = TOP + len(document.lines) + BOTTOM
        wide_enough = 2 * document.measure + BETWEEN_COLUMNS + 2 * side(width) <= width
        if self.most_columns > 1 and wide_enough and rows > height > 0 and not is_wide:
            step = document.measure + BETWEEN_COLUMNS
            self._left = (width - step - document.measure) // 2
            self._columns = Columns(self._left, step, 2, height)
        else:
            self._left = left_margin(document, width)
            self._columns = Columns(self._left, 0, 1, height)
        # Only a table that is wider than the pane needs a horizontal scroll bar.
        wanted = self._left + document.width + side(width) if is_wide else 1
        self._resize_document(Size(wanted, max(rows - (self._columns.number - 1) * height, 1)))

    def _resize_document(self, size: Size) -> None:
        """Tell the scroll bar, of which only tables that are too wide have one."""
        self.virtual_size = size
        room = self.container_size.width
        if size.width > room or self.show_horizontal_scrollbar:
            self.show_horizontal_scrollbar = size.width > room
            bar = self.horizontal_scrollbar
            bar.display = self.show_horizontal_scrollbar
            bar.window_virtual_size = size.width
            bar.window_size = room
        # Within the new bounds, which Textual keeps whenever they are set.
        self.scroll_x, self.scroll_y = self.scroll_x, self.scroll_y

    def is_outdated(self) -> bool:
        """Return whether the size changed, or another article came while the pane was not on the screen."""
        return super().is_outdated() or self._set_for != self.size.width

    def resized(self) -> None:
        """Typeset the document for the new width; `place` stays."""
        if self._set_for != self.size.width:
            self.reset(self._place)
        elif self.most_columns > 1:
            self._fit()
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

    @property
    def screen_lines(self) -> int:
        """The number of lines on the screen, in all columns."""
        return self.size.height * self._columns.number

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

    def _page_lines(self) -> int:
        return max(1, self.screen_lines - _CONTEXT)

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
            self._scroll(pages * self._page_lines())

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Scroll by half pages."""
        self._scroll(pages * max(1, self.screen_lines // 2))

    @handles("move.top")
    def go_to_top(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

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

    # Painting

    def repaint(self) -> None:
        """Repaint all rows."""
        self._overlay = self._sheet = None
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Drop everything in the colours of the previous theme."""
        super().notify_style_update()
        self._palette = self._sheet = None
        self._strips.clear()

    def _component(self, name: str) -> Style:
        """Return the style of a component class without what it inherits."""
        own = self.get_component_rich_style(f"article--{name}", partial=True)
        whole = self.get_component_rich_style(f"article--{name}")
        # Only the whole style has colours such as `auto 60%` resolved; take those that the component sets.
        colours = Style(
            color=whole.color if own.color else None, bgcolor=whole.bgcolor if own.bgcolor else None
        )
        return own + colours

    @property
    def palette(self) -> Palette:
        """The styles of the current theme."""
        if self._palette is None:
            components = {name: self._component(name) for name in (*ROLES, *_LAYERS, "thumb")}
            self._app_console = self.app.console
            self._palette = Palette(self.rich_style, components.__getitem__)
        return self._palette

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint these rows of the pane."""
        palette = self.palette
        if self._overlay is None:
            self._overlay = self.overlay()
        is_plain = not self._overlay and not self.scroll_x and self._set_for == width
        if self._document is not None and self._sheet is None and is_plain:
            self._sheet = self.sheet_of(self._document, palette, self._set_for, self._overlay)
        top = round(self.scroll_y)
        thumb_rows = thumb(self.virtual_size.height, height, top, height)
        if self._columns.number > 1:
            return [self._spread(top + y, width, has_thumb=y in thumb_rows) for y in lines]
        strips: list[Strip]
        if self._sheet is not None and is_plain:
            strips = [self._sheet.row(top + y, has_thumb=y in thumb_rows) for y in lines]
            self._paint_on(self._sheet, top, height)
        else:
            strips = [self._row(top + y, width, has_thumb=y in thumb_rows) for y in lines]
        return strips

    def _paint_on(self, sheet: Sheet, top: int, height: int) -> None:
        """Paint the next page in another thread once this one is written out."""
        following = min(top + self._page_lines(), round(self.max_scroll_y))
        if self._painted_on is not None and self._painted_on[:2] == (sheet, following):
            return
        if self._painted_on is not None:
            self._painted_on[2].cancel()
        paint = partial(sheet.prepare, height, self.app.console, following)
        rest = asyncio.get_running_loop().call_later(_REST_SECONDS, start_in_background, paint)
        self._painted_on = (sheet, following, rest)

    def _spread(self, row: int, width: int, *, has_thumb: bool) -> Strip:
        """Return a row of all columns, side by side."""
        strip = self._strips.get((row, has_thumb))
        if strip is None:
            columns, base = self._columns, self.palette.base
            parts = [Segment(" " * columns.left, base)]
            for number in range(columns.number):
                parts += self._in_column(row + number * columns.height, columns.step)
            strip = Strip(parts).crop(0, width).extend_cell_length(width, base)
            if has_thumb:
                strip = with_thumb(strip, self.palette)
            self._strips[row, has_thumb] = strip
        return strip

    def _in_column(self, row: int, cells: int) -> Strip:
        """Return a row of one column in so many cells."""
        document, number, overlay = self._document, row - TOP, self._overlay
        if document is None or overlay is None or not 0 <= number < len(document.lines):
            return line((), cells, self.palette.base)
        return paint(document.lines[number], document, self.palette, overlay, 0, cells).crop(0, cells)

    def _row(self, row: int, width: int, *, has_thumb: bool) -> Strip:
        """Return a row, counted from the top of the document, with the overlay and the thumb."""
        strip = self._strips.get((row, has_thumb))
        if strip is None:
            strip = self._painted(row, width)
            if has_thumb:
                strip = with_thumb(strip, self.palette)
            self._strips[row, has_thumb] = strip
        return strip

    def _painted(self, row: int, width: int) -> Strip:
        document, number, overlay = self._document, row - TOP, self._overlay
        if document is None or overlay is None or self._set_for != width:
            return line((), width, self.palette.base)
        if not 0 <= number < len(document.lines):
            return line((), width, self.palette.base)
        scrolled = round(self.scroll_x)
        strip = paint(document.lines[number], document, self.palette, overlay, self._left, scrolled + width)
        return strip.crop(scrolled, scrolled + width)
