"""The list in its densities: how many posts are seen, where their marks stand, and that one stays where one was."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.config import Settings
from reader.language import use_language
from reader.post import PostDate
from reader.text.shown_dates import DateForm, exact_moment, moment_in_parts, named_day, short_day
from reader.tui.post_rows import Density
from tests.tui.conftest import TAIPEI, Desk, OpenReader, WritePost

_TITLE = "這是一個很長的標題，說的是河岸邊上的舊碼頭怎樣變成了市集，「渡輪」又怎樣停了，第{}回"


@pytest.fixture
def two_a_day(archive: Path, write_post: WritePost) -> Path:
    """Twenty days with two posts each, every third with a long title."""
    for number in range(40):
        day = datetime(2024, 3, 1, 1 + number % 2, tzinfo=UTC) - timedelta(days=number // 2)
        title = _TITLE.format(number) if number % 3 == 1 else f"短題第{number}回"
        write_post(f"p{number:02}", title, f"{day:%Y-%m-%dT%H:00:00}")
    return archive


def _seen(desk: Desk) -> list[str]:
    """The titles that stand on the terminal, as far as they can be told apart."""
    return [title for title in desk.titles if title[:12] in "\n".join(desk.part("#list"))]


def settings(density: Density, dates: DateForm = DateForm.ISO) -> Settings:
    return Settings(density=density.value, dates=dates.value, watch=False)


@pytest.mark.parametrize(("size", "least"), [((80, 24), 18), ((120, 40), 33)], ids=str)
async def test_a_compact_list_shows_many_posts(
    two_a_day: Path, open_reader: OpenReader, size: tuple[int, int], least: int
) -> None:
    """Though two stand on each day: the day takes no line, and stands at the first of its posts and at the top."""
    async with open_reader(two_a_day, size=size, settings=settings(Density.COMPACT)) as desk:
        lines = [line for line in desk.part("#list") if "●" in line]
        assert len(lines) >= least
        assert lines[0].startswith(" ●┌2024-03-01 這是一個")
        assert lines[1].startswith(" ●└     09:00 短題第0回")
        assert "北岸通訊社" in lines[1]
        await desk.press("G")
        top = next(line for line in desk.part("#list") if "●" in line)
        assert re.match(r" ●[┌└]2024-0\d-\d\d ", top)


@pytest.mark.parametrize("density", Density)
async def test_marks_have_their_place(small_archive: Path, open_reader: OpenReader, density: Density) -> None:
    """Unread and read, star, label, note and choice are signs in each density, not colours."""
    async with open_reader(small_archive, size=(80, 24), settings=settings(density)) as desk:
        await desk.press("s", "number_sign")
        await desk.type("later")
        await desk.press("enter", "escape", "j", "m", "ctrl+a")
        text = "\n".join(desk.part("#list"))
        first = next(line for line in desk.part("#list") if "橋上的燈亮了" in line)
        assert first.startswith("✓●")
        assert "★" in first
        assert "#later" in text
        assert "✓ " in next(line for line in desk.part("#list") if "渡輪改點" in line)


async def test_the_key_goes_round_and_stays_where_one_is(two_a_day: Path, open_reader: OpenReader) -> None:
    """The row under the cursor begins on the same line, or as near to it as whole rows leave it."""
    async with open_reader(two_a_day, size=(80, 24)) as desk:
        await desk.press(*"j" * 22)
        row = desk.row
        assert row.startswith("短題")
        before = next(y for y, line in enumerate(desk.part("#list")) if row in line)
        for density in (Density.WRAPPED, Density.COMPACT, Density.COMFORTABLE):
            await desk.press("p")
            assert density.value in desk.title_bar
            assert desk.row == row
            now = [y for y, line in enumerate(desk.part("#list")) if row in line]
            assert now
            assert abs(now[0] - before) <= 2


async def test_wrapped_titles_break_by_the_rules(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """No line begins with a sign that ends a clause; what two lines do not hold is cut."""
    for cells in range(4):
        write_post(f"w{cells}", "字" * (36 + cells) + "，" + "文" * 20, f"2024-01-0{cells + 1}T01:00:00")
    write_post("long", "長" * 100, "2024-01-09T01:00:00")
    async with open_reader(archive, size=(80, 30), settings=settings(Density.WRAPPED)) as desk:
        lines = [line.rstrip(" │┃") for line in desk.part("#list")]
        seconds = [line.strip() for line in lines if "文" in line and "●" not in line]
        assert len(seconds) == 4
        assert not [line for line in seconds if line.startswith("，")]
        assert sum("長" in line for line in lines) == 2
        assert next(line for line in lines if "…" in line).startswith("   長")
        assert sum("北岸通訊社" in line for line in lines) == 5


@pytest.mark.parametrize("density", Density)
async def test_pages_and_clicks_reach_every_row(
    two_a_day: Path, open_reader: OpenReader, density: Density
) -> None:
    """Page by page each post is seen; a click goes to the row under it."""
    async with open_reader(two_a_day, size=(80, 20), settings=settings(density)) as desk:
        seen, titles = set(_seen(desk)), desk.titles
        while desk.row != titles[-1]:
            await desk.press("pagedown")
            seen |= set(_seen(desk))
        assert seen == set(titles)
        await desk.press("pageup", "pageup", "g", "g")
        place = desk.place_of("#list")
        y = next(y for y, line in enumerate(desk.part("#list")) if titles[3][:8] in line)
        await desk.click(10, place.y + y)
        assert desk.row == titles[3]
        await desk.press("v", "j", "j")
        assert len([line for line in desk.part("#list") if line.startswith("✓")]) == 3


async def test_dates_go_round_in_list_and_byline(small_archive: Path, open_reader: OpenReader) -> None:
    """The list by relevance says the day of each post, and the header of the article says it alike."""
    async with open_reader(small_archive, settings=settings(Density.COMPACT, DateForm.MINGUO)) as desk:
        assert "113/02/07" in desk.text
        assert "民國113年2月7日 10:00" in desk.article_text
        await desk.press("g", "d")
        assert "2024-02-07 10:00" in desk.article_text
        await desk.press("g", "d")
        assert "7 Feb 2024 10:00" in desk.article_text
        assert "7 Feb 2024 " in "\n".join(desk.part("#list"))


_NOW = datetime(2024, 3, 1, 12, 0, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(minutes=59), "59 minutes ago (2024-03-01 11:01)"),
        (timedelta(hours=12), "12 hours ago (2024-03-01 00:00)"),
        (timedelta(hours=13), "yesterday (2024-02-29 23:00)"),
        (timedelta(days=13), "13 days ago (2024-02-17 12:00)"),
        (timedelta(days=59), "8 weeks ago (2024-01-02 12:00)"),
        (timedelta(days=364), "12 months ago (2023-03-03 12:00)"),
        (timedelta(days=800), "2 years ago (2021-12-22 12:00)"),
        (timedelta(days=-2), "in 2 days (2024-03-03 12:00)"),
    ],
)
def test_relative_dates(age: timedelta, shown: str) -> None:
    """The nearest unit that still says something, with the date itself in the header of an article."""
    written = PostDate((_NOW - age).astimezone(UTC))
    assert exact_moment(written, TAIPEI, DateForm.RELATIVE, _NOW) == shown


@pytest.mark.parametrize(
    ("form", "language", "year", "parts"),
    [
        (DateForm.ISO, "en", 2024, ["2024-02>", "-", "07 10:00>>"]),
        (DateForm.SHORT, "en", 2023, ["7>>", " ", "Feb 2023>", " 10:00"]),
        (DateForm.SHORT, "en", 2024, ["7>>", " ", "Feb>", " 10:00"]),
        (DateForm.SHORT, "zh-Hant", 2023, ["2023/2>", "/", "7 10:00>>"]),
        (DateForm.RELATIVE, "en", 2024, ["3 weeks ago>>", " (", "2024-02>", "-07 10:00)"]),
        (DateForm.MINGUO, "en", 2024, ["民國113年2月>", "7日 10:00>>"]),
    ],
)
def test_day_and_month_of_a_date(form: DateForm, language: str, year: int, parts: list[str]) -> None:
    """Each is a part of its own in every form (> leads to the month, >> to the day)."""
    use_language(language)
    found = moment_in_parts(PostDate(datetime(year, 2, 7, 2, tzinfo=UTC)), TAIPEI, form, _NOW)
    use_language("en")
    ends = {"": "", f"{year}-02": ">", f"{year}-02-07": ">>"}
    assert [part + ends[period] for part, period in found] == parts


def test_days_of_the_republic() -> None:
    """Year 1 is 1912, and the years before it are counted backwards."""
    today = date(2024, 3, 1)
    assert short_day(date(1912, 1, 1), DateForm.MINGUO, today) == "1/01/01"
    assert named_day(date(1911, 10, 10), DateForm.MINGUO, today) == "民國前1年10月10日  Tue"
    assert named_day(today, DateForm.SHORT, today) == "1 Mar  Fri  today"
