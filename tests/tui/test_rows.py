"""The virtual list: cursor, viewport, dividers, and cutting of wide characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from reader.tui.commands import Scope
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList
from tests.tui.widget_app import WidgetApp

LEFT_TO_RIGHT = st.characters().filter(lambda sign: unicodedata.bidirectional(sign) not in ("R", "AL", "AN"))


class Numbers(RowList):
    """Rows that say their number, in groups of ten."""

    ROW_HEIGHT = 2

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.painted: set[int] = set()
        self.lines_of_a_row = self.ROW_HEIGHT

    def row_count(self) -> int:
        return self.count

    def group(self, index: int) -> str | None:
        return f"group {index // 10}"

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        self.painted.add(index)
        lines = [line([(f"row {index}", Style())], width, fill), Strip.blank(width, fill)]
        return lines[: self.lines_of_a_row]


class NumbersApp(WidgetApp):
    """The list alone on the screen."""

    SCOPES = (Scope.MOVE,)

    def __init__(self, count: int) -> None:
        super().__init__()
        self.numbers = Numbers(count)

    def compose(self) -> ComposeResult:
        yield self.numbers


def screen_text(numbers: Numbers) -> list[str]:
    """What stands on the lines of the list."""
    return [numbers.render_line(y).text.rstrip(" │┃") for y in range(numbers.size.height)]


@given(st.text(LEFT_TO_RIGHT, max_size=60), st.integers(0, 40))
def test_a_cut_text_fits_and_never_halves_a_wide_character(text: str, cells: int) -> None:
    """Cutting keeps the start of the text and never takes more room than there is.

    Hebrew and Arabic are cut as well, and then set in visual order.
    """
    short = cut(text, cells)
    assert cell_len(short) <= cells
    assert short == text or short.endswith("…") or not short
    assert text.startswith(short.removesuffix("…"))


async def test_the_first_line_names_the_group_of_the_top_row() -> None:
    """Wherever one scrolls to, the divider says where that is."""
    app = NumbersApp(100)
    async with app.run_test(size=(40, 12)) as pilot:
        app.numbers.put_cursor(57, 55)
        await pilot.pause()
        assert screen_text(app.numbers)[:2] == [" group 5 " + "─" * 30, "row 55"]


@pytest.mark.parametrize("keys", [["G"], ["end"], ["j"] * 30, ["pagedown"] * 12, ["ctrl+d"] * 20])
async def test_the_cursor_is_always_in_sight(keys: list[str]) -> None:
    """Whatever key moves the cursor, its row is whole on the screen."""
    app = NumbersApp(200)
    async with app.run_test(size=(40, 11)) as pilot:
        for key in keys:
            await pilot.press(key)
        numbers = app.numbers
        first_line = screen_text(numbers).index(f"row {numbers.cursor}")
        assert first_line + numbers.ROW_HEIGHT <= numbers.size.height


async def test_the_end_leaves_no_empty_lines() -> None:
    """The last row stands at the bottom, not at the top of an empty screen."""
    app = NumbersApp(100)
    async with app.run_test(size=(40, 12)) as pilot:
        app.numbers.put_cursor(99, 99)
        await pilot.pause()
        assert screen_text(app.numbers)[1] != ""
        assert "row 99" in screen_text(app.numbers)


async def test_a_row_that_became_shorter() -> None:
    """Files change at any moment: until the list is laid out anew, its last line is empty."""
    app = NumbersApp(100)
    async with app.run_test(size=(40, 12)) as pilot:
        app.numbers.lines_of_a_row = 1
        app.numbers.put_cursor(50, 50)
        await pilot.pause()
        assert screen_text(app.numbers)[1:5] == ["row 50", "", "row 51", ""]


async def test_only_rows_on_the_screen_are_painted() -> None:
    """A million rows cost what a screenful costs."""
    app = NumbersApp(1_000_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("G", "home", "j")
        assert app.numbers.cursor == 1
        assert len(app.numbers.painted) < 40


async def test_a_click_puts_the_cursor_on_the_row() -> None:
    """The mouse chooses rows, not dividers' neighbours."""
    app = NumbersApp(100)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(app.numbers, offset=(3, 5))
        assert screen_text(app.numbers)[5] == "row 2"
        assert app.numbers.cursor == 2


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    """Looking around does not choose."""
    app = NumbersApp(100)
    async with app.run_test(size=(40, 12)) as pilot:
        app.numbers.scroll_by(30)
        await pilot.pause()
        assert (app.numbers.top, app.numbers.cursor) == (30, 0)


@pytest.mark.parametrize("height", [1, 2, 3])
async def test_a_tiny_screen_shows_what_fits(height: int) -> None:
    """A terminal of a few lines does not break the list."""
    app = NumbersApp(50)
    async with app.run_test(size=(12, height)) as pilot:
        await pilot.press("j", "j", "G", "k")
        assert app.numbers.cursor == 48


async def test_no_rows_leave_the_cursor_at_rest() -> None:
    """Keys on an empty list do nothing, and the list says why it is empty."""
    app = NumbersApp(0)
    app.numbers.empty_text = "Nothing here."
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("j", "G", "pagedown", "k")
        assert app.numbers.cursor == 0
        assert "Nothing here." in " ".join(screen_text(app.numbers))
