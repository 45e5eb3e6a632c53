"""The reading of a date, and what it depends on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from reader.post import PostDate

# In the first and the last year of `datetime`, converting to another time zone overflows.
FIRST_YEAR, LAST_YEAR = 2, 9998


class DateOrder(StrEnum):
    """Which of two small numbers in a date is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class DateReading(NamedTuple):
    """What a text says of a date."""

    date: PostDate | None = None
    """None where the text is no date, or names a day that no calendar has"""
    not_understood: str = ""
    """the time or the zone that makes no sense, for which only the day is kept"""
    is_doubtful: bool = False
    """whether day and month may be the other way round"""
    order: DateOrder | None = None
    """the order of day and month that the numbers prove, where one of them can only be a day"""


def date_at(day: datetime, since_midnight: timedelta | None, zone: tzinfo | None) -> PostDate | None:
    """Return the date at a time of a day, a naive midnight; None beyond the years that can be converted.

    Without a time it is a day alone, whatever the zone, and without a zone its time floats.
    """
    try:
        local = day + (since_midnight or timedelta())
        if since_midnight is None or zone is None:
            utc, offset = local.replace(tzinfo=UTC), None
        else:
            aware = local.replace(tzinfo=zone)
            utc, offset = aware.astimezone(UTC), aware.utcoffset()
    except (ValueError, OverflowError):
        return None
    if not FIRST_YEAR <= utc.year <= LAST_YEAR:
        return None
    return PostDate(utc, offset, since_midnight is None, since_midnight is not None and zone is None)
