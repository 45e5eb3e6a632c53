"""Tables on a grid: each cell stands under its head."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.markdown import convert
from reader.convert.table_grid import GridCell, GridRow, table_rows
from reader.typeset.document import Options
from reader.typeset.prepare import prepare


def markdown(body: str) -> str:
    """Return the Markdown of a body."""
    return convert(f"<div>{body}</div>", title="", source="https://example.org/1").markdown


def rows(body: str) -> list[list[str]]:
    """Return the cells of the only table of a body."""
    lines = [line for line in markdown(f"<table>{body}</table>").split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # columns and rows
        ("<tr><th colspan=2>Name<th>Age<tr><td>Ann<td>Lee<td>30<tr><td rowspan=2>Bo<td>Ray<td>4<tr><td>Sun<td>5",
         [["Name", "", "Age"], ["Ann", "Lee", "30"], ["Bo", "Ray", "4"], ["", "Sun", "5"]]),
        # a head of two rows, the lower one under what spans it
        ("<thead><tr><th rowspan=2>Town<th colspan=2>Rain<tr><th>May<th>June</thead><tr><td>A<td>1<td>2",
         [["Town", "Rain<br>May", "June"], ["A", "1", "2"]]),
        ("<tr><th rowspan=2>Town<th colspan=2>Rain</tr><tr><th>May<th>June</tr><tr><td>A<td>1<td>2",
         [["Town", "Rain<br>May", "June"], ["A", "1", "2"]]),
        # the foot last, the head first, several bodies
        ("<tfoot><tr><td>sum<td>3</tfoot><tbody><tr><td>a<td>1</tbody><tbody><tr><td>b<td>2</tbody><thead><tr><th>x<th>y</thead>",
         [["x", "y"], ["a", "1"], ["b", "2"], ["sum", "3"]]),
        # a head column, and a title of rows that is no second head
        ("<tr><th>x<th>y<tr><th scope=row>a<td>1<tr><th>b<td>2", [["x", "y"], ["a", "1"], ["b", "2"]]),
        ("<tr><th>x<th>y<tr><th colspan=2>Part<tr><td>a<td>1", [["x", "y"], ["Part", ""], ["a", "1"]]),
        # spans without end, and across the end of a section
        ("<tr><td rowspan=0>a<td>1<tr><td>2<tr><td>3", [["a", "1"], ["", "2"], ["", "3"]]),
        ("<thead><tr><th rowspan=9>x<th>y</thead><tr><td>a<td>1", [["x", "y"], ["a", "1"]]),
        ("<tr><td colspan=0>a<td rowspan=-1>b<tr><td colspan=x>c<td>d", [["a", "b"], ["c", "d"]]),
        # a cell that spans columns in which nothing begins
        ("<tr><th colspan=40>x<th>y<tr><td colspan=40>a<td>1", [["x", "y"], ["a", "1"]]),
        ("<tr><td>a<td>b<td rowspan=2>c<tr><td colspan=2>d<tr><td>e<td>f<td>g",
         [["a", "b", "c"], ["d", "", ""], ["e", "f", "g"]]),
    ],
)  # fmt: skip
def test_each_cell_stands_under_its_head(body: str, expected: list[list[str]]) -> None:
    """Cells that span leave blank what they span."""
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("| Boat | Crew |\n| --- | --- |\n| Heron | 3 | late |\n| Tern | 2 |",
         "| Boat | Crew |  |\n| --- | --- | --- |\n| Heron | 3 | late |\n| Tern | 2 |  |"),
        ("Boat | Crew\n--- | ---\nHeron | 3 | *x* |  | y", "| Boat | Crew |  |  |  |\n| --- | --- | --- | --- | --- |\n| Heron | 3 | *x* |  | y |"),
        ("> | Boat |\n> | --- |\n> | Heron | 3 |\n> | Tern |  |", "> | Boat |  |\n> | --- | --- |\n> | Heron | 3 |\n> | Tern |  |"),
        ("| a | b |\n| - | - |\n| Heron | 3 | \\\n| Tern | | \\\n| Gull | 5 |\n| c | d |",
         "| a | b |\n| --- | --- |\n| Heron<br>Tern<br>Gull | 3<br>5 |\n| c | d |"),
        ("| a | b |\n| - | - |\n| c | d |\n\n: Boats {#tbl-boats}", "| a | b |\n| --- | --- |\n| c | d |\n\nBoats"),
        ("Table: Boats\n\n| a | b |\n| - | - |\n| c | d |", "Boats\n\n| a | b |\n| --- | --- |\n| c | d |"),
        ("| a | b |\n| - | - |\n| Heron | 3 | |\n| Tern |", "| a | b |\n| --- | --- |\n| Heron | 3 |\n| Tern |  |"),
    ],
)  # fmt: skip
def test_cells_beyond_the_head_of_a_markdown_table_stay(body: str, expected: str) -> None:
    """GitHub drops them; here they are words that the author wrote."""
    assert convert(f"Words.\n\n{body}", title="題", source="").markdown == f"Words.\n\n{expected}"


def test_a_table_that_would_grow_beyond_all_bounds_stays_as_it_is() -> None:
    """A row of thousands of cells does not widen thousands of others."""
    body = "| a |\n| --- |\n" + "| b |\n" * 3000 + "|" + " c |" * 3000
    assert len(convert(f"Words.\n\n{body}", title="題", source="").markdown) < 100_000


def test_a_table_stands_in_columns_on_the_screen() -> None:
    """On the screen each cell begins where its head does."""
    body = "<table><tr><th colspan=2>Name<th>Town<tr><td>Ann<td>Lee<td>Rome<tr><td>Bo<td>Ray<td>Oslo</table>"
    lines = prepare(convert(f"<div>{body}</div>", title="", source="")).set(Options(width=40)).lines
    shown = ["".join(span.text for span in line.spans) for line in lines]
    assert len({line.index(word) for line in shown for word in ("Town", "Rome", "Oslo") if word in line}) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<figure><blockquote>words</blockquote><figcaption>Ann</figcaption></figure>", "> words\n\nAnn"),
        ("<figure><figcaption>Listing 1</figcaption><pre>x = 1</pre></figure>", "Listing 1\n\n```\nx = 1\n```"),
        ("<figure><table><tr><td>a<td>b</table><figcaption>Table 1</figcaption></figure>",
         "| a | b |\n| --- | --- |\n\nTable 1"),
        ("<figure><img src='/a.jpg'><figcaption>A boat</figcaption></figure>", "![A boat](https://example.org/a.jpg)"),
        ("<table><caption>Table 1</caption><tr><td>a<td>b</table>", "Table 1\n\n| a | b |\n| --- | --- |"),
        ("<table><tbody><tr><td>a<td>b</tbody><caption>Table 1</caption></table>", "Table 1\n\n| a | b |\n| --- | --- |"),
        ("<figure><table><tr><td>1<td>b</table></figure>", "| 1 | b |\n| --- | --- |"),
        ("<figure><audio src='/a.mp3'></audio><figcaption>Waves</figcaption></figure>",
         "▶ [Audio: example.org](https://example.org/a.mp3)\n\nWaves"),
    ],
)  # fmt: skip
def test_captions_belong_to_what_they_describe(body: str, expected: str) -> None:
    """The sign of a picture stands before captions of pictures alone."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<tr><td colspan=10000 rowspan=10000>深<td>b" + "<tr><td colspan=10000 rowspan=10000>x" * 300,
        "<tr>" + "<td>深<td>x" * 5_000,
        ("<tr>" + "<td>深" * 150) * 100,
        "<tr>" + "<td>a" * 2500 + "<tr><td>深<td>b" * 2500,
        ("<tr>" + "<td rowspan=65534>a" * 3) * 3000 + "<tr><td>深",
    ],
    ids=["spans", "columns", "cells", "uneven", "rows"],
)
def test_a_huge_table_keeps_its_words(body: str) -> None:
    """Spans and columns without end cost neither words nor the memory of a full grid."""
    written = markdown(f"<table>{body}</table>")
    assert "深" in written
    assert len(written) < 3_000_000


CELLS = st.builds(
    GridCell,
    st.text("ab", min_size=1, max_size=2),
    st.integers(0, 2000),
    st.integers(0, 70000),
    st.booleans(),
)
ROWS = st.builds(GridRow, st.lists(CELLS, max_size=5), st.sampled_from(["head", "body", "foot"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(ROWS, max_size=8))
def test_no_cell_is_lost_or_doubled(table: list[GridRow]) -> None:
    """Each cell's words are in the grid once, and all rows have as many cells."""
    grid = table_rows(table)
    words = sorted(cell.text for row in table for cell in row.cells)
    assert sorted(word for row in grid for cell in row for word in cell.split("<br>") if word) == words
    assert len({len(row) for row in grid}) <= 1
