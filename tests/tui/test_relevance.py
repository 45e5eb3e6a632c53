"""The order by relevance on the screen: O, and what stands beside the filters."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.query import parse
from tests.tui.conftest import OpenReader, WritePost

REST = "其他的事都沒有人記得了。" * 30


@pytest.fixture
def harbours(archive: Path, write_post: WritePost) -> Path:
    """Five posts with a word: the older, the more of it."""
    for day in range(1, 6):
        body = f"<p>{'港口來了船。' * (9 - day)}{REST}</p>"
        write_post(str(day), f"第{day}天", f"2024-03-0{day}T00:00:00", body=body)
    return archive


async def test_one_key_goes_round_the_orders(harbours: Path, open_reader: OpenReader) -> None:
    """Which order holds stands beside the filters, and the first rows of the other are shown."""
    days = [f"第{day}天" for day in range(1, 6)]
    async with open_reader(harbours, query=parse("港口")) as desk:
        assert desk.titles == days[::-1]
        assert "newest first, O by relevance" in desk.lines[1]
        await desk.press("j", "j", "O")
        assert desk.titles == days
        assert days[0] in desk.row
        assert "by relevance, O oldest first" in desk.lines[1]
        for told in ("oldest first", "longest first", "unread first"):
            await desk.press("O")
            assert told in desk.lines[1]
        await desk.press("O")
        assert desk.titles == days[::-1]
        await desk.click(cell_len(desk.lines[1].partition("newest first")[0]), 1)
        assert desk.titles == days


async def test_relevance_needs_words(harbours: Path, open_reader: OpenReader) -> None:
    """Without any, the key goes on to the oldest first; filters alone are no words."""
    async with open_reader(harbours, query=parse("date:2024")) as desk:
        await desk.press("O")
        assert desk.chips == ("date:2024", "sort:oldest")
        assert "relevance" not in desk.lines[1]
        assert "oldest first, O longest first" in desk.lines[1]
        assert "oldest first" not in desk.lines[0]
        await desk.press("escape", "O")
        await desk.press("O", "O", "O")
        assert "newest first, O oldest first" in desk.lines[0]
