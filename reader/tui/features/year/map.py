"""Paints the days of a year in weeks: posts, and below them what was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.language import later, ntr, tr
from reader.library import DayCounts, Granularity
from reader.text.shown_dates import month_name, weekday
from reader.tui.dispatch import handles
from reader.tui.features.year.grid import DAYS, MOST_WEEKS, day_at, legend, moved, step_of, steps, week_of
from reader.tui.periods import posts_text
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget

_LEFT = 6
"""cells before the first week, for the names of days"""
_WIDEST_WEEK = 3
_SIGNS = "·░▒▓█"
_MAP_LINES = DAYS + 3
"""of a map: months, days, numbers, and a line between two maps"""
_TWO_MAPS_FROM = 1 + 2 * _MAP_LINES - 1
_NAMED_DAYS = range(0, DAYS, 2)


class Map(NamedTuple):
    """Numbers of days under a name."""

    name: str
    counts: DayCounts


class YearMap(LineWidget, can_focus=True):
    """A year of days; its cursor is one of them."""

    CALLED = later("Year")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "year--name",
        "year--quiet",
        "year--none",
        "year--told",
        "year--cursor",
        *(f"year--{number}" for number in range(1, len(_SIGNS))),
    }

    class Chose(Message):
        """The user chose a day."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, day: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.day = day
        """the day under the cursor"""
        self._maps: Sequence[Map] = ()

    def show(self, maps: Sequence[Map]) -> None:
        """Show these numbers."""
        self._maps = maps
        self.refresh()

    @property
    def _posts(self) -> DayCounts:
        return self._maps[0].counts if self._maps else DayCounts(())

    # Commands

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self.refresh()

    @handles("move.down", "move.up")
    def move_by(self, days: int) -> None:
        """Go some days on."""
        self.go_to(moved(self.day, days))

    @handles("year.week-back", "year.week-on")
    def move_by_weeks(self, weeks: int) -> None:
        """Go some weeks on."""
        self.go_to(moved(self.day, DAYS * weeks))

    @handles("year.month-back", "year.month-on")
    def move_by_months(self, months: int) -> None:
        """Go some months on, to the same day of the month."""
        self.go_to(moved(self.day, months=months))

    @handles("move.page-down", "move.page-up", "move.half-down", "move.half-up")
    def move_by_years(self, years: int) -> None:
        """Go some years on."""
        self.go_to(moved(self.day, months=12 * years))

    def _has_posts_beside(self, steps: int) -> bool:
        return self._posts.beside(self.day, Granularity.DAY, steps) is not None

    @handles("year.previous", "year.next", offered=_has_posts_beside)
    def go_to_posts(self, steps: int) -> None:
        """Go to a day with posts."""
        day = self._posts.beside(self.day, Granularity.DAY, steps)
        if day is not None:
            self.go_to(day)

    def _fullest(self) -> int | None:
        """Return the ordinal of the day of the year with the most posts; None in a year without any."""
        first = date(self.day.year, 1, 1).toordinal()
        return self._posts.fullest(Granularity.DAY, first, date(self.day.year, 12, 31).toordinal() + 1)

    @handles("year.most", offered=lambda self: self._fullest() not in (None, self.day.toordinal()))
    def go_to_most(self) -> None:
        """Go to the day of the year with the most posts."""
        if (number := self._fullest()) is not None:
            self.go_to(date.fromordinal(number))

    @handles("move.top")
    def go_to_first(self, _: int) -> None:
        """Go to the first day of the year."""
        self.go_to(self.day.replace(month=1, day=1))

    @handles("move.bottom")
    def go_to_last(self, _: int) -> None:
        """Go to the last day of the year."""
        self.go_to(self.day.replace(month=12, day=31))

    @handles("year.apply")
    def apply(self) -> None:
        """Choose the day under the cursor."""
        self.post_message(self.Chose(self.day))

    def on_click(self, event: events.Click) -> None:
        """Go to a clicked day; a second click chooses it."""
        event.stop()
        row = (event.y - 1 - (self.size.height > _TWO_MAPS_FROM)) % _MAP_LINES - 1
        day = day_at(self.day.year, (event.x - _LEFT) // self._cells(self.size.width), row)
        if event.x >= _LEFT and 0 <= row < DAYS and day is not None:
            self.go_to(day)
            if event.chain == 2:
                self.apply()

    # Painting

    def in_words(self) -> str:
        """Return the day under the cursor with its numbers."""
        return self._told()

    def _told(self) -> str:
        posts = posts_text(self._posts.between(self.day, self.day))
        read = self._maps[-1].counts.between(self.day, self.day) if self._maps else 0
        return f"{self.day}  {weekday(self.day)} · {posts} · {ntr('{count} read', '{count} read', read)}"

    def _cells(self, width: int) -> int:
        return min(max((width - _LEFT - 1) // MOST_WEEKS, 1), _WIDEST_WEEK)

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the year and the day under the cursor, and as many maps as there is room for."""
        maps = self._maps if height >= _TWO_MAPS_FROM else self._maps[:1]
        rest = line([], width, self.base_style)
        painted = [self._title(width), *[rest] * (height > _TWO_MAPS_FROM)]
        for each in maps:
            painted += [*self._map(each, width), rest]
        return [painted[y] if y < len(painted) else rest for y in lines]

    def _title(self, width: int) -> Strip:
        first, last = date(self.day.year, 1, 1), date(self.day.year, 12, 31)
        name = f" {self.day.year}  "
        count = posts_text(self._posts.between(first, last)) if self._maps else tr("Counting …")
        told = f"{cut(self._told(), max(width - cell_len(name + count) - 4, 0))} " if self._maps else ""
        gap = " " * max(width - cell_len(name + count + told), 1)
        return line(
            [
                (name, self.ink("year--name")),
                (count, self.ink("year--quiet")),
                (gap, Style.null()),
                (told, self.ink("year--told")),
            ],
            width,
            self.base_style,
        )

    def _map(self, shown: Map, width: int) -> list[Strip]:
        year, cells = self.day.year, self._cells(width)
        # A narrow terminal shows the half of the year around the cursor.
        weeks = (width - _LEFT - 1) // cells
        start = 0 if weeks >= MOST_WEEKS else min(max(week_of(self.day) - weeks // 2, 0), MOST_WEEKS - weeks)
        columns = range(start, min(start + weeks, MOST_WEEKS))
        first = date(year, 1, 1).toordinal()
        counts = shown.counts.counts(Granularity.DAY, first, date(year, 12, 31).toordinal() + 1)
        most = max(counts, default=0)
        least = steps(most)
        rows = [self._months(columns, cells, width)]
        for row in range(DAYS):
            name = weekday(date(2024, 1, 1 + row)) if row in _NAMED_DAYS else ""
            parts = [
                (
                    f" {cut(name, _LEFT - 2)}".ljust(_LEFT - cell_len(name) + len(name)),
                    self.ink("year--quiet"),
                )
            ]
            for week in columns:
                day = day_at(year, week, row)
                count = counts[day.toordinal() - first] if day is not None else 0
                parts += self._day(day, count, _sign_of(count, least), cells)
            rows.append(line(parts, width, self.base_style))
        rows.append(self._legend(shown.name, legend(least, most), width))
        return rows

    def _day(self, day: date | None, count: int, sign: int, cells: int) -> list[tuple[str, Style]]:
        if day is None:
            return [(" " * cells, Style.null())]
        # Weeks do not touch where there is room for a gap.
        text = _SIGNS[sign] * max(cells - 1, 1) if sign else _SIGNS[0].ljust(cells - 1)
        style = self.ink(f"year--{sign}" if sign else "year--none")
        if day == self.day:
            # A number, since a full sign that is reversed would be none.
            text = _in_cells(count, max(cells - 1, 1))
            style += self.ground("year--cursor") + self.ink("year--cursor") + Style(dim=False)
        return [(text, style), (" " * (cells - cell_len(text)), Style.null())]

    def _months(self, columns: range, cells: int, width: int) -> Strip:
        text = " " * _LEFT
        for month in range(1, 13):
            first = date(self.day.year, month, 1)
            start = _LEFT + (week_of(first) - columns.start) * cells
            if week_of(first) in columns and start >= cell_len(text):
                text += " " * (start - cell_len(text)) + f"{month_name(month)} "
        return line([(text[:width], self.ink("year--quiet"))], width, self.base_style)

    def _legend(self, name: str, numbers: Sequence[str], width: int) -> Strip:
        parts = [
            (" " * _LEFT, Style.null()),
            (f"{name}   ", self.ink("year--name")),
            ("· 0", self.ink("year--none")),
        ]
        for number, words in enumerate(numbers, len(_SIGNS) - len(numbers)):
            parts += [
                (f"   {_SIGNS[number]} ", self.ink(f"year--{number}")),
                (words, self.ink("year--quiet")),
            ]
        return line(parts, width, self.base_style)


def _sign_of(count: int, least: Sequence[int]) -> int:
    """Return the number of the sign for so many posts: of fewer steps than signs the last is the fullest sign, too."""
    step = step_of(count, least)
    return step + len(_SIGNS) - 1 - len(least) if step else 0


def _in_cells(count: int, cells: int) -> str:
    """Return a number in so many cells, `+` where it does not fit."""
    text = str(count)
    return text if len(text) <= cells else "+".rjust(cells)
