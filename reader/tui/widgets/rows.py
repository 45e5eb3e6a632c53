"""A list that paints only the rows on the screen, so that its cost does not depend on their number."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui import first_frame
from reader.tui.dispatch import handles
from reader.tui.post_lines import Part, divider
from reader.tui.post_lines import cut as cut  # for all that paint rows
from reader.tui.strips import line
from reader.tui.widgets.line_widget import EDGE, THUMB, LineWidget, thumb

_WHEEL_ROWS = 3
_PAINTED_KEPT = 512
_NO_ROW = -1


class RowList(LineWidget, can_focus=True):
    """Rows of equal height with a cursor, and dividers where a subclass wants them.

    The first line keeps the divider of the top row's group in sight, so that the place is always named.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--plain",
        "rows--strong",
        "rows--quiet",
        "rows--mark",
        "rows--star",
        "rows--hit",
        "rows--divider",
        "rows--rule",
        "rows--bar",
        "rows--cursor",
        "rows--cursor-idle",
        "rows--edge",
        "rows--edge-focus",
        "rows--thumb",
        "rows--empty",
    }
    ROW_HEIGHT: ClassVar[int] = 1

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """the index of the row that keys act on"""

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList:
            """The list whose cursor moved."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.top = 0
        self._empty_text = ""
        self._lines: list[tuple[int, int]] | None = None
        self._fills: dict[str, Style] = {}
        self._painted: dict[tuple[int, int, bool, bool, bool], Strip] = {}

    @property
    def empty_text(self) -> str:
        """What stands there while there are no rows."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        self._empty_text = text
        if self.is_mounted and not self.row_count():
            self.repaint()

    # What a subclass says

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The `row_height` lines of a row, each `width` cells wide, on the background `fill`."""
        raise NotImplementedError

    @property
    def row_height(self) -> int:
        """How many lines a row has."""
        return self.ROW_HEIGHT

    def group(self, index: int) -> str | None:
        """What the divider over this row's group says; None where the list has no groups."""
        return None

    def activate(self) -> None:
        """The row under the cursor was clicked."""

    # Where things stand

    @property
    def _body_height(self) -> int:
        return max(self.size.height, 1)

    def _layout(self) -> list[tuple[int, int]]:
        """For each line of the screen the row and the line in it; -1 is the row's divider."""
        if self._lines is not None:
            return self._lines
        lines: list[tuple[int, int]] = []
        count, height = self.row_count(), self._body_height
        index, previous = self.top, None
        while index < count and len(lines) < height:
            group = self.group(index)
            if group is not None and group != previous and height > self.row_height:
                lines.append((index, -1))
            previous = group
            lines.extend((index, part) for part in range(self.row_height))
            index += 1
        self._lines = lines[:height]
        return self._lines

    def _top_that_ends_at(self, index: int) -> int:
        """The lowest top row with which the row `index` is whole on the screen."""
        if not self.row_count():
            return 0
        left = self._body_height
        top, group = index, self.group(index)
        left -= self.row_height + (group is not None)
        while top > 0:
            above = self.group(top - 1)
            left -= self.row_height + (above != group and above is not None)
            if left < 0:
                break
            top, group = top - 1, above
        return top

    def visible_rows(self) -> range:
        """The rows of which at least one line is on the screen."""
        shown = self._layout()
        return range(shown[0][0], shown[-1][0] + 1) if shown else range(0)

    def repaint(self) -> None:
        """Paint again after the rows changed."""
        self._lines = None
        self._painted.clear()
        self.refresh()

    def place(self, cursor: int, top: int | None = None) -> None:
        """Put the cursor on a row, and the top row where the caller wants it, both kept within the rows."""
        last = max(self.row_count() - 1, 0)
        if top is not None:
            self.top = min(max(top, 0), last)
        self.set_reactive(RowList.cursor, min(max(cursor, 0), last))
        self._fill_screen()
        self._keep_cursor_visible()
        self.repaint()

    def _fill_screen(self) -> None:
        """Leave no empty lines under the last row while rows are hidden above."""
        count = self.row_count()
        if count and (count - self.top) * self.row_height < self._body_height:
            self.top = min(self.top, self._top_that_ends_at(count - 1))

    def _keep_cursor_visible(self) -> None:
        if self.cursor < self.top:
            self.top = self.cursor
        else:
            self.top = max(self.top, self._top_that_ends_at(self.cursor))
        self._lines = None

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Bring the row into sight and tell the screen."""
        top = self.top
        self._keep_cursor_visible()
        if self.top == top:
            self._refresh_rows(old, cursor)
        else:
            self.refresh()
        if self.row_count():
            self.post_message(self.Moved(self, cursor))

    def repaint_rows(self, *indexes: int) -> None:
        """Paint only these rows again: two rows instead of a screenful, which a slow line makes felt."""
        for key in [key for key in self._painted if key[0] in indexes]:
            del self._painted[key]
        self._refresh_rows(*indexes)

    def _refresh_rows(self, *indexes: int) -> None:
        lines = [y for y, (index, _) in enumerate(self._layout()) if index in indexes]
        if lines:
            width = self.size.width
            self.refresh(*(Region(0, y, width, 1) for y in lines))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row that there is."""
        return min(max(cursor, 0), max(self.row_count() - 1, 0))

    def resized(self) -> None:
        """Keep the cursor in sight in the new size."""
        self._fill_screen()
        self._keep_cursor_visible()
        self.repaint()

    # Keys

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def _page_rows(self) -> int:
        return max(len(self.visible_rows()) - 1, 1)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Move by pages; the row at the edge stays in sight."""
        self.cursor += pages * self._page_rows()

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Move by half pages."""
        self.cursor += pages * max(self._page_rows() // 2, 1)

    @handles("move.top")
    def go_to_top(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the last row."""
        self.cursor = self.row_count() - 1

    # Mouse

    def _scroll_rows(self, rows: int) -> None:
        last_top = self._top_that_ends_at(max(self.row_count() - 1, 0))
        top = min(max(self.top + rows, 0), last_top)
        if top != self.top:
            self.top = top
            self.repaint()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll_rows(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll_rows(-_WHEEL_ROWS)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse, or the place on the scroll bar."""
        place = event.get_content_offset(self)
        if place is None:
            return
        event.stop()
        if place.x == self.size.width - 1 and self._is_longer_than_screen():
            self._scroll_rows(self.row_count() * place.y // self._body_height - self.top)
            return
        shown = self._layout()
        if place.y < len(shown):
            self.cursor = shown[place.y][0]
            self.activate()

    # Painting

    def style_of(self, name: str) -> Style:
        """The text style of a component class, without its background."""
        return self.ink(f"rows--{name}")

    def _fill(self, *, at_cursor: bool) -> Style:
        """The background of a row."""
        if not at_cursor:
            return self.base_style
        name = "rows--cursor" if self.has_focus else "rows--cursor-idle"
        style = self._fills.get(name)
        if style is None:
            style = self._fills[name] = self.base_style + self.get_component_rich_style(name)
        return style

    def notify_style_update(self) -> None:
        """Forget what was painted in the colours of the theme before."""
        super().notify_style_update()
        self._fills.clear()
        self._painted.clear()

    def _is_longer_than_screen(self) -> bool:
        return self.row_count() * self.row_height > self._body_height

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """These lines of the screen."""
        layout, count = self._layout(), self.row_count()
        is_longer = count * self.row_height > height
        marked = thumb(count if is_longer else 0, max(len(self.visible_rows()), 1), self.top, height)
        cursor = self.cursor
        places = [layout[y] if y < len(layout) else (_NO_ROW, y) for y in lines]
        return [
            self._line(index, part, width, at_cursor=index == cursor, is_marked=y in marked)
            for y, (index, part) in zip(lines, places, strict=True)
        ]

    def _line(self, index: int, part: int, width: int, *, at_cursor: bool, is_marked: bool) -> Strip:
        # Cursor and edge show where the keys go.
        look = (at_cursor, is_marked, self.has_focus)
        strip = self._painted.get((index, part, *look))
        if strip is None:
            if len(self._painted) >= _PAINTED_KEPT:
                self._painted.clear()
            base = self._fill(at_cursor=False)
            edge = "thumb" if is_marked else "edge-focus" if self.has_focus else "edge"
            end = Segment(THUMB if is_marked else EDGE, base + self.style_of(edge))
            # All lines of a row come at once, and are mostly wanted at once.
            first = 0 if index != _NO_ROW and part > 0 else part
            for number, inside in enumerate(self._inside(index, part, width - 1, base), first):
                painted = Strip([*inside, end], width)
                self._painted[index, number, *look] = painted
            strip = self._painted[index, part, *look]
        return strip

    def _inside(self, index: int, part: int, width: int, base: Style) -> Sequence[Strip]:
        """All lines of a row, or one line beside the rows, without their edges."""
        if index == _NO_ROW:
            sentence = [] if self.row_count() else textwrap.wrap(self.empty_text, max(width - 4, 8))
            place = part - min(1, self._body_height - 1)
            text = cut(f"  {sentence[place]}", width) if 0 <= place < len(sentence) else ""
            return [line([(text, self.style_of("empty"))], width, base)]
        if part < 0:
            return [self._divider(self.group(index) or "", width, base)]
        return self.row(index, width, self._fill(at_cursor=index == self.cursor))

    def _divider(self, text: str, width: int, base: Style) -> Strip:
        return self.line_of(divider(text, width), width, base)

    def looks(self, color_system: ColorSystem) -> dict[str, str]:
        """For each role, on the ground and under the cursor, the escape sequence that begins it."""
        looks = {}
        for name in first_frame.ROLES:
            fill, _, role = name.rpartition(" ") if name else ("", "", "")
            style = self._fill(at_cursor=bool(fill))
            style += self.style_of(role) if role else Style.null()
            looks[name] = style.render("*", color_system=color_system).partition("*")[0]
        return looks

    def line_of(self, parts: Iterable[Part], width: int, fill: Style) -> Strip:
        """A line of parts in the styles of their roles."""
        null = Style.null()
        return line(
            [(part.text, self.style_of(part.role) if part.role else null) for part in parts], width, fill
        )
