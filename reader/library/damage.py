"""The library's policy for an index that cannot be read: build it again, and read again or do without.

The index deletes a damaged file before it raises DamagedIndexError, so the next load builds it anew. Commands let the
error through and begin again. Screens ask to hear of it: what they cannot do without is then answered by nothing,
while the index is built again behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from reader.index import DamagedIndexError

_Result = TypeVar("_Result")
_Step = TypeVar("_Step")


class Damage:
    """Who is told when a read meets an index that cannot be read."""

    def __init__(self) -> None:
        self.listener: Callable[[DamagedIndexError], None] | None = None
        """called in the thread that reads; without one the error is raised"""

    def read_or(self, default: _Result, read: Callable[[], _Result]) -> _Result:
        """Return `read()`; or `default`, once the listener has been told that the index cannot be read."""
        try:
            return read()
        except DamagedIndexError as error:
            if self.listener is None:
                raise
            self.listener(error)
            return default


def rebuilding(steps: Callable[[], Iterator[_Step]], load: Callable[[], Iterator[_Step]]) -> Iterator[_Step]:
    """Yield from `steps()`, and then from `load()` if the index turns out to be damaged meanwhile."""
    try:
        yield from steps()
    except DamagedIndexError:
        yield from load()
