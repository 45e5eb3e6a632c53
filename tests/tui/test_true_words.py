"""What the screens say is so at the moment they say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import OpenReader, WritePost


class TestThisDay:
    """D."""

    async def test_a_post_without_a_date_has_no_day(self, archive: Path, open_reader: OpenReader) -> None:
        """It is said, and nothing is filtered."""
        (archive / "a.md").write_text("---\ntitle: 無日期\n---\n文。\n", encoding="utf-8")
        async with open_reader(archive) as desk:
            await desk.press("D")
            assert "This post has no date" in desk.title_bar
            assert desk.chips == ()

    async def test_no_other_year_has_the_day(
        self, small_archive: Path, write_post: WritePost, open_reader: OpenReader
    ) -> None:
        """Then the list stays; with another year it is filtered."""
        write_post("z", "同一天", "2022-02-07T02:00:00")
        async with open_reader(small_archive) as desk:
            await desk.press("G", "k", "D")
            assert "No other year" in desk.title_bar
            assert desk.chips == ()
            await desk.press("g", "g", "D")
            assert desk.titles == ["橋上的燈亮了", "渡輪改點", "同一天"]


async def test_a_search_of_the_same_name_comes_back(small_archive: Path, open_reader: OpenReader) -> None:
    """Saving says what it took the place of, and U in the list of searches undoes it."""
    async with open_reader(small_archive, query=parse("橋")) as desk:
        desk.library.searches.save("mine", "is:starred")
        await desk.press("W")
        await desk.type("mine")
        await desk.press("enter")
        assert "in place of is:starred" in desk.notices[-1]
        await desk.press("W", "U", "q")
        assert desk.library.searches.all() == [("mine", "is:starred")]


async def test_a_post_that_is_opened_is_not_called_unread(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The note of the key before would stand while the post is read."""
    async with open_reader(small_archive) as desk:
        await desk.press("m", "m")
        assert "marked unread" in desk.title_bar
        await desk.press("enter")
        assert "marked unread" not in desk.title_bar


async def test_the_header_counts_one_list_at_a_time(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of unread posts is that of the listed ones, or it waits."""
    async with open_reader(small_archive) as desk:
        assert "8 posts  8 unread" in desk.title_bar
        heads = []
        desk.main.session.listed.connect(lambda _: heads.append(desk.main.title_bar.status))
        await desk.press("slash")
        await desk.type("橋")
        assert heads
        assert all(head.unread is None or head.posts == 8 for head in heads)
        assert "2 of 8 posts  2 unread" in desk.title_bar


@pytest.mark.parametrize("width", [20, 21, 22, 24])
async def test_the_calendar_has_all_days_of_the_week(
    small_archive: Path, open_reader: OpenReader, width: int
) -> None:
    """On the narrowest screen, too: 4, 11, 18 and 25 February 2024 are Sundays."""
    async with open_reader(small_archive, size=(width, 20)) as desk:
        await desk.press("C")
        assert max(map(len, desk.lines)) <= width
        weeks = [line.replace("┃", " ").replace("│", " ").split() for line in desk.part("#calendar")]
        assert [week[-1] for week in weeks if len(week) == 7][-3:] == ["11", "18", "25"]


@pytest.mark.parametrize("keys", [("t", "plus", "escape"), ("t", "down", "plus", "escape")])
async def test_the_strip_follows_a_filter_that_was_set_without_it(
    small_archive: Path, open_reader: OpenReader, keys: tuple[str, ...]
) -> None:
    """Where one pane is seen at a time, the strip is that of the query when the list comes back."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press(*keys)
        chips, strip = desk.chips, desk.part("#strip")
        assert chips
    async with open_reader(small_archive, size=(80, 24), query=parse(" ".join(chips))) as desk:
        assert desk.part("#strip") == strip
