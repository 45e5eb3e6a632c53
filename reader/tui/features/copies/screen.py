"""The modal screen that lists the copies of a post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from reader.errors import ReaderError
from reader.post import Post
from reader.tui.commands import Scope
from reader.tui.features.copies.rows import CopyRows
from reader.tui.jobs import Jobs
from reader.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from reader.library.copies import Copy

_BORDER = 2
"""height of the frame in lines"""


class CopiesScreen(Dialog[Post | None]):
    """The copies of a post; the result is the one to open."""

    SCOPES = (Scope.COPIES, Scope.DIALOG, Scope.MOVE)
    CLOSED_BY = ("read.copies",)

    def __init__(self, compare: Callable[[], Sequence[Copy]], jobs: Jobs, *, zone: tzinfo) -> None:
        """`compare` reads the files; it runs in a job."""
        super().__init__()
        self._compare = compare
        self._jobs = jobs
        self._rows = CopyRows(zone)
        self._frame = Vertical(self._rows, classes="dialog")

    def frame(self) -> Widget:
        """Return the copies in a frame."""
        self._frame.border_title = "Copies"
        return self._frame

    def on_mount(self) -> None:
        """Start reading the files."""
        self._jobs.ask("copies", self._compare, self._show, fail=self._show_error)

    def on_unmount(self) -> None:
        """Cancel reading the files."""
        self._jobs.cancel("copies")

    def _show_error(self, error: ReaderError) -> None:
        self._rows.empty_text = str(error)

    def _show(self, copies: Sequence[Copy]) -> None:
        count = len(copies)
        self._frame.border_title = Content(f"{count} files hold this post" if count > 1 else "No copies")
        self._frame.styles.height = count * self._rows.row_height + _BORDER
        self._rows.show(copies)

    def on_copy_rows_opened(self, event: CopyRows.Opened) -> None:
        """Close with the chosen copy."""
        self.dismiss(event.post)
