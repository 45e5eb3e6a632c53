"""The browser and the editor: a post's address, or its file, opened outside the reader on a key."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress

from reader.text.urls import is_openable
from reader.tui import external
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session


class Browser:
    """Opens addresses and files, after a look at the address."""

    def __init__(self, session: Session, host: Host, copy: Callable[[str, str], None]) -> None:
        """`copy` copies a text and says what was copied."""
        self._session = session
        self._host = host
        self._copy = copy

    def open(self, url: str) -> None:
        """Show the address and open it in the browser if the user says so.

        Only http, https and mailto are ever opened. Where no browser can be opened, the address is copied.
        """
        from reader.tui.screens.dialogs import AskScreen  # not needed for the first frame

        if not is_openable(url):
            self._host.say(f"Not opened: {url}")
        elif external.has_browser():
            question = AskScreen("Open in the browser?", url, "opens it")
            self._host.ask(question, lambda yes: self._open(url) if yes else None)
        else:
            question = AskScreen("No browser can be opened from here. Copy the address?", url, "copies it")
            self._host.ask(question, lambda yes: self._copy(url, "Address") if yes else None)

    def _open(self, url: str) -> None:
        def told(was_taken: bool) -> None:
            if not was_taken:
                self._host.say("No browser took the address")

        self._session.jobs.ask("browser", lambda: external.open_in_browser(url), told)

    @handles("view.editor")
    def edit(self) -> None:
        """Show the post's file in the user's editor; the reader itself never writes it."""
        post = self._host.subject
        assert post is not None
        command = external.editor_command(post.file)
        if command is None:
            self._host.say("Set $VISUAL or $EDITOR to open posts in an editor")
            return
        with suppress(OSError), self._host.app.suspend():
            subprocess.run(command, check=False)
        self._host.app.refresh(layout=True)
