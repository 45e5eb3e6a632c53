"""The rows of the list that are selected for the next mark: single rows, ranges, or all."""

from __future__ import annotations

from collections.abc import Collection

from reader.library import ResultSet


class Choice:
    """The indexes of the chosen rows. A range goes from the row where it began to the cursor."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._anchor: int | None = None
        self._all: int | None = None
        """the number of rows if all are chosen, listed in the meantime or not"""

    @property
    def is_any(self) -> bool:
        """Whether any row is chosen, or was and is not any more where a range goes on."""
        return bool(self._rows) or self._anchor is not None or self._all is not None

    @property
    def is_ranging(self) -> bool:
        """Whether a range follows the cursor."""
        return self._anchor is not None

    def has(self, row: int, cursor: int) -> bool:
        """Return whether a row is chosen."""
        return self._all is not None or row in self._rows or row in self._range(cursor)

    def rows(self, cursor: int) -> Collection[int]:
        """Return the chosen rows in order."""
        return range(self._all) if self._all is not None else sorted(self._rows.union(self._range(cursor)))

    def _range(self, cursor: int) -> range:
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, cursor), max(self._anchor, cursor) + 1)

    def begin(self, row: int) -> None:
        """Begin a range at a row."""
        self._anchor = row

    def end(self, cursor: int) -> None:
        """End the range at the cursor, and keep its rows."""
        self._rows.update(self._range(cursor))
        self._anchor = None

    def toggle(self, row: int, cursor: int) -> None:
        """Choose a row, or let go of it; of all, the others stay chosen, and a range ends at the cursor."""
        if self._all is not None:
            self._rows, self._all = set(range(self._all)), None
        if self._anchor is not None:
            self.end(cursor)
        self._rows ^= {row}

    def take_all(self, count: int) -> None:
        """Choose all rows, of which there are `count`."""
        self._rows, self._anchor, self._all = set(), None, count

    def let_go(self) -> bool:
        """Choose nothing; return whether anything was chosen."""
        was_any = self.is_any
        self._rows, self._anchor, self._all = set(), None, None
        return was_any

    def follow(self, before: ResultSet, now: ResultSet, cursor: int) -> None:
        """Choose the same posts in other results of the same query; those that are not there are let go."""
        if self._all is not None:
            self._all = len(now)
        elif self._rows or self._anchor is not None:
            self.end(cursor)
            self._rows = before.places_in(now, self._rows)
