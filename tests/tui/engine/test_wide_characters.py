"""Wide characters stay whole where widgets lie over one another."""

from __future__ import annotations

from pathlib import Path

import textual._compositor
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from reader.tui import engine
from tests.tui.conftest import OpenReader


async def test_messages_over_panes_lack_no_character(small_archive: Path, open_reader: OpenReader) -> None:
    """Of a line and the same one cell further right, the edge of a pane divides a character of one."""
    async with open_reader(small_archive, size=(120, 40), shows_messages=True) as desk:
        desk.app.notify(f"{'漢' * 48}\na{'漢' * 48}", markup=False)
        await desk.until(lambda: "a漢" in desk.text)
        assert desk.text.count("漢") == 2 * 48


async def test_messages_begin_no_line_with_what_ends_a_sentence(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """They are divided as articles are."""
    async with open_reader(small_archive, size=(80, 24), shows_messages=True) as desk:
        desk.app.notify("龜" * 33 + "。」" + "鱉" * 9, markup=False)
        await desk.until(lambda: "鱉" in desk.text)
        first, second = (line for line in desk.lines if "龜" in line)
        assert first.count("龜") == 32
        assert f"龜。」{'鱉' * 9}" in second


async def test_lines_are_as_wide_where_suggestions_lie_over_a_message(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """What is cut is then as Textual cuts it: the rest of the line stands where it stood."""
    async with open_reader(small_archive, size=(60, 8), shows_messages=True) as desk:
        await desk.press("slash", "渡")
        await desk.settle()
        desk.app.notify(f"{'漢' * 10}\n{'漢' * 6}\n漢\n{'漢' * 14}\n漢", markup=False)
        await desk.until(lambda: "漢漢" in desk.text)
        assert "渡輪改點" in desk.text
        assert {strip.cell_length for strip in desk.app.screen._compositor.render_strips()} == {60}


@given(st.text("漢a，b", min_size=1), st.data())
def test_pieces_of_a_line_hold_all_of_it(text: str, data: st.DataObject) -> None:
    """There is one for each cut; what begins at a cut stands there, and no character is divided."""
    width = cell_len(text)
    cuts = [*sorted(data.draw(st.sets(st.integers(1, width))) - {width}), width]
    [line] = engine.uncut([Strip([Segment(text)], width)])
    pieces = line.divide(cuts)
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) == len(cuts)
    starts = [0, *cuts[:-1]]
    for index, piece in enumerate(pieces):
        if piece.text:
            assert cell_len("".join(before.text for before in pieces[:index])) == starts[index]


def test_a_part_that_is_painted_anew_ends_with_a_character() -> None:
    """Where what lay over a line goes, the line is painted as far as its next edge."""
    engine.keep_wide_characters()
    chops = [{0: Strip([Segment("漢龜漢龜")], 8), 8: Strip([Segment("x")], 1)}]
    update = textual._compositor.ChopsUpdate(chops, [(0, 0, 3)], [[8, 9]])
    painted = update.render_segments(Console())
    assert "漢龜漢龜" in painted
    assert "x" not in painted
    beyond = textual._compositor.ChopsUpdate(chops, [(0, 8, 12)], [[8, 9]])
    assert "x" in beyond.render_segments(Console())
