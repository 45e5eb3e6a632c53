"""Saved searches on the screen: numbers, order, editing in place."""

from __future__ import annotations

import re
from pathlib import Path

from reader.state.marks import Marks
from reader.state.statements import Kind
from tests.tui.conftest import Desk, OpenReader, WritePost


async def _save(desk: Desk, query: str, name: str) -> None:
    await desk.press("x", "slash")
    await desk.type(query)
    await desk.press("enter", "W")
    await desk.type(name)
    await desk.press("enter")


def _numbers(desk: Desk) -> list[int]:
    """The numbers of posts of the saved searches in the tag pane."""
    lines = desk.part("#tag-rows")[1:5]
    return [int(found[1]) for line in lines if (found := re.search(r"(\d+) [│┃]", line))]


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
        await desk.press("W")
        assert not any(word in desk.footer for word in ("Rename", "Bring back", "Move")), (
            "nothing is saved yet"
        )
        await desk.press("q")
        for name in ("one", "two", "three"):
            await _save(desk, f"title:{name}", name)
        await desk.press("x", "W", "J", "J")
        assert "r Rename" in desk.footer and "J K Move down" in desk.footer
        await desk.press("q")
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
        await desk.type(" NEAR")
        await desk.press("enter")
        assert desk.library.searches.all() == [("boats", "渡輪")]
        await desk.press(*["backspace"] * 5)
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


async def test_the_query_in_force_follows_a_search_that_it_names(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Edited, and taken back; one that is deleted means what it did."""
    async with open_reader(small_archive) as desk:
        await _save(desk, "date:2024", "s")
        await desk.press("x", "slash")
        await desk.type("saved:s")
        await desk.press("enter")
        assert len(desk.titles) == 5
        await desk.press("W", "tab", "e", "ctrl+u")
        await desk.type("date:2023-10")
        await desk.press("enter", "escape")
        assert desk.titles == ["秋天的書市"]
        await desk.press("U")
        assert len(desk.titles) == 5
        await desk.press("W", "tab", "d", "escape")
        assert (len(desk.titles), desk.chips) == (5, ("saved:s",))


async def test_an_unknown_name_is_words_where_the_marks_can_not_be_read(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """The line closes over the list that it asked for, and the reason is said."""
    file = tmp_path / "marks.sqlite3"
    file.write_text("a shopping list, long enough to be read as a header of SQLite " * 10)
    async with open_reader(small_archive, marks=Marks(file, are_read=False, keeps_unwritten=True)) as desk:
        await desk.press("slash")
        await desk.type("@nowhere")
        assert "cannot be used" in desk.words
        await desk.press("enter")
        assert (desk.search_line, desk.titles) == (None, [])


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


async def test_their_numbers_follow_all_that_is_said(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """By each key, and by other runs."""
    names = ["is:starred", "has:note", "has:highlight", "is:read"]
    async with open_reader(small_archive, size=(160, 40)) as desk:
        for name in reversed(names):
            await _save(desk, name, name)
        await desk.press("x", "s")
        await desk.until(lambda: _numbers(desk) == [1, 0, 0, 0])
        await desk.press("M")
        await desk.type("夜")
        await desk.press("ctrl+s")
        await desk.until(lambda: _numbers(desk) == [1, 1, 0, 0])
        await desk.press("enter", "v", "v", "l", "enter", "q")
        await desk.until(lambda: _numbers(desk) == [1, 1, 1, 1])
        await desk.press("U")
        await desk.until(lambda: _numbers(desk) == [1, 1, 0, 1])
        other = Marks(tmp_path / "marks.sqlite3")
        other.set(Kind.READ, ["news.example/b", "news.example/h"], value=True, action="read")
        other.close()
        await desk.until(lambda: _numbers(desk) == [1, 1, 0, 3])


async def test_one_that_is_in_force_and_was_deleted_can_be_let_go(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Enter on it goes back to the list; the signs act on it as on any value."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        await _save(desk, "渡輪", "boats")
        await desk.press("x", "t", "plus", "escape", "W", "down", "d", "q", "t", "enter")
        assert (desk.chips, desk.titles) == (("saved:boats",), ["渡輪改點"])
        await desk.press("t", "minus")
        assert (desk.chips, len(desk.titles)) == (("-saved:boats",), 7)
        await desk.press("minus")
        assert desk.chips == ()


async def test_their_numbers_are_right_when_the_tags_come_into_sight(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Marks that were made while there was no room for the tags count."""
    async with open_reader(small_archive, size=(80, 40)) as desk:
        await _save(desk, "is:starred", "stars")
        await desk.press("x", "t")
        assert _numbers(desk)[:1] == [0]
        await desk.press("escape", "s", "t")
        assert _numbers(desk)[:1] == [1]
