"""The saved searches, a line each: the name and what it asks."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.state.searches import SavedSearch
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList, cut

_MOST_OF_NAME = 0.4
"""part of the width that names may take"""


class SavedRows(RowList):
    """The saved searches."""

    class Opened(Message):
        """The person wants to see this search."""

        def __init__(self, search: SavedSearch) -> None:
            super().__init__()
            self.search = search

    class Removed(Message):
        """The person wants this search to go."""

        def __init__(self, search: SavedSearch) -> None:
            super().__init__()
            self.search = search

    class Restored(Message):
        """The person wants the search back that was deleted last."""

    def __init__(self) -> None:
        super().__init__()
        self._searches: Sequence[SavedSearch] = ()
        self.empty_text = "No search is saved. Type one with /, then press W to give it a name."

    def show(self, searches: Sequence[SavedSearch], name: str = "") -> None:
        """Show these, the cursor on the one with the name, else where it was."""
        self._searches = searches
        names = [search.name for search in searches]
        self.place(names.index(name) if name in names else self.cursor, self.top)

    def row_count(self) -> int:
        """How many there are."""
        return len(self._searches)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The name, then the query as one would type it."""
        search = self._searches[index]
        most = max(int(width * _MOST_OF_NAME), 8)
        cells = min(max(cell_len(each.name) for each in self._searches), most)
        name = cut(clean_line(search.name), cells)
        query = clean_line(search.query) if search.query != search.name else ""
        parts = [
            (f" {name}{' ' * (cells - cell_len(name))}  ", self.style_of("strong")),
            (cut(query, width - cells - 4), self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]

    @handles("saved.open")
    def open(self) -> None:
        """Show the posts of the search under the cursor."""
        if self._searches:
            self.post_message(self.Opened(self._searches[self.cursor]))

    def activate(self) -> None:
        """A click opens it."""
        self.open()

    @handles("saved.delete")
    def delete(self) -> None:
        """Delete the search under the cursor."""
        if self._searches:
            self.post_message(self.Removed(self._searches[self.cursor]))

    @handles("saved.restore")
    def restore(self) -> None:
        """Bring the search back that was deleted last."""
        self.post_message(self.Restored())
