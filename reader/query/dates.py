"""Parses values of the date fields: 2024, 2024-02, 2024-02-07, 7d, 3w, yesterday, ranges, and 02-07."""

from __future__ import annotations

import re
from datetime import date

from reader.language import later, tr
from reader.query.moments import Ago, DatePhrase, Moment, Period, Unit
from reader.query.nodes import Dated, OnDay
from reader.text.late import late
from reader.text.script import fold

_PERIOD = late(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_AGO = late(r"(\d{1,5}) ?([dwmy])", re.ASCII)
_DAY_OF_YEAR = late(r"(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})[日号]?)", re.ASCII)
_DAY = r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\d{4})"
_PART_OF_YEAR = (
    r"(?:19|20)\d\d(?:-\d{1,2}|-?(?:spring|summer|autumn|fall|winter)|[-/]?(?:q[1-4]|h[12]|w\d\d)"
    r"|[春夏秋冬][天季]?|[上下]半年)"
)
_TIME = rf"(?:{_DAY}|{_PART_OF_YEAR})"
_RANGE_END = rf"(?:{_TIME}|(?:19|20)\d\d)"
_NAMED = late(rf"{_TIME}|{_RANGE_END}\.\.{_RANGE_END}", re.ASCII)
"""what names a time where no field says so: a day, a part of a year, a range; a year alone is a number"""
_LEAP_YEAR = 2000
_RANGE = late(r"\.\.+|。。+|…+|[~～—–]+|[至到]|(?<= )to(?= )|(?<=^\d{4})-(?=\d{4}$)", re.ASCII)
_SAMPLE_DAYS = [date(year, month, 28) for year in range(2024, 2028) for month in range(1, 13)]
"""a day of each month of a leap cycle: a phrase that names no day seen from any of them is refused"""
_NOT_A_DATE = later(
    "A date is written 2024, 2024-02, 2024-02-07 or 2024-Q1, counted back (7d, 3w, 2m, 1y) or said"
    ' (yesterday, 三天前, 2024春, "last week").'
)


class DateReadingError(ValueError):
    """A date cannot be parsed."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        """offset of the date in the text"""
        self.reason = reason


def read_moment(text: str, offset: int = 0) -> Moment:
    """Return the day or period that the text names. Raise DateReadingError, placed at `offset`."""
    text = " ".join(text.split()).rstrip(". ")
    folded = fold(text)
    if match := _AGO.fullmatch(folded):
        return Ago(int(match[1]), Unit(match[2]))
    if match := _PERIOD.fullmatch(folded):
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            raise _not_in_calendar(folded, offset) from None
        return Period(year or 0, month, day)
    return _read_phrase(text, offset)


def _read_phrase(text: str, offset: int) -> Period | DatePhrase:
    """Return the time that the text names in words; a Period if it is one regardless of today."""
    # Imported late: its patterns take milliseconds to compile, and few queries name a time in words.
    from reader.text.when import NoSuchDayError, WhenError, is_absolute, read_when

    for today in _SAMPLE_DAYS:
        try:
            when = read_when(text, today)
        except NoSuchDayError:
            continue
        except WhenError:
            raise DateReadingError(offset, tr(_NOT_A_DATE)) from None
        period = _period_of(when.first, when.last) if is_absolute(text) else None
        return period or DatePhrase(text)
    raise _not_in_calendar(text, offset)


def _period_of(first: date, last: date) -> Period | None:
    """Return the year, month or day with these bounds; None where there is none."""
    for period in (
        Period(first.year, first.month, first.day),
        Period(first.year, first.month),
        Period(first.year),
    ):
        if (period.first(first), period.last(first)) == (first, last):
            return period
    return None


def _not_in_calendar(text: str, offset: int) -> DateReadingError:
    return DateReadingError(offset, tr("There is no {text} in the calendar.", text=text))


def read_dates(text: str) -> Dated:
    """Return the condition that the value of `date:` states. Raise DateReadingError.

    A period or a phrase stands for all its days, `7d` alone for the time since then, `a..b` for a range that
    may be open at one end.
    """
    # Folding keeps the length of a text, so offsets hold for both.
    between = _RANGE.search(fold(text))
    if not between:
        moment = read_moment(text)
        return Dated(moment, None if isinstance(moment, Ago) else moment)
    first = read_moment(text[: between.start()]) if between.start() else None
    last = read_moment(text[between.end() :], between.end()) if between.end() < len(text) else None
    if first is None and last is None:
        raise DateReadingError(0, tr("A range needs a date on one side at least: 2024-01..2024-03."))
    if first and last and _is_always_empty(first, last):
        raise DateReadingError(0, tr("The range ends before it begins."))
    return Dated(first, last)


def time_named(word: str) -> Dated | None:
    """Return the time that a word names on its own, as 2020-Q1, 2020春 and 20200402 do; None for any other word."""
    if not word[:1].isdecimal() or not _NAMED.fullmatch(fold(word)):
        return None
    try:
        return read_dates(word)
    except DateReadingError:
        return None


def read_day_of_year(text: str) -> OnDay:
    """Return the day that the value of `day:` names, February 29 included. Raise DateReadingError."""
    folded = fold(text)
    match = _DAY_OF_YEAR.fullmatch(folded)
    if match is None:
        raise DateReadingError(0, tr("A day of every year is written 06-04 or 6/4."))
    month, day = int(match[1]), int(match[2] or match[3])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise _not_in_calendar(folded, 0) from None
    return OnDay(month, day)


def _is_always_empty(first: Moment, last: Moment) -> bool:
    """Return whether the range is empty on every day; a mixed one, or one in words, may not be tomorrow."""
    today = date(2000, 1, 1)
    if isinstance(first, DatePhrase) or isinstance(last, DatePhrase):
        return False
    return type(first) is type(last) and last.last(today) < first.first(today)
