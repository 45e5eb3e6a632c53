"""The screens stand at the next start where they stood."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from reader.query import parse
from reader.state.statements import Item, Kind
from reader.tui.layout import Pane
from tests.attack.faults import home
from tests.terminal import Terminal
from tests.tui.conftest import OpenReader, WritePost


@pytest.fixture
def again(open_reader: OpenReader) -> OpenReader:
    """Opens the app where it was left."""
    return partial(open_reader, stands_again=True)


async def test_query_and_post(small_archive: Path, again: OpenReader) -> None:
    """The cursor is on the same post, on the same line, though others came before it."""
    async with again(small_archive, size=(80, 12)) as desk:
        await desk.press("slash")
        await desk.type("sort:oldest")
        await desk.press("enter", "5", "j", "k")
        lines = desk.part("#list")
        assert desk.row == "[Eng Sub] A [b]bold[/b] title"
    async with again(small_archive, size=(80, 12)) as desk:
        assert desk.chips == ("sort:oldest",)
        assert desk.row == "[Eng Sub] A [b]bold[/b] title"
        assert desk.part("#list") == lines


async def test_the_article_at_its_place(archive: Path, write_post: WritePost, again: OpenReader) -> None:
    """Alone if it was read alone; what was only shown beside the list is not opened."""
    for name in ("a", "b"):
        body = "".join(f"<p>{name}的第{number}段，說的是船。</p>" for number in range(60))
        write_post(name, f"長文{name}", f"2024-02-0{7 if name == 'a' else 6}T02:00:00", body=body)
    async with again(archive) as desk:
        await desk.press("j", "enter", "space", "z")
        article = desk.part("#article")
        assert desk.panes == {Pane.ARTICLE}
    async with again(archive) as desk:
        assert desk.part("#article") == article
        assert (desk.panes, desk.pane, desk.row) == ({Pane.ARTICLE}, Pane.ARTICLE, "長文b")
        await desk.press("z", "q")
    async with again(archive) as desk:
        assert (desk.pane, desk.row) == (Pane.LIST, "長文b")


async def test_side_panes_groups_and_strip(small_archive: Path, again: OpenReader) -> None:
    """The pane, folded groups, unfolded months, the zoom of the strip, and excerpts."""
    size = (160, 40)
    async with again(small_archive, size=size) as desk:
        await desk.press("E", "w", "plus", "plus", "q", "T", "j", "space", "t", "down", "space")
        seen = [desk.part(name) for name in ("#tag-rows", "#timeline", "#strip", "#list")]
        assert any("▸ Channels" in line or "▸ Keywords" in line for line in seen[0])
    async with again(small_archive, size=size) as desk:
        assert desk.pane is Pane.TAGS
        assert [desk.part(name) for name in ("#tag-rows", "#timeline", "#strip", "#list")][1:] == seen[1:]
        assert any("▸ Channels" in line or "▸ Keywords" in line for line in desk.part("#tag-rows"))
    async with again(small_archive, size=size) as desk:
        await desk.press("w", "w")
        assert desk.part("#strip") == []
    async with again(small_archive, size=size) as desk:
        assert desk.part("#strip") == []


async def test_compared_queries(small_archive: Path, again: OpenReader) -> None:
    """The trends go on with what was compared, in this run and the next."""
    async with again(small_archive) as desk:
        await desk.press("P", "plus")
        await desk.type("台灣")
        await desk.press("enter", "q", "P")
        assert "台灣" in desk.text
    async with again(small_archive) as desk:
        await desk.press("P")
        assert "台灣" in desk.text
        await desk.press("j", "minus", "q", "P")
        assert "台灣" not in desk.text


_NO_STANDINGS = [
    "[",
    "7",
    '{"query": 7, "list": 7, "panes": {"pane": "kitchen", "zen": 1}, "strip": [], "tags": 3}',
    '{"list": {"row": ["x"], "top": 3}, "strip": {"wanted": true, "zoom": [9, 1]}, "article": ["a", "b"]}',
    '{"tags": {"channel": "upside down"}, "timeline": [1, null], "trends": ["((", 3], "excerpts": "x"}',
]


async def test_what_can_not_be_read_is_ignored(small_archive: Path, again: OpenReader) -> None:
    """The reader opens at the newest post."""
    async with again(small_archive) as desk:
        pass
    for said in _NO_STANDINGS:
        desk.library._marks._marks.ledger.remember({Item(Kind.SESSION, str(small_archive)): said})
        async with again(small_archive, query=parse("")) as desk:
            assert (said, desk.row) == (said, "橋上的燈亮了")
            assert desk.notices == []


async def test_a_post_that_is_gone(small_archive: Path, again: OpenReader) -> None:
    """A neighbour holds its place if the list had it still, else the list is there from its top."""
    async with again(small_archive) as desk:
        await desk.press("j", "enter")
    (small_archive / "b.md").unlink()
    async with again(small_archive) as desk:
        assert desk.row in ("橋上的燈亮了", "车站的钟慢了")
        assert len(desk.titles) == 7
        assert desk.notices == []


def test_the_command_opens_where_it_was_left(small_archive: Path, tmp_path: Path) -> None:
    """A query that is named goes before, and --fresh begins anew."""
    environment = home(tmp_path)

    def run(*words: str, keys: str, until: str) -> str:
        terminal = Terminal([sys.executable, "-m", "reader", *words], size=(100, 30), env=environment)
        terminal.wait_for(until)
        terminal.type(keys)
        terminal.type("Q")
        assert terminal.wait() == 0
        terminal.close()
        return terminal.output.decode()

    folder = str(small_archive)
    run(folder, keys="/渡輪\r", until="8 unread")
    run(folder, keys="", until="1 of 8 posts")
    run(folder, "--query", "is:unread", keys="x", until="is:unread")
    run(folder, keys="/雨\r", until="8 posts")
    run(folder, "--fresh", keys="", until="8 posts")
    assert "8 posts" in run(folder, keys="", until="8 posts")
