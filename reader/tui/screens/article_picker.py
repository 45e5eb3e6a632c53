"""The modal screen that lists articles to choose from: a story, backlinks, the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from reader.errors import ReaderError
from reader.language import ntr, tr
from reader.library import DamagedIndexError
from reader.text.plural import counted
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.jobs import Jobs
from reader.tui.keys.in_force import command, key_of
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.picker_rows import PickerRow, PickerRows


class ArticlePicker(Dialog[PickerRow | None]):
    """Articles to choose from; the result is the row to read here.

    An article that is not archived is passed to `open_outside`, as is any other on demand.
    """

    SCOPES = with_wider(Scope.PICKER)

    def __init__(
        self,
        title: str,
        gather: Callable[[], Sequence[PickerRow]],
        open_outside: Callable[[str], None],
        jobs: Jobs,
        *,
        opened_by: str,
        loading: str,
        empty: str,
    ) -> None:
        """`gather` runs in a job; the keys of the command `opened_by` also close the screen."""
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

    def frame(self) -> Widget:
        """Return the rows in a frame."""
        self._frame.border_title = Content(self._title)
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield the commands for an article where there is one, else what closes the screen."""
        if self._rows.row_count():
            yield from super().footer()
        else:
            yield command("dialog.close")

    def on_mount(self) -> None:
        """Start gathering."""
        self.fit(self._frame, self._rows)
        self._jobs.ask("pick", self._gather, self._show, fail=self._show_error)

    def on_unmount(self) -> None:
        """Cancel gathering."""
        self._jobs.cancel("pick")

    def _show_error(self, error: ReaderError) -> None:
        back = key_of("dialog.close")
        self._rows.empty_text = (
            tr(
                "The index cannot be read now. {back} goes back, {key} looks through the files again.",
                back=back,
                key=key_of("program.refresh"),
            )
            if isinstance(error, DamagedIndexError)
            else f"{error} {tr('{key} goes back.', key=back)}"
        )

    def _show(self, rows: Sequence[PickerRow]) -> None:
        self._rows.empty_text = self._empty
        self._rows.show(rows)
        self.fit(self._frame, self._rows)
        self.show_keys()
        if rows:
            outside = sum(row.post is None for row in rows)
            self._frame.border_subtitle = (
                ntr(
                    "{count} article, {outside} not in the archive",
                    "{count} articles, {outside} not in the archive",
                    len(rows),
                    outside=outside,
                )
                if outside
                else counted(len(rows), "article")
            )

    def on_picker_rows_chose(self, event: PickerRows.Chose) -> None:
        """Close with an archived article, or pass the address to `open_outside`."""
        event.stop()
        row = event.row
        if row.post is not None and not event.in_browser:
            self.dismiss(row)
        elif row.url:
            self._open_outside(row.url)
