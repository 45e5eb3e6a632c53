"""Numbers of posts by day, month or year: prefix sums, so that any span costs two look-ups."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import accumulate, pairwise

from reader.query.moments import Period


class Granularity(StrEnum):
    """The length of the periods that posts are counted by. The periods of a granularity are numbered."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def number(self, day: date) -> int:
        """Return the number of the period that contains the day; numbers are consecutive."""
        match self:
            case Granularity.DAY:
                return day.toordinal()
            case Granularity.MONTH:
                return day.year * 12 + day.month - 1
            case Granularity.YEAR:
                return day.year

    def period(self, number: int) -> Period:
        """Return the period with the number."""
        match self:
            case Granularity.DAY:
                day = date.fromordinal(number)
                return Period(day.year, day.month, day.day)
            case Granularity.MONTH:
                return Period(number // 12, number % 12 + 1)
            case Granularity.YEAR:
                return Period(number)

    def first_ordinal(self, number: int) -> int:
        """Return the ordinal of the first day of the period; also for the period after year 9999."""
        if self is Granularity.DAY:
            return number
        year, month = (number // 12, number % 12 + 1) if self is Granularity.MONTH else (number, 1)
        return date.max.toordinal() + 1 if year > date.max.year else date(year, month, 1).toordinal()


class DayCounts:
    """The days with posts, and the number of posts on each. Immutable."""

    def __init__(self, days: Sequence[tuple[date, int]]) -> None:
        """Take the days in any order, each once."""
        ordered = sorted((day.toordinal(), count) for day, count in days)
        self._days = array("l", [day for day, _ in ordered])
        self._sums = array("l", accumulate((count for _, count in ordered), initial=0))

    def __bool__(self) -> bool:
        """Return whether there is any post with a date."""
        return bool(self._days)

    @property
    def total(self) -> int:
        """the number of posts with a date"""
        return self._sums[-1]

    @property
    def first(self) -> date:
        """the first day with a post; IndexError without any"""
        return date.fromordinal(self._days[0])

    @property
    def last(self) -> date:
        """the last day with a post; IndexError without any"""
        return date.fromordinal(self._days[-1])

    def _before(self, ordinal: int) -> int:
        return self._sums[bisect_left(self._days, ordinal)]

    def between(self, first: date, last: date) -> int:
        """Return the number of posts from `first` to `last`, both included."""
        return self._sums[bisect_right(self._days, last.toordinal())] - self._before(first.toordinal())

    def before(self, day: date) -> int:
        """Return the number of posts on earlier days."""
        return self._before(day.toordinal())

    def after(self, day: date) -> int:
        """Return the number of posts on later days: the row of the day's newest post, newest first."""
        return self.total - self._before(day.toordinal() + 1)

    def counts(self, granularity: Granularity, start: int, stop: int) -> list[int]:
        """Return the number of posts in each period from number `start` to `stop`, which is excluded."""
        sums = [self._before(granularity.first_ordinal(number)) for number in range(start, stop + 1)]
        return [after - before for before, after in pairwise(sums)]

    def periods(self, granularity: Granularity) -> list[tuple[int, int]]:
        """Return the numbers of the periods with posts, earliest first, each with the number of posts."""
        totals: dict[int, int] = {}
        for day, (before, after) in zip(self._days, pairwise(self._sums), strict=True):
            number = granularity.number(date.fromordinal(day))
            totals[number] = totals.get(number, 0) + after - before
        return list(totals.items())

    def at_or_before(self, day: date) -> date | None:
        """Return the latest day with a post up to `day`; None without one."""
        place = bisect_right(self._days, day.toordinal())
        return date.fromordinal(self._days[place - 1]) if place else None

    def at_or_after(self, day: date) -> date | None:
        """Return the earliest day with a post from `day` on; None without one."""
        place = bisect_left(self._days, day.toordinal())
        return date.fromordinal(self._days[place]) if place < len(self._days) else None

    def beside(self, day: date | None, granularity: Granularity, steps: int) -> date | None:
        """Return a day with posts `steps` periods after that of `day`, or before it if negative.

        Only periods with posts are counted. If there are fewer, the last one counts; None without any on that
        side. A `day` of None is before all dates.
        """
        reached: date | None = None
        here = day
        for _ in range(abs(steps)):
            here = self._next(here, granularity) if steps > 0 else self._previous(here, granularity)
            if here is None:
                break
            reached = here
        return reached

    def _next(self, day: date | None, granularity: Granularity) -> date | None:
        """Return the first day with a post after the period of `day`."""
        if day is None:
            return self.first if self else None
        place = bisect_left(self._days, granularity.first_ordinal(granularity.number(day) + 1))
        return date.fromordinal(self._days[place]) if place < len(self._days) else None

    def _previous(self, day: date | None, granularity: Granularity) -> date | None:
        """Return the last day with a post before the period of `day`."""
        if day is None:
            return None
        place = bisect_left(self._days, granularity.first_ordinal(granularity.number(day)))
        return date.fromordinal(self._days[place - 1]) if place else None

    def fullest(self, granularity: Granularity, start: int, stop: int) -> int | None:
        """Return the number of the fullest period from `start` to before `stop`; the latest of ties."""
        counts = self.counts(granularity, start, stop)
        most = max(counts, default=0)
        return stop - 1 - counts[::-1].index(most) if most else None
