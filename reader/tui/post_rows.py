"""The posts of a list as rows: their days, their heights and their lines in each density.

Does not import Textual: the first frame is painted before that is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from enum import StrEnum

from rich.cells import cell_len

from reader.language import tr
from reader.post import Post
from reader.text.script import AS_WRITTEN, respelled
from reader.text.shown_dates import DateForm, moment, named_day, short_day, widest_days
from reader.tui.post_lines import (
    Hits,
    Part,
    Row,
    cut,
    facts,
    oddities,
    said,
    sign_of,
    title_lines,
)

_GAP = 2
_SIGN_CELLS = 3
_TITLE_LINES = 2
"""of a wrapped title"""
_LEAST_CHANNEL_CELLS, _CHANNEL_CELLS = 4, 16
"""of the shortest and the longest channel at the end of a compact row"""
_SAID_SHARE = 4
"""the width of a compact row divided by the most that labels, or a channel, take of a title that is cut"""
_DAYS_FROM = 36
"""width of a list in cells from which compact rows say the day"""
_DAYS_KEPT = 1024


class Density(StrEnum):
    """How many lines a post takes."""

    COMPACT = "compact"
    """one; a thin line on the left holds the posts of a day together"""
    COMFORTABLE = "comfortable"
    """two: the title, and what else is known"""
    WRAPPED = "wrapped"
    """two or three: the title may take two"""


class PostRows:
    """How the posts of a list stand on the lines of a screen."""

    def __init__(
        self,
        at: Callable[[int], Row | None],
        zone: tzinfo,
        now: datetime,
        density: Density = Density.COMFORTABLE,
        dates: DateForm = DateForm.ISO,
        script: str = AS_WRITTEN,
    ) -> None:
        """`at` returns the post at an index, None where there is none; `now` is the time in the zone.

        `script` is the one that Chinese is shown in, as the setting names it.
        """
        self._at = at
        self._zone = zone
        self.density = density
        self.dates = dates
        self.script = script
        self.divided = True
        """whether the posts are sorted by time, so that those of a day stand together"""
        self.now = now
        self._days: dict[int, date | None] = {}
        self._names: dict[tuple[date, DateForm, date], str] = {}
        """what the dividers of days say: they are asked for with every row at every key"""
        self._columns: dict[tuple[DateForm, date], int] = {}

    def forget(self) -> None:
        """Forget the days, as other posts are listed or another day has begun."""
        self._days.clear()
        self._names.clear()

    @property
    def least_height(self) -> int:
        """The lines that every row has at least."""
        return 1 if self.density is Density.COMPACT else 2

    def height_of(self, index: int, width: int) -> int:
        """Return the lines of a row in a list of `width` cells."""
        if self.density is not Density.WRAPPED:
            return self.least_height
        row = self._at(index)
        is_longer = row is not None and cell_len(row.post.title) > _title_cells(row, width)
        return self.least_height + is_longer * (_TITLE_LINES - 1)

    # Days

    def _day(self, index: int) -> date | None:
        if index not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            row = self._at(index)
            self._days[index] = row.post.date.day(self._zone) if row is not None and row.post.date else None
        return self._days[index]

    def group(self, index: int) -> str | None:
        """Return the text of the divider above the posts of a day; None where there is none."""
        if not self.divided or self.density is Density.COMPACT:
            return None
        day = self._day(index)
        if day is None:
            return tr("no date")
        key = (day, self.dates, self.now.date())
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = named_day(*key)
        return name

    # Lines

    def lines(self, index: int, width: int, *, is_top: bool = False, hits: Hits = ()) -> list[list[Part]]:
        """Return the lines of a row, each of at most `width` cells; `is_top` if no other stands above it.

        `hits` are in the title.
        """
        row = self._at(index)
        if row is None:
            return [[]] * self.least_height
        if self.density is Density.COMPACT:
            lines = [self._compact(index, row, width, hits, is_top=is_top)]
        else:
            lines = self._roomy(row, width, hits)
        if self.script == AS_WRITTEN:
            return lines
        return [[part._replace(text=respelled(part.text, self.script)) for part in parts] for parts in lines]

    def _roomy(self, row: Row, width: int, hits: Hits) -> list[list[Part]]:
        """Return the lines of a title, and one of when, where, and what the user said."""
        lines = []
        count = _TITLE_LINES if self.density is Density.WRAPPED else 1
        for number, title in enumerate(title_lines(row, _title_cells(row, width), count, hits)):
            sign = Part(f" {sign_of(row)} " if not number else " " * _SIGN_CELLS, "mark")
            star = Part(_star(row) if not number else "", "star")
            used = sum(cell_len(part.text) for part in (sign, *title, star))
            lines.append([sign, *title, Part(" " * (width - used)), star])
        about = "   " + cut("  ".join(facts(row, self._when(row.post))), width - 4)
        room = width - cell_len(about) - 1
        own = said(row, room - _GAP)
        return [*lines, [Part(about, "quiet"), Part(" " * (room - cell_len(own))), Part(own, "quiet")]]

    def _when(self, post: Post) -> str:
        if post.date is None:
            return ""
        if not self.divided:
            return moment(post.date, self._zone, self.dates, self.now)
        return "" if post.date.day_only else f"{post.date.local(self._zone):%H:%M}"

    def _compact(self, index: int, row: Row, width: int, hits: Hits, *, is_top: bool) -> list[Part]:
        """Return a line: signs, day or time, title, what the user said, channel, star."""
        bracket, when = self._in_its_day(index, row.post, is_top=is_top)
        column = self._column_cells() if width >= _DAYS_FROM else 0
        when = cut(when, column)
        start = [
            Part(f" {sign_of(row)}", "mark"),
            Part(bracket, "quiet"),
            Part(" " * (column - cell_len(when)) + when + " ", "quiet"),
        ]
        star = _star(row)
        room = width - _SIGN_CELLS - column - 1 - len(star) - 1
        own = "  ".join(filter(None, (*oddities(row), said(row, width // _SAID_SHARE))))
        own = cut(own, max(room // 2 - _GAP, 0))
        free = room - cell_len(row.post.title) - _cells_after(own)
        most = room // _SAID_SHARE
        if free >= 0:  # a whole title is worth more than a channel
            most = free - _GAP if free >= _GAP + _LEAST_CHANNEL_CELLS else 0
        channel = cut(row.post.channel or row.post.author, min(most, _CHANNEL_CELLS))
        left = room - _cells_after(own) - _cells_after(channel)
        (title,) = title_lines(row, left, 1, hits)
        used = sum(cell_len(part.text) for part in title)
        end = [Part(" " * (left - used))]
        end += [Part(" " * _GAP + text, "quiet") for text in (own, channel) if text]
        return [*start, *title, *end, Part(star, "star"), Part(" ")]

    def _column_cells(self) -> int:
        """Return the width of the column of days and times."""
        today = self.now.date()
        column = self._columns.get((self.dates, today))
        if column is None:
            days = [short_day(day, self.dates, today) for day in widest_days(today)]
            column = self._columns[self.dates, today] = max(map(cell_len, days))
        return column

    def _in_its_day(self, index: int, post: Post, *, is_top: bool) -> tuple[str, str]:
        """Return the sign that holds the posts of a day together, and the day, or of its later posts the time."""
        day = self._day(index)
        shown = short_day(day, self.dates, self.now.date()) if day is not None else ""
        if not self.divided:
            return " ", shown
        is_first = index == 0 or self._day(index - 1) != day
        is_last = self._at(index + 1) is None or self._day(index + 1) != day
        if post.date is not None and not (is_first or is_top):
            shown = "" if post.date.day_only else f"{post.date.local(self._zone):%H:%M}"
        if is_first:
            return (" " if is_last else "┌"), shown
        return ("└" if is_last else "│"), shown


def _star(row: Row) -> str:
    return " ★" if row.starred else ""


def _title_cells(row: Row, width: int) -> int:
    """Return the room for a line of a title that stands between its sign and its star."""
    return width - _SIGN_CELLS - 1 - len(_star(row))


def _cells_after(text: str) -> int:
    """Return the cells that a text takes at the end of a line."""
    return cell_len(text) + _GAP if text else 0
