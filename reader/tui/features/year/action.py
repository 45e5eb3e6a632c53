"""Year: shows a year of days, and filters by one of them."""

from __future__ import annotations

from reader.query import Query
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Session


class Year:
    """Opens the page of a year."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        self._session = session
        self._list_time = list_time
        self._host = host

    @handles("time.year")
    def show(self) -> None:
        """Show the year of the list's day; a chosen day filters the list."""
        from reader.tui.features.year.screen import YearScreen  # not needed for the first frame

        day = self._list_time.day or self._session.today
        screen = YearScreen(self._session.library, self._session.query, day, self._session.jobs)
        self._host.ask(screen, self._apply)

    def _apply(self, query: Query | None) -> None:
        if query is not None:
            self._session.set_query(query)
            self._host.go_to(Pane.LIST)
