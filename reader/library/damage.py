"""The library's policy for a damaged index: read again, rebuild, or do without.

The index discards a damaged file before it raises DamagedIndexError, so a second attempt reads an empty index
and the next load rebuilds it. Reads without a rule here raise the error to the caller, who reports it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from reader.index import DamagedIndexError

_Result = TypeVar("_Result")
_Step = TypeVar("_Step")


def read_or(default: _Result, read: Callable[[], _Result], *, attempts: int = 1) -> _Result:
    """Return `read()`, or `default` if the index can not be read in so many attempts."""
    for _ in range(attempts):
        with contextlib.suppress(DamagedIndexError):
            return read()
    return default


def rebuilding(steps: Callable[[], Iterator[_Step]]) -> Iterator[_Step]:
    """Yield from `steps()`, and once again from the start if the index turns out to be damaged."""
    try:
        yield from steps()
    except DamagedIndexError:
        yield from steps()


def abandoning(steps: Callable[[], Iterator[_Step]]) -> Iterator[_Step]:
    """Yield from `steps()` until the index turns out to be damaged; the next load rebuilds it."""
    with contextlib.suppress(DamagedIndexError):
        yield from steps()
