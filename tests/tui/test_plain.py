"""The plain mode: nothing drawn, the focus in words, the terminal's cursor where the focus is."""

from __future__ import annotations

import re
import sys
from itertools import cycle
from pathlib import Path

import pytest

from reader.config import Settings
from reader.tui.layout import Pane
from reader.tui.plain import plain_text
from tests.terminal import Terminal
from tests.tui.conftest import Desk, OpenReader, WritePost

_PLAIN = Settings(watch=False, plain=True)
_DRAWN = re.compile("[\u2500-\u259f\u25a0-\u25ff\u2800-\u28ff★✎✕•]")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" 2024-02-07  Wed ────────", " 2024-02-07  Wed         "),
        ("● ★ ✎ ▣ ◆ ○ •", "* s n # + o -"),
        ("▎ ", "> "),
        ("▎▍", "  "),
        ("他說──好", "他說--好"),
        ("──────", "      "),
        ("│ a ┃", "  a  "),
        ("plain", "plain"),
    ],
)
def test_what_is_drawn_is_taken_out(text: str, plain: str) -> None:
    """Rules and bars become blanks, signs those that have names, a dash in a text stays one; widths stay."""
    assert plain_text(text) == plain


_PLACES = {
    "list": ((), "List, row 1 of 8: 橋上的燈亮了, unread, 2024-02-07 Wed, 北岸通訊社"),
    "row": (("j", "j", "m", "s"), "List, row 3 of 8: 车站的钟慢了, read, with a star, 2024-02-03 Sat"),
    "article": (("enter",), "Article, 橋上的燈亮了, "),
    "link": (("j", "enter", "full_stop"), "Article, 渡輪改點, 100 percent, link: 橋上的燈"),
    "tags": (("t",), "Tags, Type to narrow, row 1 of 18: 北岸通訊社 5"),
    "years": (("T",), "Timeline, row 1 of 7: - 2024 5"),
    "day": (("C",), "Calendar, 2024-02-07 Wed · 2 posts"),
    "strip": (("w",), "Time strip, 2024-02"),
    "trends": (("P",), "Trends, all posts, 2024-02, 3 posts"),
    "searching": (("slash", "橋"), ", typed: 橋"),
    "suggestions": (("slash", "台", "down"), "Search, typed: 台, row 1 of 1: 台灣, tag, 3"),
    "contexts": (("slash", "橋", "enter", "I"), "In context, row 1 of "),
    "help": (("question_mark",), ": Read, Enter, Open the post under"),
    "palette": (("ctrl+p", *"unread o"), "typed: unread o, row 1 of "),
    "settings": (("comma", *"plain"), "Settings, typed: plain, row 1 of "),
    "themes": (("colon", *"theme", "enter"), "Theme, row 1 of "),
    "date": (("d",), "Go to a date"),
}


async def test_nothing_is_drawn_and_the_focus_is_said(small_archive: Path, open_reader: OpenReader) -> None:
    """On each screen, narrow or wide by turns, the first line says where one is, and one pane is shown."""
    sizes = cycle([(80, 24), (200, 50)])
    async with open_reader(small_archive, settings=_PLAIN) as desk:
        for keys, words in _PLACES.values():
            await desk.resize(*next(sizes))
            await desk.press(*keys)
            await desk.until(lambda words=words: words in " ".join(desk.lines[0].split()))
            assert not _DRAWN.search(desk.text)
            assert len(desk.panes) == 1
            await desk.back_to_list()
            await desk.press("g", "g")


async def test_what_lies_over_the_screen_has_its_lines_alone(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """A line that is read out holds no words of what lies below."""
    async with open_reader(small_archive, size=(80, 24), settings=_PLAIN) as desk:
        await desk.press("slash", "台")
        assert desk.lines[3].split() == ["台灣", "tag", "3"]
        await desk.press("escape", "escape", "question_mark")
        assert "橋上的燈亮了" not in desk.text.partition("\n")[2]


def _at_cursor(desk: Desk) -> str:
    """What stands on the terminal from its cursor on."""
    x, y = desk.cursor
    cells = desk.strips[y].crop(x).text
    return cells.rstrip()


async def test_the_terminals_cursor_stands_where_the_focus_is(
    small_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """At the row, at the first line of the article that is in sight, at the hit and the link, at what is typed."""
    async with open_reader(small_archive, size=(80, 24), settings=_PLAIN) as desk:
        assert "橋上的燈亮了" in _at_cursor(desk)
        await desk.press("j")
        assert "渡輪改點" in _at_cursor(desk)
        await desk.press("enter")
        assert _at_cursor(desk).startswith("渡輪改點")
        await desk.press("slash", "別", "處", "enter")
        assert _at_cursor(desk).startswith("別處")
        await desk.press("full_stop")
        assert _at_cursor(desk).startswith("橋上的燈")
        await desk.press("q", "slash", *"ab")
        assert desk.cursor[0] > 0 and _at_cursor(desk) == ""
        await desk.press("escape", "escape", "escape", "M")
        beginning = desk.cursor
        assert beginning[1] > 3
        await desk.press("a")
        assert desk.cursor == (beginning[0] + 1, beginning[1])
        await desk.until(lambda: desk.lines[0].endswith("typed: a"))


async def test_other_modes_leave_the_cursor_alone(small_archive: Path, open_reader: OpenReader) -> None:
    """It is hidden there, and moving it would be written with each picture."""
    async with open_reader(small_archive, size=(200, 50)) as desk:
        before = desk.cursor
        await desk.press("j")
        assert desk.cursor == before
        assert desk.panes == frozenset(Pane)
        assert "List, row" not in desk.text


def test_plain_in_a_terminal(small_archive: Path, tmp_path: Path) -> None:
    """READER_PLAIN: the cursor is visible and stands on the row; what is written has no line that is drawn."""
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    terminal = Terminal(
        [sys.executable, "-m", "reader", str(small_archive)],
        size=(80, 24),
        env={**folders, "READER_PLAIN": "true"},
    )
    try:
        terminal.wait_for("List, row 1 of 8")
        terminal.type("j")
        terminal.wait_for("List, row 2 of 8: 渡輪改點")
        terminal.wait_for(lambda: "渡輪改點" in terminal.text.splitlines()[terminal.screen.cursor.y])
        assert not terminal.screen.cursor.hidden
        assert not _DRAWN.search(terminal.text)
        terminal.type("Q")
        assert terminal.wait() == 0, terminal.last_words
        assert terminal.left_on == []
    finally:
        terminal.close()
