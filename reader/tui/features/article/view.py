"""Paints a document line by line, scrolls in it and selects text."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.tui.dispatch import handles
from reader.tui.features.article.paint import ROLES, Overlay, Palette, offset_of, paint
from reader.tui.features.article.sheet import BOTTOM, TOP, Sheet, left_margin, with_thumb
from reader.tui.strips import line
from reader.tui.thread_pool import start_in_background
from reader.tui.widgets.line_widget import LineWidget, thumb
from reader.typeset.document import Document

_SIDE = 2
_SIDE_FROM = 50
"""cells from which the pane keeps `_SIDE` free cells at each side of the column; else it keeps one"""
_LEAST_WIDTH = 4
_WHEEL_LINES = 3
_CONTEXT = 2
"""lines of the page before that stay on the screen"""
_STRIPS_KEPT = 256
_REST_SECONDS = 0.05
"""after which the screen is at rest, and what was asked for is sent"""
_LAYERS = ("hit", "hit-current", "hint", "selection", "archived", "link-cursor")


def side(width: int) -> int:
    """The cells that stay free at each side of the column in a pane of `width` cells."""
    return _SIDE if width >= _SIDE_FROM else 1


def room(width: int) -> int:
    """The cells for lines in a pane of `width` cells."""
    return max(_LEAST_WIDTH, width - 2 * side(width))


class DocumentView(LineWidget, ScrollView, can_focus=True, inherit_bindings=False):
    """A document in the middle of the pane.

    `place` is the offset in the document's text of the line at the top; it survives another width.
    """

    SHOWS_FOCUS = False
    KEEPS_LINES = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in (*ROLES, *_LAYERS, "thumb")}

    progress: reactive[int] = reactive(0, repaint=False)
    """how much of the document has been on the screen, in per cent"""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._document: Document | None = None
        self._place = 0
        self._set_for = 0
        self._left = 1
        self._pointer: tuple[Offset, int] | None = None
        self._palette: Palette | None = None
        self._sheet: Sheet | None = None
        self._marks: Overlay | None = None
        self._painted_on: tuple[Sheet, int, asyncio.TimerHandle] | None = None
        """the sheet and the row from which the page that follows is or was painted, and what began it"""
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(_STRIPS_KEPT)

    # What a subclass says

    def set_for(self, width: int) -> Document | None:
        """The document for a pane of `width` cells, if there is one."""
        raise NotImplementedError

    def sheet_of(self, document: Document, palette: Palette, width: int, marks: Overlay) -> Sheet:
        """The document painted; a subclass may have it ready."""
        return Sheet(document, palette, width, marks)

    def marks(self) -> Overlay:
        """What is painted over the text."""
        raise NotImplementedError

    def at_end(self) -> None:
        """A page further was asked for at the end."""

    # What is shown

    @property
    def document(self) -> Document | None:
        """What is painted, if anything."""
        return self._document

    @property
    def place(self) -> int:
        """The offset in the text of the first line on the screen."""
        return self._place

    def reset(self, place: int) -> None:
        """Ask the subclass for its document again and show it from `place`; before there is a size, later."""
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
        document = self._document
        self._left = left_margin(document, width)
        # Only a table that is too wide asks for a horizontal scroll bar.
        is_wide = document.width > document.options.width
        wanted = self._left + document.width + side(width) if is_wide else 1
        self._resize_document(Size(wanted, TOP + len(document.lines) + BOTTOM))
        self.go_to(place)

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
        """Set the document again; the place stays, over several changes too."""
        self._pointer = None
        if self._set_for != self.size.width:
            self.reset(self._place)
        self._measure_progress()

    # Where the reader is

    def go_to(self, offset: int) -> None:
        """Put the line with the character at `offset` at the top; the very beginning shows its margin too."""
        if self._document is None:
            return
        line = self._document.line_at(offset)
        top = line + TOP if line else 0
        if self.scroll_y != top or self.scroll_target_y != top:
            self.scroll_to(y=top, animate=False)
        self._place = offset
        self._measure_progress()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the place and the progress true."""
        super().watch_scroll_y(old_value, new_value)
        if self._document is not None:
            self._place = self._document.offset_at(max(0, round(new_value) - TOP)) if new_value else 0
            self._measure_progress()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Paint what comes into sight at the side."""
        super().watch_scroll_x(old_value, new_value)
        self.repaint()

    def _measure_progress(self) -> None:
        document = self._document
        count = len(document.lines) if document is not None else 0
        seen = min(count, max(round(self.scroll_y) + self.size.height - TOP, 0))
        self.progress = 100 if seen >= count else 100 * seen // count

    def lines_on_screen(self) -> range:
        """The numbers of the document's lines that are on the screen."""
        count = len(self._document.lines) if self._document is not None else 0
        top = round(self.scroll_y) - TOP
        return range(max(0, top), min(count, top + self.size.height))

    def bring_into_sight(self, offset: int) -> None:
        """Scroll so far that the line of `offset` is on the screen, if it is not."""
        if self._document is None:
            return
        line = self._document.line_at(offset)
        if line not in self.lines_on_screen():
            self.show_line(line)

    def show_line(self, line: int) -> None:
        """Scroll so that a line of the document stands in the upper part of the screen."""
        self.scroll_to(y=max(0, line + TOP - self.size.height // 3), animate=False)

    def position_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The line of the document at a cell of the pane, and the cell in that line; None beside the text."""
        number = y + round(self.scroll_y) - TOP
        cell = x + round(self.scroll_x) - self._left
        return (number, cell) if number in self.lines_on_screen() and cell >= 0 else None

    # Moving

    def _scroll(self, lines: float) -> None:
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    def _page_lines(self) -> int:
        return max(1, self.size.height - _CONTEXT)

    @handles("move.down", "move.up")
    def move_by(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(lines)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Scroll by pages; at the end of the article say so."""
        if pages > 0 and self.scroll_y >= self.max_scroll_y:
            self.at_end()
        else:
            self._scroll(pages * self._page_lines())

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Scroll by half pages."""
        self._scroll(pages * max(1, self.size.height // 2))

    @handles("move.top")
    def go_to_top(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    @handles("view.right", "view.left")
    def scroll_sideways(self, cells: int) -> None:
        """Move a table that is wider than the pane."""
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

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it reads: paragraphs without line breaks in them."""
        selected = self.selected(selection)
        if selected is None or self._document is None:
            return None
        return self._document.text[slice(*selected)], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is selected."""
        self.repaint()

    def selected(self, selection: Selection | None) -> tuple[int, int] | None:
        """The selected range of the text."""
        document = self._document
        if selection is None or document is None:
            return None
        start = 0 if selection.start is None else self._offset(selection.start.x, selection.start.y)
        end = len(document.text) if selection.end is None else self._offset(selection.end.x, selection.end.y)
        return (min(start, end), max(start, end))

    def _offset(self, character: int, row: int) -> int:
        """The offset in the text of a character of a painted row, both counted in the whole article."""
        document = self._document
        if document is None:
            return 0
        number = row - TOP
        if not 0 <= number < len(document.lines):
            return 0 if number < 0 else len(document.text)
        offset = offset_of(document.lines[number], character - self._left)
        return document.offset_at(number) if offset is None else offset

    # Painting

    def repaint(self) -> None:
        """Paint all rows again."""
        self._marks = self._sheet = None
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._palette = self._sheet = None
        self._strips.clear()

    def _component(self, name: str) -> Style:
        """The style of a component, without what it only inherits."""
        if name == "selection":
            return self.screen.get_component_rich_style("screen--selection")
        own = self.get_component_rich_style(f"article--{name}", partial=True)
        whole = self.get_component_rich_style(f"article--{name}")
        # The whole style has colours such as `auto 60%` worked out; only those that the component sets count.
        colours = Style(
            color=whole.color if own.color else None, bgcolor=whole.bgcolor if own.bgcolor else None
        )
        return own + colours

    @property
    def palette(self) -> Palette:
        """The styles of the theme."""
        if self._palette is None:
            components = {name: self._component(name) for name in (*ROLES, *_LAYERS, "thumb")}
            self._palette = Palette(self.rich_style, components.__getitem__)
        return self._palette

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """These rows of the pane."""
        palette = self.palette
        if self._marks is None:
            self._marks = self.marks()
        is_plain = not self._marks and not self.scroll_x and self._set_for == width
        if self._document is not None and self._sheet is None and is_plain:
            self._sheet = self.sheet_of(self._document, palette, self._set_for, self._marks)
        top, pointer = round(self.scroll_y), self._pointer_row()
        marked = thumb(self.virtual_size.height, height, top, height)
        strips: list[Strip]
        if self._sheet is not None and is_plain:
            strips = [self._sheet.row(top + y, is_marked=y in marked) for y in lines]
            self._paint_on(self._sheet, top, height)
        else:
            strips = [self._row(top + y, width, is_marked=y in marked) for y in lines]
        if pointer in lines:
            # Textual reads from the row under the pointer which character a selection begins or ends with.
            # On every row these offsets would double the time that a page takes to paint.
            index = pointer - lines.start
            strips[index] = strips[index].apply_offsets(round(self.scroll_x), top + pointer)
        return strips

    def _paint_on(self, sheet: Sheet, top: int, height: int) -> None:
        """Have the page that follows painted once the screen is at rest, so that it only has to be written out."""
        following = min(top + self._page_lines(), round(self.max_scroll_y))
        if self._painted_on is not None and self._painted_on[:2] == (sheet, following):
            return
        if self._painted_on is not None:
            self._painted_on[2].cancel()
        paint = partial(sheet.prepare, height, self.app.console, following)
        rest = asyncio.get_running_loop().call_later(_REST_SECONDS, start_in_background, paint)
        self._painted_on = (sheet, following, rest)

    def _row(self, row: int, width: int, *, is_marked: bool) -> Strip:
        """A row of the document, counted from its top, with what lies over the text and with the thumb."""
        strip = self._strips.get((row, is_marked))
        if strip is None:
            strip = self._painted(row, width)
            if is_marked:
                strip = with_thumb(strip, self.palette)
            self._strips[row, is_marked] = strip
        return strip

    def _pointer_row(self) -> int:
        """The row of the pane that is level with the pointer."""
        pointer = self.app.mouse_position
        if self._pointer is None or self._pointer[0] is not pointer:
            self._pointer = (pointer, pointer.y - self.content_region.y)
        return self._pointer[1]

    def _painted(self, row: int, width: int) -> Strip:
        document, number, marks = self._document, row - TOP, self._marks
        if document is None or marks is None or self._set_for != width:
            return line((), width, self.palette.base)
        if not 0 <= number < len(document.lines):
            return line((), width, self.palette.base)
        scrolled = round(self.scroll_x)
        strip = paint(document.lines[number], document, self.palette, marks, self._left, scrolled + width)
        return strip.crop(scrolled, scrolled + width)
