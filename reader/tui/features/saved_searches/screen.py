"""The saved searches over the main screen: give the query a name, open a search, delete one, bring it back."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from reader.errors import StateError
from reader.library import SavedSearch, Searches
from reader.text.safe import clean_line
from reader.tui.commands import Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.features.saved_searches.rows import SavedRows
from reader.tui.widgets.search_bar import SearchBar

_LEAST_ROWS = 4
_BESIDE_ROWS = 3
"""lines of the frame, and that of the name"""


class SavedScreen(CommandScreen[SavedSearch | None], ModalScreen[SavedSearch | None]):
    """What the owner searches for again and again; the answer is the search to show."""

    SCOPES = (Scope.SAVED, Scope.DIALOG, Scope.MOVE)
    CLOSED_BY = ("filter.saved",)

    def __init__(self, searches: Searches, query: str) -> None:
        """`query` is the one in force, which may be given a name; empty where there is none."""
        super().__init__()
        self._searches = searches
        self._query = query
        self._line = SearchBar("name", "a name for this search", id="name")
        self._rows = SavedRows()
        self._frame = Vertical(self._line, self._rows, classes="dialog")

    def compose(self) -> ComposeResult:
        """The line for the name over the searches."""
        self._frame.border_title = "Saved searches"
        yield self._frame

    def on_mount(self) -> None:
        """Ask for a name where there is something to save."""
        self._show()
        saved = any(search.query == self._query for search in self._read())
        if self._query and not saved:
            self._line.open(self._query, is_proposal=True)
            self._frame.border_subtitle = Content(
                "Enter saves it under this name · ↓ to the saved ones · Esc closes"
            )
        else:
            self._tell_keys()
            self._rows.focus()

    def _tell_keys(self) -> None:
        self._frame.border_subtitle = Content("Enter shows · d deletes · U brings back · q closes")

    def _read(self) -> list[SavedSearch]:
        """The searches; a sentence instead of them where they can not be read."""
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
        """Whether the change could be made; it is on disk then."""
        try:
            change()
        except StateError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    @on(SearchBar.Closed, "#name")
    def leave_line(self, event: SearchBar.Closed) -> None:
        """Enter saves, Down goes to the saved ones, Esc closes all."""
        event.stop()
        name = clean_line(self._line.text).strip()
        if event.kept and not event.by_down and name:
            if self._change(lambda: self._searches.save(name, self._query)):
                self.app.notify(f"Saved as {name}", markup=False, timeout=3)
            self.dismiss(None)
        elif event.kept:
            self._tell_keys()
            self._rows.focus()
        else:
            self.dismiss(None)

    def on_saved_rows_opened(self, event: SavedRows.Opened) -> None:
        """Show the posts of this search."""
        self.dismiss(event.search)

    def on_saved_rows_removed(self, event: SavedRows.Removed) -> None:
        """Delete it; it can be brought back at any time."""
        self._change(lambda: self._searches.delete(event.search.name))
        self._show()

    def on_saved_rows_restored(self) -> None:
        """Bring the last one back."""
        restored: list[SavedSearch | None] = []
        if self._change(lambda: restored.append(self._searches.restore())):
            self._show(restored[0].name if restored[0] else "")
