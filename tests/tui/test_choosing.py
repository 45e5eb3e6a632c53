"""Several posts at once: ranges, single rows, all that the query finds."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.query import Query
from reader.state.ledger import Ledger
from tests.tui.conftest import PATIENCE, Desk, OpenReader, WritePost


def _starred(desk: Desk) -> list[str]:
    return [row.post.title for row in desk.rows if row.starred]


def _chosen(desk: Desk) -> int:
    """The number of rows on the screen that have the sign of the chosen."""
    return sum(line.startswith("✓") for line in desk.part("#list"))


async def test_a_range_follows_the_cursor(small_archive: Path, open_reader: OpenReader) -> None:
    """Up and down; v ends it, and marks act on it, also with the cursor elsewhere."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "v", "j", "j", "k")
        assert _chosen(desk) == 2
        assert "2 chosen" in desk.title_bar
        await desk.press("v", "G", "s")
        assert _starred(desk) == ["渡輪改點", "车站的钟慢了"]
        assert "2 posts starred, U takes it back" in desk.title_bar
        await desk.press("k", "v", "k", "v", "m")
        assert [row.post.title for row in desk.rows if row.read] == [
            "渡輪改點",
            "车站的钟慢了",
            "冬至湯圓",
            "秋天的書市",
        ]


async def test_single_rows_are_picked(small_archive: Path, open_reader: OpenReader) -> None:
    """X goes on to the next row, with a count over several; once more lets go."""
    async with open_reader(small_archive) as desk:
        await desk.press("X", "j", "2", "X")
        assert _chosen(desk) == 3
        assert "# Labels   M Note   q Let go" in desk.footer
        await desk.press("g", "g", "X", "s")
        assert _starred(desk) == ["车站的钟慢了", "[Eng Sub] A [b]bold[/b] title"]
        await desk.press("G", "9", "X", "s")
        assert len(_starred(desk)) == 3
        await desk.press("q")
        assert "Let go" not in desk.footer


@pytest.mark.parametrize("at_once", [0, 200])
async def test_keys_that_follow_at_once_lose_nothing(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """However many are chosen: each key is done on all of them, in order."""
    monkeypatch.setattr("reader.tui.session._MOST_AT_ONCE", at_once)
    async with open_reader(small_archive) as desk:
        await desk.press("3", "X")
        await desk.type("smss")
        assert _starred(desk) == desk.titles[:3]
        assert [row.post.title for row in desk.rows if row.read] == desk.titles[:3]


async def test_a_row_of_a_running_range_is_let_go(small_archive: Path, open_reader: OpenReader) -> None:
    """The range ends there, and its other rows stay chosen."""
    async with open_reader(small_archive) as desk:
        await desk.press("v", "j", "j", "k", "X", "j", "s")
        assert _starred(desk) == ["橋上的燈亮了"]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Any number of posts is many, and what is said of them waits for this, in its thread."""
    gate = threading.Event()
    monkeypatch.setattr("reader.tui.session._MOST_AT_ONCE", 0)
    say = Ledger.say

    def say_later(*arguments: object, **options: object) -> object:
        assert gate.wait(PATIENCE)
        return say(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "say", say_later)
    return gate


async def test_keys_work_while_many_are_labelled(
    small_archive: Path, open_reader: OpenReader, held: threading.Event
) -> None:
    """What is typed meanwhile is another label, given after the first; the word comes when it is done."""
    async with open_reader(small_archive) as desk:
        await desk.press("3", "X", "number_sign")
        await desk.press_on(*"one", "enter", *"two")
        assert desk.typed == "two"
        await desk.press_on("enter", "escape", "g", "g", "j")
        assert desk.row == "渡輪改點"
        assert "labelled" not in desk.title_bar
        held.set()
        await desk.settle()
        assert desk.library.labels.counts() == {"one": 3, "two": 3}
        assert "3 posts labelled two, U takes it back" in desk.title_bar
        await desk.press_on("U", "U", "ctrl+r")
        await desk.settle()
        assert desk.library.labels.counts() == {"one": 3}


async def test_keys_after_one_that_opens_a_dialog_are_for_it(
    small_archive: Path, open_reader: OpenReader, held: threading.Event
) -> None:
    """Also where it waits for what is said of many posts before it."""
    async with open_reader(small_archive) as desk:
        await desk.press("3", "X")
        threading.Timer(0.1, held.set).start()
        await desk.type("sM")
        await desk.type("quite")
        await desk.press("ctrl+s")
        assert [desk.library.notes.of(row.post) for row in desk.rows[:4]] == ["quite"] * 3 + [""]
        assert "✎ note kept on 3 posts" in desk.title_bar


async def test_what_was_asked_is_done_before_the_end(
    small_archive: Path, open_reader: OpenReader, held: threading.Event
) -> None:
    """Also marks of many posts that have not begun when the user leaves."""
    async with open_reader(small_archive) as desk:
        await desk.press("3", "X")
        await desk.press("number_sign")
        await desk.press_on(*"one", "enter", "escape", "s", "m", "Q")
        assert desk.library.labels.counts() == {}
        threading.Timer(0.1, held.set).start()
    posts = desk.library.select(Query()).posts_at(range(3))
    assert desk.library.labels.counts() == {"one": 3}
    assert all(map(desk.library.is_starred, posts))
    assert all(map(desk.library.is_read, posts))


async def test_one_change_is_one_undo(small_archive: Path, open_reader: OpenReader) -> None:
    """Of several posts, some of which were starred, all are; the second time the stars are taken."""
    async with open_reader(small_archive) as desk:
        await desk.press("s", "3", "X", "s")
        assert len(_starred(desk)) == 3
        assert "2 posts starred" in desk.title_bar
        await desk.press("s")
        assert _starred(desk) == []
        assert "3 posts unstarred" in desk.title_bar
        await desk.press("U", "U")
        assert _starred(desk) == ["橋上的燈亮了"]


async def test_all_that_the_query_finds(small_archive: Path, open_reader: OpenReader) -> None:
    """Their number is said before anything is done; of all, single ones can be let go."""
    async with open_reader(small_archive) as desk:
        await desk.press("slash")
        await desk.type("date:2023")
        await desk.press("enter", "ctrl+a")
        assert "all 3 posts chosen" in desk.title_bar
        assert _starred(desk) == []
        await desk.press("X", "s")
        assert _starred(desk) == ["秋天的書市", "夏天的第一場雨"]


async def test_esc_lets_go_and_another_query_too(small_archive: Path, open_reader: OpenReader) -> None:
    """Before it drops filters; a mark then acts on the row under the cursor alone."""
    async with open_reader(small_archive) as desk:
        await desk.press("u", "v", "j", "escape")
        assert _chosen(desk) == 0
        assert "chosen" not in desk.title_bar
        assert desk.chips == ("is:unread",)
        await desk.press("s", "ctrl+a", "slash")
        assert _starred(desk) == ["渡輪改點"]
        await desk.type("date:2023")
        await desk.press("enter")
        assert _chosen(desk) == 0
        await desk.press("s")
        assert _starred(desk) == ["冬至湯圓"]


async def test_in_the_article_marks_are_for_the_article(small_archive: Path, open_reader: OpenReader) -> None:
    """What is chosen in the list waits there."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "3", "X", "g", "g", "enter", "s")
        assert _starred(desk) == ["橋上的燈亮了"]
        await desk.press("q", "s")
        assert len(_starred(desk)) == 4


async def test_new_posts_do_not_change_what_is_chosen(
    small_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """The same posts stay chosen where others come before them."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "2", "X")
        write_post("new", "新的一篇", "2024-03-01T01:00:00")
        await desk.press("R")
        assert desk.titles[0] == "新的一篇"
        await desk.press("s")
        assert _starred(desk) == ["渡輪改點", "车站的钟慢了"]


async def test_nothing_is_chosen_in_an_empty_list(archive: Path, open_reader: OpenReader) -> None:
    """The keys say what they need."""
    async with open_reader(archive) as desk:
        await desk.press("v", "X", "ctrl+a", "s", "m")
        assert "chosen" not in desk.title_bar
        assert len(desk.notices) == 5
        assert all(" needs " in notice for notice in desk.notices)
