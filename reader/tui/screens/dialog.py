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
from reader.tui.footer import offered
from reader.tui.keys.in_force import command, commands, here
from reader.tui.screens.footed import FootedScreen
from reader.tui.widgets.rows import RowList

Result = TypeVar("Result")
_LEAST_LINES = 5
"""for a sentence in place of rows"""
_BORDERS = 2


class Dialog(FootedScreen[Result], ModalScreen[Result]):
    """A dialog; a click beside it closes it without a result."""

    # For subclasses to override

    def frame(self) -> Widget:
        """Return the dialog itself."""
        raise NotImplementedError

    def footer(self) -> Iterator[Command]:
        """Yield the commands to show in the footer: those that would do something now."""
        scopes, can_run = self.scopes_now(), self.runnable()
        yield from (each for scope in scopes for each in offered(commands(scope), can_run))
        if Scope.MOVE in scopes and can_run("move.down"):
            down, up = (here(command(each), scopes[0]) for each in ("move.down", "move.up"))
            yield replace(down, footer=f"{down.key} {up.key}", label=later("Move"))

    def compose(self) -> ComposeResult:
        """Compose the frame, and the footer at the bottom of the terminal."""
        yield self.frame()
        yield self.key_bar

    def fit(self, frame: Widget, rows: RowList) -> None:
        """Make a frame as high as its rows, within the height that the style sheet allows."""
        frame.styles.height = max(rows.lines_up_to(self.app.size.height), _LEAST_LINES) + _BORDERS

    def on_click(self, event: events.Click) -> None:
        """Close the dialog where the click is beside it."""
        if event.widget is self:
            event.stop()
            self.dismiss(None)
