"""Saved searches: saves the query in force under a name, and applies saved ones."""

from __future__ import annotations

from reader.errors import StateError
from reader.library import SavedSearch
from reader.query import QueryError, text_of
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session
from reader.tui.signals import Signal


class SavedSearches:
    """Opens the saved searches and applies the chosen one."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host
        self.searches_changed: Signal[None] = Signal()
        """other searches may be saved than before, or in another order"""

    @handles("filter.saved")
    def show(self) -> None:
        """Show the saved searches, with an input for a name unless the query in force is saved."""
        from reader.tui.features.saved_searches.screen import SavedScreen  # not needed for the first frame

        screen = SavedScreen(self._session.library, self._session.jobs, text_of(self._session.query))
        self._host.ask(screen, self._take)

    def _take(self, search: SavedSearch | None) -> None:
        if search is not None:
            self.apply(search)
        self.searches_changed.emit(None)

    def apply(self, search: SavedSearch) -> None:
        """Put a saved search in force, and remember that the user looked at it."""
        try:
            self._session.set_query(self._session.library.asked(search.query))
            self._session.library.look_at_saved(search.name)
        except (QueryError, StateError) as error:
            self._host.complain(str(error))
