"""Choosing posts by what they have, the way out of an empty list, and a whole question answered in few keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from reader.tui.layout import Pane
from tests.tui.conftest import OpenReader, WritePost


async def test_the_pane_shows_all_kinds_of_values(small_archive: Path, open_reader: OpenReader) -> None:
    """With the number of their posts; spellings in both scripts are one, a post of no telling script is other."""
    async with open_reader(small_archive, size=(80, 60)) as desk:
        await desk.press("t")
        found = desk.values
        assert found["Channels:北岸通訊社"] == 5
        assert found["Keywords:台灣"] == 3
        assert found["Authors:铅字笔记"] == 2
        assert found["Sites:news.example"] == 8
        assert (found["Years:2024"], found["Years:2023"]) == (5, 3)
        assert sum(count for name, count in found.items() if name.startswith("Languages:")) == 8
        for title in ("Channels", "Keywords", "Authors", "Sites", "Languages", "Years"):
            assert f"▾ {title} ─" in desk.text


async def test_enter_shows_as_many_posts_as_the_value_counts(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Whatever kind of value it is; the choice is a chip, and the same as the query's text."""
    async with open_reader(small_archive) as desk:
        for typed, chip in (
            ("margin", "channel:"),
            ("2023", "date:2023"),
            ("English", "lang:en"),
            ("news.ex", "site:=news.example"),
            ("台湾", "keyword:台灣"),
        ):
            await desk.press("t")
            await desk.type(typed)
            count = next(iter(desk.values.values()))
            await desk.press("enter")
            assert (typed, len(desk.titles)) == (typed, count)
            assert desk.pane is Pane.LIST
            assert desk.chips[0].startswith(chip)
            await desk.press("x")


async def test_a_value_that_is_just_what_is_typed_is_meant(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """However many others contain it, in groups above it and in its own."""
    for number in range(3):
        write_post(
            f"{number}", "題", f"2024-01-0{number + 1}T00:00:00", channel="海橋報", keywords=("大橋", "橋上")
        )
    write_post("4", "過橋", "2024-01-04T00:00:00", channel="海橋報", keywords=("橋",))
    async with open_reader(archive) as desk:
        await desk.press("t")
        await desk.type("桥")
        await desk.press("enter")
        assert list(desk.chips) == ["keyword:橋"]
        assert desk.titles == ["過橋"]


async def test_words_by_their_pinyin_come_before_values(small_archive: Path, open_reader: OpenReader) -> None:
    """The row that Enter takes is painted as the one that has the keys; ↓ goes to it, and to no other."""
    async with open_reader(small_archive) as desk:
        for typed, chip in (("qiaoshang", "橋上"), ("taiwan", "台灣"), ("tushuguan", "圖書館")):
            await desk.press("t")
            await desk.type(typed)
            (word, count), *others = desk.values.items()
            assert word.startswith("Words:"), typed
            assert not others or any(name.startswith("Keywords:") for name, _ in others)
            first = next(line for line in desk.part("#tags") if chip in line).split()[0]
            typing = desk.style_of(first).bgcolor
            await desk.press("down")
            assert desk.style_of(first).bgcolor == typing
            await desk.press("enter")
            assert desk.chips == (chip,)
            assert len(desk.titles) == count
            await desk.press("x")


async def test_counts_follow_the_query_without_the_choice_of_the_group(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """So one sees what another choice would give; the other groups follow."""
    async with open_reader(small_archive, size=(80, 60)) as desk:
        await desk.press("t")
        await desk.type("铅字笔记")
        await desk.press("plus", "escape")
        found = desk.values
        assert (found["Channels:北岸通訊社"], found["Channels:铅字笔记"]) == (5, 2)
        assert (found["Years:2024"], found["Years:2023"]) == (1, 1)
        assert desk.lines[4].startswith(" + 铅字笔记")
        await desk.type("2023")
        await desk.press("plus", "escape")
        assert desk.titles == ["秋天的書市"]
        assert desk.values["Channels:北岸通訊社"] == 2


async def test_an_author_takes_the_place_of_another_and_or_joins_them(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """No post has two authors."""
    async with open_reader(small_archive) as desk:
        await desk.press("t", "down", *["right_square_bracket"] * 2, "plus", "j", "plus")
        assert len(desk.chips) == 1
        assert desk.chips[0] == "author:=铅字笔记"
        await desk.press("j", "vertical_line")
        assert desk.chips == ("author:=铅字笔记 or author:=北岸通訊社",)
        assert len(desk.titles) == 7


async def test_or_widens_the_choice_that_was_made_last(small_archive: Path, open_reader: OpenReader) -> None:
    """Of two keywords that are both demanded, the first stays as it is."""
    async with open_reader(small_archive) as desk:
        await desk.press("t")
        for typed, key in (("台灣", "plus"), ("橋", "plus"), ("钟", "vertical_line")):
            await desk.type(typed)
            await desk.press(key, "escape")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了"]


async def test_a_typed_query_moves_the_pane(small_archive: Path, open_reader: OpenReader) -> None:
    """A part of a name marks every author that it means."""
    async with open_reader(small_archive, size=(200, 60)) as desk:
        await desk.press("slash")
        await desk.type("author:margin")
        await desk.press("enter")
        assert [line for line in desk.lines if " + The Margin" in line]
        await desk.press("slash", "ctrl+u")
        await desk.type("-author:margin date:2024")
        await desk.press("enter")
        assert [line for line in desk.lines if " − The Margin" in line]
        assert [line for line in desk.lines if " + 2024" in line]


async def test_groups_fold_and_values_are_sorted(small_archive: Path, open_reader: OpenReader) -> None:
    """Space folds where one stands, o sorts by count, name and newest post."""
    async with open_reader(small_archive, size=(80, 40)) as desk:
        await desk.press("t", "down", "space")
        assert "▸ Channels" in desk.text
        assert "▾ Keywords" in desk.text
        await desk.press("enter")
        assert "▾ Channels" in desk.text
        orders = []
        for key in ("o", "o", "o"):
            orders.append([name for name in desk.values if name.startswith("Channels:")])
            await desk.press(key)
        assert "by count" in desk.text
        assert orders == [
            ["Channels:北岸通訊社", "Channels:铅字笔记", "Channels:The Margin"],
            ["Channels:The Margin", "Channels:北岸通訊社", "Channels:铅字笔记"],
            ["Channels:北岸通訊社", "Channels:铅字笔记", "Channels:The Margin"],
        ]


async def test_the_mouse_chooses_folds_and_sorts(small_archive: Path, open_reader: OpenReader) -> None:
    """A click on a value, a heading, the order."""
    async with open_reader(small_archive, size=(200, 60)) as desk:
        y = next(y for y, line in enumerate(desk.lines) if line.startswith("   铅字笔记"))
        await desk.click(5, y)
        assert desk.chips == ("channel:铅字笔记",)
        y = next(y for y, line in enumerate(desk.lines) if line.startswith(" ▾ Keywords"))
        await desk.click(5, y)
        assert "▸ Keywords" in desk.text
        assert desk.chips == ("channel:铅字笔记",)
        y, line = next((y, line) for y, line in enumerate(desk.lines) if "by count" in line)
        await desk.click(line.index("by count"), y)
        assert "by name" in desk.text


async def test_arrows_go_down_to_the_values_and_back_to_typing(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Letters type in the line and act on the values below it."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("t", "down", "up", "up")
        assert desk.is_typing
        await desk.type("nothing has this")
        assert "Nothing here contains “nothing has this”:" in desk.words


async def test_the_pane_fits_every_screen(small_archive: Path, open_reader: OpenReader) -> None:
    """No line is wider than the screen, and choosing works."""
    async with open_reader(small_archive) as desk:
        for size in ((20, 5), (30, 10), (80, 24), (120, 40), (200, 60)):
            await desk.resize(*size)
            await desk.press("t", "down", "up", "plus")
            assert len(desk.lines) == size[1]
            assert max(map(cell_len, desk.lines)) <= size[0]
            assert (size, len(desk.titles)) == (size, 5)
            await desk.back_to_list()


@pytest.fixture
def years_of_posts(archive: Path, write_post: WritePost) -> Path:
    """Posts of two channels in three years, some of them on one subject."""
    for month in range(1, 13):
        for channel in ("泡泡", "北岸通訊社"):
            for year in (2013, 2014, 2015):
                subject = "Shadowsocks 的設定" if month % 2 == 0 else "別的事情"
                name = f"{channel}-{year}-{month:02}"
                write_post(
                    name,
                    f"{channel} {year}-{month} {subject}",
                    f"{year}-{month:02}-10T02:00:00",
                    channel=channel,
                )
    return archive


SUMMER = ["泡泡 2014-8 Shadowsocks 的設定", "泡泡 2014-6 Shadowsocks 的設定"]


async def test_what_a_source_wrote_on_a_subject_in_a_summer(
    years_of_posts: Path, open_reader: OpenReader
) -> None:
    """From the start to the first of the articles in at most ten keys beside the words, as text."""
    async with open_reader(years_of_posts, size=(120, 40)) as desk:
        keys = 0
        for step in ("t", "泡泡", "enter", "slash", "shadowsocks date:2014-06..2014-08", "enter"):
            if step in ("t", "enter", "slash"):
                await desk.press(step)
                keys += 1
            else:
                await desk.type(step)
        assert desk.titles == SUMMER
        await desk.press("enter")
        keys += 1
        assert desk.pane is Pane.ARTICLE
        assert keys <= 10


async def test_the_same_without_writing_a_query(years_of_posts: Path, open_reader: OpenReader) -> None:
    """Tag pane, words, a date that one goes to, a range in the strip: ten keys."""
    async with open_reader(years_of_posts, size=(120, 40)) as desk:
        await desk.press("t")
        await desk.type("泡泡")
        await desk.press("enter", "slash")
        await desk.type("shadowsocks")
        await desk.press("enter", "d")
        await desk.type("2014-08")
        await desk.press("enter", "w", "shift+left", "shift+left", "enter")
        assert desk.titles == SUMMER


async def test_labels_stand_first_and_follow_what_is_labelled(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """A label that is set or taken back is counted at once, and chosen like a tag."""
    async with open_reader(small_archive, size=(80, 60)) as desk:
        labelled = desk.titles[0]
        await desk.press("t", "escape")
        desk.library.labels.set([desk.rows[1].post], "later", labelled=True)
        await desk.press("number_sign")
        await desk.type("to read")
        await desk.press("enter", "escape", "t", "down")
        found = desk.values
        assert list(found.items())[:2] == [("Labels:later", 1), ("Labels:to read", 1)]
        await desk.press("U")
        await desk.until(lambda: "Labels:to read" not in desk.values)
        await desk.press("ctrl+r")
        await desk.until(lambda: desk.values.get("Labels:to read") == 1)
        await desk.press("t")
        await desk.type("to r")
        await desk.press("enter")
        assert desk.chips[0].startswith('label:"to read"')
        assert desk.titles == [labelled]
