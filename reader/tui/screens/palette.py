"""Textual's palette, safe against keys that come before it is laid out, or together."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.widgets import OptionList


class Palette(CommandPalette):
    """The palette of commands, and that of themes."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key ask the list for a row before it is there, nor for a page before it has lines: Textual fails."""
        if action in ("command_list", "cursor_down"):
            found = self.query(OptionList)
            if not found or (action == "command_list" and not found.first().scrollable_content_region):
                return False
        return super().check_action(action, parameters)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette; a second Escape or click that arrives together with the first changes nothing."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
