"""A calendar month: days shaded by their number of posts, today, the chosen range, and a cursor."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.language import later, ptr, tr
from reader.library import DayCounts, Granularity
from reader.text.shown_dates import weekday
from reader.tui.dispatch import handles
from reader.tui.periods import posts_text
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import EDGE, LineWidget

CALENDAR_HEIGHT = 9
"""height in lines: the month, the weekdays, six weeks, the day under the cursor"""
_WEEK = 7
_FIRST_WEEK_LINE = 2
_NARROWEST_DAY, _WIDEST_DAY = 3, 9
_COUNTED_FROM = 8
"""width of a day in cells from which its number of posts is shown"""
_SHADES = 4


def _shade(count: int, most: int) -> int:
    """Return a shade from 0 (no posts) to `_SHADES`, by square root, so that few posts are visible."""
    return math.ceil(math.sqrt(count / most) * _SHADES) if count else 0


class CalendarMonth(LineWidget, can_focus=True):
    """A month of posts; weeks start on Monday."""

    CALLED = later("Calendar")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"calendar--shade-{number}" for number in range(1, _SHADES + 1)),
        "calendar--title",
        "calendar--rule",
        "calendar--weekday",
        "calendar--day",
        "calendar--empty",
        "calendar--today",
        "calendar--chosen",
        "calendar--cursor",
        "calendar--cursor-idle",
        "calendar--edge",
        "calendar--edge-focus",
    }

    class Chose(Message):
        """The user chose a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts = DayCounts([])
        self._most = 1
        self._chosen: tuple[date, date] | None = None
        self._today = date.min
        self._day: date | None = None
        self.empty_text = tr("No dated posts.")
        """the text that is shown while there is no day; painted with the next change"""

    # Contents

    def show(self, counts: DayCounts, most: int, chosen: tuple[date, date] | None, today: date) -> None:
        """Show counts of posts, at most `most` a day; highlight the days from `chosen[0]` to `chosen[1]`."""
        self._counts, self._most, self._chosen, self._today = counts, max(most, 1), chosen, today
        if self._day is None and counts:
            self._day = counts.last
        self.refresh()

    def put_cursor(self, day: date) -> None:
        """Put the cursor on a day, and show its month."""
        if day != self._day:
            self._day = day
            self.refresh()

    # Commands

    @handles("calendar.back", "calendar.on")
    def go_by(self, days: int) -> None:
        """Move the cursor by days."""
        if self._day is not None:
            ordinal = self._day.toordinal() + days
            self.put_cursor(date.fromordinal(min(max(ordinal, 1), date.max.toordinal())))

    @handles("move.down", "move.up")
    def move_by(self, weeks: int) -> None:
        """Move the cursor by weeks."""
        self.go_by(_WEEK * weeks)

    @handles("calendar.month-back", "calendar.month-on")
    def go_by_months(self, months: int) -> None:
        """Move the cursor by months, to the same day or to the last one of a shorter month."""
        if self._day is None:
            return
        number = Granularity.MONTH.number(self._day) + months
        number = min(max(number, Granularity.MONTH.number(date.min)), Granularity.MONTH.number(date.max))
        first, after = (Granularity.MONTH.first_ordinal(each) for each in (number, number + 1))
        self.put_cursor(date.fromordinal(min(first + self._day.day - 1, after - 1)))

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Move the cursor by months."""
        self.go_by_months(pages)

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Move the cursor by fortnights."""
        self.go_by(2 * _WEEK * pages)

    def _beside(self, steps: int) -> date | None:
        """Return the next day with posts (above 0: later); None if there is none."""
        return self._counts.beside(self._day, Granularity.DAY, steps)

    @handles(
        "calendar.previous", "calendar.next", offered=lambda self, steps: self._beside(steps) is not None
    )
    def go_to_posts(self, steps: int) -> None:
        """Go to the next day with posts (above 0: later)."""
        if (found := self._beside(steps)) is not None:
            self.put_cursor(found)

    @handles("move.top")
    def go_to_top(self, _: int) -> None:
        """Go to the first day with posts."""
        if self._counts:
            self.put_cursor(self._counts.first)

    @handles("move.bottom")
    def go_to_bottom(self, _: int) -> None:
        """Go to the last day with posts."""
        if self._counts:
            self.put_cursor(self._counts.last)

    @handles("calendar.apply")
    def apply(self) -> None:
        """Choose the day under the cursor."""
        if self._day is not None:
            self.post_message(self.Chose(self._day))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked day; choose it on a double click."""
        event.stop()
        cells, left = self._measure(self.size.width)
        row, column = event.y - _FIRST_WEEK_LINE, (event.x - left) // cells
        start = self._first_monday()
        if start is None or row < 0 or not 0 <= column < _WEEK:
            return
        day = start + timedelta(days=row * _WEEK + column)
        if self._day is not None and (day.year, day.month) == (self._day.year, self._day.month):
            self.put_cursor(day)
            if event.chain == 2:
                self.apply()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back a month."""
        event.stop()
        self.go_by_months(-1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on a month."""
        event.stop()
        self.go_by_months(1)

    # Painting

    @staticmethod
    def _measure(width: int) -> tuple[int, int]:
        """Return the width of a day in cells, and the first cell of Mondays."""
        cells = min(max((width - 2) // _WEEK, _NARROWEST_DAY), _WIDEST_DAY)
        return cells, int(width > _WEEK * _NARROWEST_DAY)

    def _first_monday(self) -> date | None:
        """Return the Monday of the month's first week, but no day before `date.min`."""
        if self._day is None:
            return None
        first = self._day.replace(day=1)
        return first - timedelta(days=min(first.weekday(), first.toordinal() - 1))

    def in_words(self) -> str:
        """Return the day under the cursor with its posts."""
        return self._cursor_text() if self._day is not None else self.empty_text

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the month, its weeks, and the day under the cursor."""
        edge = "calendar--edge-focus" if self.has_focus else "calendar--edge"
        # Twenty cells hold seven days and no edge.
        end = [(EDGE, self.ink(edge))] if width >= _WEEK * _NARROWEST_DAY else []
        return [
            line([*self._inside(y, width - len(end)), *end], width, self.base_style)
            if self._day is not None
            else line(
                [(f"  {self.empty_text}" if not y else "", self.ink("calendar--empty"))],
                width,
                self.base_style,
            )
            for y in lines
        ]

    def _inside(self, y: int, width: int) -> list[tuple[str, Style]]:
        """Return the parts of a line without its edge, padded to the width."""
        if y == 0:
            return self._title(width)
        cells, left = self._measure(self.size.width)
        parts: list[tuple[str, Style]] = [(" " * left, Style.null())]
        if y == 1:
            name = cells - 1
            under = min(name, 3)
            parts += [(_column_head(day, under, cells), self.ink("calendar--weekday")) for day in _weekdays()]
        elif y < _FIRST_WEEK_LINE + 6:
            parts += [self._day_cell(y - _FIRST_WEEK_LINE, weekday, cells) for weekday in range(_WEEK)]
        elif y == CALENDAR_HEIGHT - 1:
            parts.append((self._cursor_text(), self.ink("calendar--title")))
        used = sum(cell_len(text) for text, _ in parts)
        if used > width:
            strip = line(parts, width, Style.null())
            return [(segment.text, segment.style or Style.null()) for segment in strip]
        return [*parts, (" " * (width - used), Style.null())]

    def _title(self, width: int) -> list[tuple[str, Style]]:
        assert self._day is not None
        number = Granularity.MONTH.number(self._day)
        count = self._counts.counts(Granularity.MONTH, number, number + 1)[0]
        label = cut(f" {Granularity.MONTH.period(number)}  {posts_text(count)} ", width)
        return [
            (label, self.ink("calendar--title")),
            ("─" * (width - cell_len(label)), self.ink("calendar--rule")),
        ]

    def _cursor_text(self) -> str:
        """Return the day under the cursor and its number of posts."""
        assert self._day is not None
        today = f" · {tr('today')}" if self._day == self._today else ""
        return f"{self._day}  {weekday(self._day)} · {posts_text(self._counts.between(self._day, self._day))}{today}"

    def _day_cell(self, week: int, weekday: int, cells: int) -> tuple[str, Style]:
        """Return the cells of a day, with a gap at the end; blank for days of other months."""
        assert self._day is not None
        first = self._day.replace(day=1)
        number = week * _WEEK + weekday - first.weekday() + 1
        try:
            day = self._day.replace(day=number)
        except ValueError:
            return " " * cells, Style.null()
        count = self._counts.between(day, day)
        text = f"{number:>{min(cells - 1, 3)}} "
        if cells >= _COUNTED_FROM:
            posts = str(count) if count else ""
            text = f"{number:>3}{posts:>{cells - 4}} "
        return text.ljust(cells), self._day_style(day, count)

    def _day_style(self, day: date, count: int) -> Style:
        style = self.ink("calendar--day" if count else "calendar--empty")
        if count:
            style += self.ground(f"calendar--shade-{_shade(count, self._most)}")
        if self._chosen is not None and self._chosen[0] <= day <= self._chosen[1]:
            style += self.ink("calendar--chosen")
        if day == self._today:
            style += self.ink("calendar--today")
        if day == self._day:
            style += self.ground("calendar--cursor" if self.has_focus else "calendar--cursor-idle")
            if self.has_focus:
                style += self.ink("calendar--cursor") + Style(dim=False)
        return style


def _weekdays() -> tuple[str, ...]:
    """Return the weekdays as they stand over the columns."""
    return (
        ptr("column of the calendar", "Mon"),
        ptr("column of the calendar", "Tue"),
        ptr("column of the calendar", "Wed"),
        ptr("column of the calendar", "Thu"),
        ptr("column of the calendar", "Fri"),
        ptr("column of the calendar", "Sat"),
        ptr("column of the calendar", "Sun"),
    )


def _column_head(name: str, under: int, cells: int) -> str:
    """Return the beginning of a name flush with the numbers under it, in a column of so many cells."""
    head = cut(name, under) if cell_len(name) > under and not name.isascii() else name[:under]
    return " " * (under - cell_len(head)) + head + " " * (cells - under)
