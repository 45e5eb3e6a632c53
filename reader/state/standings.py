"""Where the screens stood when they were left, for each set of archives, in the file of the marks."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reader.state.ledger import Ledger
from reader.state.statements import Item, Kind


class Standings:
    """Where the screens stood. Thread-safe. All methods raise StateError as those of `Ledger` do."""

    def __init__(self, ledger: Ledger, archives: str) -> None:
        """Nothing is opened yet. `archives` are those of the screens."""
        self._ledger = ledger
        self._item = Item(Kind.SESSION, archives)

    def last(self) -> Mapping[str, object]:
        """Return how the screens stood, by the names of their parts; nothing if that is not known, or cannot be read."""
        try:
            standing = json.loads(self._ledger.value(self._item) or "{}")
        except ValueError:
            return {}
        return standing if isinstance(standing, dict) else {}

    def keep(self, standing: Mapping[str, object]) -> None:
        """Remember how the screens stand: values for JSON, by the names of their parts."""
        self._ledger.remember({self._item: json.dumps(standing)})
