"""How many posts fall on each day, month or year: sums of any span by two look-ups."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import accumulate, pairwise

from reader.query.nodes import Period


class Granularity(StrEnum):
    """How long the periods are that posts are counted by. Each period of a granularity has a number."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def number(self, day: date) -> int:
        """The number of the period that the day lies in; numbers of neighbours differ by one."""
        match self:
            case Granularity.DAY:
                return day.toordinal()
            case Granularity.MONTH:
                return day.year * 12 + day.month - 1
            case Granularity.YEAR:
                return day.year

    def period(self, number: int) -> Period:
        """The period with the number."""
        match self:
            case Granularity.DAY:
                day = date.fromordinal(number)
                return Period(day.year, day.month, day.day)
            case Granularity.MONTH:
                return Period(number // 12, number % 12 + 1)
            case Granularity.YEAR:
                return Period(number)

    def first_ordinal(self, number: int) -> int:
        """The ordinal of the first day of the period with the number, also of the one after the last year."""
        if self is Granularity.DAY:
            return number
        year, month = (number // 12, number % 12 + 1) if self is Granularity.MONTH else (number, 1)
        return date.max.toordinal() + 1 if year > date.max.year else date(year, month, 1).toordinal()


class DayCounts:
    """The days that have posts, with how many. It never changes."""

    def __init__(self, days: Sequence[tuple[date, int]]) -> None:
        """`days` in any order, each once."""
        ordered = sorted((day.toordinal(), count) for day, count in days)
        self._days = array("l", [day for day, _ in ordered])
        self._sums = array("l", accumulate((count for _, count in ordered), initial=0))

    def __bool__(self) -> bool:
        """Whether there is any post with a date."""
        return bool(self._days)

    @property
    def total(self) -> int:
        """How many posts have a date."""
        return self._sums[-1]

    @property
    def first(self) -> date:
        """The first day with a post. Raises IndexError where there is none."""
        return date.fromordinal(self._days[0])

    @property
    def last(self) -> date:
        """The last day with a post. Raises IndexError where there is none."""
        return date.fromordinal(self._days[-1])

    def _before(self, ordinal: int) -> int:
        return self._sums[bisect_left(self._days, ordinal)]

    def between(self, first: date, last: date) -> int:
        """How many posts fall on the days from `first` to `last`, both included."""
        return self._sums[bisect_right(self._days, last.toordinal())] - self._before(first.toordinal())

    def before(self, day: date) -> int:
        """How many posts fall on earlier days."""
        return self._before(day.toordinal())

    def after(self, day: date) -> int:
        """How many posts fall on later days: the place of the newest post of that day or before, newest first."""
        return self.total - self._before(day.toordinal() + 1)

    def counts(self, granularity: Granularity, start: int, stop: int) -> list[int]:
        """The posts of each period from number `start` up to and without `stop`."""
        sums = [self._before(granularity.first_ordinal(number)) for number in range(start, stop + 1)]
        return [after - before for before, after in pairwise(sums)]

    def periods(self, granularity: Granularity) -> list[tuple[int, int]]:
        """The periods that have posts, by number, earliest first, with how many."""
        found: dict[int, int] = {}
        for day, (before, after) in zip(self._days, pairwise(self._sums), strict=True):
            number = granularity.number(date.fromordinal(day))
            found[number] = found.get(number, 0) + after - before
        return list(found.items())

    def at_or_before(self, day: date) -> date | None:
        """The nearest day with a post, that day or an earlier one; None where there is none."""
        place = bisect_right(self._days, day.toordinal())
        return date.fromordinal(self._days[place - 1]) if place else None

    def at_or_after(self, day: date) -> date | None:
        """The nearest day with a post, that day or a later one; None where there is none."""
        place = bisect_left(self._days, day.toordinal())
        return date.fromordinal(self._days[place]) if place < len(self._days) else None

    def beside(self, day: date | None, granularity: Granularity, steps: int) -> date | None:
        """A day of the period with posts that is `steps` such periods later than the day's, earlier where negative.

        Where there are fewer, one of the last there is; None where there is none on that side. Without a `day`
        one stands before all dates.
        """
        place: date | None = None
        here = day
        for _ in range(abs(steps)):
            if here is None:
                here = self.first if self and steps > 0 else None
            else:
                number = granularity.number(here)
                if steps > 0:
                    edge = granularity.first_ordinal(number + 1)
                    at = bisect_left(self._days, edge)
                    here = date.fromordinal(self._days[at]) if at < len(self._days) else None
                else:
                    at = bisect_left(self._days, granularity.first_ordinal(number))
                    here = date.fromordinal(self._days[at - 1]) if at else None
            if here is None:
                break
            place = here
        return place

    def fullest(self, granularity: Granularity, start: int, stop: int) -> int | None:
        """The period with the most posts from number `start` up to and without `stop`, the latest of equals."""
        counts = self.counts(granularity, start, stop)
        most = max(counts, default=0)
        return stop - 1 - counts[::-1].index(most) if most else None
