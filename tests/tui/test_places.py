"""Where one was: in each article, in this run and the next, at another width, in the other script, in a changed file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Desk, OpenReader, WritePost

PARAGRAPHS = [
    f"<p>第{number}段：台灣的渡輪在第{number}天開了第{number}班，乘客很多。</p>" for number in range(80)
]

OTHERS = [f"<p>第{number}節，圖書館的人說了{number}遍：這裡不開船。</p>" for number in range(80)]


@pytest.fixture
def long_archive(archive: Path, write_post: WritePost) -> Path:
    """Two long articles and a short one."""
    write_post("a", "渡輪日記", "2024-02-07T02:00:00", body="".join(PARAGRAPHS))
    write_post("b", "另一本日記", "2024-02-06T02:00:00", body="".join(OTHERS))
    write_post("c", "短文", "2024-02-05T02:00:00")
    return archive


def _top(desk: Desk) -> str:
    """The first line of the article pane that belongs to a paragraph."""
    return next(line.strip(" │┃") for line in desk.part("#article") if line.strip(" │┃"))


def _signs(desk: Desk) -> list[str]:
    """The signs before the titles in the list."""
    return [line[1] for line in desk.part("#list") if "日記" in line or "短文" in line]


async def _read_to_the_middle(desk: Desk) -> str:
    await desk.press("enter", *["space"] * 2)
    return _top(desk)


async def test_an_article_opens_where_it_was_left(long_archive: Path, open_reader: OpenReader) -> None:
    """Also in the next run, and at another width."""
    async with open_reader(long_archive) as desk:
        top = await _read_to_the_middle(desk)
        await desk.press("q")
    async with open_reader(long_archive) as desk:
        await desk.press("enter")
        assert _top(desk) == top
    async with open_reader(long_archive, size=(80, 24)) as desk:
        await desk.press("enter")
        assert _top(desk)[:4] == top[:4]


async def test_it_is_kept_while_one_reads_and_when_one_goes_on(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """By J, by another post in the list, and by a sudden end of the program, of which at most a second is lost."""
    async with open_reader(long_archive) as desk:
        top = await _read_to_the_middle(desk)
        await desk.until(lambda: desk.library.reading_progress.of(desk.rows[0].post) > 0)
        await desk.press("J", "space")
        second = _top(desk)
        await desk.press("q", "G", "g", "g")
        await desk.until(lambda: desk.library.reading_progress.of(desk.rows[1].post) > 0)
    async with open_reader(long_archive) as desk:
        await desk.press("enter")
        assert _top(desk) == top
        await desk.press("J")
        assert _top(desk) == second


async def test_the_other_script_and_a_changed_file(
    long_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """The words are found again, in whatever script and wherever they are now."""
    async with open_reader(long_archive) as desk:
        await desk.press("c", "c")
        top = await _read_to_the_middle(desk)
        assert "台湾" in desk.text
        await desk.press("q")
    write_post("a", "渡輪日記", "2024-02-07T02:00:00", body="<p>新的開頭。</p>" * 20 + "".join(PARAGRAPHS))
    async with open_reader(long_archive) as desk:
        await desk.press("enter")
        assert "台灣" in desk.text
        assert _top(desk)[:4] == top[:4]


async def test_words_that_are_gone(
    long_archive: Path, open_reader: OpenReader, write_post: WritePost
) -> None:
    """It opens as far down as it was, or at its top if it is shorter now."""
    async with open_reader(long_archive) as desk:
        await _read_to_the_middle(desk)
        await desk.press("q")
    write_post("a", "渡輪日記", "2024-02-07T02:00:00", body="<p>別的字。</p>")
    async with open_reader(long_archive) as desk:
        await desk.press("enter")
        assert "別的字" in desk.text


async def test_it_is_kept_of_an_article_that_one_went_back_to(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """In the history, after another one was read."""
    async with open_reader(long_archive) as desk:
        await desk.press("enter", "J", "H", "space")
        top = _top(desk)
    async with open_reader(long_archive) as desk:
        await desk.press("enter")
        assert _top(desk) == top


async def test_a_search_opens_at_its_hit(long_archive: Path, open_reader: OpenReader) -> None:
    """Not where the article was left."""
    async with open_reader(long_archive) as desk:
        await _read_to_the_middle(desk)
        await desk.press("q", "slash")
        await desk.type("第70段")
        await desk.press("enter", "enter")
        assert "第70段" in desk.text


async def test_the_list_shows_how_far_one_came(long_archive: Path, open_reader: OpenReader) -> None:
    """A line that grows; nothing for what is only shown beside the list, opened at its top, or finished."""
    async with open_reader(long_archive, size=(100, 30)) as desk:
        await _read_to_the_middle(desk)
        await desk.press("q", "j", "enter", "q", "j", "enter", "q")
        await desk.until(lambda: _signs(desk)[0] in "⡀⡄")
        assert _signs(desk)[1:] == [" ", " "]
        await desk.until(lambda: desk.library.reading_progress.of(desk.rows[2].post) == 1000)
        for query, titles in (("is:begun", ["渡輪日記"]), ("is:finished", ["短文"])):
            await desk.press("x", "slash")
            await desk.type(query)
            await desk.press("enter")
            assert desk.titles == titles
        await desk.press("x", "g", "g", "enter", "G", "q")
        await desk.until(lambda: _signs(desk)[0] == " ")
    async with open_reader(long_archive, size=(100, 30)) as desk:
        await desk.press("enter")
        assert "渡輪日記" in _top(desk)


async def test_continue_lists_what_was_begun(long_archive: Path, open_reader: OpenReader) -> None:
    """The last first; Enter goes on there."""
    async with open_reader(long_archive) as desk:
        top = await _read_to_the_middle(desk)
        await desk.press("J", "space")
    async with open_reader(long_archive) as desk:
        await desk.press("apostrophe")
        assert desk.text.index("另一本日記", desk.text.index("Go on reading")) < desk.text.rindex("渡輪日記")
        await desk.press("j", "enter")
        assert _top(desk) == top
    async with open_reader(long_archive) as desk:
        await desk.press("G", "apostrophe", "escape")
        assert desk.row == "短文"


async def test_the_list_is_whole_after_what_was_read_in_its_place(
    long_archive: Path, open_reader: OpenReader
) -> None:
    """Signs that changed while it was hidden leave the other rows on the screen, and it scrolls no farther than needed."""
    async with open_reader(long_archive, size=(80, 24)) as desk:
        await desk.press("enter", "J", "space", "h")
        assert [each for each in ("渡輪日記", "另一本日記", "短文") if each in desk.text] == desk.titles


@pytest.mark.parametrize("key", ["apostrophe", "V"])
async def test_an_article_chosen_from_a_list_opens_where_it_was_left(
    long_archive: Path, open_reader: OpenReader, key: str
) -> None:
    """On a narrow screen, which shows nothing of it before; the place is kept then, too."""
    async with open_reader(long_archive, size=(80, 24)) as desk:
        top = await _read_to_the_middle(desk)
        assert "第0段" not in desk.text
    for _ in range(2):
        async with open_reader(long_archive, size=(80, 24)) as desk:
            await desk.press("G", key, "enter")
            assert _top(desk) == top


async def test_nothing_is_begun(long_archive: Path, open_reader: OpenReader) -> None:
    """The list says so; an article that is opened at its top and left is not begun."""
    async with open_reader(long_archive) as desk:
        await desk.press("enter", "J", "q", "apostrophe")
        assert "Nothing is begun" in desk.text
