"""A year of days: where they stand, how many is how dark, and the way through them by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.features.year.grid import MOST_WEEKS, day_at, legend, moved, step_of, steps, week_of
from reader.tui.layout import Pane
from tests.tui.conftest import Desk, OpenReader

_DAYS = st.dates()


@given(_DAYS)
def test_each_day_has_its_place(day: date) -> None:
    """What stands in its column and row is the day itself; weeks begin on Monday."""
    week = week_of(day)
    assert 0 <= week < MOST_WEEKS
    assert day_at(day.year, week, day.weekday()) == day
    assert day_at(day.year, -1, 6) is None and day_at(day.year, MOST_WEEKS, 0) is None


@given(_DAYS, st.integers(-400, 400), st.integers(-30, 30))
def test_moving_stays_in_the_calendar(day: date, days: int, months: int) -> None:
    """Also at its ends, and a day that a month lacks becomes its last one."""
    by_days, by_months = moved(day, days), moved(day, months=months)
    if date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        assert by_days - day == timedelta(days=days)
    wanted = day.year * 12 + day.month - 1 + months
    if 12 <= wanted <= 9999 * 12 + 11:
        assert by_months.year * 12 + by_months.month - 1 == wanted
    assert by_months.day == day.day or (by_months + timedelta(days=1)).month != by_months.month


def test_the_ends_of_the_calendar_hold() -> None:
    """No step leads out of it."""
    assert moved(date(1, 2, 15), months=-7) == date(1, 1, 15)
    assert moved(date(9999, 11, 15), months=7) == date(9999, 12, 15)
    assert moved(date(2024, 1, 31), months=1) == date(2024, 2, 29)


@given(st.integers(1, 5000))
def test_every_number_has_a_step(most: int) -> None:
    """From one post on; the steps rise, the most is in the last, and the legend names each once."""
    least = steps(most)
    assert least[0] == 1 and list(least) == sorted(set(least)) and len(least) <= 4
    assert step_of(0, least) == 0 and step_of(1, least) == 1 and step_of(most, least) == len(least)
    told = legend(least, most)
    assert len(told) == len(least) and told[-1].rpartition("–")[2] == f"{most:,}"
    assert list(steps(0)) == [] and list(legend((), 0)) == []


@pytest.fixture
def years(archive: Path, write_post: Callable[..., Path]) -> Path:
    """Posts on some days of two years."""
    days = (
        *("2023-06-04", "2023-12-31"),
        *("2024-01-20", "2024-02-03", "2024-02-03", "2024-02-03", "2024-02-03", "2024-02-07"),
    )
    for number, day in enumerate(days):
        write_post(f"p{number:02}", f"{day} 的第 {number} 篇", f"{day}T01:00:00")
    return archive


def _title(desk: Desk) -> str:
    return " ".join(desk.lines[0].split())


async def test_a_year_by_keys(years: Path, open_reader: OpenReader) -> None:
    """Days, weeks, months, years, the next with posts, the fullest; Enter shows the day."""
    async with open_reader(years, size=(80, 24)) as desk:
        await desk.press("j", "asterisk")
        assert _title(desk) == "2024 6 posts 2024-02-03 Sat · 4 posts · 0 read"
        for keys, day in (
            ("j", "2024-02-04 Sun"),
            ("k", "2024-02-03 Sat"),
            ("h", "2024-01-27 Sat"),
            ("right", "2024-02-03 Sat"),
            ("right_square_bracket", "2024-02-07 Wed · 1 post"),
            ("left_curly_bracket", "2024-01-07 Sun · no posts"),
            ("left_square_bracket", "2023-12-31 Sun · 1 post"),
            ("pagedown", "2024-12-31 Tue"),
            ("m", "2024-02-03 Sat · 4 posts"),
            ("home", "2024-01-01 Mon"),
            ("end", "2024-12-31 Tue"),
            ("pageup", "2023-12-31 Sun"),
        ):
            await desk.press(keys)
            assert day in _title(desk), keys
        assert _title(desk).startswith("2023 2 posts")
        await desk.press("enter")
        assert desk.is_on_main and desk.pane is Pane.LIST
        assert desk.chips == ("date:2023-12-31",)
        await desk.press("asterisk", "q")
        assert desk.is_on_main and desk.chips == ("date:2023-12-31",)


async def test_signs_say_how_many(years: Path, open_reader: OpenReader) -> None:
    """Each day stands in its week; the legend has the numbers of the signs; what one read is below."""
    async with open_reader(years, size=(80, 24)) as desk:
        await desk.press("enter", "q", "asterisk", "end")
        text = desk.lines
        saturday, wednesday = text[8], text[5]
        column = 6 + week_of(date(2024, 2, 3))
        assert saturday[column] == "█"  # four
        assert wednesday[6 + week_of(date(2024, 2, 7))] == "░"  # one
        assert saturday.count("█") == 1 and saturday.count("░") == 1
        assert "Posts a day   · 0   ░ 1   ▒ 2   ▓ 3   █ 4" in " ".join(text[10].split("\n"))
        assert text[2].split()[:3] == ["Jan", "Feb", "Mar"]
        assert "Read that day" in desk.text
        today = desk.main.session.today
        await desk.press("m", "q", "asterisk")
        while f"{today.year} " not in _title(desk)[:5]:
            await desk.press("pagedown")
        read = "\n".join(desk.lines[12:21])
        assert "█" in read and "█ 1" in read


async def test_a_year_at_any_size(years: Path, open_reader: OpenReader) -> None:
    """The day under the cursor is in sight, as its number."""
    async with open_reader(years) as desk:
        for size in ((20, 6), (40, 12), (80, 24), (120, 40), (300, 60)):
            await desk.resize(*size)
            await desk.press("asterisk", "left_square_bracket")
            day = desk.style_of("2024") if size[0] > 20 else None
            assert day is not None or size[0] == 20
            numbers = [line for line in desk.lines[1:10] if "4" in line.replace("2024", "")]
            assert numbers or size[1] < 12, size
            await desk.press("q")
            assert desk.is_on_main


async def test_a_year_of_the_query_alone(years: Path, open_reader: OpenReader) -> None:
    """Posts that the query leaves out do not count, and none at all is no mistake."""
    async with open_reader(years, size=(80, 24)) as desk:
        await desk.press("slash", *"date:2024-02-07", "enter", "asterisk")
        assert _title(desk).startswith("2024 1 post 2024-02-07 Wed")
        await desk.press(
            "q", "x", "slash", *"xyzzy", "enter", "asterisk", "m", "left_square_bracket", "enter"
        )
        assert desk.is_on_main
