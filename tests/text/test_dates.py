"""Dates as posts, sites and file names write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.post import PostDate
from reader.text.dates import date_from_path, parse_epoch_milliseconds, read_date

QUARTER_TO_TWO = datetime(2024, 2, 7, 13, 41, tzinfo=UTC)


def _date_in(text: str) -> PostDate | None:
    """Return the date that a text gives, if any."""
    return read_date(text).date


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-07T13:41:00.000Z",
        "2024-02-07T13:41:00Z",
        "2024-02-07t13:41z",
        "2024-02-07T21:41:00+08:00",
        "2024-02-07 21:41 +0800",
        "2024-02-07 21:41:00 +08",
        "2024-02-07T08:41:00.000-05:00",
        "2024-02-07 13:41 UTC",
        "2024/02/07 13:41",
        "2024.2.7 13:41",
        "2024年2月7日 13:41",
        "2024年2月7日13:41:00",
        "2024年2月7日 下午1:41",
        "7 Feb 2024 13:41",
        "February 7, 2024 1:41 PM",
        "Feb. 7th, 2024 at 1:41 p.m.",
        "Wed, 07 Feb 2024 21:41:00 +0800",
        "Wed Feb 07 2024 21:41:00 GMT+0800 (Taipei Standard Time)",
        "20240207T134100Z",
        "1707313260",
        "1707313260000",
        "  2024-02-07T13:41:00Z\n",
    ],
)
def test_one_instant_in_many_spellings(text: str) -> None:
    """Every common way to write an instant gives that instant in UTC."""
    date = _date_in(text)

    assert date is not None
    assert (date.utc, date.day_only) == (QUARTER_TO_TWO, False)


@pytest.mark.parametrize(
    "text",
    ["2024-02-07", "2024/2/7", "2024.02.07", "2024年2月7日", "20240207", "7 February 2024", "Feb 7, 2024"],
)
def test_a_bare_day_stays_a_day(text: str) -> None:
    """A day without a time is midnight UTC, marked as a day."""
    date = _date_in(text)

    assert date is not None
    assert (date.utc, date.offset, date.day_only) == (datetime(2024, 2, 7, tzinfo=UTC), None, True)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2024-02-07T13:41:00Z", timedelta()),
        ("2024-02-07T13:41:00+02:00", timedelta(hours=2)),
        ("2024-02-07 13:41 -0330", -timedelta(hours=3, minutes=30)),
        ("2024-02-07T13:41:00", None),
        ("2024/02/07 13:41", None),
    ],
)
def test_the_offset_that_the_post_gave_is_kept(text: str, offset: timedelta | None) -> None:
    """The offset is what the text says, and None where it says none."""
    date = _date_in(text)

    assert date is not None
    assert date.offset == offset


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2021-13-45",
        "2021-02-29",
        "0001-01-01",
        "9999-12-31T23:59:00-05:00",
        "12:30",
        "007",
        "99999999999999999999",
        "9" * 5000,
        "2024-02/07",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    """Impossible dates, clocks, offsets and years that other zones would overflow are no dates."""
    assert _date_in(text) is None


def test_fractions_of_a_second_are_kept_to_the_microsecond() -> None:
    """More digits than Python keeps are cut, fewer are filled."""
    assert [
        date.utc.microsecond
        for text in ("2024-02-07T13:41:00.5Z", "2024-02-07T13:41:00.123456789Z")
        if (date := _date_in(text)) is not None
    ] == [500_000, 123_456]


@settings(deadline=None)
@given(
    st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9000, 1, 1)),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_python_s_own_iso_format_is_read_back(moment: datetime, minutes: int) -> None:
    """What `isoformat` writes, with any offset, is read as the same instant and offset."""
    offset = timedelta(minutes=minutes)
    written = moment.replace(tzinfo=timezone(offset))
    date = _date_in(written.isoformat())

    assert date is not None
    assert (date.utc, date.offset) == (written, offset)


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    """Any text is a date or none."""
    date = _date_in(text)

    assert date is None or date.utc.tzinfo is UTC


@pytest.mark.parametrize("text", ["NaN", "", "1e3", "9" * 30, "-" + "9" * 18])
def test_an_epoch_that_is_none(text: str) -> None:
    """A comment that holds no number, or one beyond all years, gives no date."""
    assert parse_epoch_milliseconds(text) is None


def test_an_epoch_before_1970() -> None:
    """Negative milliseconds count back from 1970."""
    date = parse_epoch_milliseconds("-86400000")

    assert date is not None
    assert date.utc == datetime(1969, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("_posts/2024-02-07-title.md", (2024, 2, 7)),
        ("archived/2024-02-07/title.md", (2024, 2, 7)),
        ("archived/2023-01-01/2024-02-07-title.md", (2024, 2, 7)),
        ("2024/02/07/title.md", (2024, 2, 7)),
        ("2024-02-07.md", (2024, 2, 7)),
        ("2024_02_07 title.md", (2024, 2, 7)),
        ("20240207-title.md", (2024, 2, 7)),
        ("notes/202402070930 title.md", (2024, 2, 7)),
        ("20240207T093000--title.md", (2024, 2, 7)),
        ("20240207.md", (2024, 2, 7)),
        ("2024.2.7 title.md", (2024, 2, 7)),
        ("archived/2024-02-07/20230101-title.md", (2023, 1, 1)),
    ],
)
def test_the_day_in_a_path(path: str, day: tuple[int, int, int]) -> None:
    """The file's name tells the day, else the folder nearest to it."""
    date = date_from_path(path)

    assert date is not None
    assert (date.utc.year, date.utc.month, date.utc.day) == day
    assert date.day_only


@pytest.mark.parametrize(
    "path",
    [
        "title.md",
        "a/2024-02-30-x.md",
        "12024-02-07.md",
        "2024-02-071.md",
        "on 2024-02-07.md",
        "20241307-x.md",
        "12345678.md",
        "2024020.md",
        "20240207x.md",
    ],
)
def test_a_path_without_a_day(path: str) -> None:
    """Digits inside a name, and days that no calendar has, are no date."""
    assert date_from_path(path) is None


@pytest.mark.parametrize(
    ("text", "is_floating"),
    [
        ("2024-02-07 13:41", True),
        ("Feb 7, 2024 1:41 PM", True),
        ("2024-02-07 13:41Z", False),
        ("2024-02-07T13:41:00+08:00", False),
        ("2024-02-07", False),
        ("1707313260", False),
    ],
)
def test_a_time_without_a_zone_floats(text: str, is_floating: bool) -> None:
    """A day, an epoch and whatever has an offset do not."""
    date = _date_in(text)

    assert date is not None
    assert date.is_floating is is_floating
