"""Output without redundant styles makes the same picture."""

from __future__ import annotations

import re

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from reader.tui.sgr import StyleFilter

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


def _plain(rows: list[list[Segment]]) -> str:
    """Return rows as Textual writes them."""
    return "\n".join(
        f"\x1b[{y + 1};1H" + "".join((style or Style()).render(text) for text, style, _ in segments)
        for y, segments in enumerate(rows)
    )


@given(st.lists(st.lists(_SEGMENTS, max_size=5), min_size=1, max_size=4), st.integers(0, 200))
def test_the_picture_is_the_same(rows: list[list[Segment]], cut: int) -> None:
    """Leaving out what the terminal knows changes no cell, nor the style that is left to others, in one or two writes."""
    written, styles = _plain(rows) + "\x1b[4;30Hx", StyleFilter()
    cut = written.find("\x1b[", cut)
    pieces = [written] if cut < 0 else [written[:cut], written[cut:]]
    assert _cells("".join(map(styles.reduce, pieces))) == _cells(written)


@given(st.text("\x1b[];0138mHhl?a文\n\\", max_size=60))
def test_what_is_no_style_is_written_as_it_is(data: str) -> None:
    """Everything but styles stays, in its order."""
    styles = re.compile(r"\x1b\[[0-9;]*m")
    assert styles.sub("", StyleFilter().reduce(data)) == styles.sub("", data)


def test_a_page_in_one_style_names_it_once() -> None:
    """The style of a line that has the same as the one before it is not said again."""
    style = Style(color="#d6d3cb", bgcolor="#16181c")
    written = StyleFilter().reduce(_plain([[Segment("文", style), Segment(" 文", style)]] * 4))
    assert written.count("38;2;") == 1
    assert written.endswith("文\x1b[0m")


_RED = "\x1b[38;2;255;0;0;48;2;0;0;0m"
_BOLD = "\x1b[1;38;2;255;255;255;48;2;0;0;0m"


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (f"{_RED}a\x1b[0m{_RED}b\x1b[0m", f"{_RED}ab\x1b[0m"),
        (f"{_RED}a\x1b[0m{_BOLD}b\x1b[0m", f"{_RED}a\x1b[1;38;2;255;255;255mb\x1b[0m"),
        (f"{_BOLD}a\x1b[0m{_RED}b", f"{_BOLD}a\x1b[0;38;2;255;0;0;48;2;0;0;0mb"),
        ("\x1b[31;44ma\x1b[0m\x1b[31mb\x1b[m", "\x1b[31;44ma\x1b[49mb\x1b[0m"),
        ("\x1b[1ma\x1b[22mb", "\x1b[1ma\x1b[0;1;22mb"),
        (
            f"{_RED}a\x1b[0m\x1b]8;;http://a.example\x1b\\{_RED}b\x1b[0m\x1b]8;;\x1b\\",
            f"{_RED}a\x1b]8;;http://a.example\x1b\\b\x1b]8;;\x1b\\\x1b[0m",
        ),
        ("\x1b[?1049h", "\x1b[?1049h"),
    ],
)
def test_only_what_differs_is_said(data: str, written: str) -> None:
    """Another colour on the same ground is a colour; the end of an attribute begins anew."""
    assert StyleFilter().reduce(data) == written


def test_a_style_lasts_from_one_write_to_the_next() -> None:
    """What was left set is not set again."""
    styles = StyleFilter()
    assert styles.reduce(f"{_RED}a") + styles.reduce(f"\x1b[0m{_RED}b\x1b[0m") == f"{_RED}ab\x1b[0m"
