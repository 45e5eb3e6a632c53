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
from tests.tui.conftest import PATIENCE, OpenReader


async def test_a_tag_is_chosen_by_what_is_typed_of_it(small_archive: Path, open_reader: OpenReader) -> None:
    """By pinyin or in either script; Down chooses, Enter takes it, Enter again keeps the query."""
    tags = (["台灣"], ["台湾"])
    async with open_reader(small_archive) as desk:
        for typed in ("tw", "taiwan", "台湾", "臺灣"):
            await desk.press("slash")
            await desk.type(typed)
            await desk.until(lambda: desk.suggestions[:1] in tags or desk.suggestions[1:2] in tags)
            # Full pinyin proposes the word itself before the tag.
            await desk.press(*["down"] * len(desk.suggestions[: 1 + (typed == "taiwan")]), "enter")
            assert (typed, desk.titles) == (typed, ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"])
            assert desk.search_line is not None
            await desk.press("enter")
            assert desk.search_line is None
            assert desk.chips in (("tag:台灣",), ("tag:台湾",))
            await desk.press("x")


async def test_tab_takes_the_first_and_goes_on(small_archive: Path, open_reader: OpenReader) -> None:
    """A field and then its value: four keys besides what tells them apart."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("chann")
        await desk.until(lambda: desk.suggestions == ["channel:"])
        await desk.press("tab")
        await desk.until(lambda: "北岸通訊社" in desk.suggestions)
        assert "needs a value" not in desk.text
        await desk.type("q")
        await desk.until(lambda: desk.suggestions == ["铅字笔记"])
        await desk.press("tab", "enter")
        assert desk.chips == ("channel:铅字笔记",)
        assert desk.has_keys("#list")


async def test_enter_without_a_choice_keeps_the_query(small_archive: Path, open_reader: OpenReader) -> None:
    """Suggestions stand in nobody's way."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("橋")
        await desk.until(lambda: bool(desk.suggestions))
        await desk.press("enter")
        assert desk.chips == ("橋",)
        assert not desk.suggestions


async def test_escape_closes_the_suggestions_first(small_archive: Path, open_reader: OpenReader) -> None:
    """The first Esc leaves the line as it is, the second gives the words up."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("橋")
        await desk.until(lambda: bool(desk.suggestions))
        await desk.press("escape")
        assert not desk.suggestions
        assert desk.search_line is not None
        assert desk.titles == ["橋上的燈亮了", "渡輪改點"]
        await desk.press("escape")
        assert desk.chips == ()


async def test_a_title_opens_its_post(small_archive: Path, open_reader: OpenReader) -> None:
    """Chosen by pinyin, it is opened, and the list is as it was before."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("dlgd")
        await desk.until(lambda: desk.suggestions == ["渡輪改點"])
        await desk.press("down", "enter")
        await desk.settle()
        assert desk.article == "渡輪改點"
        assert len(desk.titles) == 8


async def test_up_and_down_go_round(small_archive: Path, open_reader: OpenReader) -> None:
    """Past the last suggestion none is chosen, so that Enter keeps what was typed."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("tag:")
        await desk.until(lambda: len(desk.suggestions) > 1)
        last = desk.suggestions[-1]
        await desk.press("up", "down", "up", "enter")
        assert desk.search_line == f"tag:{last} "
        await desk.type("tag:")
        await desk.until(lambda: last in desk.suggestions)
        await desk.press("up", "down", "enter")
        assert desk.search_line is not None
        assert "needs a value" in desk.text
        # However long an explanation is, blanks part it from what it is of.
        await desk.press("ctrl+u")
        await desk.type("海 NEAR")
        await desk.until(lambda: "NEAR/20" in desk.suggestions)
        assert all(row.rstrip().endswith("  operator") for row in desk.part("#suggestions"))


async def test_the_mouse_takes_a_suggestion(small_archive: Path, open_reader: OpenReader) -> None:
    """A click is Down and Enter."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("tag:qiao")
        await desk.until(lambda: desk.suggestions == ["橋"])
        place = desk.place_of("#suggestions")
        await desk.click(place.x + 3, place.y)
        assert desk.chips == ("tag:橋",)


async def test_any_size(small_archive: Path, open_reader: OpenReader) -> None:
    """A few rows on any screen, none of them wider than it."""
    async with open_reader(small_archive) as desk:
        for size, most in (((120, 40), 8), ((80, 24), 6), ((40, 10), 3), ((20, 5), 3)):
            await desk.resize(*size)
            await desk.press("slash")
            await desk.type("tag:")
            await desk.until(lambda most=most: 3 <= len(desk.suggestions) <= most)
            assert desk.place_of("#suggestions").right <= size[0]
            assert max(map(len, desk.lines)) <= size[0]
            await desk.back_to_list()


async def test_the_footer_names_the_keys_that_count(small_archive: Path, open_reader: OpenReader) -> None:
    """While one types, and while suggestions are there; they can be clicked."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        assert "Enter Keep   Esc Give up" in desk.lines[-1]
        await desk.type("tag:qiao")
        await desk.until(lambda: desk.suggestions == ["橋"])
        assert "↓ Choose   ↑ Earlier   Tab Take   Enter Keep   Esc Close" in desk.lines[-1]
        await desk.click(desk.footer.index("Take"), 39)
        await desk.click(desk.footer.index("Keep"), 39)
        assert desk.chips == ("tag:橋",)
        assert "Clear filters" in desk.lines[-1]


async def test_an_unfinished_field_complains_on_enter_only(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """While a value is awaited nothing is wrong; who is done is told."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("has:")
        await desk.until(lambda: bool(desk.suggestions))
        assert "needs a value" not in desk.text
        await desk.press("escape", "enter")
        assert "needs a value" in desk.text


# Typing


async def test_answers_to_older_texts_are_dropped(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow answer to the first character does not overwrite the list of both."""
    asked = Library.select
    is_asked, may_answer = threading.Event(), threading.Event()

    def slowly(library: Library, query: Query, **how: Any) -> object:
        answer = asked(library, query, **how)
        if query == parse("車"):
            is_asked.set()
            may_answer.wait(PATIENCE)
        return answer

    async with open_reader(small_archive) as desk:
        monkeypatch.setattr(Library, "select", slowly)
        await desk.press("slash")
        await desk.press_on("車")
        await desk.until(is_asked.is_set, workers=False)
        await desk.press_on("站")
        await desk.until(lambda: "1 of 8 posts" in desk.text, workers=False)
        assert desk.titles == ["车站的钟慢了"]
        may_answer.set()
        await desk.settle()
        assert desk.titles == ["车站的钟慢了"]
        assert desk.chips == ("車站",)


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
    terminal.wait_for("No post has")
    terminal.type("\x7f")
    terminal.wait_for("1 of 8 posts")
    for done in ("Esc Close", "Esc Give up"):
        terminal.wait_for(done)
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
