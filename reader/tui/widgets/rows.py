"""A list that paints only the visible rows, so that its cost does not depend on their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.language import tr
from reader.tui import first_frame
from reader.tui.dispatch import handles
from reader.tui.post_lines import Part, divider
from reader.tui.post_lines import cut as cut  # re-exported for widgets that paint rows
from reader.tui.shown_script import in_script, strip_in_script
from reader.tui.strips import line, over, wrapped
from reader.tui.widgets.line_widget import EDGE, THUMB, thumb
from reader.tui.widgets.row_layout import HEAD, RowLayout
from reader.tui.widgets.selectable import Selectable

_WHEEL_ROWS = 3
_PAINTED_KEPT = 512
_NO_ROW = -1
_NAME_CELLS = 500
"""width in which the line that is copied of a row is set"""
_NEAR_TOP = 1
"""the line on which a row begins near the top: below the divider of its group, or below one other row"""


class RowList(Selectable, can_focus=True):
    """Rows with a cursor, and dividers between groups of rows.

    A drag selects rows, whose names are copied. If the rows have groups, the first line of the screen is always the divider of the top row's group.
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
        "rows--selection",
        "rows--chosen",
        "rows--cursor",
        "rows--cursor-idle",
        "rows--edge",
        "rows--edge-focus",
        "rows--thumb",
        "rows--empty",
    }
    ROW_HEIGHT: ClassVar[int] = 1
    SLIP: ClassVar[int] = 2
    IS_OF_ARCHIVE: ClassVar[bool] = False
    """whether the rows are words of the archive, to be shown in the script in force; those that respell themselves are not"""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """the index of the row that commands act on"""

    class Moved(Message):
        """The cursor moved to another row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row_layout = RowLayout(self)
        self._empty_text = ""
        self._head_text = ""
        self._pressed_line: tuple[int, int] | None = None
        self._fills: dict[str, Style] = {}
        self._painted: dict[tuple[int, int, bool, bool, bool, bool, bool, bool], Strip] = {}

    @property
    def empty_text(self) -> str:
        """The text that is shown while there are no rows."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        self._empty_text = text
        if self.is_mounted and not self.row_count():
            self.repaint()

    @property
    def head_text(self) -> str:
        """The text above the first row, a sentence a line; it scrolls away with that row."""
        return self._head_text

    @head_text.setter
    def head_text(self, text: str) -> None:
        self._head_text = text
        if self.is_mounted:
            self.repaint()

    # For subclasses to override

    def row_count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Return the lines of a row, as many as its height, each `width` cells wide, on the background `fill`."""
        raise NotImplementedError

    def height_of(self, index: int) -> int:
        """Return the number of lines of a row: by default all have as many."""
        return self.ROW_HEIGHT

    def group(self, index: int) -> str | None:
        """Return the text of the divider above this row's group; None if it has no divider."""
        return None

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

    def is_chosen(self, index: int) -> bool:
        """Return whether a row is among those that the next command acts on; by default none is."""
        return False

    def depends_on_top(self, index: int) -> bool:
        """Return whether a row looks different at the top of the screen; by default none does."""
        return False

    def activate(self) -> None:
        """React to a click on the row under the cursor."""

    # Layout

    @property
    def top(self) -> int:
        """The row at the top of the screen."""
        return self._row_layout.top

    @property
    def screen_height(self) -> int:
        """The number of lines of the screen, one at least; while it is hidden, as many as when it was seen last."""
        return max(self.size.height or self.seen_size.height, 1)

    def lines_up_to(self, most: int) -> int:
        """Return how many lines all rows and dividers take, or `most` if they take more."""
        lines, above = self.head_height, None
        for index in range(self.row_count()):
            group = self.group(index)
            lines += self.height_of(index) + (group is not None and group != above)
            above = group
            if lines >= most:
                return most
        return lines

    @property
    def head_height(self) -> int:
        """The number of lines above the first row."""
        return len(self._head_lines(self.size.width))

    def _head_lines(self, width: int) -> list[str]:
        """Return the lines above the first row, none if the row would not fit below them."""
        if not self.head_text:
            return []
        text = [
            each for sentence in self.head_text.split("\n") for each in wrapped(sentence, max(width - 5, 8))
        ]
        return ["", *text, ""] if len(text) + 3 + self.height_of(0) <= self.screen_height else []

    def visible_rows(self) -> range:
        """Return the rows with at least one line on the screen."""
        return self._row_layout.visible_rows

    def repaint(self) -> None:
        """Repaint all rows after they changed."""
        self._row_layout.rows_changed()
        self._painted.clear()
        self.refresh()

    def put_cursor(self, cursor: int, top: int | None = None) -> None:
        """Put the cursor on a row and `top` at the top, both clamped; post no `Moved` message."""
        self.selected = None
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
        top = self.top
        self._row_layout.show(cursor)
        if self.top == top:
            self._refresh_rows(old, cursor)
        else:
            self.refresh()
        if self.row_count():
            self.post_message(self.Moved())

    def repaint_rows(self, *indexes: int) -> None:
        """Repaint only these rows: on a slow connection, a whole screen takes noticeably longer."""
        for key in [key for key in self._painted if key[0] in indexes]:
            del self._painted[key]
        self._refresh_rows(*indexes)

    def _refresh_rows(self, *indexes: int) -> None:
        lines = [y for y, (index, _) in enumerate(self._row_layout.lines) if index in indexes]
        if lines:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    def validate_cursor(self, cursor: int) -> int:
        """Clamp the cursor to the rows."""
        return min(max(cursor, 0), max(self.row_count() - 1, 0))

    def resized(self) -> None:
        """Keep the cursor visible in the new size, and no room empty."""
        self._row_layout.show(self.cursor)
        self.repaint()

    # Commands

    @handles("move.down", "move.up")
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
    def go_to_top(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the last row."""
        self.cursor = self.row_count() - 1

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

    # Painting

    def style_of(self, name: str) -> Style:
        """Return the style of a component class without its background."""
        return self.ink(f"rows--{name}")

    @property
    def is_acted_on(self) -> bool:
        """Whether keys act on the row under the cursor, which is painted so."""
        return self.has_focus

    def _fill(self, *, at_cursor: bool, is_chosen: bool = False) -> Style:
        """Return the style of the background of a row."""
        if not at_cursor and not is_chosen:
            return self.base_style
        name = "rows--chosen"
        if at_cursor:
            name = "rows--cursor" if self.is_acted_on else "rows--cursor-idle"
        style = self._fills.get(name)
        if style is None:
            style = self._fills[name] = self.base_style + self.get_component_rich_style(name)
        return style

    def notify_style_update(self) -> None:
        """Drop the lines painted in the colours of the previous theme."""
        super().notify_style_update()
        self._fills.clear()
        self._painted.clear()

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint these lines of the screen."""
        layout = self._row_layout.lines
        count = self.row_count() if self._row_layout.is_longer_than_screen else 0
        thumb_lines = thumb(count, max(len(self.visible_rows()), 1), self.top, height)
        cursor = self.cursor
        rows = [layout[y] if y < len(layout) else (_NO_ROW, y) for y in lines]
        return [
            self._line(index, part, width, at_cursor=index == cursor, has_thumb=y in thumb_lines)
            for y, (index, part) in zip(lines, rows, strict=True)
        ]

    def _line(self, index: int, part: int, width: int, *, at_cursor: bool, has_thumb: bool) -> Strip:
        # Cursor and edge look different in the focused list.
        is_selected = self.selected is not None and self.selected[0] <= index < self.selected[1]
        is_top = index == self.top and self.depends_on_top(index)
        look = (at_cursor, has_thumb, self.is_acted_on, is_selected, self.is_chosen(index), is_top)
        strip = self._painted.get((index, part, *look))
        if strip is None:
            if len(self._painted) >= _PAINTED_KEPT:
                self._painted.clear()
            base = self._fill(at_cursor=False)
            edge = "thumb" if has_thumb else "edge-focus" if self.has_focus else "edge"
            end = Segment(THUMB if has_thumb else EDGE, base + self.style_of(edge))
            # All lines of a row are made together, and are mostly needed together.
            first = 0 if index != _NO_ROW and part > 0 else part
            for number, inside in enumerate(self._inside(index, part, width - 1, base), first):
                if at_cursor and number >= 0:
                    inside = _on_one_ground(inside, self._fill(at_cursor=True))
                if is_selected and number >= 0:
                    inside = over(inside, self.style_of("selection"))
                painted = Strip([*inside, end], width)
                self._painted[index, number, *look] = painted
            strip = self._painted[index, part, *look]
        return strip

    def _inside(self, index: int, part: int, width: int, base: Style) -> Sequence[Strip]:
        """Return all lines of a row, or a single line outside the rows, without their edges."""
        if index == _NO_ROW:
            sentence = [] if self.row_count() else wrapped(self.empty_text, max(width - 4, 8))
            number = part - min(1, self.screen_height - 1)
            text = cut(f"  {sentence[number]}", width) if 0 <= number < len(sentence) else ""
            return [line([(text, self.style_of("empty"))], width, base)]
        if part <= HEAD:
            text = self._head_lines(width + 1)[HEAD - part]
            return [line([(cut(f"  {text}", width), self.style_of("empty"))], width, base)]
        if part < 0:
            group = self.group(index) or ""
            return [self._divider(in_script(group) if self.IS_OF_ARCHIVE else group, width, base)]
        lines = self.row(
            index, width, self._fill(at_cursor=index == self.cursor, is_chosen=self.is_chosen(index))
        )
        return [strip_in_script(each) for each in lines] if self.IS_OF_ARCHIVE else lines

    def _divider(self, text: str, width: int, base: Style) -> Strip:
        return self.line_of(divider(text, width), width, base)

    def looks(self, color_system: ColorSystem) -> dict[str, str]:
        """Return the escape sequences that start the roles of the first frame."""
        looks = {}
        for name in first_frame.ROLES:
            fill, _, role = name.rpartition(" ") if name else ("", "", "")
            ground = self._fill(at_cursor=bool(fill))
            style = ground + (self.style_of(role) if role else Style.null())
            style += _colours_of_reversed(ground)
            looks[name] = style.render("*", color_system=color_system).partition("*")[0]
        return looks

    def line_of(self, parts: Iterable[Part], width: int, fill: Style) -> Strip:
        """Return a line of parts in the styles of their roles."""
        return line([(part.text, self._style_of_roles(part.role)) for part in parts], width, fill)

    def _style_of_roles(self, roles: str) -> Style:
        role, *others = roles.split() or [""]
        style = self.style_of(role) if role else Style.null()
        for other in others:
            style += self.style_of(other)
        return style


def _on_one_ground(strip: Strip, ground: Style) -> Strip:
    """Return a strip whose parts have one ground: where that is made by reversing, colours of their own would be grounds."""
    return over(strip, colours) if (colours := _colours_of_reversed(ground)) else strip


def _colours_of_reversed(ground: Style) -> Style:
    """Return the colours that all letters on a reversed ground have; nothing for another ground."""
    return Style(color=ground.color, bgcolor=ground.bgcolor, dim=False) if ground.reverse else Style.null()
