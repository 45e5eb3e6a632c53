"""Where posts were when something was said of them, and what was said of them since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.state.ledger import Ledger
from reader.state.statements import POST_KINDS, Item, Kind, Statement

_AT_ONCE = 500
"""values in one statement"""


class Known:
    """The statements of a ledger about where posts were. Methods raise StateError as those of `Ledger` do."""

    def __init__(self, ledger: Ledger) -> None:
        self._file = ledger.file

    def is_empty(self) -> bool:
        """Return whether it is not known of any post where it was."""
        if not self._file.exists():
            return True
        with self._file.reading() as connection:
            return connection.execute("SELECT 1 FROM said WHERE kind = ?", (Kind.KNOWN,)).fetchone() is None

    def values(self, names: Sequence[str]) -> dict[str, str]:
        """Return what is known of those of the places that are known."""
        rows = self._rows(
            "SELECT key, value FROM said WHERE kind = ? AND value IS NOT NULL", Kind.KNOWN, names
        )
        return {str(name): str(value) for name, value in rows}

    def statements(self, keys: Sequence[str]) -> list[Statement]:
        """Return all that was said of the posts with these keys, and what was taken back."""
        return [
            Statement(Item(kind, str(key), str(name)), value, int(at))
            for kind in sorted(POST_KINDS)
            for key, name, value, at in self._rows(
                "SELECT key, name, value, at FROM said WHERE kind = ?", kind, keys
            )
        ]

    def _rows(self, statement: str, kind: Kind, keys: Sequence[str]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        if self._file.exists():
            with self._file.reading() as connection:
                for start in range(0, len(keys), _AT_ONCE):
                    some = keys[start : start + _AT_ONCE]
                    places = ",".join("?" * len(some))
                    found += connection.execute(f"{statement} AND key IN ({places})", (kind, *some))
        return found
