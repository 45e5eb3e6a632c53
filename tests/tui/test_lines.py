"""Lines of input: where the cursor stands, pasted text, and what leaving them does."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from textual import events

from reader.query import parse, plain_texts
from reader.query.nodes import Words
from reader.tui.input_queue import joined_lines
from reader.tui.widgets.line_input import LONGEST_LINE
from tests.tui.conftest import Desk, OpenReader

_PASTED = {
    "橋上\n的燈": "橋上 的燈",
    "\n橋上\r\n\r\n  的燈\n": "橋上 的燈",
    " 橋 ": " 橋 ",
    "\n": "",
    "橋\x1b[31m上\u202e": "橋[31m上",
}
"""what is pasted, and what is typed by that"""


def cell_before(desk: Desk) -> str:
    """Return what stands on the line of the terminal's cursor before it."""
    x, y = desk.cursor
    return desk.strips[y].crop(0, x).text


async def test_the_cursor_stands_in_the_line_from_the_moment_it_opens(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """An input method draws there before anything is typed: in each line of the program.

    Each line is tried at the next of three sizes: the cursor of all lines is placed by one rule, whatever the size.
    """
    sizes = cycle([(80, 24), (120, 40), (200, 60)])
    async with open_reader(small_archive, query=parse("date:2024")) as desk:

        async def press(*keys: str) -> None:
            await desk.resize(*next(sizes))
            await desk.press(*keys)

        await press("slash")
        assert cell_before(desk) == " / date:2024 "
        await press("escape", "enter", "slash")
        assert cell_before(desk).endswith(" find ")
        await press("escape", "q", "t")
        assert desk.strips[desk.cursor[1]].text[desk.cursor[0] :].lstrip().startswith(("Type", "ype"))
        await press("escape", "W")
        assert cell_before(desk).endswith("name date:2024")
        await desk.press("escape", "number_sign")
        await desk.type("to cite")
        await press("enter", "f2")
        assert cell_before(desk).endswith("│  to cite")
        await desk.press("escape", "escape", "comma")
        await desk.type("zone")
        await press("enter")
        assert cell_before(desk).endswith("│  ")
        await desk.press("escape", "escape")
        for keys, text in (
            (("d",), "2019-06"),
            (("number_sign",), "a label"),
            (("comma",), "a setting"),
            (("question_mark", "slash"), "a command, or what it does"),
            (("escape", "ctrl+p"), "a command, or what it does"),
            (("colon",), "a command"),
            (("P", "plus"), "another query"),
        ):
            await press("escape", *keys)
            assert desk.is_typing
            x, y = desk.cursor
            assert desk.strips[y].crop(x).text.startswith(text)


async def test_a_paste_is_one_line(small_archive: Path, open_reader: OpenReader) -> None:
    """Its lines are joined by spaces, whatever it begins with; nothing of it acts on the terminal."""
    assert {pasted: joined_lines(pasted) for pasted in _PASTED} == _PASTED
    async with open_reader(small_archive) as desk:
        for key in ("slash", "colon", "t"):
            for pasted, typed in _PASTED.items():
                await desk.press(key)
                await desk.paste(pasted)
                assert (pasted, desk.typed) == (pasted, typed)
                while desk.is_typing:
                    await desk.press("escape")


async def test_a_paste_right_after_its_key_goes_into_the_line(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Both may arrive together over a slow line."""
    async with open_reader(small_archive) as desk:
        desk.app.simulate_key("slash")
        desk.app.post_message(events.Paste("橋\n上"))
        desk.app.simulate_key("的")
        await desk.settle()
        assert desk.search_line == "橋 上的"


async def test_letters_that_wait_are_typed_together(small_archive: Path, open_reader: OpenReader) -> None:
    """Thousands of them ask for one search and not for one each; a sign that is a command of the line stays one."""
    async with open_reader(small_archive) as desk:
        queries: list[object] = []
        desk.main.session.query_changed.connect(queries.append)
        desk.app.simulate_key("slash")
        await desk.type("的燈 " * 1000)
        assert desk.search_line == "的燈 " * 1000
        assert len(queries) < 10
        await desk.press("escape", "escape", "t")
        for key in ("台", "灣", "minus", "上", "海"):
            desk.app.simulate_key(key)
        await desk.settle()
        assert desk.typed == "台灣上海"
        assert desk.chips == ("-keyword:台灣",)


async def test_a_line_has_room_for_no_more_than_can_be_drawn(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """What is typed beyond is left out, and what stands there can be edited."""
    async with open_reader(small_archive) as desk:
        desk.app.simulate_key("t")
        await desk.type("a" * (LONGEST_LINE - 1))
        await desk.type("bc")
        assert desk.typed == "a" * (LONGEST_LINE - 1) + "b"
        await desk.press("backspace")
        await desk.type("d")
        assert desk.typed == "a" * (LONGEST_LINE - 1) + "d"


class TestLeaving:
    """A line that loses the focus is closed, and what was typed is kept."""

    async def test_a_click_on_a_post_goes_to_that_post(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """The line and its suggestions go, the query stays, and the keys go where the screen says."""
        async with open_reader(small_archive, size=(200, 60)) as desk:
            await desk.press("slash")
            await desk.type("tag:")
            await desk.until(lambda: bool(desk.suggestions))
            await desk.type("台灣")
            x, y = desk.place_of("#list").offset
            lines = desk.part("#list")
            row = next(number for number, line in enumerate(lines) if "冬至湯圓" in line)
            await desk.click(x + 8, y + row)
            assert desk.search_line is None
            assert not desk.suggestions
            assert desk.chips == ("tag:台灣",)
            assert desk.row == "冬至湯圓"
            assert desk.has_keys("#list")

    async def test_tab_leaves_each_line_the_same_way(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """To the next pane: the search keeps its query, the find line its hits, the tags are whole again."""
        async with open_reader(small_archive, size=(200, 60)) as desk:
            await desk.press("slash")
            await desk.type("date:2024")
            await desk.press("escape", "tab")
            assert desk.search_line is None
            assert desk.chips == ("date:2024",)
            assert not desk.is_typing
            await desk.press("slash", "escape")
            await desk.press("enter", "slash")
            await desk.type("很長")
            await desk.press("tab")
            assert not desk.is_typing
            assert desk.part("#find") == []
            assert desk.hit == (1, 60)
            await desk.press("t")
            every = desk.values
            await desk.type("铅字")
            assert 0 < len(desk.values) < len(every)
            await desk.press("tab")
            assert desk.values == every
            assert not desk.is_typing

    async def test_another_query_closes_the_line(self, small_archive: Path, open_reader: OpenReader) -> None:
        """A click on a filter takes it away; the line would show words that are not in force any more."""
        async with open_reader(small_archive, query=parse("date:2024 台灣")) as desk:
            await desk.press("slash")
            row = next(number for number, line in enumerate(desk.lines) if "✕" in line)
            await desk.click(desk.lines[row].index("✕"), row)
            assert desk.search_line is None
            assert desk.chips == ("台灣",)
            await desk.press("j")
            assert desk.has_keys("#list")

    async def test_what_can_not_be_read_is_no_query_to_compare(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Left by a click, a line with a mistake adds nothing."""
        async with open_reader(small_archive) as desk:
            await desk.press("P", "plus")
            await desk.type("date:2024-13")
            place = desk.app.screen.query_one("#trend").region
            await desk.click(place.x + 10, place.y + 10)
            assert not desk.is_typing
            assert "date:2024-13" not in desk.text


class TestTags:
    """The line over the tags."""

    async def test_the_tags_are_whole_when_the_filters_go(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Also where the pane keeps the keys."""
        async with open_reader(small_archive, size=(200, 60), query=parse("date:2024")) as desk:
            await desk.press("t")
            every = desk.values
            await desk.type("台")
            await desk.press("plus", "down", "x")
            await desk.until(lambda: len(desk.values) >= len(every))
            assert desk.chips == ()
            assert "台" not in desk.part("#tags")[0]

    async def test_it_says_only_what_is_true(
        self, archive: Path, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Nothing is listed is not the same as nothing contains what is typed."""
        async with open_reader(small_archive, size=(200, 60)) as desk:
            await desk.press("t")
            await desk.type("zzz")
            assert "Nothing here contains “zzz”" in " ".join(desk.part("#tags"))
            await desk.press("escape")
            assert desk.values
            await desk.press("escape", "slash")
            await desk.type("沒有這個詞")
            await desk.press("enter", "t")
            assert "No post is listed" in " ".join(" ".join(desk.part("#tags")).split())
            await desk.type("zzz")
            assert "No post is listed" in " ".join(" ".join(desk.part("#tags")).split())


class TestFinding:
    """/ in the article."""

    async def test_escape_gives_back_the_words_of_the_query(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Their hits and the place where the line was opened."""
        async with open_reader(small_archive, query=parse("橋")) as desk:
            await desk.press("enter")
            hits, place = desk.hit[1], desk.place
            assert hits
            await desk.press("slash")
            await desk.type("很長")
            assert desk.hit[1] == 60
            await desk.press("escape")
            assert (desk.hit[1], desk.place) == (hits, place)

    async def test_enter_in_an_empty_line_finds_the_last_words_again(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Also after Esc, and in another article."""
        async with open_reader(small_archive) as desk:
            await desk.press("enter", "slash")
            await desk.type("很長")
            await desk.press("enter", "slash", "escape")
            assert desk.hit == (0, 0)
            await desk.press("slash", "enter")
            assert desk.hit == (1, 60)
            assert desk.part("#find") == []

    async def test_the_footer_has_the_keys_of_the_line(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """All others are typed into it; the article has its own again after it."""
        async with open_reader(small_archive) as desk:
            await desk.press("enter", "slash")
            await desk.type("J很長")
            assert desk.footer.split()[:5] == ["Enter", "Keep", "Esc", "Give", "up"]
            assert "Next article" not in desk.footer
            await desk.main.run_command("typing.give-up")
            await desk.settle()
            assert desk.part("#find") == []
            assert "Next article" in desk.footer
            await desk.press("slash")
            await desk.type("很長")
            await desk.main.run_command("typing.keep")
            await desk.settle()
            assert (desk.part("#find"), desk.hit[1]) == ([], 60)

    async def test_words_and_phrases_are_those_of_the_search(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Blanks part words, and quotation marks hold a phrase together."""
        hits = {" 很長 ": 60, '"很長的"': 60, "「很長的": 60, "第一 一段話": 61, '"第一 很長"': 0}
        async with open_reader(small_archive) as desk:
            await desk.press("enter")
            found = {}
            for typed in hits:
                await desk.press("slash")
                await desk.type(typed)
                found[typed] = desk.hit[1]
                await desk.press("escape")
        assert found == hits

    def test_nothing_in_it_is_a_field_or_an_operator(self) -> None:
        """Signs are looked for as they are."""
        typed = ("tag:a", "-b", "(c)", "or", "https://x.example/?d")
        assert plain_texts(" ".join(typed)) == list(map(Words, typed))
        assert plain_texts('""') == plain_texts("  ") == plain_texts('"') == []
