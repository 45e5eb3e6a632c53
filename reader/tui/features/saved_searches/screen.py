"""The modal screen that saves, lists, deletes and restores searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from reader.errors import StateError
from reader.library import SavedSearch, Searches
from reader.text.safe import clean_line
from reader.tui.commands import Command, Scope, command
from reader.tui.dispatch import handles
from reader.tui.features.saved_searches.rows import SavedRows
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.search_bar import Leaving, SearchBar

_LEAST_ROWS = 4
_BESIDE_ROWS = 3
"""height of the frame and the input in lines"""


class SavedScreen(Dialog[SavedSearch | None]):
    """The saved searches; the result is the one to apply."""

    SCOPES = (Scope.SAVED, Scope.DIALOG, Scope.MOVE)
    CLOSED_BY = ("filter.saved",)

    def __init__(self, searches: Searches, query: str) -> None:
        """`query` is the query in force, which may be saved; empty for none."""
        super().__init__()
        self._searches = searches
        self._query = query
        self._line = SearchBar("name", "a name for this search", id="name")
        self._rows = SavedRows()
        self._frame = Vertical(self._line, self._rows, classes="dialog")

    def frame(self) -> Widget:
        """Return the input for the name, and the searches below it."""
        self._frame.border_title = "Saved searches"
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield the commands of the line while a name is typed, else those of the searches."""
        if self._line.is_typed_in:
            yield replace(command("typing.keep"), label="Save under this name")
            yield replace(command("typing.choose"), label="Saved ones", footer="↓")
            yield command("dialog.close")
        else:
            yield from super().footer()

    @handles("typing.choose")
    def go_to_rows(self) -> None:
        """Go to the saved searches."""
        self._line.close(Leaving.DOWN)

    @handles("typing.keep")
    def keep(self) -> None:
        """Save the query under the typed name."""
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

    def _read(self) -> list[SavedSearch]:
        """Return the searches; none if they can not be read, which is shown."""
        try:
            return self._searches.all()
        except StateError as error:
            self._rows.empty_text = str(error)
            return []

    def _show(self, name: str = "") -> None:
        searches = self._read()
        self._rows.show(searches, name)
        self._frame.styles.height = max(len(searches), _LEAST_ROWS) + _BESIDE_ROWS

    def _change(self, change: Callable[[], object]) -> bool:
        """Make a change on disk, and return whether it succeeded; show the error if not."""
        try:
            change()
        except StateError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    @on(SearchBar.Closed, "#name")
    def close_line(self, event: SearchBar.Closed) -> None:
        """Save on Enter, close the screen on Esc; whatever else leaves the line goes to the saved searches."""
        event.stop()
        name = clean_line(self._line.text).strip()
        if event.leaving is Leaving.ENTER and name:
            before = next((each for each in self._read() if each.name == name), None)
            if self._change(lambda: self._searches.save(name, self._query)):
                is_other = before is not None and before.query != self._query
                undo = (
                    f" in place of {before.query}: U in this list brings that back"
                    if is_other and before
                    else ""
                )
                self.app.notify(f"Saved as {name}{undo}", markup=False, timeout=8 if undo else 3)
            self.dismiss(None)
        elif event.kept:
            self._rows.focus()
        else:
            self.dismiss(None)

    def on_saved_rows_opened(self, event: SavedRows.Opened) -> None:
        """Close with the chosen search."""
        self.dismiss(event.search)

    def on_saved_rows_removed(self, event: SavedRows.Removed) -> None:
        """Delete a search; it can be restored at any time."""
        self._change(lambda: self._searches.delete(event.search.name))
        self._show()

    def on_saved_rows_restored(self) -> None:
        """Restore the search that was deleted last."""
        restored: list[SavedSearch | None] = []
        if self._change(lambda: restored.append(self._searches.restore())):
            self._show(restored[0].name if restored[0] else "")
