"""The tree of years, months and days with their numbers of posts."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import later, tr
from reader.library import DayCounts
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.time_tree import TimeNode, TimeTree
from reader.tui.widgets.rows import RowList
from reader.typeset.bars import bar

_MOST_MONTHS_UNFOLDED = 48
"""number of months up to which all years are unfolded at first"""
_LABEL_CELLS = 16


class TimelinePane(RowList):
    """The tree as a list of rows that fold and unfold."""

    CALLED = later("Timeline")

    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The user chose a year, month or day."""

        def __init__(self, period: str) -> None:
            super().__init__()
            self.period = period

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.time_tree = TimeTree(DayCounts([]))
        self._unfolded: set[str] | None = None
        self._rows: list[TimeNode] = []
        self._chosen: str | None = None
        self.empty_text = tr("No dated posts.")

    def standing(self) -> object:
        """Return the periods that are unfolded; None before there are any."""
        return sorted(self._unfolded) if self._unfolded is not None else None

    def stand(self, standing: object) -> None:
        """Unfold these periods."""
        if isinstance(standing, list):
            self._unfolded = {period for period in standing if isinstance(period, str)}
            self._arrange()

    def show(self, tree: TimeTree, chosen: str | None) -> None:
        """Show another tree, and highlight the period `chosen`."""
        self.time_tree = tree
        years = [node.period for node in tree.under("")]
        if self._unfolded is None and years:
            self._unfolded = set(years if tree.months <= _MOST_MONTHS_UNFOLDED else years[:1])
        self._chosen = chosen
        self._arrange()

    def _arrange(self) -> None:
        current = self.node.period if self.node else None
        unfolded = self._unfolded or set()
        rows: list[TimeNode] = []

        def add(parent: str) -> None:
            for node in self.time_tree.under(parent):
                rows.append(node)
                if node.period in unfolded:
                    add(node.period)

        add("")
        self._rows = rows
        cursor = next((index for index, node in enumerate(rows) if node.period == current), self.cursor)
        self.put_cursor(cursor, self.top)

    @property
    def node(self) -> TimeNode | None:
        """The period under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_count(self) -> int:
        """Return the number of visible periods."""
        return len(self._rows)

    def group(self, index: int) -> str | None:
        """Return the name of the pane as the only divider."""
        return tr("Timeline")

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the period, a bar for its share, and its number of posts."""
        node = self._rows[index]
        has_children = node.depth < 2
        fold = ("▾" if node.period in (self._unfolded or ()) else "▸") if has_children else " "
        is_chosen = node.period == self._chosen
        label = f"{' +' if is_chosen else '  '}{'  ' * node.depth}{fold} {node.name}"
        number = f" {node.posts} "
        room = max(width - _LABEL_CELLS - len(number), 0)
        return [
            line(
                [
                    (
                        label + " " * (_LABEL_CELLS - cell_len(label)),
                        self.style_of("mark" if is_chosen else "plain" if node.depth else "strong"),
                    ),
                    (bar(node.share, room), self.style_of("bar")),
                    (" " * max(width - _LABEL_CELLS - room - cell_len(number), 0), Style.null()),
                    (number, self.style_of("quiet")),
                ],
                width,
                fill,
            )
        ]

    @handles("filter.period")
    def apply(self) -> None:
        """Choose the period under the cursor."""
        if self.node is not None:
            self.post_message(self.Chose(self.node.period))

    @handles("filter.unfold")
    def fold_or_unfold(self) -> None:
        """Unfold the period under the cursor, or fold it."""
        if self.node is None or self.node.depth == 2:
            return
        unfolded = self._unfolded or set()
        self._unfolded = unfolded ^ {self.node.period}
        self._arrange()

    def activate(self) -> None:
        """Fold or unfold the clicked period."""
        self.fold_or_unfold()
