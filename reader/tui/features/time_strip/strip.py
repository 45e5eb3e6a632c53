"""The strip of time over the list: how many of its posts fall on each day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.library import DayCounts, Granularity
from reader.query.nodes import Period
from reader.tui.dispatch import handles
from reader.tui.features.time_strip.window import TimeWindow
from reader.tui.periods import period_name, posts_said
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.rows import cut
from reader.typeset.bars import column

_MARGIN = 1
_WIDEST = 8
"""cells of a bar at most: a single period would else be a wall across the screen"""
_GAP_FROM = 3
"""cells of a period from which the last one parts it from the next"""
_HERE = "▴"


class TimeStrip(LineWidget, can_focus=True):
    """Bars of the posts in time, with a cursor while it has the keys, and the list's place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "strip--bar",
        "strip--here",
        "strip--cursor",
        "strip--range",
        "strip--date",
        "strip--tick",
        "strip--told",
    }

    class Chose(Message):
        """The person chose a range of periods."""

        def __init__(self, first: Period, last: Period) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class Left(Message):
        """The person is done with the strip; with `hide` it is to go."""

        def __init__(self, *, hide: bool = False) -> None:
            super().__init__()
            self.hide = hide

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._counts: DayCounts | None = None
        self._window: TimeWindow | None = None
        self._here: date | None = None
        self._columns: list[str] = []
        """the bars of the window's periods, each from the top down"""
        self._columns_height = 0
        """the lines that they were made for: the screen may paint once at another height before it tells so"""
        self._dragged_from: int | None = None

    # What is shown

    def show(self, counts: DayCounts, *, keep: bool = False) -> None:
        """Show the posts of a result; with `keep`, of the same question again, the zoom and the cursor stay."""
        before = self._window
        self._counts = counts
        self._window = TimeWindow(counts, self._cells) if counts else None
        if self._window is not None and before is not None and keep:
            self._window.like(before)
        elif self._window is not None:
            self._put_cursor_here()
        self._changed()

    def point(self, day: date | None) -> None:
        """Mark the day of the post under the list's cursor."""
        before, self._here = self._here, day
        if self._period_of(before) != self._period_of(day):
            self.refresh()

    def _period_of(self, day: date | None) -> int | None:
        return self._window.granularity.number(day) if self._window is not None and day is not None else None

    def _put_cursor_here(self) -> None:
        if self._window is not None and self._here is not None:
            number = self._window.granularity.number(self._here)
            if self._window.start <= number < self._window.stop:
                self._window.go(number)

    @property
    def _cells(self) -> int:
        return max(self.size.width - 2 * _MARGIN, 1)

    def _changed(self) -> None:
        self._columns = []
        self.refresh()

    def resized(self) -> None:
        """Another width may show another granularity."""
        if self._counts:
            before, self._window = self._window, TimeWindow(self._counts, self._cells)
            if before is not None:
                self._window.like(before)
        self._changed()

    def show_focus(self, *, has_focus: bool) -> None:
        """The cursor appears where the list stands; it goes, and the range with it."""
        if has_focus != self.has_focus:
            if has_focus and self._dragged_from is None:
                self._put_cursor_here()
            elif not has_focus and self._window is not None:
                self._window.anchor = None
        super().show_focus(has_focus=has_focus)

    # Keys

    def _go(self, number: int, *, extend: bool = False) -> None:
        if self._window is not None:
            start = self._window.start
            self._window.go(number, extend=extend or self._is_selecting)
            if self._window.start != start:
                self._columns = []
            self.refresh()

    @property
    def _is_selecting(self) -> bool:
        return self._window is not None and self._window.anchor is not None

    @handles("strip.earlier", "strip.later")
    def go_by(self, periods: int) -> None:
        """Move the cursor; a range that was begun follows."""
        if self._window is not None:
            self._go(self._window.cursor + periods)

    @handles("strip.extend-earlier", "strip.extend-later")
    def extend(self, periods: int) -> None:
        """Move the cursor and choose what lies between."""
        if self._window is not None:
            self._go(self._window.cursor + periods, extend=True)

    @handles("strip.range")
    def begin_range(self) -> None:
        """Begin a range at the cursor, or drop it."""
        if self._window is not None:
            self._window.anchor = None if self._is_selecting else self._window.cursor
            self.refresh()

    @handles("strip.previous", "strip.next")
    def go_to_posts(self, steps: int) -> None:
        """Go to the next period with posts, later or earlier."""
        if self._window is not None:
            self._window.step_to_posts(steps)
            self._changed()

    @handles("strip.most")
    def go_to_fullest(self) -> None:
        """Go to the period with the most posts."""
        if self._window is not None:
            self._window.go_to_fullest()
            self.refresh()

    @handles("strip.zoom-in", "strip.zoom-out")
    def zoom(self, steps: int) -> None:
        """Show less time (`steps` above 0) or more."""
        if self._window is None:
            return
        for _ in range(min(abs(steps), 32)):
            if steps > 0:
                self._window.zoom_in()
            else:
                self._window.zoom_out()
        self._changed()

    @handles("strip.apply")
    def apply(self) -> None:
        """Narrow the list to the chosen range."""
        if self._window is not None:
            granularity = self._window.granularity
            first, last = self._window.chosen
            self.post_message(self.Chose(granularity.period(first), granularity.period(last)))

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Down goes to the list."""
        if rows > 0:
            self.post_message(self.Left())

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """A window's width later or earlier."""
        if self._window is not None:
            self._go(self._window.cursor + pages * (self._window.stop - self._window.start))

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Half a window's width later or earlier."""
        if self._window is not None:
            self._go(self._window.cursor + pages * max((self._window.stop - self._window.start) // 2, 1))

    @handles("move.top")
    def go_to_top(self) -> None:
        """Go to the first period."""
        if self._window is not None:
            self._go(self._window.ends[0])

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the last period."""
        if self._window is not None:
            self._go(self._window.ends[1])

    @handles("strip.leave")
    def leave(self) -> None:
        """Drop the range, or go back to the list."""
        if self._is_selecting:
            self.begin_range()
        else:
            self.post_message(self.Left())

    @handles("strip.hide")
    def hide(self) -> None:
        """Take the strip away."""
        self.post_message(self.Left(hide=True))

    # Mouse

    def _period_at(self, x: int) -> int | None:
        window = self._window
        if window is None:
            return None
        place = min(max(x - _MARGIN, 0), self._cells - 1)
        count = window.stop - window.start
        # The inverse of `_edges`, which rounds down.
        return window.start + ((place + 1) * count - 1) // self._cells

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there; dragging chooses a range."""
        number = self._period_at(event.x)
        if number is None or self._window is None:
            return
        event.stop()
        self._dragged_from = number
        self._window.anchor = None
        self.focus()
        self.capture_mouse()
        self._go(number)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose up to here while the button is held."""
        number = self._period_at(event.x)
        if self._dragged_from is None or number is None or self._window is None:
            return
        event.stop()
        if number != self._window.cursor:
            self._go(number, extend=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The range stands."""
        if self._dragged_from is not None:
            event.stop()
            self._dragged_from = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice narrows."""
        event.stop()
        if event.chain == 2:
            self.apply()

    def _zoom_at(self, x: int, steps: int) -> None:
        number = self._period_at(x)
        if number is not None and self._window is not None:
            self._window.anchor = None
            self._window.go(number)
            self.zoom(steps)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Nearer to what is under the mouse."""
        event.stop()
        self._zoom_at(event.x, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Further away."""
        event.stop()
        self._zoom_at(event.x, -1)

    # Painting

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """The bars, and under them the dates."""
        return [
            self._axis(width) if y == height - 1 else self._bars(y, width, height - 1)
            for y in lines
            if y < height
        ]

    def _edges(self, number: int) -> tuple[int, int]:
        """The first cell of a period of the window, and the one after its last."""
        assert self._window is not None
        count = self._window.stop - self._window.start
        place = number - self._window.start
        return _MARGIN + place * self._cells // count, _MARGIN + (place + 1) * self._cells // count

    def _bars(self, y: int, width: int, height: int) -> Strip:
        window = self._window
        base = self.base_style
        if window is None:
            return Strip.blank(width, base)
        if not self._columns or self._columns_height != height:
            counts = window.counts.counts(window.granularity, window.start, window.stop)
            most = max(counts, default=0) or 1
            self._columns = [column(count / most, height) for count in counts]
            self._columns_height = height
        here = window.granularity.number(self._here) if self._here is not None else None
        first, last = window.chosen
        plain, marked = self.ink("strip--bar"), self.ink("strip--here")
        parts: list[tuple[str, Style]] = [(" " * _MARGIN, Style.null())]
        for number, blocks in enumerate(self._columns, window.start):
            start, stop = self._edges(number)
            cells = stop - start
            gap = cells >= _GAP_FROM
            style = marked if number == here else plain
            if self.has_focus and first <= number <= last:
                style += self._background("strip--cursor" if number == window.cursor else "strip--range")
            bar = min(cells - gap, _WIDEST)
            parts.append(((blocks[y] * bar).center(cells - gap), style))
            if gap:
                parts.append((" ", Style.null()))
        return line(parts, width, base)

    def _background(self, component: str) -> Style:
        return Style(bgcolor=self.get_component_rich_style(component).bgcolor)

    def _axis(self, width: int) -> Strip:
        base, window = self.base_style, self._window
        if window is None:
            text = "" if self._counts is None else "No post here has a date."
            return line([(" " + text, self.ink("strip--date"))], width, base)
        cells: list[tuple[str, str]] = [(" ", "")] * width
        for x, text, style in self._labels(window, width):
            for offset, character in enumerate(text):
                if 0 <= x + offset < width:
                    cells[x + offset] = (character, style)
        return line(
            [(text, self.ink(style) if style else Style.null()) for text, style in cells], width, base
        )

    def _labels(self, window: TimeWindow, width: int) -> Iterator[tuple[int, str, str]]:
        """What stands under the bars: column, text and style; what comes later covers what came before."""
        shown_first, shown_last = window.days(window.start, window.stop)
        first, last = max(window.counts.first, shown_first), min(window.counts.last, shown_last)
        left = f"{'‹' if window.start > window.ends[0] else ' '}{first}"
        right = f"{last}{'›' if window.stop - 1 < window.ends[1] else ' '}"
        free_from, free_to = len(left) + 2, width - len(right) - 2
        for number in range(window.start, window.stop):
            text = self._tick(window.granularity, number)
            x, _ = self._edges(number)
            if text and x >= free_from and x + len(text) <= free_to:
                yield x, text, "strip--tick"
                free_from = x + len(text) + 2
        if self._here is not None and shown_first <= self._here <= shown_last:
            start, stop = self._edges(window.granularity.number(self._here))
            yield (start + max(stop - start - (stop - start >= _GAP_FROM) - 1, 0) // 2), _HERE, "strip--here"
        told = f" {cut(self._told(window), width - 2)} " if self.has_focus else ""
        start, stop = self._edges(window.cursor)
        place = min(max((start + stop - cell_len(told)) // 2, 0), width - cell_len(told))
        if not told or place >= len(left):
            yield 0, left, "strip--date"
        if not told or place + cell_len(told) <= width - len(right):
            yield width - len(right), right, "strip--date"
        yield place, told, "strip--told"

    @staticmethod
    def _tick(granularity: Granularity, number: int) -> str:
        """The label of a period with which a longer one begins; else nothing."""
        if granularity is Granularity.YEAR:
            return str(granularity.period(number))
        if granularity is Granularity.MONTH:
            return "" if number % 12 else str(Granularity.YEAR.period(number // 12))
        day = date.fromordinal(number)
        return "" if day.day > 1 else f"{day:%Y-%m}"

    def _told(self, window: TimeWindow) -> str:
        """The chosen periods and how many posts they hold."""
        first, last = window.chosen
        count = window.counts.between(*window.days(first, last + 1))
        name = period_name(window.granularity, last)
        if first != last:
            name = f"{period_name(window.granularity, first)} – {name}"
        return f"{name} · {posts_said(count)}"
