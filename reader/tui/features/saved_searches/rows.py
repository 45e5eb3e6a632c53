"""The saved searches as rows: name and query."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.library import SavedSearch
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList, cut

_NAME_SHARE = 0.4
"""maximum share of the width for names"""


class SavedRows(RowList):
    """The saved searches."""

    class Opened(Message):
        """The user chose a search."""

        def __init__(self, search: SavedSearch) -> None:
            super().__init__()
            self.search = search

    class Removed(Message):
        """The user asked to delete a search."""

        def __init__(self, search: SavedSearch) -> None:
            super().__init__()
            self.search = search

    class Restored(Message):
        """The user asked to restore the search that was deleted last."""

    def __init__(self) -> None:
        super().__init__()
        self._searches: Sequence[SavedSearch] = ()
        self.empty_text = "No search is saved. Type one with /, then press W to give it a name."

    def show(self, searches: Sequence[SavedSearch], name: str = "") -> None:
        """Show these searches, with the cursor on the one with this name, if any."""
        self._searches = searches
        names = [search.name for search in searches]
        self.put_cursor(names.index(name) if name in names else self.cursor, self.top)

    def row_count(self) -> int:
        """Return the number of searches."""
        return len(self._searches)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint name and query; the query is left out if it is the name."""
        search = self._searches[index]
        most = max(int(width * _NAME_SHARE), 8)
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
        """Choose the search under the cursor."""
        if self._searches:
            self.post_message(self.Opened(self._searches[self.cursor]))

    def activate(self) -> None:
        """Choose the clicked search."""
        self.open()

    @handles("saved.delete")
    def delete(self) -> None:
        """Ask to delete the search under the cursor."""
        if self._searches:
            self.post_message(self.Removed(self._searches[self.cursor]))

    @handles("saved.restore")
    def restore(self) -> None:
        """Ask to restore the search that was deleted last."""
        self.post_message(self.Restored())
