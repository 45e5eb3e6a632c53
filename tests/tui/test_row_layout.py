"""Which row stands on which line, for any number of rows, height, groups and head."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from reader.tui.widgets.row_layout import DIVIDER, HEAD, RowLayout


@dataclass
class Numbered:
    """Rows in groups of so many; without groups for 0."""

    count: int
    heights: tuple[int, ...]
    """the lines of rows, over and over again"""
    screen_height: int
    head_height: int
    in_group: int

    def height_of(self, index: int) -> int:
        assert 0 <= index < self.count
        return self.heights[index % len(self.heights)]

    def row_count(self) -> int:
        return self.count

    def group(self, index: int) -> str | None:
        assert 0 <= index < self.count
        return f"group {index // self.in_group}" if self.in_group else None


@st.composite
def lists(draw: st.DrawFn) -> Numbered:
    """Lists whose head leaves room for a row and its divider, as that of a `RowList` does."""
    heights = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)))
    in_group, screen_height = draw(st.integers(0, 4)), draw(st.integers(1, 20))
    head_height = draw(st.integers(0, max(screen_height - heights[0] - 1, 0)))
    return Numbered(draw(st.integers(0, 60)), heights, screen_height, head_height, in_group)


def shown(layout: RowLayout, rows: Numbered, index: int) -> bool:
    """Whether all lines of a row are on the screen."""
    return all((index, part) in layout.lines for part in range(rows.height_of(index)))


@given(lists(), st.integers(-5, 70), st.integers(0, 59))
@example(Numbered(30, (1,), 10, 8, 0), 0, 2)
def test_a_row_that_is_shown_is_whole(rows: Numbered, top: int, index: int) -> None:
    """Wherever one was, if the screen has room for it at all; and nothing scrolls where it was whole."""
    if index >= rows.count:
        return
    layout = RowLayout(rows)
    layout.top = top
    before, was_shown = layout.top, shown(layout, rows, index)
    layout.show(index)
    # The divider of a group takes a line where there is more room than for a row.
    if rows.screen_height > rows.height_of(index):
        assert shown(layout, rows, index)
        assert not was_shown or layout.top == before
    assert layout.top <= index


@given(lists(), st.integers(-5, 70))
def test_no_room_is_wasted(rows: Numbered, top: int) -> None:
    """Lines are empty below the last row only if all rows above are shown, or one more would hide it."""
    layout = RowLayout(rows)
    layout.top = top
    assert len(layout.lines) <= rows.screen_height
    assert len(layout.lines) == rows.screen_height or layout.top == 0 or _is_full(rows, layout.top)
    assert 0 <= layout.top <= max(rows.count - 1, 0)
    assert top <= layout.top or layout.top == 0 or layout.top in (top, _last_top(rows))


def _is_full(rows: Numbered, top: int) -> bool:
    """Whether the last row would not be whole if the row above the top were shown, too."""
    above = RowLayout(rows)
    above._top = top - 1
    return not shown(above, rows, rows.count - 1)


def _last_top(rows: Numbered) -> int:
    layout = RowLayout(rows)
    layout.top = rows.count
    return layout.top


@given(lists(), st.integers(0, 30))
def test_lines_follow_one_another(rows: Numbered, top: int) -> None:
    """The head, the first divider, its rows part by part, and another divider where the group is another."""
    layout = RowLayout(rows)
    layout.top = top
    expected = [(0, HEAD - y) for y in range(rows.head_height)] if layout.top == 0 and rows.count else []
    for index in range(layout.top, rows.count):
        is_first = index == layout.top or rows.group(index) != rows.group(index - 1)
        if rows.in_group and is_first and rows.screen_height > rows.height_of(index):
            expected.append((index, DIVIDER))
        expected += [(index, part) for part in range(rows.height_of(index))]
    assert layout.lines == expected[: rows.screen_height]
    assert list(layout.visible_rows) == sorted({index for index, _ in layout.lines})


@given(lists(), st.integers(0, 59), st.integers(0, 19))
@example(Numbered(60, (4,), 20, 0, 0), 20, 7)
def test_a_row_comes_near_a_line(rows: Numbered, index: int, y: int) -> None:
    """No other row at the top brings it nearer, of those that leave no room empty."""
    if index >= rows.count or y >= rows.screen_height or rows.screen_height <= rows.height_of(index):
        return
    layout = RowLayout(rows)
    layout.show_on_line(index, y)
    layout.show(index)
    if rows.head_height or layout.top == _last_top(rows):
        return
    distance = abs(layout.line_of(index) - y)
    for other in (layout.top - 1, layout.top + 1):
        if 0 <= other <= min(index, _last_top(rows)):
            moved = RowLayout(rows)
            moved.top = other
            if shown(moved, rows, index):
                assert distance <= abs(moved.line_of(index) - y)


@given(lists(), st.integers(0, 59))
def test_pages_skip_no_row(rows: Numbered, index: int) -> None:
    """The last row of a page that begins with a row is whole there, and the row after it is not; upwards alike."""
    if index >= rows.count or rows.screen_height <= rows.height_of(index) or rows.head_height:
        return
    layout = RowLayout(rows)
    last, first = layout.last_from(index), layout.first_to(index)
    assert first <= index <= last
    layout.top = index
    if layout.top == index:
        assert all(shown(layout, rows, other) for other in range(index, last + 1))
        assert last + 1 >= rows.count or not shown(layout, rows, last + 1)
    layout.show(first)
    layout.top = first
    assert shown(layout, rows, index)
