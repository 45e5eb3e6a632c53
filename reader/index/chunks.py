"""Splits long lists of values for SQL statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
"""variables per statement: some builds of SQLite allow only 999"""
_Value = TypeVar("_Value")


def chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Yield the values in chunks that fit one statement."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def placeholders(values: Sequence[object]) -> str:
    """Return the SQL placeholders for the values, without parentheses."""
    return ",".join("?" * len(values))
