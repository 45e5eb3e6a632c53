"""Opens addresses in the browser and post files in the editor."""

from __future__ import annotations

from collections.abc import Callable

from reader import paths
from reader.language import tr
from reader.text.urls import is_openable
from reader.tui import external
from reader.tui.dispatch import handles
from reader.tui.external import Program, ProgramError
from reader.tui.host import Host
from reader.tui.session import Session
from reader.tui.suspending import run_alone


class Browser:
    """Opens addresses after a confirmation, and files."""

    def __init__(self, session: Session, host: Host, copy: Callable[[str, str], None]) -> None:
        """`copy` copies its first argument, and calls it by the second one in a note."""
        self._session = session
        self._host = host
        self._copy = copy

    def open(self, url: str) -> None:
        """Show an address and open it in the browser if the user confirms.

        Only http, https and mailto are opened. Without a browser, offer to copy the address.
        """
        from reader.tui.screens.dialogs import AskScreen  # not needed for the first frame

        if not is_openable(url):
            self._host.say(tr("Not opened: {url}", url=url))
            return
        try:
            program = external.browser(url)
        except ProgramError as error:
            self._host.complain(str(error))
            return
        if program is not None:
            question = AskScreen(tr("Open in the browser?"), url, tr("Open it"))
            self._host.ask(question, lambda yes: self._start(program) if yes else None)
        else:
            question = AskScreen(
                tr("No browser can be opened from here. Copy the address?"), url, tr("Copy it")
            )
            self._host.ask(question, lambda yes: self._copy(url, tr("Address copied")) if yes else None)

    def _start(self, program: Program) -> None:
        """Start a program: alone in the terminal, or apart from it."""
        if program.needs_terminal:
            self._run_in_terminal(program)
        else:
            self._session.jobs.ask(
                "browser",
                lambda: external.start_apart(program),
                lambda _: None,
                fail=lambda error: self._host.complain(str(error)),
            )

    def _run_in_terminal(self, program: Program) -> None:
        try:
            run_alone(self._host.app, program)
        except ProgramError as error:
            self._host.complain(str(error))

    @handles("view.editor")
    def edit(self) -> None:
        """Open the post's file in the user's editor; the reader itself never writes to it."""
        post = self._host.subject
        assert post is not None
        if not paths.is_there(post.file):
            # An editor would begin a new one.
            self._host.complain(tr("The file {file} is not there.", file=post.file))
            return
        try:
            program = external.editor(post.file)
        except ProgramError as error:
            self._host.complain(str(error))
            return
        self._run_in_terminal(program)
