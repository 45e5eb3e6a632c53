"""Leaves out the presses of mouse buttons that were not meant for what lies under the pointer."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.screen import Screen

_LEFT = 1


class Clicks:
    """Lets the left button through, but not the second press of a double click on a screen that the first one opened.

    A dialog would be closed by it, and behind a closed dialog it would choose something else.
    """

    def __init__(self) -> None:
        self._last: tuple[Screen[object], Offset, float] | None = None
        """the screen, the place and the time of the press before"""
        self._is_left_out = False

    def count(self, event: events.MouseDown | events.MouseUp, screen: Screen[object], seconds: float) -> bool:
        """Return whether the event counts on a screen; presses within `seconds` are a double click."""
        if event.button != _LEFT:
            return False
        if isinstance(event, events.MouseDown):
            self._is_left_out = self._is_late(event, screen, seconds)
            self._last = screen, event.screen_offset, event.time
        return not self._is_left_out

    def _is_late(self, event: events.MouseDown, screen: Screen[object], seconds: float) -> bool:
        if self._last is None:
            return False
        last_screen, place, time = self._last
        is_double = event.screen_offset == place and event.time - time <= seconds
        return is_double and (self._is_left_out or screen is not last_screen)
