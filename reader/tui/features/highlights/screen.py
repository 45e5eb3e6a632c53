"""The page of all highlights and notes of a query."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.strip import Strip

from reader.language import tr
from reader.library import Library
from reader.library.annotation_export import markdown
from reader.library.annotations import Annotation
from reader.text.plural import counted
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.highlights.rows import AnnotationRows
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.keys.in_force import command, key_of
from reader.tui.post_lines import cut
from reader.tui.screens.footed import ALSO_ON_PAGES, FootedScreen
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.rows import RowList

_NAME = "highlights"
_NAMES_TRIED = 1_000


@dataclass
class Page:
    """What the page shows, and where one was on it."""

    query: str
    annotations: Sequence[Annotation]
    """by post"""
    is_by_time: bool = False
    cursor: int = 0
    top: int = 0
    lost: set[Annotation] = field(default_factory=set)

    @property
    def rows(self) -> Sequence[Annotation]:
        """The annotations in the order that is shown, by time most recent first."""
        return (
            sorted(self.annotations, key=attrgetter("at"), reverse=True)
            if self.is_by_time
            else self.annotations
        )


class PageTitle(LineWidget):
    """The line above the rows: the query, how many there are, and their order."""

    COMPONENT_CLASSES = {"highlights--name", "highlights--quiet"}

    def __init__(self, page: Page) -> None:
        super().__init__(id="highlights-title")
        self._page = page
        self.note = ""
        """what was done last, in place of the counts"""

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the line."""
        page = self._page
        highlights = sum(each.highlight is not None for each in page.annotations)
        facts = [counted(highlights, "highlight"), counted(len(page.annotations) - highlights, "note")]
        if page.lost:
            facts.append(tr("{lost:,} lost", lost=len(page.lost)))
        facts.append(tr("by time") if page.is_by_time else tr("by post"))
        right = cut(f" {self.note or ' · '.join(facts)} ", width)
        heading = tr("Highlights and notes")
        left = cut(f" {heading}  {page.query}", max(width - cell_len(right), 0))
        gap = " " * max(width - cell_len(left) - cell_len(right), 0)
        shown = line(
            [(left + gap, self.ink("highlights--name")), (right, self.ink("highlights--quiet"))],
            width,
            self.base_style,
        )
        return [shown if not y else line((), width, self.base_style) for y in lines]


class HighlightsScreen(FootedScreen[Annotation]):
    """All highlights and notes; the result is the one to open."""

    AUTO_FOCUS = "#highlights"
    SCOPES = with_wider(Scope.HIGHLIGHTS)
    ALSO = ("view.script", "mark.undo", "mark.redo", *ALSO_ON_PAGES)

    def __init__(
        self,
        page: Page,
        library: Library,
        jobs: Jobs,
        zone: tzinfo,
        copy: Callable[[str], None],
        run: Callable[[str], Awaitable[object]],
    ) -> None:
        """`run` runs a command of the main screen."""
        super().__init__()
        self._run = run
        self._page = page
        self._library = library
        self._jobs = jobs
        self._zone = zone
        self._copy = copy
        self._title = PageTitle(page)
        self._rows = AnnotationRows(zone, is_by_time=page.is_by_time)
        self._rows.empty_text = tr(
            "No highlight and no note in the posts of this query: {key} in an article marks a passage, {note_key} writes a note on a post.",
            key=key_of("passage.begin"),
            note_key=key_of("mark.note"),
        )

    def compose(self) -> ComposeResult:
        """Compose the title, the rows and the footer."""
        yield self._title
        yield self._rows
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the rows, and look for lost highlights."""
        self._show()
        self._rows.show_lost(self._page.lost)
        self._look_for_lost()

    def footer(self) -> Iterable[Command]:
        """Return the keys of the page and the one that takes back what was done last, which may have been done here."""
        *here, help_ = super().footer()
        return (*here, replace(command("mark.undo"), footer=key_of("mark.undo")), help_)

    def follow(self, annotations: Sequence[Annotation]) -> None:
        """Show these from now on, with the cursor on the one that it is on, else in its place."""
        page, current = self._page, self._rows.current
        page.annotations = annotations
        page.lost.intersection_update(annotations)
        rows = list(page.rows)
        same = [row for row, each in enumerate(rows) if current is not None and each.name == current.name]
        page.cursor = same[0] if same else min(self._rows.cursor, max(len(rows) - 1, 0))
        page.top = self._rows.top
        self._show()
        self._title.refresh()
        self._look_for_lost()

    @handles("mark.undo")
    async def undo(self) -> None:
        """Take back what was done last, as on the main screen."""
        await self._run("mark.undo")

    @handles("mark.redo")
    async def redo(self) -> None:
        """Do again what was undone last."""
        await self._run("mark.redo")

    def _show(self) -> None:
        self._rows.show(self._page.rows, self._page.cursor, self._page.top)

    def _look_for_lost(self) -> None:
        """Find in a job which passages are not in their posts any more: that reads all of their files."""
        library, annotations = self._library, self._page.annotations

        def steps(is_wanted: IsWanted) -> Iterator[set[Annotation]]:
            for _, of_post in groupby(annotations, attrgetter("post")):
                if not is_wanted():
                    return
                if lost := library.lost(of_post):
                    yield lost

        def take(lost: set[Annotation]) -> None:
            self._page.lost |= lost
            self._rows.show_lost(self._page.lost)
            self._title.refresh()

        self._jobs.start("lost highlights", steps, take)

    def on_unmount(self) -> None:
        """Look no further."""
        self._jobs.cancel("lost highlights")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Keep the cursor for when the page is shown again."""
        event.stop()
        self._page.cursor = self._rows.cursor

    def on_annotation_rows_opened(self, event: AnnotationRows.Opened) -> None:
        """Close, so that the article is shown."""
        event.stop()
        self._page.cursor, self._page.top = self._rows.cursor, self._rows.top
        self.dismiss(self._rows.current)

    @handles("highlights.leave")
    def leave(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)

    @handles("highlights.sort", offered=lambda self: bool(self._page.annotations))
    def sort(self) -> None:
        """Show them by time, or by post."""
        page, current = self._page, self._rows.current
        page.is_by_time = self._rows.is_by_time = not page.is_by_time
        page.cursor = list(page.rows).index(current) if current is not None else 0
        page.top = max(page.cursor - 2, 0)
        self._title.note = ""
        self._show()
        self._title.refresh()

    @handles("highlights.copy", offered=lambda self: bool(self._rows.row_count()))
    def copy(self) -> None:
        """Copy the row under the cursor, or those that the mouse has selected."""
        if self._rows.row_count():
            self._copy(self._rows.selected_text or self._rows.name_of(self._rows.cursor))

    @handles("highlights.write", offered=lambda self: bool(self._page.annotations))
    def write(self) -> None:
        """Write all of them as Markdown into the folder that the reader was started in."""
        if not self._page.annotations:
            return
        try:
            file = _new_file(Path.cwd())
            file.write_text("\n".join((*markdown(self._page.annotations, self._zone), "")), encoding="utf-8")
        except OSError as error:
            self.notify(
                tr("Nothing is written ({reason}).", reason=(error.strerror or str(error)).lower()),
                severity="error",
                markup=False,
            )
        else:
            self._title.note = tr("Written to {file}", file=file)
            self._title.refresh()


def _new_file(folder: Path) -> Path:
    """Return a new, empty file of a name that none has yet. Raise OSError."""
    for number in range(1, _NAMES_TRIED):
        file = folder / (f"{_NAME}.md" if number == 1 else f"{_NAME}-{number}.md")
        try:
            file.touch(exist_ok=False)
        except FileExistsError:
            continue
        return file
    raise FileExistsError(tr("there are {count:,} files of that name", count=_NAMES_TRIED))
