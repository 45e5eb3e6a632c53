"""The modal screen that saves, lists, edits, orders, deletes and restores searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from reader.errors import StateError
from reader.language import tr
from reader.library import Library, SavedCounts, SavedSearch
from reader.query import QueryError
from reader.text.safe import clean_line
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.complaint import complaint
from reader.tui.dispatch import handles
from reader.tui.features.saved_searches.rows import SavedRows
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.keys.in_force import command, key_of
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.search_bar import Leaving, SearchBar

_LEAST_ROWS = 4
_BESIDE_ROWS = 3
"""height of the frame and the input in lines"""


class _Typing(Enum):
    """What is typed into the line."""

    NAME = auto()
    """the name of the query in force, which is saved"""
    NEW_NAME = auto()
    QUERY = auto()


class SavedScreen(Dialog[SavedSearch | None]):
    """The saved searches; the result is the one to apply."""

    SCOPES = with_wider(Scope.SAVED)
    CLOSED_BY = ("filter.saved",)

    def __init__(self, library: Library, jobs: Jobs, query: str) -> None:
        """`query` is the query in force, which may be saved; empty for none."""
        super().__init__()
        self._library = library
        self._searches = library.searches
        self._jobs = jobs
        self._query = query
        self._typing = _Typing.NAME
        self._edited: SavedSearch | None = None
        """the search whose name or query is typed"""
        self._line = SearchBar(tr("name"), tr("a name for this search"), id="name")
        self._rows = SavedRows()
        self._frame = Vertical(self._line, self._rows, classes="dialog")

    def frame(self) -> Widget:
        """Return the input for the name, and the searches below it."""
        self._frame.border_title = tr("Saved searches")
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield the commands of the line while something is typed, else those of the searches."""
        if self._line.is_typed_in:
            label = tr("Save under this name") if self._typing is _Typing.NAME else tr("Save")
            yield replace(command("typing.keep"), label=label)
            yield replace(command("typing.choose"), label=tr("Saved ones"))
            yield command("dialog.close")
        else:
            yield from super().footer()

    @handles("typing.choose")
    def go_to_rows(self) -> None:
        """Go to the saved searches."""
        self._line.close(Leaving.DOWN)

    @handles("typing.keep")
    def keep(self) -> None:
        """Save what is typed."""
        self._line.submit()

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus."""
        self.show_keys()

    def on_mount(self) -> None:
        """Open the input for the name if the query is not saved yet."""
        self._show()
        saved = any(search.query == self._query for search in self._read())
        if self._query and not saved:
            self._line.open(self._query, is_proposal=True)
        else:
            self._rows.focus()

    def on_unmount(self) -> None:
        """Count no more."""
        self._jobs.cancel("saved counts")

    def _read(self) -> list[SavedSearch]:
        """Return the searches; none if they cannot be read, which is shown."""
        try:
            return self._searches.all()
        except StateError as error:
            self._rows.empty_text = str(error)
            return []

    def _show(self, name: str = "") -> None:
        searches = self._read()
        self._rows.show(searches, name)
        self._frame.styles.height = max(len(searches), _LEAST_ROWS) + _BESIDE_ROWS
        self._count()
        self.show_keys()

    def _count(self) -> None:
        """Count what the searches find, and show each number as it is known."""
        library = self._library

        def steps(is_wanted: IsWanted) -> Iterator[Sequence[SavedCounts]]:
            counted: list[SavedCounts] = []
            for each in library.saved.counts(is_wanted):
                counted.append(each)
                yield tuple(counted)

        self._jobs.start("saved counts", steps, self._rows.show_counts)

    def _change(self, change: Callable[[], object]) -> bool:
        """Make a change on disk, and return whether it succeeded; show the error if not."""
        try:
            change()
        except StateError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    # The line

    def _type(self, typing: _Typing, search: SavedSearch) -> None:
        """Have the name or the query of a search typed."""
        self._typing, self._edited = typing, search
        self._line.put_sign("query" if typing is _Typing.QUERY else "name")
        self._line.open(search.query if typing is _Typing.QUERY else search.name)
        self.show_keys()

    @on(SearchBar.Typed, "#name")
    def check_query(self, event: SearchBar.Typed) -> None:
        """Show what is wrong with a query that is typed."""
        event.stop()
        if self._typing is _Typing.QUERY:
            try:
                self._library.asked(event.text)
            except QueryError as error:
                self._line.show_problem(complaint(error))
            except StateError as error:
                self._line.show_problem(str(error))
            else:
                self._line.show_problem("")

    @on(SearchBar.Closed, "#name")
    def close_line(self, event: SearchBar.Closed) -> None:
        """Save on Enter, close the screen on Esc; whatever else leaves the line goes to the saved searches."""
        event.stop()
        typing, edited = self._typing, self._edited
        self._typing, self._edited = _Typing.NAME, None
        text = clean_line(self._line.text).strip()
        if edited is not None:
            self._rows.focus()
            if event.leaving is Leaving.ENTER and text:
                self._keep_edited(typing, edited, text)
        elif event.leaving is Leaving.ENTER and text:
            self._save(text)
            self.dismiss(None)
        elif event.kept:
            self._rows.focus()
        else:
            self.dismiss(None)

    def _keep_edited(self, typing: _Typing, search: SavedSearch, text: str) -> None:
        if typing is _Typing.QUERY:
            self._change(lambda: self._searches.save(search.name, text))
            self._show(search.name)
        else:
            self._change(lambda: self._searches.rename(search.name, text))
            self._show(text)

    def _save(self, name: str) -> None:
        """Save the query in force under a name, and say what it replaced."""
        before = next((each for each in self._read() if each.name == name), None)
        if self._change(lambda: self._searches.save(name, self._query)):
            is_other = before is not None and before.query != self._query
            saved = (
                tr(
                    "Saved as {name} in place of {query}: {key} brings that back",
                    name=name,
                    query=before.query,
                    key=key_of("mark.undo"),
                )
                if is_other and before
                else tr("Saved as {name}", name=name)
            )
            self.app.notify(saved, markup=False)

    # The searches

    def on_saved_rows_asked(self, event: SavedRows.Asked) -> None:
        """Do with a search what was asked for."""
        event.stop()
        search = event.search
        match event.command_id:
            case "saved.open":
                self.dismiss(search)
            case "saved.edit":
                self._type(_Typing.QUERY, search)
            case "saved.rename":
                self._type(_Typing.NEW_NAME, search)
            case "saved.move":
                self._change(lambda: self._searches.move(search.name, event.steps))
                self._show(search.name)
            case "saved.delete":
                self._change(lambda: self._searches.delete(search.name))
                self._show()

    def _can_restore(self) -> bool:
        try:
            return self._searches.can_restore
        except StateError:
            return False

    @handles("saved.restore", offered=_can_restore)
    def restore(self) -> None:
        """Restore the search that was deleted last."""
        restored: list[SavedSearch | None] = []
        if self._change(lambda: restored.append(self._searches.restore())):
            self._show(restored[0].name if restored[0] else "")
