"""The time strip: a bar chart of posts per day, month or year, in which a range can be chosen."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.language import later
from reader.library import DayCounts
from reader.query.moments import Period
from reader.tui.dispatch import handles
from reader.tui.features.time_strip.axis import GAP_FROM, MARGIN, edges, labels
from reader.tui.features.time_strip.window import TimeWindow
from reader.tui.periods import period_name, posts_text
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.typeset.bars import column

_WIDEST = 8
"""maximum width of a bar in cells: a single period would otherwise fill the strip"""
_MOST_ZOOM_STEPS = 32


class TimeStrip(LineWidget, can_focus=True):
    """A bar chart of posts in time, with the position of the list, and a cursor while it has the focus."""

    CALLED = later("Time strip")

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
        """The user chose a range of periods."""

        def __init__(self, first: Period, last: Period) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class Left(Message):
        """The user left the strip; with `hide`, it is to be hidden."""

        def __init__(self, *, hide: bool = False) -> None:
            super().__init__()
            self.hide = hide

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: DayCounts | None = None
        self.empty_text = ""
        """why no time is shown"""
        self._window: TimeWindow | None = None
        self._zoom: tuple[date, date] | None = None
        """the days to zoom to once posts are counted"""
        self._window_cells = 0
        self._here: date | None = None
        self._columns: list[str] = []
        """the bar of each period in the window, as characters from the top down"""
        self._columns_height = 0
        """the height of the bars: the strip may be painted at a new height before it is told of it"""
        self._dragged_from: int | None = None

    # Contents

    def show(self, counts: DayCounts, *, keep: bool = False) -> None:
        """Show other counts of posts; `keep` zoom and cursor, for a new answer to the same query."""
        before = self._window
        self._counts = counts
        self._window = self._new_window(counts) if counts else None
        if self._window is not None and before is not None and keep:
            self._window.like(before)
        elif self._window is not None:
            if self._zoom is not None:
                self._window.zoom_to(*self._zoom)
                self._zoom = None
            self._put_cursor_here()
        self._redraw()

    @property
    def zoomed_days(self) -> tuple[date, date] | None:
        """The days that are shown if the user zoomed."""
        window = self._window
        return window.days(window.start, window.stop) if window is not None and window.is_zoomed else None

    def zoom_to(self, first: date, last: date) -> None:
        """Zoom to days, now or as soon as posts are counted."""
        if self._window is None:
            self._zoom = first, last
        else:
            self._window.zoom_to(first, last)
            self._redraw()

    def _new_window(self, counts: DayCounts) -> TimeWindow:
        self._window_cells = self._cells
        return TimeWindow(counts, self._cells)

    def is_outdated(self) -> bool:
        """Return whether the window was made for another size; a hidden strip has none."""
        return super().is_outdated() or (self._window is not None and self._window_cells != self._cells)

    def show_here(self, day: date | None) -> None:
        """Show a day as the position of the list."""
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
        return max(self.size.width - 2 * MARGIN, 1)

    def _redraw(self) -> None:
        self._columns = []
        self.refresh()

    def resized(self) -> None:
        """Choose the granularity for the new width."""
        if self._counts:
            before, self._window = self._window, self._new_window(self._counts)
            if before is not None:
                self._window.like(before)
        self._redraw()

    def show_focus(self, *, has_focus: bool) -> None:
        """Put the cursor on the list's position with the focus; drop the range without it."""
        if has_focus != self.has_focus:
            if has_focus and self._dragged_from is None:
                self._put_cursor_here()
            elif not has_focus and self._window is not None:
                self._window.anchor = None
        super().show_focus(has_focus=has_focus)

    # Commands

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

    def _has_beside(self, periods: int) -> bool:
        window = self._window
        return window is not None and window.cursor != window.within(window.cursor + periods)

    @handles("strip.earlier", "strip.later", offered=_has_beside)
    def go_by(self, periods: int) -> None:
        """Move the cursor by periods, and extend the range if one was started."""
        if self._window is not None:
            self._go(self._window.cursor + periods)

    @handles("strip.extend-earlier", "strip.extend-later", offered=_has_beside)
    def extend(self, periods: int) -> None:
        """Move the cursor by periods, and extend the range."""
        if self._window is not None:
            self._go(self._window.cursor + periods, extend=True)

    def _has_periods(self) -> bool:
        return self._window is not None

    @handles("strip.range", offered=_has_periods)
    def toggle_range(self) -> None:
        """Start a range at the cursor, or drop the range."""
        if self._window is not None:
            self._window.anchor = None if self._is_selecting else self._window.cursor
            self.refresh()

    def _has_posts_beside(self, steps: int) -> bool:
        window = self._window
        return window is not None and window.posts_beside(steps) not in (None, window.cursor)

    @handles("strip.previous", "strip.next", offered=_has_posts_beside)
    def go_to_posts(self, steps: int) -> None:
        """Go to the next period with posts (above 0: later)."""
        if self._window is not None:
            self._window.step_to_posts(steps)
            self._redraw()

    def _has_fuller(self) -> bool:
        window = self._window
        return window is not None and window.fullest() not in (None, window.cursor)

    @handles("strip.most", offered=_has_fuller)
    def go_to_fullest(self) -> None:
        """Go to the period with the most posts in the window."""
        if self._window is not None:
            self._window.go_to_fullest()
            self.refresh()

    @handles("strip.zoom-in", "strip.zoom-out", offered=lambda self, _: self._has_periods())
    def zoom(self, steps: int) -> None:
        """Zoom in (`steps` above 0) or out."""
        if self._window is None:
            return
        for _ in range(min(abs(steps), _MOST_ZOOM_STEPS)):
            if steps > 0:
                self._window.zoom_in()
            else:
                self._window.zoom_out()
        self._redraw()

    @handles("strip.apply", offered=_has_periods)
    def apply(self) -> None:
        """Choose the range."""
        if self._window is not None:
            granularity = self._window.granularity
            first, last = self._window.chosen
            self.post_message(self.Chose(granularity.period(first), granularity.period(last)))

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Go to the list on Down."""
        if rows > 0:
            self.post_message(self.Left())

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Move by the width of the window."""
        if self._window is not None:
            self._go(self._window.cursor + pages * (self._window.stop - self._window.start))

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Move by half the width of the window."""
        if self._window is not None:
            self._go(self._window.cursor + pages * max((self._window.stop - self._window.start) // 2, 1))

    @handles("move.top")
    def go_to_top(self, _: int) -> None:
        """Go to the first period."""
        if self._window is not None:
            self._go(self._window.ends[0])

    @handles("move.bottom")
    def go_to_bottom(self, _: int) -> None:
        """Go to the last period."""
        if self._window is not None:
            self._go(self._window.ends[1])

    @handles("strip.leave")
    def leave(self) -> None:
        """Drop the range; if there is none, go back to the list."""
        if self._is_selecting:
            self.toggle_range()
        else:
            self.post_message(self.Left())

    @handles("strip.hide")
    def hide(self) -> None:
        """Hide the strip."""
        self.post_message(self.Left(hide=True))

    # Mouse

    def _period_at(self, x: int) -> int | None:
        window = self._window
        if window is None:
            return None
        place = min(max(x - MARGIN, 0), self._cells - 1)
        count = window.stop - window.start
        # The inverse of `edges`, which rounds down.
        return window.start + ((place + 1) * count - 1) // self._cells

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on the period under the mouse, and start dragging."""
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
        """Extend the range while dragging."""
        number = self._period_at(event.x)
        if self._dragged_from is None or number is None or self._window is None:
            return
        event.stop()
        if number != self._window.cursor:
            self._go(number, extend=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End dragging; the range stays."""
        if self._dragged_from is not None:
            event.stop()
            self._dragged_from = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Choose the range on a double click."""
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
        """Zoom in on the period under the mouse."""
        event.stop()
        self._zoom_at(event.x, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        event.stop()
        self._zoom_at(event.x, -1)

    # Painting

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the bars, and the axis below them."""
        return [self._line(y, width, height) for y in lines]

    def _line(self, y: int, width: int, height: int) -> Strip:
        if y >= height:
            return Strip.blank(width, self.base_style)
        return self._axis(width) if y == height - 1 else self._bars(y, width, height - 1)

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
        plain_style, here_style = self.ink("strip--bar"), self.ink("strip--here")
        parts: list[tuple[str, Style]] = [(" " * MARGIN, Style.null())]
        for number, blocks in enumerate(self._columns, window.start):
            start, stop = edges(window, number, self._cells)
            cells = stop - start
            gap = cells >= GAP_FROM
            style = here_style if number == here else plain_style
            if self.has_focus and first <= number <= last:
                style += self.ground("strip--cursor" if number == window.cursor else "strip--range")
            bar = min(cells - gap, _WIDEST)
            parts.append(((blocks[y] * bar).center(cells - gap), style))
            if gap:
                parts.append((" ", Style.null()))
        return line(parts, width, base)

    def in_words(self) -> str:
        """Return the period under the cursor with its posts."""
        return self._cursor_text(self._window) if self._window is not None else ""

    def _axis(self, width: int) -> Strip:
        base, window = self.base_style, self._window
        if window is None:
            text = "" if self._counts is None else self.empty_text
            return line([(" " + text, self.ink("strip--date"))], width, base)
        cursor_text = f" {cut(self._cursor_text(window), width - 2)} " if self.has_focus else ""
        cells: list[tuple[str, str]] = [(" ", "")] * width
        for x, text, component in labels(window, width, here=self._here, cursor_text=cursor_text):
            for offset, character in enumerate(text):
                if 0 <= x + offset < width:
                    cells[x + offset] = (character, component)
        return line(
            [(text, self.ink(component) if component else Style.null()) for text, component in cells],
            width,
            base,
        )

    def _cursor_text(self, window: TimeWindow) -> str:
        """Return the chosen periods and their number of posts."""
        first, last = window.chosen
        count = window.counts.between(*window.days(first, last + 1))
        name = period_name(window.granularity, last)
        if first != last:
            name = f"{period_name(window.granularity, first)} – {name}"
        elif window.anchor is not None:
            name = f"{name} – …"
        return f"{name} · {posts_text(count)}"
