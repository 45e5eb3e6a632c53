"""A document painted row by row, in one column or two."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.library.highlights import COLOURS
from reader.tui.features.article.columns import Columns, rows_above_heading
from reader.tui.features.article.paint import ROLES, Overlay, Palette, paint
from reader.tui.features.article.sheet import BOTTOM, TOP, Sheet, left_margin, with_thumb
from reader.tui.layout import BETWEEN_COLUMNS
from reader.tui.strips import line
from reader.tui.thread_pool import start_in_background
from reader.tui.widgets.line_widget import thumb
from reader.tui.widgets.selectable import Selectable
from reader.typeset.document import Document

_SIDE = 2
_SIDE_FROM = 50
"""pane width in cells from which each side of the column has `_SIDE` free cells; below it has one"""
_LEAST_WIDTH = 4
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


class PaintedDocument(Selectable, ScrollView, can_focus=True, inherit_bindings=False):
    """A document, centred in the pane, with what is painted over its text."""

    SHOWS_FOCUS = False
    KEEPS_LINES = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in (*ROLES, *_LAYERS, "thumb")}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document: Document | None = None
        self.most_columns = 1
        """in how many columns a long document is shown where there is room for two"""
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

    # Contents

    @property
    def document(self) -> Document | None:
        """The document that is shown, if any."""
        return self._document

    @property
    def screen_lines(self) -> int:
        """The number of lines on the screen, in all columns."""
        height, columns = self.size.height, self._columns
        return height + columns.height if columns.number > 1 else height

    def page_lines(self) -> int:
        """Return by how many lines a page is turned."""
        return max(1, self.screen_lines - _CONTEXT)

    def lay_out_columns(self) -> None:
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
        self.end_first_column()

    def end_first_column(self) -> None:
        """End the first column above a heading that would stand alone at its foot, unless the last lines are on the screen."""
        document, columns, height = self._document, self._columns, self.size.height
        if document is None or columns.number == 1:
            return
        top, ends = round(self.scroll_y), height
        if top < round(self.max_scroll_y):
            margin = max(TOP - top, 0)
            ends = margin + rows_above_heading(document, max(top - TOP, 0), height - margin)
        if min(ends, columns.height) < height:
            self._columns = columns._replace(height=ends)
            self._strips.clear()

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
        styles = self.get_component_styles(f"article--{name}")
        own = styles.partial_rich_style
        if styles.color.a == 1 and styles.background.a in (0, 1) and not styles.auto_color:
            return own
        # Themes of Textual have colours such as `auto 60%`, which only the whole style has mixed with the ground.
        whole = styles.rich_style
        return own + Style(
            color=whole.color if own.color else None, bgcolor=whole.bgcolor if own.bgcolor else None
        )

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
            return [self._spread(top, y, width, has_thumb=y in thumb_rows) for y in lines]
        strips: list[Strip]
        if self._sheet is not None and is_plain:
            strips = [self._sheet.row(top + y, has_thumb=y in thumb_rows) for y in lines]
            self._paint_on(self._sheet, top, height)
        else:
            strips = [self._row(top + y, width, has_thumb=y in thumb_rows) for y in lines]
        return strips

    def _paint_on(self, sheet: Sheet, top: int, height: int) -> None:
        """Paint the next page in another thread once this one is written out."""
        following = min(top + self.page_lines(), round(self.max_scroll_y))
        if self._painted_on is not None and self._painted_on[:2] == (sheet, following):
            return
        if self._painted_on is not None:
            self._painted_on[2].cancel()
        paint = partial(sheet.prepare, height, self.app.console, following)
        rest = asyncio.get_running_loop().call_later(_REST_SECONDS, start_in_background, paint)
        self._painted_on = (sheet, following, rest)

    def _spread(self, top: int, y: int, width: int, *, has_thumb: bool) -> Strip:
        """Return a row of the pane, with both columns side by side, of which the first begins at row `top`."""
        row = top + y
        strip = self._strips.get((row, has_thumb))
        if strip is None:
            columns, base = self._columns, self.palette.base
            parts = [Segment(" " * columns.left, base)]
            parts += self._in_column(row if y < columns.height else -1, columns.step)
            parts += self._in_column(row + columns.height, columns.step)
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
