"""A gate that delays background work while the user types."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.3
"""seconds without a key that count as idle; a held key repeats ten times faster"""
_STEP = 0.05
_PATIENCE = 30.0
"""seconds that one piece of work waits at most in total"""


class IdleGate:
    """Delays work that nobody waits for, since only one Python thread computes at a time."""

    def __init__(self) -> None:
        self._pressed_at = float("-inf")
        self._waited = 0.0

    def key_pressed(self) -> None:
        """Close the gate for a moment."""
        self._pressed_at = time.monotonic()

    def begin(self) -> None:
        """Start another piece of work, with a waiting time of its own."""
        self._waited = 0.0

    def wait(self, is_over: Callable[[], bool]) -> None:
        """Block until no key comes, `is_over` returns True, or the work has waited 30 s in total."""
        while time.monotonic() - self._pressed_at < _PAUSE and self._waited < _PATIENCE and not is_over():
            time.sleep(_STEP)
            self._waited += _STEP
