"""The reader's own themes: `ink` (dark, the default) and `paper` (light)."""

from __future__ import annotations

from pathlib import Path

from textual.theme import BUILTIN_THEMES, Theme

from reader.config import Loaded
from reader.language import tr
from reader.tui.layout import DEFAULT_THEME

INK = Theme(
    name=DEFAULT_THEME,
    dark=True,
    primary="#7aa2c4",
    secondary="#9d8bb5",
    accent="#d9a05b",
    warning="#d9a05b",
    error="#d2696b",
    success="#8fae7c",
    foreground="#d6d3cb",
    background="#16181c",
    surface="#1b1e23",
    panel="#23272e",
    variables={
        "block-cursor-background": "#33404d",
        "block-cursor-foreground": "#f2efe6",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#262b32",
        "block-cursor-blurred-foreground": "#d6d3cb",
        "input-selection-background": "#7aa2c4 35%",
    },
)

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#2f6690",
    secondary="#6d5a8c",
    accent="#a4581c",
    warning="#a4581c",
    error="#a8323a",
    success="#4c7038",
    foreground="#2b2a27",
    background="#f7f4ec",
    surface="#f1ede2",
    panel="#e6e1d3",
    variables={
        "block-cursor-background": "#d3dde4",
        "block-cursor-foreground": "#1d1c1a",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e9e5d8",
        "block-cursor-blurred-foreground": "#2b2a27",
        "input-selection-background": "#2f6690 25%",
    },
)

THEMES = (INK, PAPER)


def unknown_theme(name: str, loaded: Loaded, file: Path) -> str:
    """Return the sentence on a theme in the settings that there is not, with its place."""
    from reader.config.listing import general, one_in_force
    from reader.config.messages import THEME, unknown

    found = one_in_force(general("theme"), loaded, file)
    sentence = unknown(name, theme_names(), THEME)
    if found.line:
        return tr("{file}, line {line}: {sentence}", file=file, line=found.line, sentence=sentence)
    return f"{found.place or file}: {sentence}"


def theme_names() -> list[str]:
    """Return the names of all themes: the reader's own first, then Textual's."""
    own = [theme.name for theme in THEMES]
    return [*own, *sorted(BUILTIN_THEMES.keys() - set(own))]
