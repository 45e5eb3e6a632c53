"""The values of settings as commands, which the palette finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reader.config.schema import SETTINGS
from reader.language import tr
from reader.tui.commands import Command, Group, Scope
from reader.tui.preferences import Preferences
from reader.tui.themes import theme_names

_SIGN = "="
"""between name and value in the id of such a command; ids of others have none"""


def setting_commands(preferences: Preferences) -> Iterator[Command]:
    """Yield a command for each value of a setting that has few and acts at once, but for those in force."""
    for name, known in SETTINGS.items():
        if preferences.is_live(name):
            for value in _values(name, preferences):
                if value != getattr(preferences.settings, name):
                    shown = str(value).lower() if isinstance(value, bool) else str(value)
                    label = f"{tr(known.title)}: {shown}"
                    yield Command(
                        f"{name}{_SIGN}{value}", (), label, tr(known.help), Group.VIEW, Scope.SCREEN
                    )


def chosen(command_id: str) -> tuple[str, Any] | None:
    """Return the name and the value that such a command stands for; None for another command."""
    name, sign, text = command_id.partition(_SIGN)
    kind = SETTINGS[name].kind if sign else None
    return None if kind is None else (name, kind.checked(kind.from_text(text)))


def _values(name: str, preferences: Preferences) -> tuple[Any, ...]:
    return tuple(theme_names(preferences.theme_folder)) if name == "theme" else SETTINGS[name].kind.choices
