"""How a post's date is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from reader.post import PostDate

_TAIPEI = timezone(timedelta(hours=8))


def test_a_time_is_shown_in_the_readers_zone() -> None:
    """Which may be another day than in UTC."""
    assert PostDate(datetime(2024, 2, 6, 20, 30, tzinfo=UTC)).shown(_TAIPEI) == "2024-02-07 04:30"


def test_a_day_without_a_time_is_the_same_day_everywhere() -> None:
    """West of Greenwich its midnight would be the day before."""
    day = PostDate(datetime(2024, 2, 7, tzinfo=UTC), day_only=True)
    assert {day.shown(_TAIPEI), day.shown(timezone(timedelta(hours=-8)))} == {"2024-02-07"}
