"""The modal screen that lists recent changes and takes any of them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from textual.containers import Vertical
from textual.widget import Widget

from reader.language import tr
from reader.library import Change
from reader.tui.commands import Scope, with_wider
from reader.tui.features.changes.rows import ChangeRows
from reader.tui.screens.dialog import Dialog

_BESIDE_ROWS = 3
"""height of the frame and of the day above the first row, in lines"""
_LEAST_ROWS = 6


class ChangesScreen(Dialog[None]):
    """The recent changes of all runs and archives; Enter takes one back, and again makes it again."""

    SCOPES = with_wider(Scope.CHANGE_LOG)
    CLOSED_BY = ("mark.changes",)

    def __init__(
        self,
        changes: Callable[[], Sequence[Change]],
        take_back: Callable[[Change, Callable[[], None]], None],
        *,
        zone: tzinfo,
        archives: str,
    ) -> None:
        """`changes` returns them as they are now; `take_back` takes one back, or makes it again, and then calls back."""
        super().__init__()
        self._changes = changes
        self._take_back = take_back
        self._rows = ChangeRows(zone, archives)
        self._frame = Vertical(self._rows, classes="dialog")

    def frame(self) -> Widget:
        """Return the list of changes."""
        self._frame.border_title = tr("What was changed")
        return self._frame

    def on_mount(self) -> None:
        """Show the changes."""
        changes = self._changes()
        self._rows.show(changes)
        self._frame.styles.height = max(len(changes), _LEAST_ROWS) + _BESIDE_ROWS
        self._rows.focus()

    def on_change_rows_chosen(self, event: ChangeRows.Chosen) -> None:
        """Take a change back, or make it again."""
        event.stop()
        self._take_back(event.change, self._show)

    def _show(self) -> None:
        if self.is_attached:
            self._rows.show(self._changes())
