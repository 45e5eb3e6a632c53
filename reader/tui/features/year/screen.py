"""The page of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult

from reader.errors import ReaderError
from reader.language import tr
from reader.library import DayCounts, Library
from reader.query import Query
from reader.query.moments import Period
from reader.query.nodes import Order
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.year.map import Map, YearMap
from reader.tui.jobs import Jobs
from reader.tui.screens.footed import ALSO_ON_PAGES, FootedScreen


class YearScreen(FootedScreen[Query | None]):
    """A year of the posts of a query, and of what was read; the result is the query with the chosen day."""

    AUTO_FOCUS = "#year"
    SCOPES = with_wider(Scope.YEAR)
    ALSO = ALSO_ON_PAGES

    def __init__(self, library: Library, query: Query, day: date, jobs: Jobs) -> None:
        """`day` is under the cursor at first."""
        super().__init__()
        self._library = library
        self._query = query.in_order(Order.NEWEST)
        self._jobs = jobs
        self.map = YearMap(day, id="year")

    def compose(self) -> ComposeResult:
        """Compose the maps and the footer."""
        yield self.map
        yield self.key_bar

    def on_mount(self) -> None:
        """Start counting."""
        self._jobs.ask("year", self._count, self._show, fail=self._show_error)

    def on_unmount(self) -> None:
        """Cancel counting."""
        self._jobs.cancel("year")

    def _count(self) -> Sequence[Map]:
        posts = DayCounts(self._library.select(self._query, fold_copies=True).days())
        return [
            Map(tr("Posts a day"), posts),
            Map(tr("Read that day"), DayCounts(self._library.reading_progress.days(self._library.zone))),
        ]

    def _show(self, maps: Sequence[Map]) -> None:
        self.map.show(maps)
        self.show_keys()

    def _show_error(self, error: ReaderError) -> None:
        self.notify(str(error), severity="error", markup=False)

    def on_year_map_chose(self, event: YearMap.Chose) -> None:
        """Close with the query of the day."""
        event.stop()
        self.dismiss(self._query.with_period(Period(event.day.year, event.day.month, event.day.day)))

    @handles("year.leave")
    def leave(self) -> None:
        """Go back to the list."""
        self.dismiss(None)
