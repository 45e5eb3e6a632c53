"""Saved searches: give the query in force a name, or show the posts of one that has a name."""

from __future__ import annotations

from reader.library import SavedSearch
from reader.query import QueryError, parse, text_of
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session


class SavedSearches:
    """Saves the query in force, and goes back to saved ones."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("filter.saved")
    def show(self) -> None:
        """Show the saved searches, with a line for a name where the query is not among them."""
        from reader.tui.features.saved_searches.screen import SavedScreen  # not needed for the first frame

        screen = SavedScreen(self._session.library.searches, text_of(self._session.query))
        self._host.ask(screen, self._apply)

    def _apply(self, search: SavedSearch | None) -> None:
        if search is None:
            return
        try:
            self._session.set_query(parse(search.query))
        except QueryError as error:
            self._host.complain(str(error))
