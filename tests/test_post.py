"""How a post's date is written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from reader.post import PostDate

_TAIPEI = timezone(timedelta(hours=8))
_NEW_YORK = ZoneInfo("America/New_York")


def test_a_time_is_shown_in_the_readers_zone() -> None:
    """Which may be another day than in UTC."""
    assert PostDate(datetime(2024, 2, 6, 20, 30, tzinfo=UTC)).shown(_TAIPEI) == "2024-02-07 04:30"


def test_a_day_without_a_time_is_the_same_day_everywhere() -> None:
    """West of Greenwich its midnight would be the day before."""
    day = PostDate(datetime(2024, 2, 7, tzinfo=UTC), day_only=True)
    assert {day.shown(_TAIPEI), day.shown(timezone(timedelta(hours=-8)))} == {"2024-02-07"}


def test_a_time_without_a_zone_is_on_the_clock_of_the_reader() -> None:
    """The day and the time that were written are shown everywhere; the instant depends on the zone."""
    evening = PostDate(datetime(2019, 2, 1, 22, tzinfo=UTC), is_floating=True)

    assert {evening.shown(_TAIPEI), evening.shown(timezone(timedelta(hours=-8)))} == {"2019-02-01 22:00"}
    assert evening.day(_TAIPEI) == date(2019, 2, 1)
    assert evening.instant(_TAIPEI) == datetime(2019, 2, 1, 14, tzinfo=UTC)
    assert evening.instant(_TAIPEI).tzinfo is UTC


@pytest.mark.parametrize("hour", [1, 2, 3])
def test_the_night_of_a_change_of_the_clock(hour: int) -> None:
    """A time that the clock skips or shows twice is shown as it was written, and has an instant."""
    for day in (datetime(2024, 3, 10, hour, 30, tzinfo=UTC), datetime(2024, 11, 3, hour, 30, tzinfo=UTC)):
        floating = PostDate(day, is_floating=True)

        assert floating.shown(_NEW_YORK) == f"{day:%Y-%m-%d %H:%M}"
        assert abs(floating.instant(_NEW_YORK) - day - timedelta(hours=4.5)) <= timedelta(hours=0.5)


def test_instants_of_dates_with_and_without_a_zone() -> None:
    """A day begins at midnight of the zone; an instant with an offset does not depend on it."""
    assert PostDate(datetime(2024, 2, 7, tzinfo=UTC), day_only=True).instant(_TAIPEI).hour == 16
    fixed = PostDate(datetime(2024, 2, 7, 13, 41, tzinfo=UTC), timedelta(hours=8))
    assert fixed.instant(_NEW_YORK) == fixed.utc
