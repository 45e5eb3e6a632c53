"""A plot of several queries over time, with a legend and a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.language import later, tr
from reader.library import Granularity
from reader.library.trend import Trend
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import key_of
from reader.tui.periods import period_name, posts_text
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.transient_message import TransientMessage
from reader.tui.widgets.line_widget import LineWidget
from reader.typeset.plot import Plot, plot

MOST_SERIES = 6
"""number of queries that the colours distinguish"""
_BELOW_LEGEND = 1
_COUNT_CELLS = 12
_LEAST_PLOT_HEIGHT = 4
_PAGE_PERIODS = 12
"""a year of months"""

_COUNTS = {
    Granularity.DAY: later("Posts per day"),
    Granularity.MONTH: later("Posts per month"),
    Granularity.YEAR: later("Posts per year"),
}
_SHARES = {
    Granularity.DAY: later("Share of all posts per day"),
    Granularity.MONTH: later("Share of all posts per month"),
    Granularity.YEAR: later("Share of all posts per year"),
}


class View(NamedTuple):
    """How a plot is looked at."""

    granularity: Granularity
    day: date | None
    """the first day of the period under the cursor"""
    series: int
    """the index of the selected query"""
    is_share: bool


class TrendPlot(LineWidget, can_focus=True):
    """Paints a trend; commands move the cursor, and select the query that they act on."""

    CALLED = later("Trends")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"trend--{number}" for number in range(MOST_SERIES)),
        "trend--frame",
        "trend--cursor",
        "trend--name",
        "trend--quiet",
        "trend--told",
    }

    class Chose(Message):
        """The user chose the period `number` for the query `series`."""

        def __init__(self, series: int, number: int) -> None:
            super().__init__()
            self.series = series
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._trend: Trend | None = None
        self._names: Sequence[str] = ()
        self._values: list[list[float]] = []
        self._counts: list[list[int]] = []
        self._plot: Plot | None = None
        self._cursor = 0
        self.selected_series = 0
        """the index of the query that commands act on"""
        self.is_share = False
        self._message = tr("Counting …")
        """what is shown in place of the plot"""
        self._note = ""
        self._transient = TransientMessage(self.set_timer, self._put_note)

    # Contents

    def show(self, names: Sequence[str], trend: Trend) -> None:
        """Show a trend of queries with these names. The cursor stays on its day."""
        day = self._day_of_cursor()
        self._names, self._trend = names, trend
        self.selected_series = min(self.selected_series, len(names) - 1)
        self._message = (
            ""
            if trend.numbers
            else tr(
                "No post with a date matches: {key} adds another query, {other_key} takes this one away.",
                key=key_of("trend.add"),
                other_key=key_of("trend.remove"),
            )
        )
        if day is not None and trend.numbers:
            number = trend.granularity.number(day) - trend.numbers.start
            self._cursor = min(max(number, 0), len(trend.numbers) - 1)
        else:
            self._cursor = max(len(trend.numbers) - 1, 0)
        self._counts = [trend.counts(number) for number in range(len(names))]
        self._update_values()

    @property
    def view(self) -> View:
        """Where the cursor is, and what is shown."""
        granularity = self._trend.granularity if self._trend is not None else Granularity.MONTH
        return View(granularity, self._day_of_cursor(), self.selected_series, self.is_share)

    def stand(self, view: View) -> None:
        """Put the cursor back, and show what was shown, as far as it is there."""
        self.is_share = view.is_share
        self._update_values()
        self.move_by(view.series - self.selected_series)
        trend = self._trend
        if view.day is not None and trend is not None and trend.numbers:
            self._go(trend.granularity.number(view.day) - trend.numbers.start)

    def show_counting(self) -> None:
        """Show that posts are being counted."""
        self._message = tr("Counting …")
        self.refresh()

    def show_note(self, sentence: str) -> None:
        """Show a sentence in the title for a moment."""
        self._transient.say(sentence)

    def _put_note(self, sentence: str) -> None:
        self._note = sentence
        self.refresh()

    def _day_of_cursor(self) -> date | None:
        trend = self._trend
        if trend is None or not trend.numbers:
            return None
        return date.fromordinal(trend.granularity.first_ordinal(trend.numbers[self._cursor]))

    def _update_values(self) -> None:
        """Compute the values, and drop the plot."""
        trend = self._trend
        if trend is not None:
            self._values = [
                trend.shares(number) if self.is_share else [float(count) for count in self._counts[number]]
                for number in range(len(self._names))
            ]
        self._plot = None
        self.refresh()

    def resized(self) -> None:
        """Drop the plot, which depends on the size."""
        self._plot = None
        self.refresh()

    # Commands

    def _go(self, index: int) -> None:
        if self._trend is not None and self._trend.numbers:
            self._cursor = min(max(index, 0), len(self._trend.numbers) - 1)
            self.refresh()

    def _has_beside(self, periods: int) -> bool:
        return bool(self._values) and 0 <= self._cursor + periods < len(self._values[0])

    @handles("trend.earlier", "trend.later", offered=_has_beside)
    def go_by(self, periods: int) -> None:
        """Move the cursor by periods."""
        self._go(self._cursor + periods)

    @handles("move.page-down", "move.page-up")
    def move_by_pages(self, pages: int) -> None:
        """Move the cursor by twelve periods."""
        self._go(self._cursor + _PAGE_PERIODS * pages)

    @handles("move.half-down", "move.half-up")
    def move_by_half_pages(self, pages: int) -> None:
        """Move the cursor by six periods."""
        self._go(self._cursor + _PAGE_PERIODS // 2 * pages)

    @handles("move.top")
    def go_to_top(self, _: int) -> None:
        """Go to the first period."""
        self._go(0)

    @handles("move.bottom")
    def go_to_bottom(self, _: int) -> None:
        """Go to the last period."""
        self._go(len(self._values[0]) - 1 if self._values else 0)

    def _has_more(self) -> bool:
        values = self._values[self.selected_series] if self._values else []
        return bool(values) and values.index(max(values)) != self._cursor

    @handles("trend.most", offered=_has_more)
    def go_to_fullest(self) -> None:
        """Go to the period with the highest value of the selected query."""
        if self._values and self._values[self.selected_series]:
            values = self._values[self.selected_series]
            self._go(values.index(max(values)))

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Select another query."""
        self.selected_series = min(max(self.selected_series + rows, 0), max(len(self._names) - 1, 0))
        self.refresh()

    @handles("trend.share")
    def toggle_share(self) -> None:
        """Switch between numbers of posts and their share of all posts."""
        self.is_share = not self.is_share
        self._update_values()

    def _has_periods(self) -> bool:
        return self._trend is not None and bool(self._trend.numbers)

    @handles("trend.apply", offered=_has_periods)
    def apply(self) -> None:
        """Choose the period under the cursor for the selected query."""
        if self._trend is not None and self._trend.numbers:
            self.post_message(self.Chose(self.selected_series, self._trend.numbers[self._cursor]))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Select the clicked query, or put the cursor on the clicked period; choose it on a double click."""
        event.stop()
        legend = event.y - 1
        if 0 <= legend < len(self._names):
            self.selected_series = legend
            self.refresh()
        elif self._plot is not None:
            self._go(self._plot.place_at(event.x - 1))
            if event.chain == 2:
                self.apply()

    def in_words(self) -> str:
        """Return the chosen query, and its posts in the period under the cursor."""
        trend, series = self._trend, self.selected_series
        if trend is None or not trend.numbers or series >= len(self._counts):
            return self._message
        return tr(", ").join(
            (
                self._names[series] or tr("all posts"),
                period_name(trend.granularity, trend.numbers[self._cursor]),
                posts_text(self._counts[series][self._cursor]),
            )
        )

    # Painting

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the title, a legend line for each query, and the plot."""
        above = 1 + len(self._names) + _BELOW_LEGEND
        drawing = self._drawing(width - 2, height - above)
        return [self._line(y, above, drawing, width) for y in lines]

    def _line(self, y: int, above: int, drawing: Plot | None, width: int) -> Strip:
        if y == 0:
            return self._title(width)
        if y <= len(self._names):
            return self._legend(y - 1, width)
        row = y - above
        if drawing is not None and 0 <= row < len(drawing.rows):
            return self._plot_row(drawing, row, width)
        message = self._message if y == above or not self._names else ""
        return line([(f"  {message}", self.ink("trend--quiet"))], width, self.base_style)

    def _drawing(self, width: int, height: int) -> Plot | None:
        trend = self._trend
        if trend is None or not trend.numbers or height < _LEAST_PLOT_HEIGHT or width < _COUNT_CELLS:
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
        what = f" {tr((_SHARES if self.is_share else _COUNTS)[granularity])}"
        period = ""
        if self._trend is not None and self._trend.numbers:
            period = f"{period_name(granularity, self._trend.numbers[self._cursor])}  "
        note = cut(f"   {self._note}", max(width - cell_len(what) - cell_len(period) - 1, 0))
        gap = " " * max(width - cell_len(what) - cell_len(note) - cell_len(period), 1)
        return line(
            [
                (what, self.ink("trend--name")),
                (note, self.ink("trend--told")),
                (gap, Style.null()),
                (period, self.ink("trend--told")),
            ],
            width,
            self.base_style,
        )

    def _legend(self, number: int, width: int) -> Strip:
        """Paint a query with its colour, its number of posts, and that at the cursor."""
        here, whole = "", ""
        if number < len(self._counts):
            counts = self._counts[number]
            whole = posts_text(sum(counts))
            if counts:
                here = f"{counts[self._cursor]:,}"
                if self.is_share:
                    here = f"{self._values[number][self._cursor] * 100:.1f}%  {here}"
        sign = "›" if number == self.selected_series and len(self._names) > 1 else " "
        right = f"{whole}   {here.rjust(_COUNT_CELLS)}  "
        name = cut(self._names[number] or tr("all posts"), max(width - cell_len(right) - 8, 4))
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

    def _plot_row(self, drawing: Plot, row: int, width: int) -> Strip:
        span = drawing.span(self._cursor)
        cursor_style = self.ground("trend--cursor")
        frame, highlight = self.ink("trend--frame"), self.ink("trend--told")
        parts = [(" ", Style.null())]
        for x, cell in enumerate(drawing.rows[row]):
            style = frame if cell.series is None else self.ink(f"trend--{cell.series}")
            is_ticks = row == len(drawing.rows) - 1
            if x in span and not is_ticks:
                # A bar hides the background, so it is coloured to show the cursor.
                is_bar = len(self._names) == 1 and cell.series is not None
                style = (highlight if is_bar else style) + cursor_style
            parts.append((cell.text, style))
        return line(parts, width, self.base_style)
