"""Saved searches on the screen: numbers, order, editing in place."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Desk, OpenReader, WritePost


async def _save(desk: Desk, query: str, name: str) -> None:
    await desk.press("x", "slash")
    await desk.type(query)
    await desk.press("enter", "W")
    await desk.type(name)
    await desk.press("enter")


async def test_numbers_stand_beside_each_search(
    small_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """Posts, unread ones, and what came since it was opened last."""
    async with open_reader(small_archive) as desk:
        await _save(desk, "date:2024", "this year")
        await desk.press("x", "W", "enter")
        assert desk.chips == ("date:2024",)
        write_post("new", "新的一篇", "2024-03-01T01:00:00")
        await desk.press("R", "s", "x", "W")
        assert "1 new" in desk.text
        assert "unread of 6" in desk.words
        await desk.press("enter", "x", "W")
        assert "1 new" not in desk.text


async def test_the_order_is_ones_own(small_archive: Path, open_reader: OpenReader) -> None:
    """Also in the next run."""
    async with open_reader(small_archive) as desk:
        for name in ("one", "two", "three"):
            await _save(desk, f"title:{name}", name)
        await desk.press("x", "W", "J", "J", "q")
        assert [name for name, _ in desk.library.searches.all()] == ["two", "one", "three"]
    async with open_reader(small_archive) as desk:
        await desk.press("W", "j", "K", "enter")
        assert [name for name, _ in desk.library.searches.all()] == ["one", "two", "three"]
        assert desk.chips == ("title:one",)


async def test_a_search_is_edited_and_renamed_in_place(small_archive: Path, open_reader: OpenReader) -> None:
    """A query with an error is not kept; U takes the change back."""
    async with open_reader(small_archive) as desk:
        await _save(desk, "渡輪", "boats")
        await desk.press("W", "e")
        assert "query 渡輪" in desk.text
        await desk.type(" (")
        await desk.press("enter")
        assert desk.library.searches.all() == [("boats", "渡輪")]
        await desk.press("backspace", "backspace")
        await desk.type(" 改點")
        await desk.press("enter")
        assert desk.library.searches.all() == [("boats", "渡輪 改點")]
        await desk.press("r")
        assert "name boats" in desk.text
        await desk.press("ctrl+u")
        await desk.type("渡口")
        await desk.press("enter")
        assert desk.library.searches.all() == [("渡口", "渡輪 改點")]
        await desk.press("e", "escape")
        assert not desk.is_on_main
        await desk.press("q", "U", "U")
        assert desk.library.searches.all() == [("boats", "渡輪")]


async def test_they_stand_at_the_top_of_the_tags(
    small_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """In the user's order, with what is new or unread, and the number of posts whatever is filtered."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        await _save(desk, "渡輪", "boats")
        await _save(desk, "台灣", "island")
        await desk.press("x", "W", "j", "enter", "x")
        write_post("new", "渡輪停航", "2024-03-01T01:00:00")
        await desk.press("R", "slash")
        await desk.type("台灣")
        await desk.press("enter")
        rows = [" ".join(line.split()) for line in desk.part("#tag-rows")]
        place = next(number for number, row in enumerate(rows) if "Saved searches" in row)
        assert place == 0
        assert rows[1].startswith("island 3 unread")
        assert rows[2].startswith("boats 1 new")


async def test_one_is_opened_or_joined_from_the_tags(small_archive: Path, open_reader: OpenReader) -> None:
    """Enter puts it in force as W does; plus and minus join it to what is filtered."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        await _save(desk, "date:2024 sort:oldest", "this year")
        await desk.press("x", "t", "enter")
        assert desk.chips == ("date:2024", "sort:oldest")
        await desk.press("x", "slash")
        await desk.type("台灣")
        await desk.press("enter", "t", "plus")
        assert desk.chips == ("台灣", 'saved:"this year"')
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了"]
        await desk.press("minus")
        assert desk.titles == ["冬至湯圓"]
        await desk.press("minus")
        assert desk.chips == ("台灣",)


async def test_marks_change_the_numbers(small_archive: Path, open_reader: OpenReader) -> None:
    """A moment later."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        await _save(desk, "台灣", "island")
        await desk.press("x")
        assert "3 unread" in "\n".join(desk.part("#tag-rows"))
        await desk.press("m")
        await desk.until(lambda: "2 unread" in "\n".join(desk.part("#tag-rows")))
        await desk.press("W", "d", "q")
        assert "Saved searches" not in "\n".join(desk.part("#tag-rows"))
