"""What the screens remember from one run to the next, in the file of the marks: lines typed, and where they stood."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

from reader.state.ledger import Ledger
from reader.state.statements import Item, Kind

_MOST = 500


class TypedLines:
    """The lines of one kind that were typed, each once. Thread-safe. All methods raise StateError as `Ledger` does."""

    def __init__(self, ledger: Ledger, kind: Kind) -> None:
        """Nothing is opened yet."""
        self._ledger = ledger
        self._kind = kind

    def texts(self) -> list[str]:
        """Return the texts of the last 500, most recent first."""
        asked = self._ledger.all(self._kind)
        texts = sorted(asked, key=lambda item: int(asked[item]), reverse=True)
        return [text for text, _ in texts[:_MOST]]

    def keep(self, text: str) -> None:
        """Keep a text as the one typed last."""
        self._ledger.remember({Item(self._kind, text): str(time.time_ns() // 1_000_000)})


class Standings:
    """Where the screens stood when they were left, for each set of archives. Thread-safe. All methods raise StateError as those of `Ledger` do."""

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
