"""The user's saved searches, in the file of the marks. Deleted searches can be restored."""

from __future__ import annotations

from typing import NamedTuple

from reader.state.ledger import Ledger
from reader.state.statements import Item, Kind


class SavedSearch(NamedTuple):
    """A query with a name."""

    name: str
    query: str
    """in the query language"""


class Searches:
    """The saved searches. Every change is on disk when its call returns. Any thread may call.

    All methods raise StateError as those of `Ledger` do.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Open nothing yet."""
        self._ledger = ledger

    def all(self) -> list[SavedSearch]:
        """Return the searches, the one saved last first."""
        said = [each for each in self._ledger.statements([Kind.SEARCH]) if each.value is not None]
        said.sort(key=lambda statement: (-statement.at, statement.item.key))
        return [SavedSearch(statement.item.key, statement.value or "") for statement in said]

    def save(self, name: str, query: str) -> None:
        """Save a query under a name. Another query of that name is deleted, and can be restored."""
        self._ledger.say({Item(Kind.SEARCH, name): query}, "saved search", subject=name)

    def delete(self, name: str) -> None:
        """Delete a search; does nothing if there is none of that name."""
        self._ledger.say({Item(Kind.SEARCH, name): None}, "deleted search", subject=name)

    def restore(self) -> SavedSearch | None:
        """Restore the search deleted or replaced last; return it, or None without any."""
        change = self._ledger.last_replacing(Kind.SEARCH)
        outcome = self._ledger.take_back(change) if change is not None else None
        if outcome is None:
            return None
        return next(
            SavedSearch(item.key, value) for item, value in outcome.values.items() if value is not None
        )
