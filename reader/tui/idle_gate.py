"""Work off the screen's thread that waits while keys come."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.3
"""seconds without a key after which no other is about to come: a key that is held repeats ten times faster"""
_STEP = 0.05
_PATIENCE = 30.0
"""seconds that one piece of work waits in all"""


class IdleGate:
    """When keys came, for a piece of work that nobody waits for: two threads of Python share one processor."""

    def __init__(self) -> None:
        self._pressed_at = float("-inf")
        self._waited = 0.0

    def press(self) -> None:
        """A key came."""
        self._pressed_at = time.monotonic()

    def begin(self) -> None:
        """Another piece of work begins, which may wait as long again."""
        self._waited = 0.0

    def give_way(self, is_over: Callable[[], bool]) -> None:
        """Returns when keys pause, when the work is over, or when it has waited long enough."""
        while time.monotonic() - self._pressed_at < _PAUSE and self._waited < _PATIENCE and not is_over():
            time.sleep(_STEP)
            self._waited += _STEP
