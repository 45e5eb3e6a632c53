"""Dates of the query language: 2024, 2024-02, 2024-02-07, 7d, 3w, 2m, 1y, ranges of them, and 02-07."""

from __future__ import annotations

import re
from datetime import date

from reader.query.nodes import Ago, Dated, Moment, OnDay, Period, Unit

_PERIOD = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,5})([dwmy])", re.ASCII)
_DAY_OF_YEAR = re.compile(r"(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})[日号]?)", re.ASCII)
_A_LEAP_YEAR = 2000
_RANGE = re.compile(r"\.\.+|。。+")


class DateReadingError(ValueError):
    """A date can not be read; `offset` is where in the text it begins."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def read_moment(text: str, offset: int = 0) -> Moment:
    """The day or period that the (folded) text names. Raises DateReadingError, placed at `offset`."""
    if match := _AGO.fullmatch(text):
        return Ago(int(match[1]), Unit(match[2]))
    if match := _PERIOD.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            raise DateReadingError(offset, f"There is no {text} in the calendar.") from None
        return Period(year or 0, month, day)
    raise DateReadingError(
        offset, "A date is written 2024, 2024-02 or 2024-02-07, or counted back: 7d, 3w, 2m, 1y."
    )


def read_dates(text: str) -> Dated:
    """What the (folded) value of `date:` says: one moment, or a range that may be open at one end.

    A period stands for all its days; `7d` alone for the time since then. Raises DateReadingError.
    """
    between = _RANGE.search(text)
    if not between:
        moment = read_moment(text)
        return Dated(moment, None if isinstance(moment, Ago) else moment)
    first = read_moment(text[: between.start()]) if between.start() else None
    last = read_moment(text[between.end() :], between.end()) if between.end() < len(text) else None
    if first is None and last is None:
        raise DateReadingError(0, "A range needs a date on one side at least: 2024-01..2024-03.")
    if first and last and _ends_before(first, last):
        raise DateReadingError(0, "The range ends before it begins.")
    return Dated(first, last)


def read_day_of_year(text: str) -> OnDay:
    """The day that the (folded) value of `day:` names, the 29th of February too. Raises DateReadingError."""
    match = _DAY_OF_YEAR.fullmatch(text)
    if match is None:
        raise DateReadingError(0, "A day of every year is written 06-04 or 6/4.")
    month, day = int(match[1]), int(match[2] or match[3])
    try:
        date(_A_LEAP_YEAR, month, day)
    except ValueError:
        raise DateReadingError(0, f"There is no {text} in the calendar.") from None
    return OnDay(month, day)


def _ends_before(first: Moment, last: Moment) -> bool:
    """Whether the range is empty on every day: a mixed one may hold something tomorrow."""
    today = date(2000, 1, 1)
    return isinstance(first, Period) is isinstance(last, Period) and last.last(today) < first.first(today)
