"""Rows painted from the top of the screen down, the visible ones alone: the cost does not depend on their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui import first_frame
from reader.tui.post_lines import Part, cut, divider
from reader.tui.shown_script import in_script, strip_in_script
from reader.tui.strips import line, over, wrapped
from reader.tui.widgets.line_widget import EDGE, THUMB, thumb
from reader.tui.widgets.row_layout import HEAD, RowLayout
from reader.tui.widgets.selectable import Selectable

_PAINTED_KEPT = 512
_NO_ROW = -1


class PaintedRows(Selectable):
    """Rows, one of them under a cursor, with dividers between groups of them.

    If the rows have groups, the first line of the screen is always the divider of the top row's group.
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
    IS_OF_ARCHIVE: ClassVar[bool] = False
    """whether the rows are words of the archive, to be shown in the script in force; those that respell themselves are not"""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """the index of the row that commands act on"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row_layout = RowLayout(self)
        self._empty_text = ""
        self._head_text = ""
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

    def is_chosen(self, index: int) -> bool:
        """Return whether a row is among those that the next command acts on; by default none is."""
        return False

    def depends_on_top(self, index: int) -> bool:
        """Return whether a row looks different at the top of the screen; by default none does."""
        return False

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

    def repaint_rows(self, *indexes: int) -> None:
        """Repaint only these rows: on a slow connection, a whole screen takes noticeably longer."""
        for key in [key for key in self._painted if key[0] in indexes]:
            del self._painted[key]
        self._refresh_rows(*indexes)

    def _refresh_rows(self, *indexes: int) -> None:
        lines = [y for y, (index, _) in enumerate(self._row_layout.lines) if index in indexes]
        if lines:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

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
        is_acted_on, top = self.is_acted_on, self.top
        rows = [layout[y] if y < len(layout) else (_NO_ROW, y) for y in lines]
        return [
            self._line(
                index,
                part,
                width,
                at_cursor=index == cursor,
                has_thumb=y in thumb_lines,
                is_acted_on=is_acted_on,
                is_top=index == top and self.depends_on_top(index),
            )
            for y, (index, part) in zip(lines, rows, strict=True)
        ]

    def _line(
        self,
        index: int,
        part: int,
        width: int,
        *,
        at_cursor: bool,
        has_thumb: bool,
        is_acted_on: bool,
        is_top: bool,
    ) -> Strip:
        # Cursor and edge look different in the focused list.
        is_selected = self.selected is not None and self.selected[0] <= index < self.selected[1]
        look = (at_cursor, has_thumb, is_acted_on, is_selected, self.is_chosen(index), is_top)
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
            strip = self._painted.get((index, part, *look))
            if strip is None:
                # A row that became shorter, as its file did, is laid out anew once that is told.
                return Strip([*line([], width - 1, base), end], width)
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
            return [line([(cut(f" {text}", width), self.style_of("empty"))], width, base)]
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
