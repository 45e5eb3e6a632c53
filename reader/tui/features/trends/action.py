"""Trends: how often the posts of the query appear over time, beside those of other queries."""

from __future__ import annotations

from reader.query import Query
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session


class Trends:
    """Opens the screen of trends."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("time.trends")
    def show(self) -> None:
        """Show how often the posts of the query appear; a chosen period narrows the list."""
        from reader.tui.features.trends.screen import TrendScreen  # not needed for the first frame

        screen = TrendScreen(self._session.library, [self._session.query], self._session.jobs)
        self._host.ask(screen, self._narrow)

    def _narrow(self, query: Query | None) -> None:
        if query is not None:
            self._session.set_query(query)
            self._host.go_to(Pane.LIST)
