"""The line of the search: how it is edited, and what it says while the list stays or follows."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import OpenReader


async def test_lines_are_edited_as_in_a_shell(small_archive: Path, open_reader: OpenReader) -> None:
    """Ctrl+w takes a word with its signs, Ctrl+u and Ctrl+k what stands on a side, Ctrl+a and Ctrl+e go to the ends."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站 tag:a-b")
        await desk.press("ctrl+w")
        assert desk.search_line == "车站 "
        await desk.press("ctrl+w")
        assert desk.search_line == ""
        await desk.type("ab cd")
        await desk.press("ctrl+a", "right", "right", "ctrl+k")
        assert desk.search_line == "ab"
        await desk.press("ctrl+a")
        await desk.type("x")
        await desk.press("ctrl+e")
        await desk.type("y")
        assert desk.search_line == "xaby"
        await desk.press("left", "ctrl+u")
        assert desk.search_line == "y"
        await desk.press("ctrl+u", "ctrl+e", "alt+backspace", "ctrl+w", "ctrl+u")
        assert desk.search_line == ""


async def test_the_list_stays_while_half_an_operator_is_typed(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The line says what is missing, and the last good result stays."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        for typed, said in (
            (" NEAR", "NEAR needs a text on both sides"),
            (" NEAR/", "a number from 1 to 9999"),
            (" /ab", "ends with a / too"),
            (" =", "= needs a word right after it"),
            (' title:"ab', "is not closed"),
            (" *", "* needs a letter beside it"),
            (" ~", "~ stands right after a word"),
            (" or", "or needs something to its right"),
        ):
            await desk.type("车站")
            await desk.type(typed)
            assert (typed, desk.titles) == (typed, ["车站的钟慢了"])
            assert "^" in desk.text
            assert said in desk.words
            await desk.press("ctrl+u")
            assert len(desk.titles) == 8


async def test_what_is_no_operator_is_said_while_the_query_runs(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Unlike a problem it keeps nobody from going on with Enter."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("车站OR渡輪")
        assert desk.titles == []
        assert "OR is part of a word here" in desk.text
        await desk.press("backspace", "backspace", "backspace", "backspace")
        assert "is part of a word here" not in desk.text
        await desk.type(" 或")
        assert "或 is text here" in desk.text
        await desk.press("enter")
        assert desk.search_line is None
        assert desk.chips == ("车站", "或")


async def test_the_name_of_a_field_is_no_word_to_search_for(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """With its colon the list shows what the rest of the line finds."""
    async with open_reader(small_archive) as desk:
        everything = desk.titles
        await desk.press("slash")
        for name in ("is:", "-is:", "tag:", "date:", "sort:", "標籤："):
            await desk.type(name)
            assert (name, desk.titles) == (name, everything)
            await desk.press("ctrl+u")
            await desk.type(f"车站 {name}")
            assert (name, desk.titles) == (name, ["车站的钟慢了"])
            await desk.press("ctrl+u")
