"""Where a text and its form do not stand one to one, kept in 16 bytes a place: a text of megabytes may have millions."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple


class Change(NamedTuple):
    """A place at which a text and its form do not stand one to one."""

    start: int
    """its offset in the form"""
    end: int
    text_start: int
    text_end: int


class Changes:
    """The changes of a text in order."""

    def __init__(self, changes: Iterable[tuple[int, int, int, int]] = ()) -> None:
        self._values = array("i", chain.from_iterable(changes))

    def __len__(self) -> int:
        """Return the number of changes."""
        return len(self._values) // 4

    def __getitem__(self, index: int) -> Change:
        """Return one of them, counted from 0."""
        return Change(*self._values[4 * index : 4 * index + 4])

    def __iter__(self) -> Iterator[Change]:
        """Yield them in order."""
        return map(Change._make, self.rows())

    def rows(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield the values of each in order; makes no `Change`, of which a text may have millions."""
        values = iter(self._values)
        return zip(values, values, values, values, strict=True)

    def until(self, offset: int) -> int:
        """Return the number of changes that start at an offset of the form or before it."""
        return bisect_right(range(len(self)), offset, key=lambda index: self._values[4 * index])

    def until_text(self, offset: int) -> int:
        """Return the number of changes that start at an offset of the text or before it."""
        return bisect_right(range(len(self)), offset, key=lambda index: self._values[4 * index + 2])

    def between(self, start: int, end: int) -> Iterator[Change]:
        """Yield the changes that start between two offsets of the form, these included."""
        first = bisect_left(range(len(self)), start, key=lambda index: self._values[4 * index])
        return map(self.__getitem__, range(first, self.until(end)))
