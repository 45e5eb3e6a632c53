"""A gate that holds back work off the screen's thread while keys come."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.3
"""seconds without a key after which no other is about to come: a key that is held repeats ten times faster"""
_STEP = 0.05
_PATIENCE = 30.0
"""seconds that one piece of work waits in all"""


class IdleGate:
    """Holds back what nobody waits for: of two Python threads only one computes at a time."""

    def __init__(self) -> None:
        self._pressed_at = float("-inf")
        self._waited = 0.0

    def key_pressed(self) -> None:
        """Hold work back for a moment."""
        self._pressed_at = time.monotonic()

    def begin(self) -> None:
        """Begin another piece of work, which may wait as long again."""
        self._waited = 0.0

    def wait(self, is_over: Callable[[], bool]) -> None:
        """Return when keys pause, when the work is over, or when it has waited for half a minute in all."""
        while time.monotonic() - self._pressed_at < _PAUSE and self._waited < _PATIENCE and not is_over():
            time.sleep(_STEP)
            self._waited += _STEP
