"""Screens that show the keys of their commands in a footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from reader.tui.commands import Command
from reader.tui.dispatch import CommandScreen
from reader.tui.footer import offered_in
from reader.tui.widgets.bars import KeyBar

Result = TypeVar("Result")


class FootedScreen(CommandScreen[Result]):
    """A screen with the commands in its footer that would do something now; subclasses compose `key_bar`."""

    def __init__(self) -> None:
        super().__init__()
        self.key_bar = KeyBar(self.footer, id="keys")

    def footer(self) -> Iterable[Command]:
        """Return the commands to show in the footer: those of what has the focus, and the help."""
        return offered_in(self.scopes_now()[0], self.runnable())

    def show_keys(self) -> None:
        """Update the keys in the footer."""
        self.key_bar.outdate()

    async def run_command(self, command_id: str, count: int = 0) -> bool:
        """Run a command, after which others may be possible than before."""
        was_possible = await super().run_command(command_id, count)
        self.show_keys()
        return was_possible

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus now."""
        self.show_keys()

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """Run the command that was clicked in the footer."""
        event.stop()
        await self.run_command(event.command.id)


ALSO_ON_PAGES = ("program.help", "program.palette", "program.command-line", *FootedScreen.ALSO)
"""commands of other scopes whose keys also work on a page over the main screen"""
