"""The plot of several queries over time: its legend, its lines, and a cursor along the periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.library import Granularity
from reader.library.trend import Trend
from reader.tui.dispatch import handles
from reader.tui.periods import period_name, posts_said
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.rows import cut
from reader.typeset.plot import Plot, plot

MOST_SERIES = 6
"""how many queries the colours tell apart"""
_UNDER_LEGEND = 1
_COUNT_CELLS = 12
_LOWEST_PLOT = 4
_SAID_SECONDS = 3


class TrendPlot(LineWidget, can_focus=True):
    """Paints a trend; keys move along it, and choose the query that they act on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"trend--{number}" for number in range(MOST_SERIES)),
        "trend--frame",
        "trend--cursor",
        "trend--name",
        "trend--quiet",
        "trend--told",
    }

    class Chose(Message):
        """The person chose a period, for the query with this number."""

        def __init__(self, series: int, number: int) -> None:
            super().__init__()
            self.series = series
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._trend: Trend | None = None
        self._names: Sequence[str] = ()
        self._values: list[list[float]] = []
        self._counts: list[list[int]] = []
        self._plot: Plot | None = None
        self._cursor = 0
        self.marked = 0
        """the query that keys act on"""
        self.is_share = False
        self._note = "Counting …"
        self._said = ""

    # What is shown

    def show(self, names: Sequence[str], trend: Trend) -> None:
        """Show how often these queries appear. The cursor stays on its time."""
        day = self._day_of_cursor()
        self._names, self._trend = names, trend
        self.marked = min(self.marked, len(names) - 1)
        self._note = (
            ""
            if trend.numbers
            else "No post with a date matches: + adds another query, - takes this one away."
        )
        if day is not None and trend.numbers:
            number = trend.granularity.number(day) - trend.numbers.start
            self._cursor = min(max(number, 0), len(trend.numbers) - 1)
        else:
            self._cursor = max(len(trend.numbers) - 1, 0)
        self._counts = [trend.counts(number) for number in range(len(names))]
        self._measure()

    def wait(self) -> None:
        """Say that counting goes on."""
        self._note = "Counting …"
        self.refresh()

    def show_note(self, sentence: str) -> None:
        """Say something in the title, for a moment."""
        self._said = sentence
        self.refresh()
        self.set_timer(_SAID_SECONDS, self._unsay)

    def _unsay(self) -> None:
        self._said = ""
        self.refresh()

    def _day_of_cursor(self) -> date | None:
        trend = self._trend
        if trend is None or not trend.numbers:
            return None
        return date.fromordinal(trend.granularity.first_ordinal(trend.numbers[self._cursor]))

    def _measure(self) -> None:
        """Work out the values and forget the plot before."""
        trend = self._trend
        if trend is not None:
            self._values = [
                trend.shares(number) if self.is_share else [float(count) for count in self._counts[number]]
                for number in range(len(self._names))
            ]
        self._plot = None
        self.refresh()

    def resized(self) -> None:
        """Another size is another plot."""
        self._plot = None
        self.refresh()

    # Keys

    def _go(self, place: int) -> None:
        if self._trend is not None and self._trend.numbers:
            self._cursor = min(max(place, 0), len(self._trend.numbers) - 1)
            self.refresh()

    @handles("trend.earlier", "trend.later")
    def go_by(self, periods: int) -> None:
        """Move along the periods."""
        self._go(self._cursor + periods)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """A year of months further, or a twelfth of the width."""
        self._go(self._cursor + 12 * pages)

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Half as far."""
        self._go(self._cursor + 6 * pages)

    @handles("move.top")
    def go_to_top(self) -> None:
        """Go to the first period."""
        self._go(0)

    @handles("move.bottom")
    def go_to_bottom(self) -> None:
        """Go to the last period."""
        self._go(len(self._values[0]) - 1 if self._values else 0)

    @handles("trend.most")
    def go_to_fullest(self) -> None:
        """Go to the period where the chosen query has the most."""
        if self._values and self._values[self.marked]:
            values = self._values[self.marked]
            self._go(values.index(max(values)))

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Choose the query that keys act on."""
        self.marked = min(max(self.marked + rows, 0), max(len(self._names) - 1, 0))
        self.refresh()

    @handles("trend.share")
    def toggle_share(self) -> None:
        """Show posts, or their share of all posts."""
        self.is_share = not self.is_share
        self._measure()

    @handles("trend.apply")
    def apply(self) -> None:
        """Narrow to the period."""
        if self._trend is not None and self._trend.numbers:
            self.post_message(self.Chose(self.marked, self._trend.numbers[self._cursor]))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there or chooses a query; two narrow."""
        event.stop()
        legend = event.y - 1
        if 0 <= legend < len(self._names):
            self.marked = legend
            self.refresh()
        elif self._plot is not None:
            self._go(self._plot.place_at(event.x - 1))
            if event.chain == 2:
                self.apply()

    # Painting

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """The title, a line for each query, the plot."""
        above = 1 + len(self._names) + _UNDER_LEGEND
        plotted = self._drawn(width - 2, height - above)
        return [self._line(y, above, plotted, width) for y in lines]

    def _line(self, y: int, above: int, plotted: Plot | None, width: int) -> Strip:
        if y == 0:
            return self._title(width)
        if y <= len(self._names):
            return self._legend(y - 1, width)
        row = y - above
        if plotted is not None and 0 <= row < len(plotted.rows):
            return self._plotted(plotted, row, width)
        note = self._note if y == above or not self._names else ""
        return line([(f"  {note}", self.ink("trend--quiet"))], width, self.base_style)

    def _drawn(self, width: int, height: int) -> Plot | None:
        trend = self._trend
        if trend is None or not trend.numbers or height < _LOWEST_PLOT or width < _COUNT_CELLS:
            return None
        if self._plot is None:
            self._plot = plot(
                self._values,
                trend.ticks(),
                width=width,
                height=height,
                said=(lambda value: f"{value * 100:g}%")
                if self.is_share
                else (lambda value: f"{value:,.0f}"),
                whole=not self.is_share,
            )
        return self._plot

    def _title(self, width: int) -> Strip:
        granularity = self._trend.granularity if self._trend is not None else Granularity.MONTH
        what = f" Share of all posts per {granularity}" if self.is_share else f" Posts per {granularity}"
        told = ""
        if self._trend is not None and self._trend.numbers:
            told = f"{period_name(granularity, self._trend.numbers[self._cursor])}  "
        said = cut(f"   {self._said}", max(width - cell_len(what) - cell_len(told) - 1, 0))
        gap = " " * max(width - cell_len(what) - cell_len(said) - cell_len(told), 1)
        return line(
            [
                (what, self.ink("trend--name")),
                (said, self.ink("trend--told")),
                (gap, Style.null()),
                (told, self.ink("trend--told")),
            ],
            width,
            self.base_style,
        )

    def _legend(self, number: int, width: int) -> Strip:
        """A query with its colour, all its posts, and those at the cursor."""
        here, whole = "", ""
        if number < len(self._counts):
            counts = self._counts[number]
            whole = posts_said(sum(counts))
            if counts:
                here = f"{counts[self._cursor]:,}"
                if self.is_share:
                    here = f"{self._values[number][self._cursor] * 100:.1f}%  {here}"
        sign = "›" if number == self.marked and len(self._names) > 1 else " "
        right = f"{whole}   {here.rjust(_COUNT_CELLS)}  "
        name = cut(self._names[number] or "all posts", max(width - cell_len(right) - 8, 4))
        colour = self.ink(f"trend--{number}")
        gap = " " * max(width - cell_len(name) - cell_len(right) - 6, 1)
        return line(
            [
                (f" {sign} ", self.ink("trend--told")),
                ("━━ ", colour),
                (name, self.ink("trend--name")),
                (gap, Style.null()),
                (right[: -_COUNT_CELLS - 2], self.ink("trend--quiet")),
                (right[-_COUNT_CELLS - 2 :], colour),
            ],
            width,
            self.base_style,
        )

    def _plotted(self, plotted: Plot, row: int, width: int) -> Strip:
        span = plotted.span(self._cursor)
        under = Style(bgcolor=self.get_component_rich_style("trend--cursor").bgcolor)
        frame, told = self.ink("trend--frame"), self.ink("trend--told")
        parts = [(" ", Style.null())]
        for x, cell in enumerate(plotted.rows[row]):
            style = frame if cell.series is None else self.ink(f"trend--{cell.series}")
            is_ticks = row == len(plotted.rows) - 1
            if x in span and not is_ticks:
                # A bar covers what lies under it, so it is the bar that shows the cursor.
                style = (told if len(self._names) == 1 and cell.series is not None else style) + under
            parts.append((cell.text, style))
        return line(parts, width, self.base_style)
