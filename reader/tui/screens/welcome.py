"""The first start without archives: what to do, and a line in which a folder is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.errors import ReaderError
from reader.language import later, tr
from reader.tui.commands import Command, Scope
from reader.tui.dispatch import handles
from reader.tui.folder_names import folders_beginning
from reader.tui.keys.in_force import command
from reader.tui.screens.dialog import Dialog
from reader.tui.thread_pool import in_background
from reader.tui.widgets.line_input import DialogLine

_MOST_PROPOSALS = 4
_SAID = later(
    "An archive is a folder of Markdown files or web pages, one per post.\n"
    "Type where yours is (Tab completes): it is opened and remembered.\n"
    "Or press Enter for the tour; `reader FOLDER` opens a folder any time."
)


class WelcomeScreen(Dialog[Path | None]):
    """Asks for a folder; the result is one with posts, or None for the tour."""

    SCOPES = (Scope.WELCOME, Scope.DIALOG)

    def __init__(self, check: Callable[[Path], None]) -> None:
        """`check` raises ReaderError for a folder that holds no posts; it may look through all files."""
        super().__init__()
        self._check = check
        self._line = DialogLine(self.act, placeholder=tr("a folder, such as ~/news"))
        self._told = Static("", markup=False, classes="understood")
        self._proposals: Sequence[str] = ()

    def frame(self) -> Widget:
        """Return what to do, the line, and how the name may go on, or what is wrong with it."""
        frame = Vertical(Static(tr(_SAID), markup=False), self._line, self._told, classes="question")
        frame.border_title = tr("Welcome")
        return frame

    def footer(self) -> Iterator[Command]:
        """Yield what Enter and Tab do."""
        yield replace(command("welcome.open"), label=tr("Open") if self._line.value.strip() else tr("Tour"))
        if self._proposals:
            yield command("welcome.complete")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Propose how the name may go on."""
        event.stop()
        self._proposals = folders_beginning(event.value)[:_MOST_PROPOSALS] if event.value else ()
        self._told.update(Content.assemble(("\n".join(self._proposals), "$text-muted")))
        self.show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the folder on Enter."""
        event.stop()
        self.open()

    @handles("welcome.open")
    def open(self) -> None:
        """Close with the folder, if it holds posts; with nothing typed, for the tour."""
        typed = self._line.value.strip()
        if not typed:
            self.dismiss(None)
            return
        try:
            folder = Path(os.path.abspath(Path(typed).expanduser()))  # noqa: PTH100 - links stay as they are named
        except (RuntimeError, ValueError):
            self._told.update(Content.assemble((tr("The home folder of this name is not known."), "$error")))
        else:
            self._told.update(Content.assemble((tr("Looking for posts …"), "$text-muted")))
            self.run_worker(self._open_if_posts(folder), exclusive=True)

    async def _open_if_posts(self, folder: Path) -> None:
        """Close with a folder, once another thread has found posts in it."""
        try:
            await in_background(lambda: self._check(folder))
        except ReaderError as error:
            self._told.update(Content.assemble((str(error), "$error")))
        else:
            self.dismiss(folder)

    @handles("welcome.complete")
    def complete(self) -> None:
        """Type the first proposal."""
        if self._proposals:
            self._line.value = self._proposals[0]
            self._line.action_end()

    def act(self, key: str) -> bool:
        """Complete on Tab; return whether the key was that."""
        if key == "tab":
            self.complete()
        return key == "tab"
