"""The marks of posts in memory: read, starred, labelled, with notes and highlights."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from reader.errors import StateError
from reader.state.file import StateFile
from reader.state.ledger import Ledger, Outcome, Values
from reader.state.statements import Item, Kind, Statement

_KINDS = (Kind.READ, Kind.STARRED, Kind.LABEL, Kind.NOTE, Kind.HIGHLIGHT)
"""the kinds whose posts are kept in memory: lists and queries ask for them for each post"""
_UNNAMED_KINDS = frozenset((Kind.READ, Kind.STARRED, Kind.NOTE))
_UNNAMED = frozenset(("",))
"""the names of a mark of which a post has but one; shared, as a hundred thousand posts may be read"""


class Marks:
    """Which posts have which marks, by key. Every change is in the file when its call returns. Thread-safe.

    The first change creates the file. All methods raise StateError as those of `Ledger` do.
    """

    def __init__(self, path: Path, *, are_read: bool = True, keeps_unwritten: bool = False) -> None:
        """Read all marks from the file, if it exists; no post has any where they are not read.

        That is for a file that cannot be: every change tries again, and raises StateError. `keeps_unwritten` is
        explained at `Ledger`.
        """
        self.ledger = Ledger(StateFile(path), keeps_unwritten=keeps_unwritten)
        """the file's statements, which saved searches and the like share"""
        self._lock = self.ledger.file.lock
        self._names: dict[Kind, dict[str, frozenset[str]]] = {kind: {} for kind in _KINDS}
        """the names of the marks of a kind that each marked post has"""
        self._progress: dict[str, int] = {}
        """how much of articles was read, in thousandths, as far as that was asked for"""
        self._are_loaded = are_read
        if are_read and self.ledger.file.exists():
            self._load()

    def is_marked(self, kind: Kind, key: str) -> bool:
        """Return whether the post has a mark of this kind, of any name."""
        return key in self._names[kind]

    def names(self, kind: Kind, key: str) -> frozenset[str]:
        """Return the names of the marks of a kind that the post has."""
        return self._names[kind].get(key, frozenset())

    def of(self, key: str) -> dict[Kind, frozenset[str]]:
        """Return the names of the marks of each kind that the post has."""
        return {kind: names for kind, marked in self._names.items() if (names := marked.get(key))}

    def all_names(self, kind: Kind) -> frozenset[str]:
        """Return the names of the marks of a kind that any post has."""
        with self._lock:
            return frozenset().union(*self._names[kind].values())

    def keys(self, kind: Kind, name: str | None = None) -> frozenset[str]:
        """Return the keys of the posts with a mark of a kind, of this name or else of any."""
        with self._lock:
            marked = self._names[kind]
            return frozenset(marked if name is None else (key for key in marked if name in marked[key]))

    def keys_by_name(self, kind: Kind) -> dict[str, list[str]]:
        """Return the keys of the posts with each name of a mark of a kind."""
        found: dict[str, list[str]] = {}
        with self._lock:
            for key, names in self._names[kind].items():
                for name in names:
                    found.setdefault(name, []).append(key)
        return found

    def progress(self, key: str) -> int:
        """Return how much of the article was read, in thousandths; 0 where that cannot be told."""
        found = self._progress.get(key)
        if found is None:
            try:
                value = self.ledger.value(Item(Kind.PROGRESS, key)) if self._are_loaded else None
            except StateError:
                return 0  # asked for each row that is painted; what is said and opened tells of the file
            found = self._progress[key] = int(value) if value is not None and value.isdecimal() else 0
        return found

    def keep_place(self, key: str, place: str | None, progress: int) -> None:
        """Remember where in an article the user is, None for its top, and how much of it was read by now."""
        self.ledger.remember({Item(Kind.PLACE, key): place, Item(Kind.PROGRESS, key): str(progress)})
        self._progress[key] = progress

    def recently_read(self, most: int) -> list[tuple[str, datetime]]:
        """Return the keys of up to `most` posts, below 0 of all, the last read first, each with the time in UTC.

        Posts that were marked several at once are left out, as the user did not open them.
        """
        if not self.ledger.file.exists():
            return []
        with self.ledger.file.reading() as connection:
            rows = connection.execute(
                "SELECT key, CAST(value AS INTEGER) AS time FROM said WHERE kind = 'read' AND value IS NOT NULL"
                " GROUP BY time HAVING count(*) = 1 ORDER BY time DESC LIMIT ?",
                (most,),
            ).fetchall()
        return [(key, datetime.fromtimestamp(at / 1000, UTC)) for key, at in rows]

    def set(
        self,
        kind: Kind,
        keys: Iterable[str],
        value: bool,
        *,
        action: str,
        name: str = "",
        subject: str = "",
        archive: str = "",
        beside: Values = MappingProxyType({}),
        is_durable: bool = True,
    ) -> Outcome | None:
        """Mark posts, or take their marks away, as one change; return what changed, None if nothing did."""
        now = str(time.time_ns() // 1_000_000)
        values = {Item(kind, key, name): now if value else None for key in keys}
        return self.say(
            values,
            action,
            subject=subject,
            archive=archive,
            beside=beside,
            is_durable=is_durable,
        )

    def say(
        self,
        values: Values,
        action: str,
        *,
        subject: str = "",
        archive: str = "",
        beside: Values = MappingProxyType({}),
        is_durable: bool = True,
    ) -> Outcome | None:
        """Say values, as `Ledger.say` does, and keep the marks in memory true to them."""
        with self._lock:
            outcome = self.ledger.say(
                values, action, subject=subject, archive=archive, beside=beside, is_durable=is_durable
            )
            self._take(values)
            return outcome

    def take_back(self, change: int) -> Outcome | None:
        """Take back a change, as `Ledger.take_back` does, and keep the marks in memory true to it."""
        with self._lock:
            outcome = self.ledger.take_back(change)
            if outcome is not None:
                self._take(outcome.values)
            return outcome

    def merge(
        self, statements: Iterable[Statement], earlier: Iterable[Statement], action: str, *, subject: str
    ) -> Outcome | None:
        """Take over statements, as `Ledger.merge` does, and keep the marks in memory true to them."""
        with self._lock:
            outcome = self.ledger.merge(statements, earlier, action, subject=subject)
            if outcome is not None:
                self._take(outcome.values)
            return outcome

    def said_keys(self) -> frozenset[str]:
        """Return the keys of the posts with a mark of any kind."""
        with self._lock:
            return frozenset().union(*self._names.values())

    def is_said(self, key: str) -> bool:
        """Return whether the post has a mark of any kind."""
        return any(key in marked for marked in self._names.values())

    def follow(self) -> tuple[Item, ...] | None:
        """Take over what other runs of the program said since the last call, and return of what; None for anything."""
        with self._lock:
            items = self.ledger.news() if self._are_loaded else None
            if items is None:
                self._load()
                return None
            self._take({item: self.ledger.value(item) for item in items})
            return tuple(items)

    def close(self) -> None:
        """Close the file; the marks in memory stay readable."""
        self.ledger.file.close()

    def _take(self, values: Values) -> None:
        """Make the marks in memory true to these values."""
        for item, value in values.items():
            if item.kind is Kind.PROGRESS:
                self._progress.pop(item.key, None)
            marked = self._names.get(item.kind)
            if marked is not None:
                names = marked.get(item.key, frozenset())
                names = names - {item.name} if value is None else names | {item.name}
                if names:
                    marked[item.key] = _UNNAMED if names == _UNNAMED else names
                else:
                    marked.pop(item.key, None)

    def _load(self) -> None:
        self.ledger.skip_news()
        self._progress.clear()
        with self.ledger.file.reading() as connection:
            for kind, marked in self._names.items():
                marked.clear()
                condition = "FROM said WHERE kind = ? AND value IS NOT NULL"
                if kind in _UNNAMED_KINDS:
                    # Of a hundred thousand posts, half the time of reading names, too.
                    rows = connection.execute(f"SELECT key {condition}", (kind,))
                    marked.update(dict.fromkeys(map(itemgetter(0), rows), _UNNAMED))
                    continue
                rows = connection.execute(f"SELECT key, name {condition} ORDER BY key", (kind,))
                for key, names in groupby(rows, itemgetter(0)):
                    marked[key] = frozenset(map(itemgetter(1), names))
        self._take(self.ledger.unwritten.values)
        self._are_loaded = True
