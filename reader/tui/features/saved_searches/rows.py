"""The saved searches as rows: name, query, and numbers of posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import tr
from reader.library import SavedCounts, SavedSearch
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import key_of
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

_NAME_SHARE = 0.4
"""maximum share of the width for names"""


class SavedRows(RowList):
    """The saved searches."""

    class Asked(Message):
        """The user asked for something to be done with a search."""

        def __init__(self, command_id: str, search: SavedSearch, steps: int = 0) -> None:
            super().__init__()
            self.command_id = command_id
            self.search = search
            self.steps = steps

    def __init__(self) -> None:
        super().__init__()
        self._searches: Sequence[SavedSearch] = ()
        self._counts: Mapping[SavedSearch, SavedCounts] = {}
        self.empty_text = tr(
            "No search is saved. Type one with {key}, then press {other_key} to give it a name.",
            key=key_of("filter.search"),
            other_key=key_of("filter.saved"),
        )

    def show(self, searches: Sequence[SavedSearch], name: str = "") -> None:
        """Show these searches, with the cursor on the one with this name, if any."""
        self._searches = searches
        names = [search.name for search in searches]
        self.put_cursor(names.index(name) if name in names else self.cursor, self.top)

    def show_counts(self, counts: Sequence[SavedCounts]) -> None:
        """Show these numbers beside their searches."""
        self._counts = {each.search: each for each in counts}
        self.repaint()

    def row_count(self) -> int:
        """Return the number of searches."""
        return len(self._searches)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint name, query and numbers; the query is left out if it is the name."""
        search = self._searches[index]
        most = max(int(width * _NAME_SHARE), 8)
        cells = min(max(cell_len(each.name) for each in self._searches), most)
        name = cut(clean_line(search.name), cells)
        counts = self._counts.get(search)
        new = tr("{new:,} new", new=counts.new) + "  " if counts is not None and counts.new else ""
        numbers = f"{_numbers(counts)} " if counts is not None else ""
        query = clean_line(search.query) if search.query != search.name else ""
        query = cut(query, width - cells - 4 - cell_len(new) - cell_len(numbers))
        used = cells + 3 + cell_len(query) + cell_len(new) + cell_len(numbers)
        parts = [
            (f" {name}{' ' * (cells - cell_len(name))}  ", self.style_of("strong")),
            (query, self.style_of("quiet")),
            (" " * max(width - used, 0), Style.null()),
            (new, self.style_of("mark")),
            (numbers, self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]

    def _ask(self, command_id: str, steps: int = 0) -> None:
        if self._searches:
            self.post_message(self.Asked(command_id, self._searches[self.cursor], steps))

    def _has_searches(self) -> bool:
        return bool(self._searches)

    @handles("saved.open", offered=_has_searches)
    def open(self) -> None:
        """Choose the search under the cursor."""
        self._ask("saved.open")

    def activate(self) -> None:
        """Choose the clicked search."""
        self.open()

    @handles("saved.edit", offered=_has_searches)
    def edit(self) -> None:
        """Ask to edit the query of the search under the cursor."""
        self._ask("saved.edit")

    @handles("saved.rename", offered=_has_searches)
    def rename(self) -> None:
        """Ask to rename the search under the cursor."""
        self._ask("saved.rename")

    @handles("saved.down", "saved.up", offered=lambda self, _: len(self._searches) > 1)
    def move(self, steps: int) -> None:
        """Ask to move the search under the cursor."""
        self._ask("saved.move", steps)

    @handles("saved.delete", offered=_has_searches)
    def delete(self) -> None:
        """Ask to delete the search under the cursor."""
        self._ask("saved.delete")


def _numbers(counts: SavedCounts) -> str:
    """Return the numbers of posts and of unread ones in words."""
    if counts.posts < 0:
        return tr("cannot be read")
    return (
        tr("{unread:,} unread of {posts:,}", unread=counts.unread, posts=counts.posts)
        if counts.unread
        else f"{counts.posts:,}"
    )
