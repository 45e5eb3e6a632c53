"""Lines for a terminal: few escape sequences, and the same picture."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.ansi import LineStrip, change, frame, line

_COLOURS = st.sampled_from([None, "red", "#102030", "#d6d3cb", "default"])
_SWITCHES = st.sampled_from([None, False, True])
_STYLES = st.builds(
    Style,
    color=_COLOURS,
    bgcolor=_COLOURS,
    bold=_SWITCHES,
    italic=_SWITCHES,
    underline=_SWITCHES,
    reverse=_SWITCHES,
    strike=_SWITCHES,
)
_SEGMENTS = st.builds(Segment, st.text("ab 文。", max_size=6), _STYLES, st.none())
_WIDTH = 40


def _cells(written: str) -> list[list[object]]:
    screen = pyte.Screen(_WIDTH, 4)
    pyte.Stream(screen).feed(written)
    return [[screen.buffer[y][x] for x in range(_WIDTH)] for y in range(4)]


@given(st.lists(st.lists(_SEGMENTS, max_size=5), min_size=1, max_size=4))
def test_the_picture_is_that_of_segments_written_one_by_one(rows: list[list[Segment]]) -> None:
    """Leaving out what the terminal knows changes no cell, nor the pen that is left to others."""
    placed = [(0, y, LineStrip(segments) if y % 2 else Strip(segments)) for y, segments in enumerate(rows)]
    plain = "".join(
        f"\x1b[{y + 1}H" + "".join((style or Style()).render(text) for text, style, _ in segments)
        for y, segments in enumerate(rows)
    )
    assert _cells(frame(placed, ColorSystem.TRUECOLOR) + "\x1b[4;30Hx") == _cells(plain + "\x1b[4;30Hx")


def test_a_page_in_one_style_names_it_once() -> None:
    """The style of a line that has the same as the one before it is not said again."""
    style = Style(color="#d6d3cb", bgcolor="#16181c")
    written = frame([(0, y, line([("文", style)], 10, style)) for y in range(4)], ColorSystem.TRUECOLOR)
    assert written.count("38;2;") == 1


def test_only_what_differs_is_said() -> None:
    """Another colour on the same ground is a colour; the end of an attribute begins anew."""
    red, bold = (
        Style(color="#ff0000", bgcolor="#000000"),
        Style(color="#ffffff", bgcolor="#000000", bold=True),
    )
    colours = ColorSystem.TRUECOLOR.value
    assert change(red, red, colours) == ""
    assert change(red, bold, colours) == "\x1b[1;38;2;255;255;255m"
    assert change(bold, red, colours) == "\x1b[0;38;2;255;0;0;48;2;0;0;0m"


@given(st.lists(st.tuples(st.text("a文 ", max_size=9), _STYLES), max_size=5), st.integers(0, 12))
def test_a_line_is_as_wide_as_asked(parts: list[tuple[str, Style]], width: int) -> None:
    """Parts are cut or filled, and a wide character is never halved."""
    made = line(parts, width, Style())
    assert Strip(list(made)).cell_length == made.cell_length == width
    assert "".join(text for text, _ in parts).startswith(made.text.rstrip())
