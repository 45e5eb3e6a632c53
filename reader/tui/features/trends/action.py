"""Trends: compares the numbers of posts of several queries over time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from reader.errors import StateError
from reader.query import Query, QueryError, text_of
from reader.query.nodes import Order
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session


class Trends:
    """Opens the trends screen."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host
        self._compared: list[Query] = []
        """the queries that were compared last with that in force"""

    @handles("time.trends")
    def show(self) -> None:
        """Show the trend of the query in force beside those compared last; a chosen period filters the list."""
        from reader.tui.features.trends.screen import TrendScreen  # not needed for the first frame

        queries = [self._session.query.in_order(Order.NEWEST)]
        queries += [query for query in self._compared if query not in queries]
        screen = TrendScreen(self._session.library, queries, self._session.jobs, self._compare)
        self._host.ask(screen, self._apply)

    def _compare(self, queries: Sequence[Query]) -> None:
        """Take over which queries are compared now."""
        here = self._session.query.in_order(Order.NEWEST)
        self._compared = [query for query in queries if query != here]

    def standing(self) -> object:
        """Return the queries that are compared with that in force."""
        return [text_of(query) for query in self._compared]

    def stand(self, standing: object) -> None:
        """Compare these queries again; those that can not be read are left out."""
        for text in standing if isinstance(standing, list) else ():
            with contextlib.suppress(QueryError, StateError):
                self._compared.append(self._session.library.asked(str(text)))

    def _apply(self, query: Query | None) -> None:
        if query is not None:
            self._session.set_query(query)
            self._host.go_to(Pane.LIST)
