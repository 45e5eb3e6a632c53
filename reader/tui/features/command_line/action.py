"""Opens the command line, runs what is typed there, and keeps it for later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from reader.errors import StateError
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.features.command_line.model import Action, Argument

_PROPOSING = "proposals"


class TypeCommands:
    """Runs commands by their names."""

    def __init__(
        self,
        session: Session,
        host: Host,
        arguments: Callable[[], Mapping[str, Argument]],
        run: Callable[[str, int], object],
    ) -> None:
        """`arguments` returns the commands that take something; `run` runs a command with a count."""
        self._session = session
        self._host = host
        self._arguments = arguments
        self._run = run

    @handles("link.pipe")
    def ask_for_program(self) -> None:
        """Open the line with the command that hands an article to a program."""
        self.open("pipe ")

    def open(self, text: str) -> None:
        """Open the line with a text."""
        from reader.tui.features.command_line.model import CommandLine  # not needed for the first frame
        from reader.tui.features.command_line.screen import CommandLineScreen

        lines = self._session.library.command_lines
        try:
            past = lines.texts()
        except StateError as error:
            past = []
            self._host.complain(str(error))
        model = CommandLine(self._arguments(), self._run)

        def propose(typed: str, then: Callable[[Sequence[str]], None]) -> None:
            self._session.jobs.ask(_PROPOSING, lambda: model.proposals(typed), then)

        self._host.ask(CommandLineScreen(model, propose, past, text), self._take)

    def _take(self, typed: tuple[str, Action] | None) -> None:
        self._session.jobs.cancel(_PROPOSING)
        if typed is None:
            return
        text, action = typed
        try:
            self._session.library.command_lines.keep(text)
        except StateError as error:
            self._host.complain(str(error))
        page, main_screen = self._host.app.screen, cast("object", self._host)
        if page is not main_screen:
            # What was typed acts on the list or the article below.
            page.dismiss()
        action()
