"""The date of a post from its front matter, read by the habits of its archive where it leaves a doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta, timezone, tzinfo

from reader.language import Remark, later
from reader.post import PostDate
from reader.store.habits import Habits
from reader.text.date_reading import DateOrder
from reader.text.dates import read_date
from reader.text.safe import clean_line

AskHabits = Callable[[], Habits]
"""returns the habits of the post's archive, which may cost the reading of a sample"""

_SHOWN_CHARS = 60
_AS_SET = (
    later(
        "The date {date} is read as {day}, as the settings say that dates of this archive are written month first."
    ),
    later(
        "The date {date} is read as {day}, as the settings say that dates of this archive are written day first."
    ),
)
_AS_USUAL = (
    later(
        "The date {date} is read as {day}, as other posts of the archive have dates that are written month first."
    ),
    later(
        "The date {date} is read as {day}, as other posts of the archive have dates that are written day first."
    ),
)
_AS_NOTHING_SAYS = later(
    "The date {date} is read as {day}, as nothing in the archive says whether day or month is written first."
)


def first_date(written: Iterable[str], habits: AskHabits, warnings: list[str]) -> PostDate | None:
    """Return the first of these texts that is a date; None if none is. See `read_post_date`."""
    for text in written:
        if (date := read_post_date(text, habits, warnings)) is not None:
            return date
    return None


def read_post_date(written: str, habits: AskHabits, warnings: list[str]) -> PostDate | None:
    """Return the date that is written in the front matter; None if it cannot be read.

    Add a sentence to `warnings` for what was not understood or was decided by habit.
    """
    reading = read_date(written)
    date = reading.date
    if date is None or not (
        date.is_floating or reading.not_understood or reading.is_doubtful or "CST" in written
    ):
        return date
    shown = clean_line(written)[:_SHOWN_CHARS]
    if reading.not_understood:
        unknown = clean_line(reading.not_understood)[:_SHOWN_CHARS]
        warnings.append(
            Remark(
                "Only the day of the date {date} is read: {unknown} is no time or no zone.",
                date=shown,
                unknown=unknown,
            )
        )
    usual = habits()
    date = read_date(written, usual.date_order, is_chinese=usual.is_chinese).date or date
    if reading.is_doubtful:
        warnings.append(Remark(_message(usual), date=shown, day=date.utc.date().isoformat()))
    return _in_zone_of(date, usual, shown, warnings) if date.is_floating else date


def _message(habits: Habits) -> str:
    """Return what is said of a date whose day and month were told apart by habit."""
    is_day_first = habits.date_order is DateOrder.DAY_FIRST
    if habits.is_order_set:
        return _AS_SET[is_day_first]
    return _AS_USUAL[is_day_first] if habits.date_order is not None else _AS_NOTHING_SAYS


def _in_zone_of(date: PostDate, habits: Habits, shown: str, warnings: list[str]) -> PostDate:
    """Return a floating date in the zone that is set or usual for its archive, if there is one."""
    zone: tzinfo | None = None
    if habits.zone:
        from reader.text.date_zones import iana_zone  # 8 ms, as for other dates of people

        zone = iana_zone(habits.zone)
    elif habits.offset is not None:
        zone = timezone(habits.offset)
        warnings.append(
            Remark(
                "The time {time} is read as {zone}, the zone that other dates of the archive have.",
                time=shown,
                zone=str(zone),
            )
        )
    if zone is None:
        return date
    local = date.local(zone)
    return PostDate(local.astimezone(UTC), local.utcoffset() or timedelta())
