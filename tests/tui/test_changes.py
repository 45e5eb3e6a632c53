"""Undo, redo, the list of changes, and the queries asked before."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library
from tests.tui.conftest import OpenReader


def _starred(library: Library) -> list[str]:
    return [row.post.title for row in library.select(library.asked("is:starred"))]


async def test_undo_goes_back_through_this_run_and_redo_forward(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Each step names the post and puts the cursor on it; what was done before the start is left alone."""
    async with open_reader(small_archive) as desk:
        await desk.press("s")
    async with open_reader(small_archive) as desk:
        await desk.press("U")
        assert "Nothing to take back in this run" in desk.title_bar
        await desk.press("j", "s", "G", "m", "g", "g", "U")
        assert desk.row == "夏天的第一場雨"
        assert "taken back: 夏天的第一場雨 marked read" in desk.title_bar
        await desk.press("U")
        assert desk.row == "渡輪改點"
        assert _starred(desk.library) == ["橋上的燈亮了"]
        await desk.press("G", "ctrl+r")
        assert "done again: 渡輪改點 starred" in desk.title_bar
        assert (desk.row, _starred(desk.library)) == ("渡輪改點", ["橋上的燈亮了", "渡輪改點"])
        await desk.press("ctrl+r", "ctrl+r")
        assert "Nothing to do again" in desk.title_bar
        assert "夏天的第一場雨" not in desk.unread


async def test_what_is_done_after_an_undo_ends_the_way_forward(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """As in every editor."""
    async with open_reader(small_archive) as desk:
        await desk.press("s", "U", "j", "s", "ctrl+r")
        assert "Nothing to do again" in desk.title_bar
        assert _starred(desk.library) == ["渡輪改點"]


async def test_many_marked_at_once_are_one_step(small_archive: Path, open_reader: OpenReader) -> None:
    """Their number is said."""
    async with open_reader(small_archive) as desk:
        await desk.press("A", "U")
        assert "taken back: 8 posts marked read" in desk.title_bar
        assert len(desk.unread) == 8


async def test_a_post_that_is_not_listed_is_named(small_archive: Path, open_reader: OpenReader) -> None:
    """The cursor stays where it is."""
    async with open_reader(small_archive) as desk:
        await desk.press("s", "slash")
        await desk.type("渡輪")
        await desk.press("enter", "U")
        assert "taken back: 橋上的燈亮了 starred (not in this list)" in desk.title_bar
        assert desk.row == "渡輪改點"


@pytest.mark.parametrize("key", ["x", "q"])
async def test_cleared_filters_come_back(small_archive: Path, open_reader: OpenReader, key: str) -> None:
    """Unless others took their place since; a mark that was made since is undone before them."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("channel:铅字笔记 鐘")
        await desk.press("enter", key)
        assert len(desk.titles) == 8
        await desk.press("s", "U")
        assert len(desk.titles) == 8
        assert _starred(desk.library) == []
        await desk.press("U")
        assert desk.titles == ["车站的钟慢了"]
        assert "filters are back" in desk.title_bar
        await desk.press("x", "slash")
        await desk.type("雨")
        await desk.press("enter", "U")
        assert desk.titles == ["夏天的第一場雨"]


async def test_the_list_of_changes_takes_back_those_of_earlier_runs(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Enter takes one back, and makes it again; U outside the list undoes that."""
    async with open_reader(small_archive) as desk:
        await desk.press("s", "j", "m")
    async with open_reader(small_archive) as desk:
        await desk.press("Z")
        assert "What was changed" in desk.text
        assert "渡輪改點 marked read" in desk.text
        assert "8 posts" in desk.title_bar  # the list is seen behind it
        await desk.press("j", "enter")
        assert _starred(desk.library) == []
        assert "taken back" in desk.text
        await desk.press("enter")
        assert _starred(desk.library) == ["橋上的燈亮了"]
        await desk.press("enter", "Z")
        assert desk.is_on_main
        assert _starred(desk.library) == []
        await desk.press("U")
        assert _starred(desk.library) == ["橋上的燈亮了"]


async def test_an_empty_list_of_changes_says_what_it_is_for(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """And Enter does nothing there."""
    async with open_reader(small_archive) as desk:
        await desk.press("Z", "enter")
        assert "Nothing was changed yet" in desk.words
        await desk.press("q")
        assert desk.is_on_main


async def test_up_brings_back_what_was_asked(small_archive: Path, open_reader: OpenReader) -> None:
    """Also in the next run, the last first, each once; Down comes back to what is typed."""
    async with open_reader(small_archive) as desk:
        for text in ("渡輪", "台灣", "渡輪"):
            await desk.press("x", "slash")
            await desk.type(text)
            await desk.press("enter")
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("秋")
        await desk.press("up")
        assert desk.search_line == "渡輪"
        await desk.press("up", "up", "up")
        assert desk.search_line == "台灣"
        await desk.press("down", "down")
        assert desk.search_line == "秋"
        await desk.press("up", "up", "enter")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"]


async def test_what_was_given_up_is_not_kept(small_archive: Path, open_reader: OpenReader) -> None:
    """Esc leaves no trace; Up then does nothing."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("zzz")
        await desk.press("escape", "escape", "slash", "up")
        assert desk.search_line in ("", None)


async def test_a_long_title_leaves_room_for_what_was_done(tmp_path: Path, open_reader: OpenReader) -> None:
    """On a narrow terminal as well: in the title bar, where counts give way, and in the list of changes."""
    title = "從城北到城南的最後一班渡輪在大霧裡停了三個小時，碼頭上等的人說起從前的橋"
    (tmp_path / "2024-02-07-a.md").write_text(f"---\ntitle: {title}\n---\n\n正文。\n", encoding="utf-8")
    async with open_reader(tmp_path, size=(80, 24)) as desk:
        await desk.press("s", "U")
        assert "taken back: 從城北到城南" in desk.title_bar
        assert "… starred" in desk.title_bar
        await desk.press("ctrl+r", "Z")
        assert "… starred" in desk.text
