"""Where posts were when something was said of them, and what was said of them since."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from reader.state.ledger import Ledger
from reader.state.statements import POST_KINDS, TEXT_KINDS, Item, Kind, Statement

_AT_ONCE = 500
"""values in one statement"""


BEHIND = Item(Kind.KNOWN, "behind")
"""said when the next load is to look at all posts: for where those are of which very much was said, or imported"""
_SHARED = "shared:"


def shared_item(address: str) -> Item:
    """Return the item that says that different posts share an address."""
    return Item(Kind.KNOWN, f"{_SHARED}{address}")


class Known:
    """The statements of a ledger about where posts were. Methods raise StateError as those of `Ledger` do."""

    def __init__(self, ledger: Ledger) -> None:
        self._file = ledger.file

    def is_behind(self) -> bool:
        """Return whether it is yet to be noted where posts are."""
        return bool(self.values([BEHIND.key]))

    def shared(self) -> list[str]:
        """Return the addresses that different posts share, as far as something was said of one of them."""
        rows = self._select("key >= ? AND key < ? AND value IS NOT NULL", _SHARED, f"{_SHARED[:-1]};")
        return [str(key).removeprefix(_SHARED) for (key,) in rows]

    def names(self) -> set[str]:
        """Return all places and contents of which a post is known."""
        return {str(key) for (key,) in self._select("value IS NOT NULL")}

    def has_place_of(self, key: str) -> bool:
        """Return whether it is known where any post with a key was. Looks through all places."""
        return bool(self._select("(value = ? OR value > ? AND value < ?)", key, f"{key}\n", f"{key}\v"))

    def _select(self, condition: str, *values: str) -> list[tuple[Any, ...]]:
        """Return the keys of statements about places that meet a condition."""
        if not self._file.exists():
            return []
        with self._file.reading() as connection:
            return connection.execute(
                f"SELECT key FROM said WHERE kind = ? AND {condition}", (Kind.KNOWN, *values)
            ).fetchall()

    def values(self, names: Sequence[str]) -> dict[str, str]:
        """Return what is known of those of the places that are known."""
        rows = self._rows(
            "SELECT key, value FROM said WHERE kind = ? AND value IS NOT NULL", Kind.KNOWN, names
        )
        return {str(name): str(value) for name, value in rows}

    def statements(self, keys: Sequence[str]) -> list[Statement]:
        """Return all that was said of the posts with these keys, and what was taken back."""
        return self._statements("said", POST_KINDS, keys)

    def earlier(self, keys: Sequence[str]) -> list[Statement]:
        """Return the texts on the posts with these keys that another took the place of."""
        return self._statements("earlier", POST_KINDS & TEXT_KINDS, keys)

    def _statements(self, table: str, kinds: Set[Kind], keys: Sequence[str]) -> list[Statement]:
        return [
            Statement(Item(kind, str(key), str(name)), value, int(at))
            for kind in sorted(kinds)
            for key, name, value, at in self._rows(
                f"SELECT key, name, value, at FROM {table} WHERE kind = ?", kind, keys
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
