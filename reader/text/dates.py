"""Parses publication dates: as people and sites write them, epoch times, and dates in paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from reader.post import PostDate

_CLOCK = r"""
    (?:(?P<before>上午|下午)\s*)?
    (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?
    (?:\s*(?P<half>[ap]\.?m\.?))?
    (?:\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)(?:\s*\([A-Za-z ]+\))?)?
"""
_YEAR_FIRST = re.compile(
    rf"""
    (?P<year>\d{{4}})(?P<separator>[-/.年])\s*(?P<month>\d{{1,2}})(?:(?P=separator)|月)\s*(?P<day>\d{{1,2}})日?
    (?:(?:\s*T\s*|\s*,?\s+|(?<=日))(?:{_CLOCK}))?
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})[a-z]*\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NAMED_MONTH = re.compile(
    rf"""
    (?:[a-z]+,?\s+)??
    (?:(?P<day>\d{{1,2}}){_ORDINAL}\s+(?P<name>{_MONTH}),?|(?P<name_first>{_MONTH})\s+(?P<day_second>\d{{1,2}}){_ORDINAL},?)
    \s+(?P<year>\d{{4}})
    (?:,?\s+(?:at\s+)?(?:{_CLOCK}))?
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:[0-5]\d)", re.ASCII)
"""the common machine format, which the standard library parses ten times faster than the patterns here"""
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)
_EPOCH = re.compile(r"-?\d{9,16}", re.ASCII)
_PATH_DATE = re.compile(r"(?:.*/|\A)(\d{4})([-/_])(\d{2})\2(\d{2})(?![0-9])", re.ASCII | re.DOTALL)
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)

# In the first and the last year of `datetime`, converting to another time zone overflows.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_LONGEST = 100
"""maximum length of a date: the patterns are slow on thousands of blanks"""


def parse_post_date(text: str) -> PostDate | None:
    """Return the date in `text`, or None where there is none or an impossible one.

    Accepts ISO 8601 with `Z`, an offset or none, and fractions; a day alone; year-first dates with `-`, `/`,
    `.` or 年月日, followed by a time after `T` or a space; English month names; epoch seconds and milliseconds.
    A time without a zone floats: it is a time on the clock of whoever reads it.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if _EXACT.fullmatch(text):
        return _exact(text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _from_parts(found, found["month"], found["day"])
    if found := _NAMED_MONTH.fullmatch(text):
        month = _MONTH_NAMES.index((found["name"] or found["name_first"])[:3].lower()) + 1
        return _from_parts(found, str(month), found["day"] or found["day_second"])
    if found := _COMPACT.fullmatch(text):
        *digits, zone = found.groups()
        date = _build(digits[:3], digits[3:], None, zone)
        if date is not None:
            return date
    if _EPOCH.fullmatch(text):
        number = int(text)
        return parse_epoch_milliseconds(text if abs(number) >= 10**11 else str(number * 1000))
    return None


def parse_epoch_milliseconds(text: str) -> PostDate | None:
    """Return the instant of milliseconds since 1970; None where it is no number or out of range."""
    try:
        utc = _EPOCH_START + timedelta(milliseconds=int(text))
    except (ValueError, OverflowError):
        return None
    return PostDate(utc) if _FIRST_YEAR <= utc.year <= _LAST_YEAR else None


def date_from_path(path: str) -> PostDate | None:
    """Return the day in a post's path; a day in the file name takes precedence over folders.

    `_posts/2024-02-07-title.md`, `archived/2024-02-07/title.md` and `2024/02/07/title.md` all mean
    February 7, 2024.
    """
    found = _PATH_DATE.match(path)
    if found is None:
        return None
    year, _, month, day = found.groups()
    return _build([year, month, day], [None] * 3, None, None)


def _from_parts(found: re.Match[str], month: str, day: str) -> PostDate | None:
    hour = found["hour"]
    half = (found["half"] or found["before"] or "").lower().replace(".", "")
    if half:
        twelve = int(hour) % 12 if 1 <= int(hour) <= 12 else int(hour)
        hour = str(twelve + (12 if half in ("pm", "下午") and twelve < 12 else 0))
    return _build(
        [found["year"], month, day],
        [hour, found["minute"], found["second"]],
        found["fraction"],
        found["zone"],
    )


def _exact(text: str) -> PostDate | None:
    try:
        local = datetime.fromisoformat(text)
        utc = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return PostDate(utc, local.utcoffset()) if _FIRST_YEAR <= utc.year <= _LAST_YEAR else None


def _build(
    calendar: Sequence[str | None], clock: Sequence[str | None], fraction: str | None, zone: str | None
) -> PostDate | None:
    """Return the date of these digits, or None where the date, time or offset is impossible."""
    year, month, day, hour, minute, second = (int(part or 0) for part in (*calendar, *clock))
    microsecond = int((fraction or "")[:6].ljust(6, "0"))
    try:
        offset = _offset(zone)
        local = datetime(year, month, day, hour, minute, second, microsecond, timezone(offset or timedelta()))
        utc = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= utc.year <= _LAST_YEAR:
        return None
    day_only = clock[0] is None
    return PostDate(utc, offset, day_only, is_floating=offset is None and not day_only)


def _offset(zone: str | None) -> timedelta | None:
    """Return the UTC offset of `Z`, `GMT`, `+08:00`, `+0800` or `UTC+08`; None for no zone.

    Raise ValueError for impossible minutes.
    """
    if not zone:
        return None
    digits = zone.upper().removeprefix("UTC").removeprefix("GMT").removeprefix("Z").replace(":", "")
    if not digits:
        return timedelta()
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    if minutes > 59:
        raise ValueError(zone)
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if digits[0] == "-" else offset
