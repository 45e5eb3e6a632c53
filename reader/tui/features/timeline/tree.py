"""The timeline pane: years, months and days with counts; choosing one narrows the list."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.library import DayCounts
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.time_tree import Step, TimeTree
from reader.tui.widgets.rows import RowList
from reader.typeset.bars import bar

_MONTHS_SHOWN_AT_ONCE = 48


class TimelinePane(RowList):
    """The tree of years, months and days."""

    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The person chose a year, month or day."""

        def __init__(self, period: str) -> None:
            super().__init__()
            self.period = period

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown = TimeTree(DayCounts([]))
        self._unfolded: set[str] | None = None
        self._rows: list[Step] = []
        self._chosen: str | None = None
        self.empty_text = "No dated posts."

    def show(self, tree: TimeTree, chosen: str | None) -> None:
        """Show the periods that have posts, newest first; `chosen` carries a sign."""
        self.shown = tree
        years = [step.period for step in tree.under("")]
        if self._unfolded is None and years:
            # Short histories show their months at once; long ones show the newest year's.
            self._unfolded = set(years if tree.months <= _MONTHS_SHOWN_AT_ONCE else years[:1])
        self._chosen = chosen
        self._arrange()

    def _arrange(self) -> None:
        current = self.step.period if self.step else None
        unfolded = self._unfolded or set()
        rows: list[Step] = []

        def add(parent: str) -> None:
            for step in self.shown.under(parent):
                rows.append(step)
                if step.period in unfolded:
                    add(step.period)

        add("")
        self._rows = rows
        self.place(next((i for i, step in enumerate(rows) if step.period == current), self.cursor), self.top)

    @property
    def step(self) -> Step | None:
        """The period under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_count(self) -> int:
        """How many periods are shown."""
        return len(self._rows)

    def group(self, index: int) -> str | None:
        """One heading over all: the pane's name."""
        return "Timeline"

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The period, a bar of its share, its count."""
        step = self._rows[index]
        children = step.depth < 2
        fold = ("▾" if step.period in (self._unfolded or ()) else "▸") if children else " "
        chosen = step.period == self._chosen
        label = f"{' +' if chosen else '  '}{'  ' * step.depth}{fold} {step.name}"
        number = f" {step.posts} "
        room = max(width - 16 - len(number), 0)
        return [
            line(
                [
                    (
                        label.ljust(16),
                        self.style_of("mark" if chosen else "plain" if step.depth else "strong"),
                    ),
                    (bar(step.share, room), self.style_of("bar")),
                    (" " * max(width - 16 - room - cell_len(number), 0), Style.null()),
                    (number, self.style_of("quiet")),
                ],
                width,
                fill,
            )
        ]

    @handles("filter.period")
    def apply(self) -> None:
        """Choose the period and go to the list."""
        if self.step is not None:
            self.post_message(self.Chose(self.step.period))

    @handles("filter.unfold")
    def fold_or_unfold(self) -> None:
        """Show or hide what the period holds."""
        if self.step is None or self.step.depth == 2:
            return
        unfolded = self._unfolded or set()
        self._unfolded = unfolded ^ {self.step.period}
        self._arrange()

    def activate(self) -> None:
        """A click unfolds."""
        self.fold_or_unfold()
