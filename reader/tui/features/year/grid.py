"""The days of a year in columns of weeks, and the steps by which their numbers are shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

DAYS = 7
MOST_WEEKS = 54
"""a leap year that begins on a Sunday has days in as many weeks"""
_STEPS = 4


def week_of(day: date) -> int:
    """Return the column of a day in its year, from 0; weeks begin on Monday."""
    first = date(day.year, 1, 1)
    return (day.timetuple().tm_yday - 1 + first.weekday()) // DAYS


def day_at(year: int, week: int, weekday: int) -> date | None:
    """Return the day in a column and a row; None where that is in no such year."""
    first = date(year, 1, 1)
    number = week * DAYS + weekday - first.weekday()
    last = date(year, 12, 31)
    return first + timedelta(days=number) if 0 <= number <= (last - first).days else None


def moved(day: date, days: int = 0, months: int = 0) -> date:
    """Return a day some days or months further, the last of a month that is too short, within the calendar."""
    if months:
        number = min(max(day.year * 12 + day.month - 1 + months, 12), date.max.year * 12 + 11)
        year, month = divmod(number, 12)
        is_last = year == date.max.year and month == 11
        last = (
            31
            if is_last
            else (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        )
        return date(year, month + 1, min(day.day, last))
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def steps(most: int) -> Sequence[int]:
    """Return the least number of each step, up to four: by square root, so that few are told from none beside many."""
    if most <= _STEPS:
        return range(1, most + 1)
    return sorted({max(1, math.ceil(most * (number / _STEPS) ** 2)) for number in range(_STEPS)})


def step_of(count: int, least: Sequence[int]) -> int:
    """Return the step of a number, from 1; 0 for none."""
    return sum(count >= each for each in least)


def legend(least: Sequence[int], most: int) -> Sequence[str]:
    """Return the numbers of each step in words: `1`, `2–4`, `5–9`."""
    ends = [*(each - 1 for each in least[1:]), most][: len(least)]
    return [
        f"{first:,}" if first == last else f"{first:,}–{last:,}"
        for first, last in zip(least, ends, strict=True)
    ]
