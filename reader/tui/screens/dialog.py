"""The base of the modal screens: a frame over the main screen, with the keys of the dialog in the footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from reader.language import later
from reader.tui.commands import Command, Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.keys.in_force import command, commands, here
from reader.tui.widgets.bars import KeyBar
from reader.tui.widgets.rows import RowList

Result = TypeVar("Result")
_LEAST_LINES = 5
"""for a sentence in place of rows"""
_BORDERS = 2


class Dialog(CommandScreen[Result], ModalScreen[Result]):
    """A dialog; a click beside it closes it without a result."""

    def __init__(self) -> None:
        super().__init__()
        self._keys = KeyBar(id="keys")

    # For subclasses to override

    def frame(self) -> Widget:
        """Return the dialog itself."""
        raise NotImplementedError

    def footer(self) -> Iterator[Command]:
        """Yield the commands to show in the footer."""
        scopes = self.scopes_now()
        yield from (each for scope in scopes for each in commands(scope) if each.footer)
        if Scope.MOVE in scopes:
            down, up = (here(command(each), scopes[0]) for each in ("move.down", "move.up"))
            yield replace(down, footer=f"{down.key} {up.key}", label=later("Move"))

    def compose(self) -> ComposeResult:
        """Compose the frame, and the footer at the bottom of the terminal."""
        yield self.frame()
        yield self._keys

    def show_keys(self) -> None:
        """Update the keys in the footer."""
        self._keys.commands = tuple(self.footer())

    def fit(self, frame: Widget, rows: RowList) -> None:
        """Make a frame as high as its rows, within the height that the style sheet allows."""
        frame.styles.height = max(rows.lines_up_to(self.app.size.height), _LEAST_LINES) + _BORDERS

    def on_mount(self) -> None:
        """Show the keys."""
        self.show_keys()

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """Run the command that was clicked in the footer."""
        event.stop()
        await self.run_command(event.command.id)

    def on_click(self, event: events.Click) -> None:
        """Close the dialog where the click is beside it."""
        if event.widget is self:
            event.stop()
            self.dismiss(None)
