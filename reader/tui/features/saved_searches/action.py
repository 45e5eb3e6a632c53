"""Saved searches: saves the query in force under a name, and applies saved ones."""

from __future__ import annotations

import contextlib

from reader.errors import StateError
from reader.library import SavedSearch
from reader.query import Query, QueryError, text_of
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session
from reader.tui.signals import Signal

_FIELD = "saved:"


class SavedSearches:
    """Opens the saved searches and applies the chosen one."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host
        self.searches_changed: Signal[None] = Signal()
        """other searches may be saved than before, or in another order"""
        self._query = Query()
        self._query_text = ""
        """the query in force as it was written when it was looked at last: each mark asks for it"""
        session.said.connect(lambda _: self._read_again())

    @handles("filter.saved")
    def show(self) -> None:
        """Show the saved searches, with an input for a name unless the query in force is saved."""
        from reader.tui.features.saved_searches.screen import SavedScreen  # not needed for the first frame

        screen = SavedScreen(self._session.library, self._session.jobs, text_of(self._session.query))
        self._host.ask(screen, self._take)

    def _take(self, search: SavedSearch | None) -> None:
        if search is not None:
            self.apply(search)
        self._read_again()
        self.searches_changed.emit(None)

    def _read_again(self) -> None:
        """Put the query in force anew if a saved search that it names asks for something else now.

        One that is gone means what it did.
        """
        if self._session.query is not self._query:
            self._query, self._query_text = self._session.query, text_of(self._session.query)
        if _FIELD in self._query_text:
            with contextlib.suppress(QueryError, StateError):
                self._session.set_query(self._session.library.asked(self._query_text))

    def apply(self, search: SavedSearch) -> None:
        """Put a saved search in force, and remember that the user looked at it."""
        try:
            self._session.set_query(self._session.library.asked(search.query))
            self._session.library.saved.look(search.name)
        except (QueryError, StateError) as error:
            self._host.complain(str(error))
