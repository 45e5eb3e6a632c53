"""An app for one widget alone, in which keys call its commands as on the main screen."""

from __future__ import annotations

from textual.screen import Screen

from reader.tui.commands import Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.input_queue import InputQueue
from reader.tui.theme_roles import defaults


class _WidgetScreen(CommandScreen[None]):
    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.SCOPES = scopes


class WidgetApp(InputQueue):
    """The app; a subclass composes the widget."""

    SCOPES: tuple[Scope, ...] = ()
    """whose keys work"""

    def get_default_screen(self) -> Screen[None]:
        return _WidgetScreen(*self.SCOPES)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of Textual's theme, and the roles that it does not know."""
        known = super().get_css_variables()
        return {**dict(defaults(known)), **known}

    async def on_ready(self) -> None:
        """Take the keys, as the whole app does once it is there."""
        await self.take_keys()
