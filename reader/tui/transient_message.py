"""A sentence that stands for a moment: as long as it takes to read, whatever was said before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from rich.cells import cell_len

_LEAST_SECONDS = 4.0
_MOST_SECONDS = 15.0
_SECONDS_TO_NOTICE = 2.0
_CELLS_A_SECOND = 12
"""what is read without haste: seven Chinese characters, or two English words and a half"""


def seconds_to_read(text: str) -> float:
    """Return how many seconds a text stands on the screen: to be noticed, and to be read."""
    seconds = _SECONDS_TO_NOTICE + cell_len(text) / _CELLS_A_SECOND
    return min(max(seconds, _LEAST_SECONDS), _MOST_SECONDS)


class Stoppable(Protocol):
    """A timer that runs."""

    def stop(self) -> None:
        """Have it never go off."""


class TransientMessage:
    """Shows one sentence after the other, each for as long as it takes to read."""

    def __init__(
        self, set_timer: Callable[[float, Callable[[], None]], Stoppable], show: Callable[[str], object]
    ) -> None:
        """`show` puts a sentence on the screen, or takes it away where that is empty."""
        self._set_timer = set_timer
        self._show = show
        self._timer: Stoppable | None = None
        self._sentence = ""
        self._times = 0

    def say(self, sentence: str) -> None:
        """Show a sentence, none if it is empty; the same one again with how often it was said, so that it is seen."""
        self._times = self._times + 1 if sentence == self._sentence else 1
        self._sentence = sentence
        if self._timer is not None:
            self._timer.stop()
        self._show(sentence if self._times == 1 or not sentence else f"{sentence} ×{self._times}")
        self._timer = self._set_timer(seconds_to_read(sentence), self._end) if sentence else None

    def _end(self) -> None:
        self._sentence, self._timer = "", None
        self._show("")
