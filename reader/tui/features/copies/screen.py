"""The modal screen that lists the copies of a post, and what each of them says differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from reader.errors import ReaderError
from reader.language import tr
from reader.post import Post
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.copies.changes import DifferenceRows
from reader.tui.features.copies.rows import CopyRows
from reader.tui.jobs import Jobs
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from reader.library.copies import Copy, Difference

_BORDER = 2
"""height of the frame in lines"""
_COMPARED = {"title", "author", "address", "text"}
"""what can differ in ways that are shown"""
_OF_WHAT_DIFFERS = {"copies.next-change", "copies.changes"}
"""commands of the footer that have something to do only where something differs"""


class CopiesScreen(Dialog[Post | None]):
    """The copies of a post; the result is the one to open."""

    CLOSED_BY = ("read.copies",)
    SCOPES = with_wider(Scope.COPIES)

    def __init__(
        self,
        compare: Callable[[], Sequence[Copy]],
        difference: Callable[[Post, Post], Difference],
        jobs: Jobs,
        *,
        zone: tzinfo,
        archive_names: Mapping[Path, str],
    ) -> None:
        """`compare` and `difference` read the files; they run in jobs."""
        super().__init__()
        self._compare = compare
        self._difference = difference
        self._jobs = jobs
        self._copies: Sequence[Copy] = ()
        self._rows = CopyRows(zone, archive_names)
        self._changes = DifferenceRows()
        self._frame = Vertical(self._rows, self._changes, classes="dialog")

    def frame(self) -> Widget:
        """Return the copies in a frame, above what differs."""
        self._frame.border_title = tr("Copies")
        self._changes.display = False
        return self._frame

    def on_mount(self) -> None:
        """Start reading the files."""
        self._jobs.ask("copies", self._compare, self._show, fail=self._show_error)

    def on_unmount(self) -> None:
        """Cancel reading the files."""
        self._jobs.cancel("copies")
        self._jobs.cancel("difference")

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes of the part that has the focus."""
        return with_wider(Scope.CHANGES if self._changes.has_focus else Scope.COPIES)

    def footer(self) -> Iterator[Command]:
        """Yield the commands, without those for what differs where nothing does."""
        every = super().footer()
        yield from (each for each in every if self._changes.display or each.id not in _OF_WHAT_DIFFERS)

    def on_descendant_focus(self) -> None:
        """Show the keys of the part that has the focus."""
        self.show_keys()

    def on_resize(self, _: events.Resize) -> None:
        """Divide the frame anew."""
        self._divide()

    def _show_error(self, error: ReaderError) -> None:
        self._rows.empty_text = str(error)

    def _show(self, copies: Sequence[Copy]) -> None:
        self._copies = copies
        count = len(copies)
        self._frame.border_title = Content(
            tr("{count} files hold this post", count=count) if count > 1 else tr("No copies")
        )
        self._changes.display = any(_COMPARED.intersection(copy.differs) for copy in copies)
        if self._changes.display:
            self._frame.border_subtitle = tr("− this file   + the file in the list")
        self._divide()
        self._rows.show(copies)
        self._show_difference()
        self.show_keys()

    def _divide(self) -> None:
        """Give the files as many lines as they need, and at most half of them where something differs."""
        wanted = len(self._copies) * self._rows.ROW_HEIGHT
        if self._changes.display:
            room = self.size.height * 9 // 10 - _BORDER
            self._frame.styles.height = "90%"
            self._rows.styles.height = min(wanted, max(room // 2, min(self._rows.ROW_HEIGHT, room)))
        elif wanted:
            self._frame.styles.height = wanted + _BORDER

    # What differs

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show what the file under the cursor says differently."""
        event.stop()
        self._show_difference()

    def _show_difference(self) -> None:
        self._jobs.cancel("difference")
        if not self._changes.display:
            return
        copy = self._copies[self._rows.cursor]
        shown = next(each.post for each in self._copies if each.is_shown)
        if _COMPARED.isdisjoint(copy.differs):
            self._changes.say(_why_nothing(copy))
            return
        self._changes.say(tr("Comparing the texts …"))
        self._jobs.ask(
            "difference",
            lambda: self._difference(copy.post, shown),
            self._changes.show,
            fail=lambda error: self._changes.say(str(error)),
        )

    @handles("copies.next-change", "copies.previous-change", "changes.next", "changes.previous")
    def go_to_edit(self, steps: int) -> None:
        """Go to another sentence that differs."""
        self._changes.go_to_edit(steps)

    @handles("copies.changes")
    def go_to_changes(self) -> None:
        """Go to what differs, if it is shown."""
        if self._changes.display:
            self._changes.focus()

    @handles("changes.leave")
    def go_to_files(self) -> None:
        """Go back to the files."""
        self._rows.focus()

    @handles("changes.open")
    def open(self) -> None:
        """Open the file that is compared."""
        self._rows.open()

    def on_copy_rows_opened(self, event: CopyRows.Opened) -> None:
        """Close with the chosen copy."""
        self.dismiss(event.post)


def _why_nothing(copy: Copy) -> str:
    """Return why there is nothing to show of a copy, a sentence."""
    if copy.is_shown:
        return tr("This is the file in the list; the others are compared with it.")
    if copy.problem:
        return copy.problem
    return tr("Title and text are the same.")
