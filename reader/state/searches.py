"""The user's saved searches, in the file of the marks. Deleted searches can be restored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from reader.state.ledger import Ledger, Values
from reader.state.statements import Item, Kind

_ORDER = Item(Kind.ORDER, "searches")


class SavedSearch(NamedTuple):
    """A query with a name."""

    name: str
    query: str
    """in the query language"""


class _HasValues(Protocol):
    @property
    def values(self) -> dict[Item, str | None]: ...


class Log(Protocol):
    """What makes changes that can be taken back."""

    def say(self, values: Values, action: str, *, subject: str) -> object:
        """Say values of items, as one change."""

    def take_back(self, change: int) -> _HasValues | None:
        """Take back a change, and return what that changed."""


class Searches:
    """The saved searches, in the user's order. Every change is on disk when its call returns. Thread-safe.

    All methods raise StateError as those of `Ledger` do.
    """

    def __init__(self, ledger: Ledger, log: Log | None = None) -> None:
        """Nothing is opened yet. `log` makes the changes, by default the ledger itself."""
        self._ledger = ledger
        self._log: Log = log or ledger
        self.version = 0
        """a number that grows with each change made here"""

    def all(self) -> list[SavedSearch]:
        """Return the searches in order; those that were saved since the user put them in order come first."""
        said = [each for each in self._ledger.statements([Kind.SEARCH]) if each.value is not None]
        places = {name: place for place, name in enumerate(self._order())}
        said.sort(key=lambda each: (places.get(each.item.key, -1), -each.at, each.item.key))
        return [SavedSearch(each.item.key, each.value or "") for each in said]

    def _order(self) -> list[str]:
        """Return the names in the order that the user gave them; empty if there is none, or none that can be read."""
        try:
            order = json.loads(self._ledger.value(_ORDER) or "[]")
        except ValueError:
            return []
        return [name for name in order if isinstance(name, str)] if isinstance(order, list) else []

    def save(self, name: str, query: str) -> None:
        """Save a query under a name. Another query of that name is replaced, and can be restored."""
        self.version += 1
        self._log.say({Item(Kind.SEARCH, name): query}, "saved search", subject=name)

    def rename(self, old: str, new: str) -> None:
        """Give a search another name, in its place of the order. A search of that name is replaced."""
        names = [search.name for search in self.all()]
        query = self._ledger.value(Item(Kind.SEARCH, old))
        if query is None or old == new:
            return
        self.version += 1
        values = {Item(Kind.SEARCH, old): None, Item(Kind.SEARCH, new): query}
        self._log.say(values, "renamed search", subject=f"{old} → {new}")
        if (seen := self.looked().get(old)) is not None:
            self.look(new, seen)
        self._put_in_order([new if name == old else name for name in names if name != new])

    def move(self, name: str, steps: int) -> None:
        """Move a search down the order, or up for less than 0, as far as there are others."""
        names = [search.name for search in self.all()]
        if name in names:
            place = min(max(names.index(name) + steps, 0), len(names) - 1)
            names.remove(name)
            names.insert(place, name)
            self._put_in_order(names)

    def _put_in_order(self, names: Sequence[str]) -> None:
        self.version += 1
        self._ledger.remember({_ORDER: json.dumps(names, ensure_ascii=False)})

    def delete(self, name: str) -> None:
        """Delete a search; does nothing if there is none of that name."""
        self.version += 1
        self._log.say({Item(Kind.SEARCH, name): None}, "deleted search", subject=name)

    @property
    def can_restore(self) -> bool:
        """Whether a search was deleted or replaced, and not brought back. Raise StateError if that cannot be read."""
        return bool(self._ledger.replacing(Kind.SEARCH))

    def restore(self) -> SavedSearch | None:
        """Restore the search deleted or replaced last whose name has no later one; return it, or None without any."""
        self.version += 1
        outcomes = map(self._log.take_back, self._ledger.replacing(Kind.SEARCH))
        outcome = next(filter(None, outcomes), None)
        values = outcome.values if outcome is not None else {}
        return next(
            (SavedSearch(item.key, query) for item, query in values.items() if query is not None), None
        )

    # What is new

    def look(self, name: str, seen: str) -> None:
        """Remember that the user looked at a search; `seen` says what there was."""
        self.version += 1
        self._ledger.remember({Item(Kind.LOOKED, name): seen})

    def looked(self) -> dict[str, str]:
        """Return what there was when the user last looked, by name; without searches never looked at."""
        return {name: seen for (name, _), seen in self._ledger.all(Kind.LOOKED).items()}
