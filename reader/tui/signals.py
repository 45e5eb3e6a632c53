"""A minimal observer: models emit signals, views connect to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Signal(Generic[Value]):
    """A signal with a value; listeners are called in the order in which they connected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Value], object]] = []

    def connect(self, listener: Callable[[Value], object]) -> None:
        """Call `listener` with the value of each emit from now on."""
        self._listeners.append(listener)

    def emit(self, value: Value) -> None:
        """Call all listeners synchronously."""
        for listener in self._listeners:
            listener(value)
