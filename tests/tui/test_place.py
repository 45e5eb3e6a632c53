"""The place in the list is kept, whatever a filter, a mark or a new file takes out of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import Desk, OpenReader, WritePost

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.fixture
def long_archive(archive: Path, write_post: WritePost) -> Path:
    """Forty posts of twenty days, the newest first in the list."""
    for number in range(40):
        write_post(
            f"p{number:02}", f"第{number:02}篇", f"2024-01-{30 - number // 2:02}T0{9 - number % 2}:00:00"
        )
    return archive


def line_of(desk: Desk, title: str) -> int:
    """Return the line of the terminal on which a post stands in the list."""
    return next(number for number, line in enumerate(desk.part("#list")) if title in line)


async def read_to(desk: Desk, number: int) -> None:
    """Mark the first posts read, and put the cursor on the last of them."""
    rows = desk.rows
    desk.library.mark_read([row.post for row in rows[: number + 1]], read=True)
    await desk.press(*str(number), "j")
    assert desk.row == f"第{number:02}篇"


async def test_a_filter_set_and_taken_off_comes_back_to_the_same_line(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """A read post leaves with `u`; the next unread one holds its place, and `u` again brings it back."""
    async with open_reader(long_archive) as desk:
        for size in SIZES:
            await desk.resize(*size)
            await desk.press("g", "g")
            await read_to(desk, 20)
            line = line_of(desk, "第20篇")
            await desk.press("u")
            assert desk.row == "第21篇"
            await desk.press("u")
            assert desk.row == "第20篇"
            assert line_of(desk, "第20篇") == line
            await desk.press("S")
            assert desk.titles == []
            await desk.press("S")
            assert desk.row == "第20篇"
            assert line_of(desk, "第20篇") == line


async def test_the_last_line_is_come_back_to(
    long_archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Though the filter takes a line of the list for itself while it is in force."""
    async with open_reader(long_archive, size=(120, 40)) as desk:
        desk.library.mark_read([row.post for row in desk.rows[:1]], read=True)
        last = re.findall(r"第(\d\d)篇", "\n".join(desk.part("#list")))[-1]
        await desk.press(*str(int(last)), "j")
        line = line_of(desk, f"第{last}篇")
        for key in ("u", "u"):
            await desk.press(key)
            assert desk.row == f"第{last}篇"
        assert line_of(desk, desk.row) == line
        assert "第00篇" in desk.part("#list")[1]


async def test_the_neighbour_stands_at_the_same_height(long_archive: Path, open_reader: OpenReader) -> None:
    """Within a row and a divider, where there are rows enough above."""
    async with open_reader(long_archive, size=(120, 40)) as desk:
        rows = desk.rows
        desk.library.mark_read([rows[20].post], read=True)
        await desk.press("2", "0", "j")
        line = line_of(desk, "第20篇")
        await desk.press("u")
        assert desk.row == "第21篇"
        assert abs(line_of(desk, "第21篇") - line) <= 1


@pytest.mark.parametrize(
    ("keys", "title"), [(("J",), "第21篇"), (("n",), "第21篇"), (("K",), "第19篇"), (("N",), "第19篇")]
)
async def test_a_new_file_leaves_the_open_post_and_the_way_on(
    long_archive: Path, write_post: WritePost, open_reader: OpenReader, keys: tuple[str, ...], title: str
) -> None:
    """The post that is read leaves the unread ones; it stays open, and the keys go on from where it stood."""
    async with open_reader(long_archive, query=parse("is:unread")) as desk:
        await desk.press("2", "0", "j", "enter")
        assert desk.article == "第20篇"
        write_post("new", "新的一篇", "2024-02-07T02:00:00")
        await desk.press("R")
        await desk.until(lambda: desk.titles[0] == "新的一篇")
        assert "第20篇" not in desk.titles
        assert desk.article == "第20篇"
        await desk.press(*keys)
        assert desk.article == title == desk.row


async def test_the_last_post_has_none_after_it(
    long_archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """The neighbour above holds its place, and is what lies before it."""
    async with open_reader(long_archive, query=parse("is:unread")) as desk:
        await desk.press("G", "enter")
        write_post("new", "新的一篇", "2024-02-07T02:00:00")
        await desk.press("R")
        await desk.until(lambda: desk.titles[0] == "新的一篇")
        await desk.press("J")
        assert "No further post" in desk.title_bar
        await desk.press("n")
        assert "No unread post below: 40 above, N goes there" in desk.title_bar
        await desk.press("K")
        assert desk.article == "第38篇"


async def test_other_words_begin_at_the_top_and_escape_comes_back(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """A search is another list; given up, it leaves everything as it was."""
    async with open_reader(long_archive) as desk:
        await desk.press("2", "0", "j")
        line = line_of(desk, "第20篇")
        await desk.press("slash")
        await desk.type("第0")
        assert desk.row == "第00篇"
        while desk.search_line is not None:
            await desk.press("escape")
        assert desk.row == "第20篇"
        assert line_of(desk, "第20篇") == line


async def test_at_the_top_new_posts_come_into_sight(
    long_archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Where nobody has moved, the list begins with the newest."""
    async with open_reader(long_archive) as desk:
        await desk.press("u", "u")
        write_post("new", "新的一篇", "2024-02-07T02:00:00")
        await desk.press("R")
        await desk.until(lambda: desk.row == "新的一篇")
        assert desk.part("#list")[1].startswith(" ● 新的一篇")


async def test_the_first_row_of_a_filter_is_found_again_without_it(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """The row under the cursor is the post one is on, also where nobody moved; a narrower filter begins at its top."""
    async with open_reader(long_archive, query=parse("title:2")) as desk:
        assert desk.row == "第02篇"
        await desk.press("x")
        assert desk.row == "第02篇"
        await desk.press("g", "g", "slash")
        await desk.type("第3")
        assert desk.row == "第30篇"
        await desk.press(*["escape"] * 2, "x")
        assert desk.row == "第00篇"
    async with open_reader(long_archive, query=parse("title:2")) as desk:
        await desk.press("slash", "ctrl+u")
        assert desk.row == "第02篇"
        await desk.type("title:0")
        assert "第02篇" in desk.titles
        assert desk.row == "第00篇"


async def test_new_posts_arrive_above_a_first_row_that_nobody_left(
    long_archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Also once a filter was taken off."""
    async with open_reader(long_archive) as desk:
        await desk.press("u", "u")
        write_post("new", "新的一篇", "2024-02-07T02:00:00")
        await desk.press("R")
        await desk.until(lambda: "新的一篇" in desk.titles)
        assert desk.row == desk.titles[0] == "新的一篇"


async def test_a_date_that_one_goes_to_stands_near_the_top(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """From above and from below, also where it was on the screen already."""
    async with open_reader(long_archive) as desk:
        for size in SIZES:
            await desk.resize(*size)
            await desk.press("g", "g")
            for day, title in (("2024-01-28", "第04篇"), ("2024-01-20", "第20篇"), ("2024-01-25", "第10篇")):
                await desk.press("d")
                await desk.type(day)
                await desk.press("enter")
                assert desk.row == title
                if len(desk.part("#list")) < 24:
                    assert line_of(desk, title) == 1
                assert desk.is_row_in_sight
            await desk.press("d")
            await desk.type("2024-01-11")
            await desk.press("enter")
            assert desk.row == "第38篇" and desk.is_row_in_sight
