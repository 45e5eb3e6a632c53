"""The lines that the user typed, queries and commands, in the file of the marks."""

from __future__ import annotations

import time

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
