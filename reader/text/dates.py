"""Reads publication dates: forms of machines here, those of people in `written_dates`, and days in paths."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from reader.post import PostDate
from reader.text.date_reading import FIRST_YEAR, LAST_YEAR, DateOrder, DateReading, date_at
from reader.text.late import late

_EXACT = late(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:[0-5]\d)", re.ASCII)
"""the common machine format, which the standard library parses ten times faster than the patterns here"""
_PLAIN = late(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)? ?(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_COMPACT = late(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?()(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_EPOCH = late(r"-?\d{9,19}(?:\.\d{1,9})?", re.ASCII)
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS_PER_MICROSECOND = ((10**17, 1000.0), (10**14, 1.0), (10**11, 0.001))
"""numbers from which an epoch counts nanoseconds, microseconds and milliseconds; smaller ones are seconds"""
_PATH_DATE = late(r"(?:.*/|\A)(\d{4})([-/_])(\d{2})\2(\d{2})(?![0-9])", re.ASCII | re.DOTALL)
_NAME_DATE = late(
    r"(?:.*/|\A)(?:(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?(?=[-_. ~]|T\d{4})|(\d{4})[. ](\d{1,2})[. ](\d{1,2})(?=[-_. ]))",
    re.ASCII | re.DOTALL,
)
"""a file's name that begins with a date without hyphens: `20240207-title.md`, `202402070930 title.md`, `2024.2.7 title.md`"""
_FIRST_PATH_YEAR = 1800
"""before which eight digits of a name are no date"""
_LONGEST = 100
"""maximum length of a date: the patterns are slow on thousands of blanks"""


def read_date(text: str, order: DateOrder | None = None, *, is_chinese: bool = False) -> DateReading:
    """Return what a text says of a date, which must be all that it says.

    Accepts ISO 8601, also its weeks and ordinal days; RFC 2822; a month or a year alone, as its first day;
    numbers in the orders of all countries; the names of months in sixty languages; Chinese, Japanese and
    Korean dates with their numerals, eras and parts of the day; zones as offsets and by name; epoch seconds,
    milliseconds and below. A time without a zone floats.

    `order` decides where both numbers may be the day; without one the month comes first. `is_chinese` makes
    `CST` China's time, as it is in every date with a Chinese character.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return DateReading()
    if _EXACT.fullmatch(text) and (date := _exact(text)) is not None:
        return DateReading(date)
    if (found := _PLAIN.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
        date = _from_numbers(found)
        if date is not None:
            return DateReading(date)
    if _EPOCH.fullmatch(text):
        return DateReading(_from_epoch(text))
    from reader.text.written_dates import read_written  # 8 ms, for dates in no form of a machine

    return read_written(text, order, is_chinese=is_chinese)


def parse_epoch_milliseconds(text: str) -> PostDate | None:
    """Return the instant of milliseconds since 1970; None where it is no number or out of range."""
    try:
        return _since_epoch(timedelta(milliseconds=int(text)))
    except (ValueError, OverflowError):
        return None


def date_from_path(path: str) -> PostDate | None:
    """Return the day in a post's path; a day in the file name takes precedence over folders.

    `_posts/2024-02-07-title.md`, `archived/2024-02-07/title.md`, `2024/02/07/title.md` and `20240207-title.md` all
    mean February 7, 2024.
    """
    matches = [found for pattern in (_PATH_DATE, _NAME_DATE) if (found := pattern.match(path)) is not None]
    if not matches:
        return None
    nearest = max(matches, key=lambda found: found.start(found.lastindex or 0))
    year, month, number = (int(part) for part in nearest.groups() if part and part.isdigit())
    try:
        return date_at(datetime(year, month, number), None, None) if year >= _FIRST_PATH_YEAR else None
    except ValueError:
        return None


def _exact(text: str) -> PostDate | None:
    try:
        local = datetime.fromisoformat(text)
        utc = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return PostDate(utc, local.utcoffset()) if FIRST_YEAR <= utc.year <= LAST_YEAR else None


def _from_numbers(found: re.Match[str]) -> PostDate | None:
    """Return the date of the groups year, month, day, hour, minute, second, fraction and zone."""
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    time = None
    try:
        midnight = datetime(int(year), int(month), int(day))
        if hour is not None:
            clock = (int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")))
            time = (
                midnight.replace(hour=clock[0], minute=clock[1], second=clock[2], microsecond=clock[3])
                - midnight
            )
        return date_at(midnight, time, _offset(zone) if zone else None)
    except ValueError:
        return None


def _offset(zone: str) -> timezone:
    """Return the zone of `Z`, `+08:00` or `+0800`. Raise ValueError for an impossible one."""
    if zone == "Z":
        return UTC
    minutes = int(zone[-2:])
    if minutes > 59:
        raise ValueError(zone)
    offset = timedelta(hours=int(zone[1:3]), minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)


def _from_epoch(text: str) -> PostDate | None:
    whole, _, fraction = text.partition(".")
    number = int(whole)
    per_microsecond = next((unit for least, unit in _UNITS_PER_MICROSECOND if abs(number) >= least), None)
    try:
        if per_microsecond is not None:
            return _since_epoch(timedelta(microseconds=number / per_microsecond))
        return _since_epoch(timedelta(seconds=number, microseconds=int(fraction[:6].ljust(6, "0"))))
    except OverflowError:
        return None


def _since_epoch(time: timedelta) -> PostDate | None:
    utc = _EPOCH_START + time
    return PostDate(utc) if FIRST_YEAR <= utc.year <= LAST_YEAR else None
