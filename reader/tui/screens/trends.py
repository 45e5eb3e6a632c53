"""The trends: how often the posts of one or several queries appear, month by month."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from reader.library import DayCounts, Granularity, Library
from reader.library.trend import Trend
from reader.query import Query, QueryError, parse, text_of
from reader.query.nodes import Order
from reader.tui.keys import Scope, commands
from reader.tui.screens.dialogs import HelpScreen
from reader.tui.screens.filtering import complaint
from reader.tui.screens.panes import command_named
from reader.tui.thread_pool import in_background
from reader.tui.widgets.bars import KeyBar
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.trend_plot import MOST_SERIES, TrendPlot

_GRANULARITIES = (Granularity.MONTH, Granularity.YEAR, Granularity.DAY)


class TrendScreen(Screen[Query | None]):
    """Queries over each other; the answer is the query to narrow to, if a period was chosen."""

    AUTO_FOCUS = "#trend"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1", "help", "Help", show=False)]

    class Counted(Message):
        """The days of all queries are counted."""

        def __init__(self, queries: list[Query], results: list[DayCounts], everything: DayCounts) -> None:
            super().__init__()
            self.queries = queries
            self.results = results
            self.everything = everything

    def __init__(self, library: Library, queries: list[Query]) -> None:
        """`queries` are those to begin with, one at least."""
        super().__init__()
        self._library = library
        self._queries = [query.in_order(Order.NEWEST) for query in queries]
        self._granularity = Granularity.MONTH
        self._known: dict[Query, DayCounts] = {}
        self.plot = TrendPlot(id="trend")
        self.line = SearchBar("+", "another query to compare with", id="another")
        self._keys = KeyBar(id="keys")
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The plot, the line for another query, the keys."""
        yield self.plot
        yield self.line
        yield self._keys

    def on_mount(self) -> None:
        """Begin to count."""
        here = [command for command in commands(Scope.TREND) if command.footer]
        self._keys.commands = [*here, command_named("program.help")]
        self._show()

    def action_help(self) -> None:
        """Show all keys, those of the trends first."""
        self.app.push_screen(HelpScreen(Scope.TREND))

    # Counting

    def _show(self) -> None:
        if any(query not in self._known for query in (*self._queries, Query())):
            self.plot.wait()
        self.count(list(self._queries))

    @work(exclusive=True, group="trend")
    async def count(self, queries: list[Query]) -> None:
        """Count the days of the queries off the screen's thread."""
        wanted = [query for query in dict.fromkeys((*queries, Query())) if query not in self._known]
        for query in wanted:
            self._known[query] = await in_background(partial(self._days, query))
        self.post_message(
            self.Counted(queries, [self._known[query] for query in queries], self._known[Query()])
        )

    def _days(self, query: Query) -> DayCounts:
        return DayCounts(self._library.select(query, fold_copies=True).days())

    def on_trend_screen_counted(self, event: Counted) -> None:
        """Draw; an answer to older queries is dropped."""
        if event.queries == self._queries:
            names = [text_of(query) for query in event.queries]
            self.plot.show(names, Trend(event.results, event.everything, self._granularity))

    # What is compared

    def on_trend_plot_asked(self, event: TrendPlot.Asked) -> None:
        """Do what a key asked for."""
        event.stop()
        match event.what:
            case "add":
                if len(self._queries) < MOST_SERIES:
                    self._typed = ""
                    self.line.open("")
                else:
                    self.plot.say(
                        f"{MOST_SERIES} queries are as many as colours tell apart: - takes one away."
                    )
            case "remove":
                if len(self._queries) > 1:
                    del self._queries[self.plot.marked]
                    self._show()
                else:
                    self.plot.say("This is the only query: + adds another.")
            case "granularity":
                self._granularity = _GRANULARITIES[
                    (_GRANULARITIES.index(self._granularity) + 1) % len(_GRANULARITIES)
                ]
                self._show()
            case _:
                self.dismiss(None)

    @on(SearchBar.Typed, "#another")
    def follow(self, event: SearchBar.Typed) -> None:
        """Say what is wrong with the query while it is typed."""
        self._typed = event.text
        try:
            parse(event.text)
        except QueryError as error:
            event.bar.complain(complaint(error))
        else:
            event.bar.complain("")

    @on(SearchBar.Closed, "#another")
    def take(self, event: SearchBar.Closed) -> None:
        """Compare with one query more."""
        query = parse(self._typed).in_order(Order.NEWEST) if event.kept and self._typed.strip() else None
        if query is not None and query not in self._queries:
            self._queries.append(query)
            self._show()
        self.plot.focus()

    def on_trend_plot_chose(self, event: TrendPlot.Chose) -> None:
        """Go back with the query of that period."""
        event.stop()
        self.dismiss(self._queries[event.series].with_period(self._granularity.period(event.number)))

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """A key in the footer was clicked."""
        event.stop()
        target = self if event.command.scope is Scope.SCREEN else self.plot
        await self.app.run_action(event.command.call, default_namespace=target)
