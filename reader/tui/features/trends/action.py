"""Trends: compares the numbers of posts of several queries over time."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.errors import StateError
from reader.query import Query, QueryError, text_of
from reader.query.nodes import Order
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.features.trends.screen import Chosen


class Trends:
    """Opens the trends screen."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host
        self._compared: list[Query] = []
        """the queries that were compared last with that in force"""
        self._chosen: Chosen | None = None
        """the period that was chosen last: while it is in force, the screen comes back as it was left"""

    @handles("time.trends")
    def show(self) -> None:
        """Show the trend of the query in force beside those compared last; a chosen period filters the list."""
        from reader.tui.features.trends.screen import TrendScreen  # not needed for the first frame

        chosen, here = self._chosen, self._session.query.in_order(Order.NEWEST)
        view = None
        if chosen is not None and chosen.query == self._session.query:
            queries, view = list(chosen.compared), chosen.view
        else:
            others = [query for query in self._compared if query != here]
            # Beside that of all posts other queries are flat lines.
            queries = [here, *others] if here.clauses or not others else others
        library, jobs = self._session.library, self._session.jobs
        screen = TrendScreen(library, here, queries, jobs, self._compare, view)
        self._host.ask(screen, self._apply)

    def _compare(self, queries: Sequence[Query]) -> None:
        """Take over which queries are compared now."""
        here = self._session.query.in_order(Order.NEWEST)
        self._compared = [query for query in queries if query != here]

    def standing(self) -> object:
        """Return the queries that are compared with that in force."""
        return [text_of(query) for query in self._compared]

    def stand(self, standing: object) -> None:
        """Compare these queries again; those that cannot be read are left out."""
        for text in standing if isinstance(standing, list) else ():
            with contextlib.suppress(QueryError, StateError):
                self._compared.append(self._session.library.asked(str(text)))

    def _apply(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._chosen = chosen
            self._session.set_query(chosen.query)
            self._host.go_to(Pane.LIST)
