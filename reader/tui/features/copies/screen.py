"""The modal screen that lists the copies of a post, and what each of them says differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.errors import ReaderError
from reader.language import tr
from reader.post import Post
from reader.text.bidi import label
from reader.text.safe import clean_line
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.copies.changes import DifferenceRows
from reader.tui.jobs import Jobs
from reader.tui.post_lines import cut, shortened
from reader.tui.screens.dialog import Dialog
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from reader.library.copies import Copy, Difference

_BORDER = 2
"""height of the frame in lines"""
_COMPARED = {"title", "author", "address", "text"}
"""what can differ in ways that are shown"""
_OF_WHAT_DIFFERS = {"copies.next-change", "copies.changes"}
"""commands of the footer that have something to do only where something differs"""


class CopyRows(RowList):
    """The copies of a post."""

    IS_OF_ARCHIVE = True
    ROW_HEIGHT: ClassVar[int] = 3

    class Opened(Message):
        """The user chose a copy to open."""

        def __init__(self, post: Post) -> None:
            super().__init__()
            self.post = post

    def __init__(self, zone: tzinfo, archive_names: Mapping[Path, str]) -> None:
        super().__init__()
        self._archive_names = archive_names
        self._zone = zone
        self._copies: Sequence[Copy] = ()
        self.empty_text = tr("Comparing the files …")

    def show(self, copies: Sequence[Copy]) -> None:
        """Show the copies, with the cursor on the first that says something else, or else on the listed one."""
        self._copies = copies
        wanted = [index for index, copy in enumerate(copies) if {"title", "text"} & {*copy.differs}]
        self.put_cursor(
            next(iter(wanted), next((at for at, copy in enumerate(copies) if copy.is_shown), 0)), 0
        )

    def row_count(self) -> int:
        """Return the number of copies."""
        return len(self._copies)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the title; date, archive and differences; the path."""
        copy = self._copies[index]
        post = copy.post
        sign = " ▸ " if copy.is_shown else "   "
        title = "strong" if "title" in copy.differs or copy.is_shown else "plain"
        date = post.date.shown(self._zone) if post.date is not None else tr("no date")
        facts = f"   {date}  {clean_line(self._archive_names.get(post.archive, post.archive.name))}  "
        difference = cut(_difference(copy), max(width - cell_len(facts), width // 2))
        facts = cut(facts, width - cell_len(difference))
        path = _cut_start(clean_line(post.path), width - 4)
        return [
            line(
                [(sign, self.style_of("mark")), (cut(post.title, width - 4), self.style_of(title))],
                width,
                fill,
            ),
            line([(facts, self.style_of("plain")), (difference, self.style_of("mark"))], width, fill),
            line([(f"   {path}", self.style_of("quiet"))], width, fill),
        ]

    @handles("copies.open")
    def open(self) -> None:
        """Open the copy under the cursor."""
        if self._copies:
            self.post_message(self.Opened(self._copies[self.cursor].post))

    def activate(self) -> None:
        """Open the clicked copy."""
        self.open()


def _difference(copy: Copy) -> str:
    """Return how a copy differs from the listed one."""
    if copy.is_shown:
        return tr("the one in the list")
    if copy.problem:
        return copy.problem
    if not copy.differs:
        return tr("the same, byte for byte")
    if copy.differs == ("file",):
        return tr("says the same")
    return tr("different: {list}", list=tr(", ").join(map(tr, copy.differs)))


def _cut_start(path: str, cells: int) -> str:
    """Return a path in at most `cells` cells, truncated at the start: its end names the file."""
    return label(shortened(path[::-1], cells)[::-1])


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
