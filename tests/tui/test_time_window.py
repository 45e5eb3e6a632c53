"""What a time strip shows: the granularity that fits, and how one moves and zooms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import DayCounts, Granularity
from reader.tui.features.time_strip.window import TimeWindow


def posts(first: date, last: date, every: int = 1) -> DayCounts:
    """One post on every so manieth day."""
    days = range(0, (last - first).days + 1, every)
    return DayCounts([(first + timedelta(days=day), 1) for day in days])


@pytest.mark.parametrize(
    ("last", "granularity", "periods"),
    [
        (date(2024, 1, 1), Granularity.DAY, 1),
        (date(2024, 3, 31), Granularity.DAY, 91),
        (date(2024, 12, 31), Granularity.MONTH, 12),
        (date(2033, 12, 31), Granularity.YEAR, 10),
    ],
)
def test_the_grain_follows_span_and_width(last: date, granularity: Granularity, periods: int) -> None:
    """As fine as a hundred cells allow."""
    window = TimeWindow(posts(date(2024, 1, 1), last), 100)
    assert (window.granularity, window.stop - window.start) == (granularity, periods)
    assert window.cursor == window.stop - 1


def test_more_years_than_cells_are_shown_in_part() -> None:
    """The latest ones; moving goes on to the others."""
    window = TimeWindow(posts(date(1900, 1, 1), date(2024, 12, 31), 90), 40)
    assert (window.start, window.stop) == (1985, 2025)
    window.go(1950)
    assert (window.start, window.cursor) == (1950, 1950)


def test_zooming_in_ends_at_a_week_of_days_and_out_at_years() -> None:
    """The day under the cursor stays in sight; each way comes to an end."""
    counts = posts(date(2010, 1, 1), date(2024, 12, 31), 3)
    window = TimeWindow(counts, 100)
    window.go(Granularity.YEAR.number(date(2016, 1, 1)))
    for _ in range(20):
        window.zoom_in()
    assert window.granularity is Granularity.DAY
    assert window.stop - window.start == 7
    assert date.fromordinal(window.cursor).year == 2016
    for _ in range(20):
        window.zoom_out()
    assert (window.granularity, window.start, window.stop) == (Granularity.YEAR, 2010, 2025)
    assert window.cursor == 2016


def test_zooming_in_shows_the_range_alone() -> None:
    """A range is what one wants to see nearer."""
    window = TimeWindow(posts(date(2023, 1, 1), date(2024, 12, 31)), 60)
    march = Granularity.MONTH.number(date(2023, 3, 1))
    window.go(march)
    window.go(march + 1, extend=True)
    assert window.chosen == (march, march + 1)
    window.zoom_in()
    assert window.days(window.start, window.stop) == (date(2023, 3, 1), date(2023, 4, 30))
    assert window.anchor is None


def test_zooming_in_leads_to_where_the_posts_are() -> None:
    """From a year to its fullest month, from that to its fullest day."""
    posts_on = {date(2019, 3, 1): 1, date(2020, 2, 5): 4, date(2020, 2, 9): 5, date(2020, 12, 30): 6}
    window = TimeWindow(DayCounts([*posts_on.items(), (date(2024, 1, 1), 1)]), 30)
    window.go(2020)
    while window.granularity is Granularity.YEAR:
        window.zoom_in()
    assert str(window.granularity.period(window.cursor)) == "2020-02"
    while window.granularity is Granularity.MONTH:
        window.zoom_in()
    assert date.fromordinal(window.cursor) == date(2020, 2, 9)


def test_the_fullest_period_and_those_with_posts() -> None:
    """What one looks for in a histogram."""
    counts = DayCounts([(date(2024, 1, 2), 3), (date(2024, 1, 20), 7), (date(2024, 2, 1), 7)])
    window = TimeWindow(counts, 100)
    window.step_to_posts(-1)
    assert date.fromordinal(window.cursor) == date(2024, 1, 20)
    window.step_to_posts(-2)
    assert date.fromordinal(window.cursor) == date(2024, 1, 2)
    window.go_to_fullest()
    assert date.fromordinal(window.cursor) == date(2024, 2, 1)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
moves = st.lists(
    st.sampled_from(["in", "out", "posts", "back", "fullest"])
    | st.integers(-300, 300)
    | st.tuples(st.integers(-50, 50)),
    max_size=12,
)


@given(st.lists(st.tuples(days, st.integers(1, 9)), min_size=1, max_size=8, unique_by=lambda day: day[0]), moves, st.integers(1, 200))  # fmt: skip
def test_the_cursor_is_always_in_the_window(
    counted: list[tuple[date, int]], steps: list[object], cells: int
) -> None:
    """Whatever one does, from the first year to the last that there is."""
    counts = DayCounts(counted)
    window = TimeWindow(counts, cells)
    for step in steps:
        match step:
            case "in":
                window.zoom_in()
            case "out":
                window.zoom_out()
            case "posts":
                window.step_to_posts(1)
            case "back":
                window.step_to_posts(-1)
            case "fullest":
                window.go_to_fullest()
            case int():
                window.go(window.cursor + step)
            case (int(by),):
                window.go(window.cursor + by, extend=True)
        assert window.start <= window.cursor < window.stop
        assert window.stop - window.start <= cells
        assert len(counts.counts(window.granularity, window.start, window.stop)) == window.stop - window.start
        again = TimeWindow(counts, cells)
        again.like(window)
        assert again.start <= again.cursor < again.stop
