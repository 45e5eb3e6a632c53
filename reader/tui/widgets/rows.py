"""A list of rows with a cursor, which keys and the mouse move."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message

from reader.language import tr
from reader.tui.dispatch import handles
from reader.tui.widgets.painted_rows import PaintedRows
from reader.tui.widgets.row_layout import HEAD

_WHEEL_ROWS = 3
_NAME_CELLS = 500
"""width in which the line that is copied of a row is set"""
_NEAR_TOP = 1
"""the line on which a row begins near the top: below the divider of its group, or below one other row"""


class RowList(PaintedRows, can_focus=True):
    """Rows with a cursor. A drag selects rows, whose names are copied."""

    SLIP: ClassVar[int] = 2

    class Moved(Message):
        """The cursor moved to another row."""

    class Clicked(Message):
        """A row was clicked, on which the cursor is now."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pressed_line: tuple[int, int] | None = None

    # For subclasses to override

    def name_of(self, index: int) -> str:
        """Return what is copied of a row: by default its first line."""
        return " ".join(self.row(index, _NAME_CELLS, Style.null())[0].text.split())

    def words_of(self, index: int) -> str:
        """Return a row in words: by default its name."""
        return self.name_of(index)

    def in_words(self) -> str:
        """Return which row is under the cursor, or why there is none."""
        rows = self.row_count()
        if not rows:
            return self.empty_text
        return tr(
            "row {row:,} of {rows:,}: {words}",
            row=self.cursor + 1,
            rows=rows,
            words=self.words_of(self.cursor),
        )

    def focus_cell(self) -> Offset:
        """Return the beginning of the row under the cursor."""
        return Offset(0, self.cursor_line)

    def activate(self) -> None:
        """React to a click on the row under the cursor: by default, post `Clicked`."""
        self.post_message(self.Clicked())

    # The cursor

    def put_cursor(self, cursor: int, top: int | None = None) -> None:
        """Put the cursor on a row and `top` at the top, both clamped; post no `Moved` message."""
        self.selected = None
        self._row_layout.rows_changed()
        if top is not None:
            self._row_layout.top = top
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        self._row_layout.show(self.cursor)
        self.repaint()

    @property
    def cursor_line(self) -> int:
        """The line of the screen on which the row under the cursor begins; 0 if it is scrolled away."""
        return self._row_layout.line_of(self.cursor)

    def put_cursor_on_line(self, cursor: int, y: int) -> None:
        """Put the cursor on a row, and scroll so that it begins as near to a line of the screen as may be."""
        self._row_layout.show_on_line(cursor, y)
        self.put_cursor(cursor)

    def go_near_top(self, cursor: int) -> None:
        """Move the cursor to a row, and scroll so that it stands near the top of the screen."""
        self._row_layout.show_on_line(cursor, _NEAR_TOP)
        self.cursor = cursor
        self.repaint()

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Scroll to the cursor and post `Moved`."""
        self._show_cursor(old, cursor)
        if self.row_count():
            self.post_message(self.Moved())

    def _show_cursor(self, old: int, cursor: int) -> None:
        """Scroll to the cursor, and paint what it changed."""
        top = self.top
        self._row_layout.show(cursor)
        if self.top == top:
            self._refresh_rows(old, cursor)
        else:
            self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows."""
        return min(max(cursor, 0), max(self.row_count() - 1, 0))

    def resized(self) -> None:
        """Keep the cursor visible in the new size, and no room empty."""
        self._row_layout.rows_changed()
        self._row_layout.show(self.cursor)
        self.repaint()

    # Commands

    @handles("move.down", "move.up", offered=lambda self, _: self.row_count() > 1)
    def move_by(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def _rows_to(self, pages: int) -> int:
        """Return how many rows the page goes down that begins at the cursor, or up if `pages` is negative."""
        if not self.row_count():
            return 0
        layout, cursor = self._row_layout, self.cursor
        return max(layout.last_from(cursor) - cursor if pages > 0 else cursor - layout.first_to(cursor), 1)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Move by pages, which overlap by a row; several are as long as the first."""
        self.cursor += pages * self._rows_to(pages)

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Move by half pages."""
        self.cursor += pages * max(self._rows_to(pages) // 2, 1)

    @handles("move.top")
    def go_to_top(self, number: int) -> None:
        """Go to a row by its number from 1, to the first for 0."""
        self.cursor = max(number - 1, 0)

    @handles("move.bottom")
    def go_to_bottom(self, number: int) -> None:
        """Go to a row by its number from 1, to the last for 0."""
        self.cursor = (number or self.row_count()) - 1

    @handles("move.percent")
    def go_to_percent(self, percent: int) -> None:
        """Go so many per cent of the way to the last row."""
        self.cursor = round((self.row_count() - 1) * min(percent, 100) / 100)

    # Mouse

    def _scroll_rows_to(self, row: int) -> None:
        top = self.top
        self._row_layout.top = row
        if self.top != top:
            self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll_rows_to(self.top + _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll_rows_to(self.top - _WHEEL_ROWS)

    def span_at(self, point: Offset, clicks: int) -> tuple[int, int] | None:
        """Return the row at a point, or the nearest one; a double click selects none."""
        shown = self._row_layout.lines
        if clicks > 1 or not shown or self._is_on_thumb(point):
            return None
        index = shown[min(max(point.y, 0), len(shown) - 1)][0]
        return index, index + 1

    def text_of(self, span: tuple[int, int]) -> str:
        """Return the names of rows, one a line."""
        return "\n".join(self.name_of(index) for index in range(*span) if index < self.row_count())

    def scroll_by(self, lines: int) -> None:
        """Scroll by rows."""
        self._scroll_rows_to(self.top + lines)

    def _is_on_thumb(self, point: Offset) -> bool:
        return point.x == self.size.width - 1 and self._row_layout.is_longer_than_screen

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note what the click is for: a line of input that the press closes moves the rows before it arrives."""
        self._pressed_line = self._line_under(event)

    def _line_under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """Return the row under the mouse and the line within it, as in `RowLayout`; None if there is none."""
        point, shown = event.get_content_offset(self), self._row_layout.lines
        return shown[point.y] if point is not None and point.y < len(shown) else None

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the mouse and activate it, or scroll to the clicked part of the scroll bar.

        Of two clicks that arrive together the second does nothing.
        """
        point = event.get_content_offset(self)
        if point is None:
            return
        event.stop()
        if not self.is_plain_click(event):
            return
        if self._is_on_thumb(point):
            self._scroll_rows_to(self.row_count() * point.y // self.screen_height)
            return
        under = self._pressed_line or self._line_under(event)
        if under is not None and under[1] > HEAD:
            self.cursor = under[0]
            self.activate()
