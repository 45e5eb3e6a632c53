"""How long work may take."""

from __future__ import annotations

import time


class TimeBudget:
    """Seconds that work may take of this thread.

    They are measured by the clock, which runs ahead where a machine is busy, and once they are over again by the time of
    the thread: to ask the system for that takes as long as to look through a short text.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = self.left = seconds
        self.now = time.perf_counter
        """what returns the seconds of the clock in force, which `spend` may change"""

    def spend(self, seconds: float) -> None:
        """Take seconds from what is left."""
        self.left -= seconds
        if self.left <= 0 and self.now is time.perf_counter:
            self.now, self.left = time.thread_time, self._seconds
