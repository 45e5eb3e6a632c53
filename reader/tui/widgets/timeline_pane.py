"""The timeline pane: years, months and days with counts; choosing one narrows the list."""

from __future__ import annotations

from calendar import day_abbr, month_abbr
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.library import DayCounts
from reader.tui.keys import Scope, bindings
from reader.tui.widgets.rows import RowList, line
from reader.typeset.bars import bar

_MONTHS_SHOWN_AT_ONCE = 48


class Step(NamedTuple):
    """A year, month or day of the tree."""

    period: str
    """as the query language writes it: `2024`, `2024-02`, `2024-02-07`"""
    posts: int
    share: float
    """the posts as a share of the fullest period of its kind"""

    @property
    def depth(self) -> int:
        """0 for a year, 1 for a month, 2 for a day."""
        return self.period.count("-")

    @property
    def name(self) -> str:
        """The last part of the period with its name."""
        parts = self.period.split("-")
        match len(parts):
            case 1:
                return self.period
            case 2:
                return f"{parts[1]} {month_abbr[int(parts[1])]}"
            case _:
                return f"{parts[2]} {day_abbr[date.fromisoformat(self.period).weekday()]}"


class TimeTree:
    """The years, months and days that have posts; making it takes a while for many days, showing it does not."""

    def __init__(self, days: Sequence[tuple[date, int]]) -> None:
        self.counts = DayCounts(days)
        self.most = max((count for _, count in days), default=0)
        """the posts of the fullest day"""
        self.steps: dict[str, list[Step]] = {}
        """under each period (empty for all time) those that it holds, newest first"""
        levels = [Counter[str](), Counter[str](), Counter[str]()]
        for day, count in days:
            name = day.isoformat()
            levels[0][name[:4]] += count
            levels[1][name[:7]] += count
            levels[2][name] += count
        for level in levels:
            most = max(level.values(), default=1)
            for period, count in sorted(level.items(), reverse=True):
                self.steps.setdefault(period.rpartition("-")[0], []).append(Step(period, count, count / most))


class TimelinePane(RowList):
    """The tree of years, months and days."""

    BINDINGS = bindings(Scope.TIMELINE)
    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The person chose a year, month or day."""

        def __init__(self, period: str) -> None:
            super().__init__()
            self.period = period

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.shown = TimeTree([])
        self._unfolded: set[str] | None = None
        self._rows: list[Step] = []
        self._chosen: str | None = None
        self.empty_text = "No dated posts."

    def show(self, tree: TimeTree, chosen: str | None) -> None:
        """Show the periods that have posts, newest first; `chosen` carries a sign."""
        self.shown = tree
        years = [step.period for step in tree.steps.get("", [])]
        if self._unfolded is None and years:
            # Short histories show their months at once; long ones show the newest year's.
            months = sum(len(tree.steps[year]) for year in years)
            self._unfolded = set(years if months <= _MONTHS_SHOWN_AT_ONCE else years[:1])
        self._chosen = chosen
        self._arrange()

    def _arrange(self) -> None:
        current = self.step.period if self.step else None
        unfolded = self._unfolded or set()
        rows: list[Step] = []

        def add(parent: str) -> None:
            for step in self.shown.steps.get(parent, []):
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
        children = step.period in self.shown.steps
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

    def action_apply(self) -> None:
        """Choose the period and go to the list."""
        if self.step is not None:
            self.post_message(self.Chose(self.step.period))

    def action_unfold(self) -> None:
        """Show or hide what the period holds."""
        if self.step is None or self.step.period not in self.shown.steps:
            return
        unfolded = self._unfolded or set()
        self._unfolded = unfolded ^ {self.step.period}
        self._arrange()

    def activate(self) -> None:
        """A click unfolds."""
        self.action_unfold()
