"""Times of queries: periods, days before today, and times in words."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.frozen import Frozen

if TYPE_CHECKING:
    from reader.text.when import When


class Unit(StrEnum):
    """A unit of relative dates."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


class Period(Frozen):
    """A year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def first(self, today: date) -> date:
        """Return the first day of the period."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self, today: date) -> date:
        """Return the last day of the period."""
        if self.day is not None:
            return self.first(today)
        if self.month is not None and self.month < 12:
            return date(self.year, self.month + 1, 1) - timedelta(days=1)
        return date(self.year, 12, 31)

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        )


class Ago(Frozen):
    """A number of days, weeks, months or years before today."""

    count: int
    unit: Unit

    def first(self, today: date) -> date:
        """Return the day; in a month that is too short, its last day."""
        if self.unit in (Unit.DAY, Unit.WEEK):
            days = self.count * (7 if self.unit is Unit.WEEK else 1)
            return date.fromordinal(max(1, today.toordinal() - days))
        months = today.year * 12 + today.month - 1 - self.count * (12 if self.unit is Unit.YEAR else 1)
        year, month = divmod(months, 12)
        if year < 1:
            return date.min
        return min(Period(year, month + 1).last(today), _same_day(year, month + 1, today.day))

    def last(self, today: date) -> date:
        """Return the same day."""
        return self.first(today)

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


def _same_day(year: int, month: int, day: int) -> date:
    return date(year, month, 1) + timedelta(days=day - 1)


class DatePhrase(Frozen):
    """A time in words, such as `yesterday` or 去年夏天, as seen from the day on which the query runs."""

    text: str
    """the words as typed, single-spaced"""

    def first(self, today: date) -> date:
        """Return the first day; `date.max`, after all posts, where the calendar has no such day."""
        when = self._when(today)
        return date.max if when is None else when.first

    def last(self, today: date) -> date:
        """Return the last day; `date.min`, before all posts, where the calendar has no such day."""
        when = self._when(today)
        return date.min if when is None else when.last

    def _when(self, today: date) -> When | None:
        # Imported late: its patterns take milliseconds to compile, and few queries name a time in words.
        from reader.text.when import WhenError, read_when

        try:
            return read_when(self.text, today)
        except WhenError:
            return None

    def __str__(self) -> str:
        return self.text


Moment = Period | Ago | DatePhrase
