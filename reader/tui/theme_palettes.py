"""The themes that the program brings along: their colours and styles, see `theme_roles`.

`tests/tui/test_themes.py` measures the contrasts of those whose colours are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.tui.theme_roles import COLORS


class Look(NamedTuple):
    """The colours and styles of a theme."""

    name: str
    colors: Mapping[str, str]
    styles: Mapping[str, str]
    is_dark: bool = True
    is_of_terminal: bool = False
    """whether its colours are those that the terminal defines"""


INK = Look(
    "ink",
    {
        "primary": "#84add0",
        "secondary": "#ae9cc6",
        "accent": "#d9a05b",
        "warning": "#d9a05b",
        "error": "#e58b8d",
        "success": "#93b380",
        "foreground": "#d9d6ce",
        "background": "#16181c",
        "surface": "#1b1e23",
        "panel": "#23272e",
        "soft": "#c9c6be",
        "quiet": "#a5a39d",
        "cursor": "#2c3844",
        "cursor-text": "#f2efe6",
        "idle-cursor": "#262b32",
        "idle-cursor-text": "#d9d6ce",
        "typed-selection": "#3a4f62",
        "chip": "#2b3743",
        "chosen": "#403629",
        "hit": "#4a3b27",
        "link-cursor": "#32434f",
        "green": "#32412f",
        "violet": "#3b3746",
        "blue": "#2a3d50",
        "shade-1": "#1e262e",
        "shade-2": "#25313d",
        "shade-3": "#2c3c4c",
        "shade-4": "#304156",
    },
    {},
)
PAPER = Look(
    "paper",
    {
        "primary": "#23567d",
        "secondary": "#5f4c7f",
        "accent": "#8c4711",
        "warning": "#8c4711",
        "error": "#9c2a33",
        "success": "#3c5f2a",
        "foreground": "#24231f",
        "background": "#f7f4ec",
        "surface": "#f1ede2",
        "panel": "#e6e1d3",
        "soft": "#3a3833",
        "quiet": "#5b5952",
        "cursor": "#d3dde4",
        "cursor-text": "#1d1c1a",
        "idle-cursor": "#e9e5d8",
        "idle-cursor-text": "#24231f",
        "typed-selection": "#b9cbd6",
        "chip": "#cfdbe1",
        "chosen": "#e9d6c0",
        "hit": "#eccfa0",
        "shade-4": "#97b2c6",
    },
    {},
    is_dark=False,
)
CONTRAST = Look(
    "contrast",
    {
        "primary": "#7fd4ff",
        "secondary": "#e0b3ff",
        "accent": "#ffd24a",
        "warning": "#ffd24a",
        "error": "#ffa0a0",
        "success": "#8df58d",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#1c1c1c",
        "soft": "#f2f2f2",
        "quiet": "#cecece",
        "faint": "#9a9a9a",
        "rule": "#8a8a8a",
        "edge": "#6a6a6a",
        "cursor": "#003a66",
        "cursor-text": "#ffffff",
        "idle-cursor": "#2c2c2c",
        "idle-cursor-text": "#ffffff",
        "typed-selection": "#003a66",
        "chip": "#003a66",
        "chosen": "#4a3c00",
        "hit": "#4a3c00",
        "link-cursor": "#003a66",
        "yellow": "#4a3c00",
        "green": "#0f4a0f",
        "blue": "#003a66",
        "red": "#5c1010",
        "violet": "#41205c",
        "shade-1": "#10202c",
        "shade-2": "#123246",
        "shade-3": "#144460",
        "shade-4": "#16567a",
    },
    {"cursor": "bold", "hit": "bold underline", "highlight": "underline", "chosen": "bold"},
)


def _of_terminal(name: str, base: Mapping[str, str], styles: Mapping[str, str], *, is_dark: bool) -> Look:
    """Return a theme in whose colours nothing is mixed: what is not named is the terminal's own."""
    colors = dict.fromkeys(COLORS, "ansi_default") | {
        name: base["primary"] for name in ("bar", "frame") if "primary" in base
    }
    return Look(name, {**colors, **base}, {**_REVERSED, **styles}, is_dark, is_of_terminal=True)


_REVERSED = {
    "quiet": "dim",
    "cursor": "reverse",
    "idle-cursor": "underline",
    "chip": "reverse",
    "chosen": "bold reverse not dim",
    "hit": "bold underline not dim",
    "current-hit": "bold reverse not dim",
    "archived": "bold underline",
    "link-cursor": "bold reverse not dim",
    "highlight": "reverse",
    "range": "reverse",
    "here": "underline",
    "rule": "dim",
    "faint": "dim",
    "edge": "dim",
    "edge-focus": "bold",
    "shade-3": "bold",
    "shade-4": "bold underline",
}
"""what is told apart without colours: dim, and reverse, look right on any ground that a terminal has"""
_ON_DARK = {
    "primary": "ansi_cyan",
    "secondary": "ansi_magenta",
    "accent": "ansi_yellow",
    "warning": "ansi_yellow",
    "error": "ansi_red",
    "success": "ansi_green",
    "mark": "ansi_yellow",
    "on-mark": "ansi_black",
}
_ON_LIGHT = {
    **_ON_DARK,
    "primary": "ansi_blue",
    "accent": "ansi_red",
    "warning": "ansi_red",
    "success": "ansi_blue",
}
_HIGHLIGHTED = {"current-hit": "bold not dim"}
TERMINAL = _of_terminal("terminal", _ON_DARK, _HIGHLIGHTED, is_dark=True)
TERMINAL_LIGHT = _of_terminal("terminal", _ON_LIGHT, _HIGHLIGHTED, is_dark=False)
"""the same for a terminal with a light ground"""
MONOCHROME = _of_terminal("monochrome", {}, {}, is_dark=True)
