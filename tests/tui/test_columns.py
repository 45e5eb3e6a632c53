"""An article in two columns: the second goes on where the first ends, for eyes, keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import Settings
from reader.tui.features.article.columns import Columns
from reader.tui.layout import SIDE_WIDTH, list_width
from tests.tui.conftest import Desk, OpenReader, WritePost

_TWO = Settings(watch=False, columns=2)
_WIDE = (180, 20)


@given(st.integers(0, 99), st.integers(0, 40), st.integers(1, 50), st.integers(1, 2))
def test_a_cell_of_a_row_is_where_it_is_said_to_be(row: int, cell: int, height: int, number: int) -> None:
    """What stands at the place of a cell is that cell."""
    columns = Columns(5, 41 if number > 1 else 0, number, height)
    row %= height * number
    assert columns.at(*columns.place(row, cell)) == (row, cell)


@pytest.mark.parametrize("columns", [150, 200, 240, 260, 300])
def test_the_list_makes_room_for_two_columns(columns: int) -> None:
    """Where enough is left for titles; else it stays as it is."""
    one = list_width(columns, 38, is_compact=False)
    two = list_width(columns, 38, is_compact=False, text_columns=2)
    assert (two < one) is (columns >= 300) or columns == 260
    assert two >= 58
    if two < one:
        assert columns - SIDE_WIDTH - two >= 2 * 76 + 6


@pytest.fixture
def long_post(archive: Path, write_post: WritePost) -> Path:
    """One article of a hundred numbered paragraphs, with a link in the middle, and a short one."""
    parts = [f"<p>第{number:03}段話。</p>" for number in range(100)]
    parts[11] += '<p><a href="https://other.example/x">往別處</a></p>'
    write_post("a", "長文", "2024-02-07T01:00:00", body="".join(parts))
    write_post("b", "短文", "2024-02-06T01:00:00", body="<p>一句。</p>")
    return archive


def _numbers(desk: Desk, *, right: bool) -> list[int]:
    """The numbers of the paragraphs in a column."""
    half = desk.app.size.width // 2
    texts = [strip.crop(half).text if right else strip.crop(0, half).text for strip in desk.strips]
    return [int(text.split("第")[1][:3]) for text in texts if "段話" in text]


def _is_one_after_another(numbers: list[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[-1] + 1))


async def test_the_second_column_goes_on(long_post: Path, open_reader: OpenReader) -> None:
    """Paging shows both anew; the end stands at the end of the second; a short article has one."""
    async with open_reader(long_post, size=_WIDE, settings=_TWO) as desk:
        await desk.press("enter", "z")
        left, right = _numbers(desk, right=False), _numbers(desk, right=True)
        assert left[0] == 0 and right[0] == left[-1] + 1
        assert _is_one_after_another(left + right)
        await desk.press("space")
        after = _numbers(desk, right=False) + _numbers(desk, right=True)
        assert _is_one_after_another(after)
        assert right[-1] - 1 <= after[0] <= right[-1] + 1
        await desk.press("j", "G")
        assert _numbers(desk, right=True)[-1] == 99
        assert _is_one_after_another(_numbers(desk, right=False) + _numbers(desk, right=True))
        assert desk.main.article.progress == 100
        await desk.press("J")
        assert "一句。" in desk.text
        assert desk.lines[1].startswith(" " * 50)  # in the middle


async def test_no_heading_stands_alone_at_the_foot(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """The first column ends above it, wherever one scrolls; no line is lost, and the end is reached."""
    parts = [
        f"<h2>題{number:03}</h2><h3>副題</h3><h4>小題</h4><p>第{number:03}段話。</p>" for number in range(30)
    ]
    write_post("a", "長文", "2024-02-07T01:00:00", body="".join(parts))
    async with open_reader(archive, size=_WIDE, settings=_TWO) as desk:
        await desk.press("enter", "z")
        seen = set()
        while True:
            left, right = _numbers(desk, right=False), _numbers(desk, right=True)
            assert _is_one_after_another(left + right)
            seen |= {*left, *right}
            foot = next(text for strip in reversed(desk.strips) if (text := strip.crop(0, 90).text.strip()))
            if desk.main.article.progress == 100:
                break
            assert "題" not in foot
            await desk.press("j")
        assert seen == set(range(30))
        await desk.press("g", "g")
        pages = []
        while desk.main.article.progress < 100:
            pages += _numbers(desk, right=False) + _numbers(desk, right=True)
            await desk.press("space")
        pages += _numbers(desk, right=False) + _numbers(desk, right=True)
        assert set(pages) == set(range(30)), "nothing is skipped between pages"


async def test_keys_and_mouse_find_both_columns(long_post: Path, open_reader: OpenReader) -> None:
    """A link, words and a selection in the second column."""
    async with open_reader(long_post, size=_WIDE, settings=_TWO) as desk:
        await desk.press("enter", "z")
        y = next(number for number, line in enumerate(desk.lines) if "往別處" in line)
        x = next(x for x in range(90, 180) if desk.strips[y].crop(x).text.startswith("往別處"))
        await desk.click(x + 1, y)
        assert "https://other.example/x" in desk.text
        await desk.press("escape")
        await desk.drag((x, y), (x + 5, y))
        await desk.press("ctrl+c")
        assert desk.clipboard == "往別處"
        place = desk.place
        await desk.press("slash")
        await desk.type("第012段")
        await desk.press("enter")
        assert desk.place == place  # it is in sight
        await desk.press("slash")
        await desk.type("第090段")
        await desk.press("enter")
        assert 90 in _numbers(desk, right=False) + _numbers(desk, right=True)


async def test_another_size_keeps_the_place(long_post: Path, open_reader: OpenReader) -> None:
    """Lower, narrower than two columns, and back; also the setting acts at once."""
    async with open_reader(long_post, size=_WIDE, settings=_TWO) as desk:
        await desk.press("enter", "z", "space")
        first = _numbers(desk, right=False)[0]
        for size in ((180, 12), (100, 12), (180, 30), _WIDE):
            await desk.resize(*size)
            assert _numbers(desk, right=False)[0] == first
            if size[0] > 160:
                assert _is_one_after_another(_numbers(desk, right=False) + _numbers(desk, right=True))
        await desk.press("colon", *"set columns 1", "enter")
        assert "長文" not in desk.lines[0] and len(_numbers(desk, right=False)) > 4
        assert _numbers(desk, right=False) == _numbers(desk, right=True) or not _numbers(desk, right=True)
