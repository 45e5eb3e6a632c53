"""Rows and places by where they stand: at the top, the middle and the bottom of the screen, at a percentage."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.schema import Settings
from reader.tui.widgets.rows import RowList
from tests.tui.conftest import OpenReader, WritePost


@pytest.fixture
def big_archive(archive: Path, write_post: WritePost) -> Path:
    """Sixty posts on twenty days, each longer than a screen."""
    for number in range(60):
        body = "".join(f"<p>第 {number} 件事的第 {part} 段。</p>" for part in range(40))
        write_post(
            f"p{number}",
            f"{chr(ord('甲') + number)}字號的船",
            f"2024-03-{number // 3 + 1:02}T08:00:00",
            body=body,
        )
    return archive


def _whole(rows: RowList) -> list[int]:
    """The rows that are whole on the screen."""
    return [
        row for row in rows.visible_rows() if rows._row_layout.lines.count((row, rows.height_of(row) - 1))
    ]


async def test_the_screen_of_the_list_with_the_keys_of_vim(
    big_archive: Path, open_reader: OpenReader
) -> None:
    """H, M and L move the cursor and scroll nothing; z t, z z and z b scroll and keep it on its post."""
    async with open_reader(big_archive, settings=Settings(watch=False, keys_preset="vim")) as desk:
        rows = desk.main.posts
        await desk.press("G", "3", "5", "k")
        top, whole = rows.top, _whole(rows)
        assert top > 0 and len(whole) > 4
        for key, row in (("H", whole[0]), ("L", whole[-1]), ("M", whole[len(whole) // 2])):
            await desk.press(key)
            assert rows.top == top and abs(rows.cursor - row) <= (key == "M"), key
        row = rows.cursor
        await desk.press("z", "t")
        assert (rows.cursor, rows.top) == (row, row)
        await desk.press("z", "b")
        assert rows.cursor == row and row in _whole(rows)[-2:], "a divider may leave room for one below"
        await desk.press("z", "z")
        assert rows.cursor == row and abs(rows.cursor_line - rows.screen_height // 2) <= 2


async def test_a_percentage(big_archive: Path, open_reader: OpenReader) -> None:
    """Of the posts in the list, of the lines in the article; above a hundred is the end, and no number the beginning."""
    async with open_reader(big_archive, size=(80, 12)) as desk:
        last = desk.main.posts.row_count() - 1
        for keys, row in (
            (("5", "0", "percent_sign"), round(last / 2)),
            (("9", "9", "9", "percent_sign"), last),
        ):
            await desk.press(*keys)
            assert desk.main.posts.cursor == row
        await desk.press("percent_sign")
        assert desk.main.posts.cursor == 0
        await desk.press("enter", "1", "0", "0", "percent_sign")
        end = desk.main.article.scroll_y
        assert end == desk.main.article.max_scroll_y > 1
        await desk.press("5", "0", "percent_sign")
        assert desk.main.article.scroll_y == round(end / 2)


@pytest.mark.parametrize("keys", ["G", "g g"])
async def test_a_number(big_archive: Path, open_reader: OpenReader, keys: str) -> None:
    """Of a post in the list, of a line in the article, as in vim and less; above the last is the last."""
    async with open_reader(big_archive, size=(80, 12)) as desk:
        for number, row in (("20", 19), ("999", 59), ("1", 0)):
            await desk.press(*number, *keys.split())
            assert desk.main.posts.cursor == row
        await desk.press("enter", *"7", *keys.split())
        assert desk.main.article.scroll_y == 6
        await desk.press(*"9999", *keys.split())
        assert desk.main.article.scroll_y == desk.main.article.max_scroll_y
