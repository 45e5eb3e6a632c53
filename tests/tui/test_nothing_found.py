"""An empty list says what is not there, and its rows are the queries that find something."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import GrowingRows, Library, ResultSet
from reader.library.explanation import Explanation
from reader.query import Query, parse
from reader.state.marks import Marks
from tests.tui.conftest import PATIENCE, OpenReader


async def test_what_was_meant_is_a_row_to_choose(small_archive: Path, open_reader: OpenReader) -> None:
    """The likeliest stands first, with how many posts it has, and is in force after Enter."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("圖書管 -channel:铅字笔记")
        await desk.press("enter")
        assert desk.titles == []
        shown = [" ".join(text.rstrip("│ ").split()) for text in desk.part("#list")]
        assert shown[1] == "No post has 圖書管."
        assert shown[3].startswith("Did you mean ──")
        assert shown[4] == "1 圖書館 1 post"
        assert shown[5].startswith("Without ──")
        assert shown[6] == "2 圖書管 6 posts"
        assert "Enter Choose" in desk.footer
        await desk.press("enter")
        assert desk.chips == ("圖書館", "-channel:铅字笔记")
        assert desk.titles == ["圖書館延長開放"]
        assert "Enter Read" in desk.footer


async def test_a_row_is_chosen_with_cursor_digit_or_mouse(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """A digit that no row has, and a click on the sentences, choose nothing."""
    query = parse("圖書管 -channel:铅字笔记")
    async with open_reader(small_archive, size=(80, 24), query=query) as desk:
        await desk.press("j", "enter")
        assert desk.chips == ("-channel:铅字笔记",)
    async with open_reader(small_archive, size=(80, 24), query=query) as desk:
        await desk.press("9")
        await desk.press("escape")
        assert len(desk.chips) == 2
        await desk.press("2")
        assert desk.chips == ("-channel:铅字笔记",)
    async with open_reader(small_archive, size=(80, 24), query=query) as desk:
        top = desk.place_of("#list").y
        await desk.click(3, top + 1)
        assert len(desk.chips) == 2
        await desk.click(10, top + 6)
        assert desk.chips == ("-channel:铅字笔记",)
        assert len(desk.titles) == 6


async def test_several_parts_go_together(small_archive: Path, open_reader: OpenReader) -> None:
    """One part or several, where one alone would not help; what is said goes with the next query."""
    async with open_reader(small_archive, size=(80, 24), query=parse("nowhere date:1999")) as desk:
        assert "nowhere and date:1999" in desk.words
        await desk.press("enter")
        assert len(desk.titles) == 8
        assert "No post" not in desk.words
    async with open_reader(small_archive, size=(80, 24), query=parse("tag:台弯")) as desk:
        assert "There is no tag 台弯." in desk.words
        assert "tag:台灣" in desk.words


async def test_the_reasons_stay_when_the_files_were_read_again(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Reading may come to its end after the list was asked for and found empty: the archive is not to blame."""
    async with open_reader(small_archive, size=(80, 24), query=parse("nowhere")) as desk:
        await desk.press("R")
        # Painted anew.
        await desk.resize(78, 24)
        assert "No post has nowhere." in desk.text


async def test_posts_that_come_take_the_place_of_the_reasons(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """The list is empty no longer."""
    async with open_reader(small_archive, size=(80, 24), query=parse("nowhere")) as desk:
        assert "No post has nowhere." in desk.text
        (small_archive / "new.md").write_text("---\ntitle: nowhere\n---\nText.\n", encoding="utf-8")
        await desk.press("R")
        assert desk.titles == ["nowhere"]
        assert "No post has" not in desk.text


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (80, 24), (200, 60)])
async def test_nothing_is_cut(small_archive: Path, open_reader: OpenReader, size: tuple[int, int]) -> None:
    """Long words are set in several lines; the row under the cursor is in sight on the smallest screen."""
    words = "橋上的燈亮了渡輪改點圖書館延長開放冬至湯圓秋天的書市夏天的第一場雨"
    async with open_reader(small_archive, size=size, query=parse(words)) as desk:
        assert all(len(text) <= size[0] for text in desk.lines)
        assert desk.is_row_in_sight
        if size[1] >= 24:
            # Each line ends in the edge of the list.
            whole = "".join("".join(text.split("│")[0].split()) for text in desk.part("#list"))
            assert f"Noposthas{words}." in whole
            assert f"1{words[:10]}" in whole
        await desk.press("enter")
        assert len(desk.titles) == 8


async def test_the_row_stays_under_the_cursor_while_files_are_read(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Another post changes the counts; the way that was looked at stays."""
    async with open_reader(small_archive, size=(80, 24), query=parse("圖書管 -channel:铅字笔记")) as desk:
        await desk.press("j")
        (small_archive / "new.md").write_text("---\ntitle: 圖書\n---\n圖書館。\n", encoding="utf-8")
        await desk.press("R")
        shown = [" ".join(text.rstrip("│ ").split()) for text in desk.part("#list")]
        assert (shown[4], shown[6]) == ("1 圖書館 2 posts", "2 圖書管 7 posts")
        await desk.press("enter")
        assert desk.chips == ("-channel:铅字笔记",)


async def test_other_digits_number_nothing(small_archive: Path, open_reader: OpenReader) -> None:
    """Those that are no count of the list number no row of an empty one, either."""
    digits = "²٢②"
    async with open_reader(small_archive, size=(80, 24)) as desk:
        for number, digit in enumerate(digits, 1):
            await desk.press(digit, "j")
            assert (digit, desk.row) == (digit, desk.titles[number])
    async with open_reader(small_archive, size=(80, 24), query=parse("圖書管 -channel:铅字笔记")) as desk:
        for digit in digits:
            await desk.press("g", "g", digit, "j")
            assert (digit, len(desk.chips)) == (digit, 2)
        await desk.press("enter")
        assert desk.chips == ("-channel:铅字笔记",)


async def test_reasons_that_come_late_do_not_cover_the_next_rows(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first rows of another query stand while all of them are looked for; why the one before has none is past."""
    select, explain = Library.select, Library.explain
    is_explained, is_selected = threading.Event(), threading.Event()
    is_asked = threading.Event()

    def explain_late(library: Library, results: ResultSet) -> Explanation:
        is_asked.set()
        is_explained.wait(PATIENCE)
        return explain(library, results)

    def select_late(library: Library, query: Query, **options: bool) -> ResultSet:
        is_selected.wait(PATIENCE)
        return select(library, query, **options)

    def grow(library: Library, query: Query, **options: bool) -> Iterator[GrowingRows]:
        yield GrowingRows(select(library, query, **options), 1, 2)

    async with open_reader(small_archive, size=(80, 24)) as desk:
        monkeypatch.setattr(Library, "explain", explain_late)
        await desk.press_on("slash", *"nowhere", "enter")
        await desk.until(is_asked.is_set, workers=False)
        monkeypatch.setattr(Library, "growing_rows", grow)
        monkeypatch.setattr(Library, "select", select_late)
        await desk.press_on("slash", "ctrl+u", *"湯圓", "enter")
        await desk.until(lambda: desk.titles == ["冬至湯圓"], workers=False)
        is_explained.set()
        await desk.until(lambda: not desk.main.jobs.is_running("explain"), workers=False)
        assert "冬至湯圓" in desk.text
        assert "No post has nowhere." not in desk.text
        is_selected.set()


async def test_marks_that_can_not_be_read_say_so(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Where a saved search is asked for: the file is named. Words are explained without them."""
    file = tmp_path / "damaged.sqlite3"
    file.write_text("no marks", encoding="utf-8")
    marks = Marks(file, are_read=False)
    async with open_reader(small_archive, size=(80, 24), marks=marks) as desk:
        await desk.press("slash", *"nowhere", "enter")
        assert "No post has nowhere." in desk.words
        await desk.press("slash", "ctrl+u", *"@nosuch", "enter")
        assert any(file.name in notice for notice in desk.notices)
        assert not desk.has_left
        await desk.press("slash", "ctrl+u", *"湯圓", "enter")
        assert desk.titles == ["冬至湯圓"]


async def test_what_no_longer_belongs_is_hidden(small_archive: Path, open_reader: OpenReader) -> None:
    """The article of before and its hits go, each pane says why it is empty; all comes back with the posts."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        await desk.press("j")
        await desk.until(lambda: desk.article == "渡輪改點")
        before = desk.article_text
        assert "%" in desk.footer
        await desk.press("slash")
        await desk.type("無此詞")
        assert not desk.article_text.strip()
        assert "%" not in desk.footer and "hit" not in desk.footer
        assert not "".join(desk.part("#strip")).strip("▁ "), "the list below it says why"
        await desk.press("escape", "T")
        await desk.press("slash")
        await desk.type("無此詞")
        await desk.press("enter", "T")
        assert "No post is listed." in "\n".join(desk.part("#timeline"))
        await desk.press("escape", "x")
        await desk.until(lambda: desk.article_text == before)


async def test_an_article_that_is_read_stays_though_its_list_is_empty_now(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """It is what one reads, not what the list shows."""
    async with open_reader(small_archive, query=parse("渡輪改點")) as desk:
        await desk.press("enter", "u")
        assert desk.titles == []
        assert desk.article == "渡輪改點"
