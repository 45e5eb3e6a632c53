"""Excerpts under the titles of the list."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from reader.library import Library
from reader.query import parse
from reader.query.nodes import Words
from reader.query.patterns import pattern_of
from reader.text.highlight import hits
from reader.text.spelling import SearchText
from reader.tui.features.posts.excerpt_lines import parts
from tests.tui.conftest import PATIENCE, Desk, OpenReader, WritePost

PLAIN, MARKED = Style(), Style(bold=True)


def _row_height(desk: Desk) -> int:
    """How many lines the first row has, up to the divider of the next day or the next title."""
    lines = desk.part("#list")
    first = next(y for y, line in enumerate(lines) if desk.titles[0] in line)
    return (
        next(y for y, line in enumerate(lines) if y > first and ("─" in line or desk.titles[1] in line))
        - first
    )


async def test_a_search_shows_its_lines(small_archive: Path, open_reader: OpenReader) -> None:
    """E shows the line with the words in each row, and takes it away; other words bring other lines."""
    async with open_reader(small_archive, query=parse("渡轮 | 橋")) as desk:
        await desk.press("E")
        assert "見橋上的燈與別處。" in desk.text
        height = _row_height(desk)
        await desk.press("slash", "ctrl+u")
        await desk.type("天的")
        await desk.press("enter")
        assert "秋天的書市的內文。" in desk.text
        await desk.press("E")
        assert "秋天的書市的內文。" not in "\n".join(line[:40] for line in desk.lines[3:])
        assert _row_height(desk) == height - 1


async def test_other_words_bring_other_lines_of_the_same_post(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Lines that were fetched for the words before are not shown again."""
    between = "<p>很長的一段話，一直說下去。</p>" * 60
    write_post("sky", "夜空", "2024-02-07T02:00:00", body=f"<p>彗星來了。</p>{between}<p>極光也來。</p>")
    async with open_reader(archive, size=(80, 24), query=parse("彗星")) as desk:
        await desk.press("E")
        assert "彗星來了" in desk.text
        await desk.press("slash", "ctrl+u")
        await desk.type("極光")
        await desk.press("enter")
        assert "極光也來" in desk.text
        assert "彗星來了" not in desk.text


async def test_without_words_the_beginning_is_shown(small_archive: Path, open_reader: OpenReader) -> None:
    """As a summary of each post."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("E")
        assert "第一段。" in desk.text


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_the_cursor_stays_in_sight(
    small_archive: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    """At any size, when rows grow and shrink under it."""
    async with open_reader(small_archive, size=size) as desk:
        await desk.press("G", "E")
        assert desk.row == "夏天的第一場雨" and desk.is_row_in_sight
        await desk.press("g", "g", "E")
        assert desk.row == "橋上的燈亮了" and desk.is_row_in_sight
        assert max(cell_len(line) for line in desk.lines) <= size[0]


async def test_scrolling_waits_for_no_excerpt(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row is there before its line is."""
    read = Library.excerpt
    may_read = threading.Event()

    def slowly(library: Library, post_id: object, words: object) -> object:
        may_read.wait(PATIENCE)
        return read(library, post_id, words)

    async with open_reader(small_archive, size=(80, 24), query=parse("的內文")) as desk:
        monkeypatch.setattr(Library, "excerpt", slowly)
        await desk.press_on("E", "j", "j")
        assert desk.row == desk.titles[2]
        assert "的內文。" not in desk.text
        may_read.set()
        await desk.settle()
        assert "的內文。" in desk.text


async def test_a_file_that_has_gone_has_no_line(small_archive: Path, open_reader: OpenReader) -> None:
    """The row stays, without an excerpt."""
    async with open_reader(small_archive, query=parse("冬至")) as desk:
        (small_archive / "f.md").unlink()
        await desk.press("E")
        assert "冬至湯圓" in desk.text


@given(st.text("台灣海風abc，。", max_size=60), st.text("灣海a", min_size=1, max_size=2), st.integers(1, 40))
def test_a_line_fits_and_shows_its_first_hit(text: str, word: str, cells: int) -> None:
    """Never wider than its room; where there is room for the hit it is seen, marked and whole."""
    found = hits(SearchText(text), [pattern_of(Words(word))])
    made = parts(text, found, cells, PLAIN, MARKED)
    assert cell_len("".join(piece for piece, _ in made)) <= cells
    marked = [piece for piece, style in made if style == MARKED and piece]
    if found and cells >= 3 * cell_len(text[slice(*found[0])]) + 6:
        assert marked[0] == text[slice(*found[0])]


@pytest.mark.parametrize("cells", [-3, 0, 1, 2])
def test_a_hit_fits_where_there_is_no_room(cells: int) -> None:
    """A list that is narrower than its indent."""
    for found in ([(0, 2)], [(3, 5)]):
        shown = parts("橋上的燈亮了", found, cells, PLAIN, MARKED)
        assert cell_len("".join(text for text, _ in shown)) <= max(cells, 0)
