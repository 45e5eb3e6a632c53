"""The search line: suggestions under it, and text as input methods hand it over."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.library import Library
from reader.query import Query, parse
from tests.terminal import Terminal
from tests.tui.conftest import Desk, OpenReader


async def _suggestions(desk: Desk) -> list[str]:
    """What is suggested once typing has paused."""
    for _ in range(20):
        await desk.pilot.pause(0.02)
        await desk.settle()
        if desk.main.query_bar.suggestions.display:
            break
    return [each.shown for each in desk.main.query_bar.suggestions.suggestions]


@pytest.mark.parametrize("typed", ["tw", "taiwan", "台湾", "臺灣"])
async def test_a_tag_is_chosen_by_what_is_typed_of_it(
    small_archive: Path, open_reader: OpenReader, typed: str
) -> None:
    """By pinyin or in either script; Down chooses, Enter takes it, Enter again keeps the query."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type(typed)
        assert (await _suggestions(desk))[0] in ("台灣", "台湾")
        await desk.press("down", "enter")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"]
        assert desk.main.query_bar.line.display
        await desk.press("enter")
        assert not desk.main.query_bar.line.display
        assert desk.main.session.query in (parse("tag:台灣"), parse("tag:台湾"))


async def test_tab_takes_the_first_and_goes_on(small_archive: Path, open_reader: OpenReader) -> None:
    """A field and then its value: four keys besides what tells them apart."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("chann")
        assert await _suggestions(desk) == ["channel:"]
        await desk.press("tab")
        assert "北岸通訊社" in await _suggestions(desk)
        assert not desk.main.query_bar.line._complaint.display
        await desk.type("q")
        assert await _suggestions(desk) == ["铅字笔记"]
        await desk.press("tab", "enter")
        assert desk.main.session.query == parse("channel:铅字笔记")
        assert desk.main.focused is desk.main.posts


async def test_enter_without_a_choice_keeps_the_query(small_archive: Path, open_reader: OpenReader) -> None:
    """Suggestions stand in nobody's way."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("橋")
        assert await _suggestions(desk)
        await desk.press("enter")
        assert desk.main.session.query == parse("橋")
        assert not desk.main.query_bar.suggestions.display


async def test_escape_closes_the_suggestions_first(small_archive: Path, open_reader: OpenReader) -> None:
    """The first Esc leaves the line as it is, the second gives the words up."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("橋")
        assert await _suggestions(desk)
        await desk.press("escape")
        assert not desk.main.query_bar.suggestions.display
        assert desk.main.query_bar.line.display
        assert desk.titles == ["橋上的燈亮了", "渡輪改點"]
        await desk.press("escape")
        assert desk.main.session.query == Query()


async def test_a_title_opens_its_post(small_archive: Path, open_reader: OpenReader) -> None:
    """Chosen by pinyin, it is opened, and the list is as it was before."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("dlgd")
        assert await _suggestions(desk) == ["渡輪改點"]
        await desk.press("down", "enter")
        await desk.settle()
        assert desk.main.reading.post is not None and desk.main.reading.post.title == "渡輪改點"
        assert len(desk.titles) == 8


async def test_up_and_down_go_round(small_archive: Path, open_reader: OpenReader) -> None:
    """Past the last suggestion none is chosen, so that Enter keeps what was typed."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("tag:")
        count = len(await _suggestions(desk))
        await desk.press("up")
        assert desk.main.query_bar.suggestions.chosen == count - 1
        await desk.press("down")
        assert desk.main.query_bar.suggestions.chosen is None


async def test_the_mouse_takes_a_suggestion(small_archive: Path, open_reader: OpenReader) -> None:
    """A click is Down and Enter."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("tag:qiao")
        assert await _suggestions(desk) == ["橋"]
        await desk.pilot.click("#suggestions", offset=(3, 0))
        await desk.settle()
        assert desk.main.session.query == parse("tag:橋")


@pytest.mark.parametrize(("size", "most"), [((120, 40), 8), ((80, 24), 6), ((40, 10), 3), ((20, 5), 3)])
async def test_any_size(
    small_archive: Path, open_reader: OpenReader, size: tuple[int, int], most: int
) -> None:
    """A few rows on any screen, none of them wider than it."""
    async with open_reader(small_archive, size=size) as desk:
        await desk.press("slash")
        await desk.type("tag:")
        assert 3 <= len(await _suggestions(desk)) <= most
        region = desk.main.query_bar.suggestions.region
        assert region.right <= size[0]
        assert max(map(len, desk.lines)) <= size[0]


async def test_the_footer_names_the_keys_that_count(small_archive: Path, open_reader: OpenReader) -> None:
    """While one types, and while suggestions are there; they can be clicked."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        assert "Enter Keep   Esc Give up" in desk.lines[-1]
        await desk.type("tag:qiao")
        assert await _suggestions(desk) == ["橋"]
        assert "↓ ↑ Choose   Tab Take   Enter Keep   Esc Close" in desk.lines[-1]
        await desk.pilot.click("#keys", offset=(desk.lines[-1].index("Take"), 0))
        await desk.settle()
        await desk.pilot.click("#keys", offset=(desk.lines[-1].index("Keep"), 0))
        await desk.settle()
        assert desk.main.session.query == parse("tag:橋")
        assert "Next article" in desk.lines[-1]


async def test_an_unfinished_field_complains_on_enter_only(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """While a value is awaited nothing is wrong; who is done is told."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("has:")
        assert "needs a value" not in desk.text
        await desk.press("escape", "enter")
        assert "needs a value" in desk.text


# Typing


async def test_answers_to_older_texts_are_dropped(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow answer to the first character does not overwrite the list of both."""
    asked = Library.select
    may_answer = threading.Event()

    def slowly(library: Library, query: Query, **how: Any) -> object:
        answer = asked(library, query, **how)
        if query == parse("車"):
            may_answer.wait(10)
        return answer

    async with open_reader(small_archive) as desk:
        monkeypatch.setattr(Library, "select", slowly)
        await desk.press("slash")
        for character in "車站":
            desk.app.simulate_key(character)
            await desk.pilot.pause(0.1)
        assert desk.titles == ["车站的钟慢了"]
        assert "1 of 8 posts" in desk.text
        may_answer.set()
        await desk.settle()
        assert desk.titles == ["车站的钟慢了"]
        assert desk.main.session.query == parse("車站")


@pytest.fixture
def terminal(small_archive: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The real program on a small archive."""
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    terminal = Terminal(
        [sys.executable, "-m", "reader", str(small_archive)],
        size=(100, 30),
        env={**folders, "TZ": "Asia/Taipei"},
    )
    yield terminal
    terminal.close()


def test_an_input_method_hands_over_several_characters_at_once(terminal: Terminal) -> None:
    """A word arrives as one piece of UTF-8, also cut in the middle of a character, and is typed as it is."""
    terminal.wait_for("8 posts")
    terminal.type("/")
    terminal.wait_for("a phrase")
    word = "车站的钟".encode()
    terminal.send(word[:4])
    terminal.read(0.2)
    assert "\ufffd" not in terminal.text
    terminal.send(word[4:])
    terminal.wait_for("1 of 8 posts")
    terminal.wait_for("/ 车站的钟")
    terminal.type("\x7f" * 4 + "「冬至湯圓」𠮷")
    terminal.wait_for("/ 「冬至湯圓」𠮷")
    terminal.wait_for("No post matches")
    terminal.type("\x7f")
    terminal.wait_for("1 of 8 posts")
    terminal.type("\x1b")
    terminal.read(0.3)
    terminal.type("\x1b")
    terminal.wait_for(lambda: "8 posts" in terminal.text and "of 8" not in terminal.text)


def test_a_paste_is_one_text(terminal: Terminal) -> None:
    """Pasted text is typed without its line breaks doing anything."""
    terminal.wait_for("8 posts")
    terminal.type("/")
    terminal.wait_for("a phrase")
    terminal.type("\x1b[200~圖書館延長開放\n\x1b[201~")
    terminal.wait_for("1 of 8 posts")
    assert "/ 圖書館延長開放" in terminal.text
