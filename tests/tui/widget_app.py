"""An app for one widget alone, in which keys call its commands as on the main screen."""

from __future__ import annotations

from textual.screen import Screen

from reader.tui.commands import Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.input_queue import InputQueue


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

    async def on_ready(self) -> None:
        """Take the keys, as the whole app does once it is there."""
        await self.take_keys()
