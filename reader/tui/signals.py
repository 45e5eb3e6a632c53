"""Plain listeners: what a model tells whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Signal(Generic[Value]):
    """Something that happens, told to its listeners in the order in which they connected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Value], object]] = []

    def connect(self, listener: Callable[[Value], object]) -> None:
        """Call `listener` with the value each time from now on."""
        self._listeners.append(listener)

    def emit(self, value: Value) -> None:
        """Tell all listeners; each is done before the next is called."""
        for listener in self._listeners:
            listener(value)
