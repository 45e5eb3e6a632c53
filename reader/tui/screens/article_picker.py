"""The screen of articles over the main one: a story, who links here, what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from reader.errors import ReaderError
from reader.library import DamagedIndexError
from reader.text.plural import counted
from reader.tui.commands import Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.jobs import Jobs
from reader.tui.widgets.picker_rows import Entry, PickerRows

_NO_INDEX = "The index can not be read now. q goes back, R looks through the files again."


class ArticlePicker(CommandScreen[Entry | None], ModalScreen[Entry | None]):
    """Articles to choose from; the answer is the one to read here.

    Those that the archives do not hold, and all on demand, are handed to `open_outside`.
    """

    SCOPES = (Scope.PICKER, Scope.DIALOG, Scope.MOVE)

    def __init__(
        self,
        title: str,
        gather: Callable[[], Sequence[Entry]],
        open_outside: Callable[[str], None],
        jobs: Jobs,
        *,
        opened_by: str,
        loading: str,
        empty: str,
    ) -> None:
        """`gather` works off the screen's thread; the keys of the command `opened_by` also close the screen."""
        super().__init__()
        self.CLOSED_BY = (opened_by,)
        self._jobs = jobs
        self._title = title
        self._gather = gather
        self._open_outside = open_outside
        self._empty = empty
        self._rows = PickerRows()
        self._rows.empty_text = loading
        self._frame = Vertical(self._rows, classes="dialog")

    def compose(self) -> ComposeResult:
        """The rows in a frame."""
        self._frame.border_title = Content(self._title)
        self._frame.border_subtitle = "q closes"
        yield self._frame

    def on_mount(self) -> None:
        """Begin to gather."""
        self._jobs.ask("pick", self._gather, self._show, fail=self._show_error)

    def on_unmount(self) -> None:
        """Drop what is still gathered."""
        self._jobs.cancel("pick")

    def _show_error(self, error: ReaderError) -> None:
        sentence = _NO_INDEX if isinstance(error, DamagedIndexError) else f"{error} q goes back."
        self._rows.empty_text = sentence

    def _show(self, entries: Sequence[Entry]) -> None:
        self._rows.empty_text = self._empty
        self._rows.show(entries)
        if entries:
            outside = sum(entry.post is None for entry in entries)
            elsewhere = f", {outside} not in the archive" if outside else ""
            self._frame.border_subtitle = (
                f"{counted(len(entries), 'article')}{elsewhere} · Enter reads · F browser · q closes"
            )

    def on_picker_rows_chose(self, event: PickerRows.Chose) -> None:
        """Read the article here, or open it in the browser after a look at its address."""
        event.stop()
        entry = event.entry
        if entry.post is not None and not event.in_browser:
            self.dismiss(entry)
        elif entry.url:
            self._open_outside(entry.url)
