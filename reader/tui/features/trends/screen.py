"""The trends screen: plots the numbers of posts of several queries over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult

from reader.errors import ReaderError, StateError
from reader.language import tr
from reader.library import DayCounts, Granularity, Library
from reader.library.trend import Trend
from reader.query import Query, QueryError, text_of
from reader.query.nodes import Order
from reader.tui.commands import Scope, with_wider
from reader.tui.complaint import complaint, hint
from reader.tui.dispatch import handles
from reader.tui.features.trends.plot import MOST_SERIES, TrendPlot, View
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.keys.in_force import key_of
from reader.tui.screens.footed import ALSO_ON_PAGES, FootedScreen
from reader.tui.widgets.search_bar import SearchBar

_GRANULARITIES = (Granularity.MONTH, Granularity.YEAR, Granularity.DAY)


class Chosen(NamedTuple):
    """The result of the screen."""

    query: Query
    """the chosen query with the chosen period"""
    compared: Sequence[Query]
    """the queries that were compared"""
    view: View
    """how the screen was left"""


class TrendScreen(FootedScreen[Chosen | None]):
    """A plot of queries to compare; the result is the query with the chosen period."""

    AUTO_FOCUS = "#trend"
    SCOPES = with_wider(Scope.TREND)
    ALSO = ALSO_ON_PAGES

    def __init__(
        self,
        library: Library,
        here: Query,
        queries: Sequence[Query],
        jobs: Jobs,
        compare: Callable[[Sequence[Query]], None],
        view: View | None = None,
    ) -> None:
        """`here` is the query of the list, `queries` are the ones to start with, at least one; `compare` is told which are compared now.

        `view` is how the screen was left, if it is to be so again.
        """
        super().__init__()
        self._library = library
        self._here = here
        self._jobs = jobs
        self._queries = [query.in_order(Order.NEWEST) for query in queries[:MOST_SERIES]]
        self._compare = compare
        self._view = view
        self._granularity = view.granularity if view is not None else Granularity.MONTH
        self._known: dict[Query, DayCounts] = {}
        self.plot = TrendPlot(id="trend")
        self.line = SearchBar("+", tr("another query to compare with"), id="another")
        self._typed: Query | None = None

    def compose(self) -> ComposeResult:
        """Compose the plot, the input for another query, and the footer."""
        yield self.plot
        yield self.line
        yield self.key_bar

    def on_mount(self) -> None:
        """Start counting."""
        self._show()

    def on_unmount(self) -> None:
        """Cancel counting."""
        self._jobs.cancel("trend")

    # Counting

    def _show(self) -> None:
        """Count the days of new queries, then plot all."""
        queries = list(self._queries)
        self._compare(queries)
        wanted = [query for query in dict.fromkeys((*queries, Query())) if query not in self._known]
        if wanted:
            self.plot.show_counting()

        def steps(is_wanted: IsWanted) -> Iterator[dict[Query, DayCounts]]:
            for query in wanted:
                if not is_wanted():
                    return
                self._known[query] = DayCounts(self._library.select(query, fold_copies=True).days())
            yield self._known

        def draw(known: dict[Query, DayCounts]) -> None:
            names = [text_of(query) for query in queries]
            self.plot.show(names, Trend([known[each] for each in queries], known[Query()], self._granularity))
            if self._view is not None:
                self.plot.stand(self._view)
                self._view = None
            self.show_keys()

        self._jobs.start("trend", steps, draw, fail=self._show_error)

    def _show_error(self, error: ReaderError) -> None:
        self.plot.show_note(str(error))

    # Queries

    @handles("trend.add", offered=lambda self: len(self._queries) < MOST_SERIES)
    def add_query(self) -> None:
        """Open the input for another query."""
        if len(self._queries) < MOST_SERIES:
            self._typed = None
            self.line.open("")
        else:
            self.plot.show_note(
                tr(
                    "Colours can tell only {most} queries apart: {key} takes one away.",
                    most=MOST_SERIES,
                    key=key_of("trend.remove"),
                )
            )

    @handles("trend.remove", offered=lambda self: self._queries != [self._here])
    def remove_query(self) -> None:
        """Remove the selected query; the query of the list comes in place of the last one."""
        if len(self._queries) > 1:
            del self._queries[self.plot.selected_series]
            self._show()
        elif self._queries != [self._here]:
            self._queries = [self._here]
            self._show()
        else:
            self.plot.show_note(tr("This is the only query: {key} adds another.", key=key_of("trend.add")))

    @handles("trend.unit")
    def change_unit(self) -> None:
        """Switch to the next granularity: month, year or day."""
        index = _GRANULARITIES.index(self._granularity) + 1
        self._granularity = _GRANULARITIES[index % len(_GRANULARITIES)]
        self._show()

    @handles("trend.leave")
    def leave(self) -> None:
        """Go back to the list."""
        self.dismiss(None)

    @on(SearchBar.Typed, "#another")
    def follow(self, event: SearchBar.Typed) -> None:
        """Show what is wrong with the query while it is typed."""
        self._typed = None
        try:
            query = self._library.asked(event.text)
        except QueryError as error:
            event.bar.show_problem(complaint(error))
        except StateError as error:
            event.bar.show_problem(str(error))
        else:
            self._typed = query.in_order(Order.NEWEST) if query.clauses else None
            event.bar.show_hint(hint(event.text))

    @on(SearchBar.Closed, "#another")
    def take(self, event: SearchBar.Closed) -> None:
        """Add the typed query if it is one."""
        query = self._typed if event.kept else None
        if query is not None and query not in self._queries:
            # Beside all posts a query is a flat line, and it can be shown as a share of them.
            self._queries = [each for each in self._queries if each.clauses] + [query]
            self._show()
        self.plot.focus()

    def on_trend_plot_chose(self, event: TrendPlot.Chose) -> None:
        """Close with the query of the chosen period."""
        event.stop()
        period = self._granularity.period(event.number)
        self.dismiss(
            Chosen(self._queries[event.series].with_period(period), list(self._queries), self.plot.view)
        )
