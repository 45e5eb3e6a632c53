"""Plots and bars keep their size and say what the values say."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.bars import bar, column
from reader.typeset.plot import plot, round_up

sizes = st.integers(1, 60)
values = st.lists(st.integers(0, 500), min_size=1, max_size=80)


def shown(value: float) -> str:
    """A value beside the frame."""
    return f"{value:g}"


@given(st.floats(0, 1), sizes)
def test_bars_fill_their_share(share: float, cells: int) -> None:
    """In eighths; what is not nothing is seen, and nothing is longer than the whole."""
    lying, standing = bar(share, cells), column(share, cells)
    assert len(lying) == len(standing) == cells
    assert bool(lying.strip()) is bool(standing.strip()) is (share > 0)
    assert lying.count("█") == standing.count("█") <= round(share * cells * 8) // 8 + 1
    assert standing.strip() == "" or standing == standing.lstrip().rjust(cells)


@given(st.lists(values, min_size=1, max_size=3), st.integers(8, 80), st.integers(2, 12))
def test_a_plot_is_as_large_as_asked(series: list[list[int]], width: int, height: int) -> None:
    """Each row is whole, a cell belongs to a series that there is, and places and columns agree."""
    count = min(map(len, series))
    drawn = plot([each[:count] for each in series], ["x"] * count, width=width, height=height, said=shown)
    assert [len(row) for row in drawn.rows] == [width] * height
    assert {cell.series for row in drawn.rows for cell in row} <= {None, *range(len(series))}
    for place in range(drawn.places):
        span = drawn.span(place)
        assert drawn.left <= span.start < span.stop <= width
        if count <= drawn.cells:
            assert {drawn.place_at(x) for x in span} == {place}


def test_one_series_stands_in_bars() -> None:
    """Height by value, the ticks under their places."""
    drawn = plot([[0, 2, 4]], ["2019", "", "2021"], width=18, height=5, said=shown)
    assert ["".join(cell.text for cell in row).rstrip() for row in drawn.rows] == [
        "4 ┤          ████",
        "  │          ████",
        "  │     ████ ████",
        "0 ┤     ████ ████",
        "   2019      2021",
    ]


def test_several_series_are_lines_over_each_other() -> None:
    """Of braille dots; a cell belongs to the one that was drawn last."""
    drawn = plot([[1, 1, 1, 1], [0, 1, 0, 1]], [""] * 4, width=20, height=5, said=shown)
    owners = [{cell.series for cell in row} for row in drawn.rows[:-1]]
    assert {0, 1} <= set().union(*owners)
    assert all(
        0x2800 < ord(cell.text) < 0x2900 for row in drawn.rows for cell in row if cell.series is not None
    )


def test_nothing_is_drawn_of_nothing() -> None:
    """No values, or only zeros."""
    for series in ([], [[]], [[0, 0]]):
        drawn = plot(series, [""] * len(series[0] if series else []), width=20, height=6, said=shown)
        assert len(drawn.rows) == 6


@pytest.mark.parametrize(
    ("value", "top"), [(1, 1), (53, 60), (99, 100), (0.4, 1), (1000, 1000), (1001, 1500)]
)
def test_frames_end_at_round_numbers(value: float, top: float) -> None:
    """As people would choose them."""
    assert round_up(value, whole=True) == top


@given(st.floats(1e-6, 1e9))
def test_frames_hold_their_values(value: float) -> None:
    """And not twice as much."""
    assert value <= round_up(value, whole=False) * (1 + 1e-8)
    assert round_up(value, whole=False) <= value * 2 * (1 + 1e-6)
    assert math.isclose(round_up(value, whole=True), max(1, round(round_up(value, whole=True))))


@pytest.mark.parametrize(
    ("most", "height", "labels"),
    [
        (20, 24, ["20", "16", "12", "8", "4", "0"]),
        (4, 6, ["4", "2", "0"]),
        (1, 30, ["1", "0"]),
        (9, 12, ["10", "8", "6", "4", "2", "0"]),
        (20, 4, ["20", "0"]),
    ],
)
def test_the_axis_has_as_many_labels_as_there_is_room_for(most: int, height: int, labels: list[str]) -> None:
    """In equal steps of whole numbers, some rows apart."""
    drawn = plot([[0, most]], ["", ""], width=20, height=height, said=shown)
    rows = ["".join(cell.text for cell in row) for row in drawn.rows]
    marked = [number for number, row in enumerate(rows) if "┤" in row]
    assert [rows[number].split("┤")[0].strip() for number in marked] == labels
    gaps = {second - first for first, second in pairwise(marked)}
    assert max(gaps) - min(gaps) <= 1
