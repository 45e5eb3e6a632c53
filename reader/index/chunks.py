"""Asking SQLite for many values at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
"""variables in a statement: SQLite may allow as few as 999"""
_Value = TypeVar("_Value")


def chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """The values, as many at a time as a statement takes."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def marks(values: Sequence[object]) -> str:
    """What stands for the values in a statement, between parentheses."""
    return ",".join("?" * len(values))
