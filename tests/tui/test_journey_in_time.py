"""A question about time, answered with a handful of keys: the first and the last post on a word, and its best month."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.layout import Pane

_MOST_KEYS = 10
_MONTHS = {1: 3, 2: 9, 3: 6, 4: 8, 6: 1, 9: 2, 12: 1}
"""posts on 武漢 in the months of 2020"""


@pytest.fixture
def year(archive: Path, write_post: Callable[..., Path]) -> Path:
    """Posts on 武漢 in both scripts, in 2020 and around it, among others."""
    for month, count in _MONTHS.items():
        for number in range(count):
            name = "武漢" if number % 2 else "武汉"
            write_post(
                f"wuhan-{month:02}-{number}",
                f"來自江邊的信 {month:02}-{number}",
                f"2020-{month:02}-{number * 3 + 2:02}T0{number % 10}:00:00",
                body=f"<p>今天的{name}。</p>",
            )
    for day in ("2019-12-31", "2021-01-23"):
        write_post(f"wuhan-{day}", f"{day} 的武漢", f"{day}T03:00:00")
    for month in range(1, 13):
        write_post(f"other-{month:02}", f"別處的消息 {month}", f"2020-{month:02}-28T03:00:00")
    return archive


class Keys:
    """Counts the keys that are pressed; words that are typed do not count."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.count = 0

    async def press(self, *keys: str) -> None:
        """Press keys, a place in the table of keys each."""
        self.count += len(keys)
        await self.desk.press(*keys)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_first_and_last_post_on_a_word_and_its_best_month(year: Path, open_reader, size) -> None:
    """The last is read, then the first, then the strip names the month with the most, and narrows to it."""
    async with open_reader(year, size=size) as desk:
        keys = Keys(desk)
        await keys.press("slash")
        await desk.type("武漢 date:2020")
        await keys.press("enter", "enter")
        assert desk.main.reading.post.title == "來自江邊的信 12-0"
        await keys.press("q", "G", "enter")
        assert desk.main.reading.post.title == "來自江邊的信 01-0"
        await keys.press("w", "m")
        assert "2020-02 · 9 posts" in desk.text
        await keys.press("enter")
        assert desk.chips == ("武漢", "date:2020-02")
        assert len(desk.titles) == 9
        assert desk.main.pane is Pane.LIST
        assert keys.count <= _MOST_KEYS


async def test_the_same_by_trend_and_date(year: Path, open_reader) -> None:
    """Another way to the same answers: the plot names the month, a date that is typed goes to the ends."""
    async with open_reader(year) as desk:
        keys = Keys(desk)
        await keys.press("slash")
        await desk.type("武漢")
        await keys.press("enter", "P", "m")
        assert desk.lines[0].endswith("2020-02")
        assert "9" in desk.lines[1].split()
        await keys.press("q", "d")
        await desk.type("2020")
        await keys.press("enter")
        assert desk.main.posts.current.post.title == "來自江邊的信 12-0"
        await keys.press("d")
        await desk.type("2019-12")
        await keys.press("enter", "k")
        assert desk.main.posts.current.post.title == "來自江邊的信 01-0"
        assert keys.count <= _MOST_KEYS
