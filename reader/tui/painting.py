"""A screen that shows what a key changed without waiting for Textual's timer."""

from __future__ import annotations

import time

from textual.screen import UPDATE_PERIOD, Screen
from textual.widget import Widget

from reader.tui import engine
from reader.tui.engine.choice import PAINT_NOW
from reader.tui.widgets.line_widget import LineWidget


class PaintingScreen(Screen[None]):
    """A screen that can be painted at once."""

    def __init__(self) -> None:
        super().__init__()
        self._can_paint = engine.has(PAINT_NOW)
        self._painted_at = 0.0

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Move the focus, and have both widgets look so in the next picture.

        Textual tells them by messages, which arrive after that picture and ask for another.
        """
        before = self.focused
        super().set_focus(widget, scroll_visible, from_app_focus)
        after = self.focused
        if before is not after:
            if isinstance(before, LineWidget):
                before.show_focus(has_focus=False)
            if isinstance(after, LineWidget):
                after.show_focus(has_focus=True)

    def paint_now(self, *, is_awaited: bool = False) -> None:
        """Paint pending changes, but not so soon after the last time that a held key would paint each press.

        `is_awaited` paints even then: what the user waited for has arrived.
        """
        now = time.monotonic()
        is_due = is_awaited or now - self._painted_at >= UPDATE_PERIOD
        if self._can_paint and is_due and engine.paint_changes(self):
            self._painted_at = now
