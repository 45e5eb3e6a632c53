"""The themes that can be chosen: the program's own, those of the user's files, and Textual's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from textual.theme import BUILTIN_THEMES, Theme

from reader.config import Loaded
from reader.config.theme_files import Known, names_in, own_theme
from reader.errors import SettingsError
from reader.tui.layout import DEFAULT_THEME
from reader.tui.theme_palettes import CONTRAST, INK, MONOCHROME, PAPER, TERMINAL, TERMINAL_LIGHT, Look
from reader.tui.theme_roles import BASE, COLORS, STYLES, mixed, roles, variables

AUTO = DEFAULT_THEME
"""stands for `ink` or `paper`, as the terminal has a dark or a light ground, and with few colours for `terminal`"""
LOOKS = {look.name: look for look in (INK, PAPER, CONTRAST, TERMINAL, MONOCHROME)}
_OF_TERMINAL = {
    **dict.fromkeys(("ansi-background", "ansi-foreground"), "ansi_default"),
    **dict.fromkeys(("input-cursor-background", "input-cursor-foreground"), "ansi_default"),
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_default",
}
"""what Textual's own styles ask of a theme of the terminal's colours"""


class Terminal(NamedTuple):
    """What the colours of a terminal are."""

    is_dark: bool
    is_colourless: bool
    """whether the user wants none (NO_COLOR)"""
    has_few_colours: bool
    """whether it has sixteen or less, in which mixed ones look as they may"""


_QUIET = 65
"""how much of the letters is in quiet ones, in per cent, where a theme of Textual does not say"""


def known_to_files() -> Known:
    """Return what theme files can refer to."""
    themes = [*LOOKS, *sorted(BUILTIN_THEMES)]
    return Known(themes, COLORS, tuple(STYLES), INK.name, (TERMINAL.name, MONOCHROME.name))


def theme_names(folder: Path) -> list[str]:
    """Return the names of all themes: the automatic choice, the reader's own, those of a folder, then Textual's."""
    first = [AUTO, *LOOKS, *(name for name in names_in(folder) if name not in LOOKS)]
    return [*first, *sorted(BUILTIN_THEMES.keys() - set(first))]


def in_force(name: str, terminal: Terminal) -> str:
    """Return the name of the theme that a chosen one stands for on a terminal."""
    if terminal.is_colourless:
        return MONOCHROME.name
    if name != AUTO:
        return name
    if terminal.has_few_colours:
        return TERMINAL.name
    return INK.name if terminal.is_dark else PAPER.name


def theme(name: str, folder: Path, *, is_dark: bool) -> tuple[Theme | None, tuple[SettingsError, ...]]:
    """Return a theme by its name with what is wrong in its files; None for one that there is not.

    `is_dark` tells the ground of the terminal.
    """
    if name not in names_in(folder):
        return (
            textual_theme(_look(name, is_dark=is_dark)) if name in LOOKS else BUILTIN_THEMES.get(name)
        ), ()
    own = own_theme(name, folder, known_to_files())
    base = _look(own.base, is_dark=is_dark)
    look = Look(
        name,
        {**base.colors, **own.colors},
        {**base.styles, **own.styles},
        base.is_dark if own.is_dark is None else own.is_dark,
        base.is_of_terminal,
    )
    return textual_theme(look), own.problems


def _look(name: str, *, is_dark: bool) -> Look:
    """Return the look of a theme of the program or of Textual."""
    if name == TERMINAL.name and not is_dark:
        return TERMINAL_LIGHT
    return LOOKS[name] if name in LOOKS else _look_of(BUILTIN_THEMES[name])


def _look_of(known: Theme) -> Look:
    """Return the look of a theme of Textual."""
    generated = known.to_color_system().generate()
    if known.ansi:
        return TERMINAL if known.dark else TERMINAL_LIGHT
    colors: Mapping[str, str] = {name: generated[name][:7] for name in BASE}
    quiet = mixed(colors["foreground"], colors["background"], _QUIET)
    cursor = mixed(colors["primary"], colors["background"], 30)
    return Look(known.name, {**colors, "quiet": quiet, "cursor": cursor}, {}, known.dark)


def textual_theme(look: Look) -> Theme:
    """Return a look as Textual takes it."""
    colors = dict(look.colors) if look.is_of_terminal else roles(look.colors)
    base: dict[str, Any] = {name: colors[name] for name in BASE}
    found = variables(colors, look.styles) | (_OF_TERMINAL if look.is_of_terminal else {})
    return Theme(look.name, dark=look.is_dark, ansi=look.is_of_terminal, variables=found, **base)


def unknown_theme(name: str, loaded: Loaded, file: Path, folder: Path) -> str:
    """Return the sentence on a theme in the settings that there is not, with its place."""
    from reader.config.listing import general, one_in_force
    from reader.config.messages import THEME, placed, unknown

    found = one_in_force(general("theme"), loaded, file)
    sentence = unknown(name, theme_names(folder), THEME)
    return (
        f"{found.place}: {sentence}" if found.place and not found.line else placed(sentence, file, found.line)
    )
