"""A widget in which the mouse selects: characters, words and paragraphs of a text, or rows of a list."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from reader.tui.widgets.line_widget import LineWidget

_SCROLL_SECONDS = 0.05
"""time in which a drag beyond the edge scrolls by a line"""


class Selectable(LineWidget):
    """A widget with a selection: start and end of what is selected, in numbers that the subclass gives a meaning."""

    # Textual's own selection counts in cells of the screen, which change with the width, and knows no words.
    ALLOW_SELECT = False
    SLIP: ClassVar[int] = 0
    """cells that the pointer may move on a line before a click becomes a drag"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.selected: tuple[int, int] | None = None
        self._pressed: tuple[Offset, tuple[int, int]] | None = None
        """where the button went down, and what stands there"""
        self._pointer = Offset(0, 0)
        self._scrolling: Timer | None = None

    # For subclasses to override

    def span_at(self, point: Offset, clicks: int) -> tuple[int, int] | None:
        """Return what this number of clicks on a cell selects; None where there is nothing to select.

        With one click, the nearest for a point beyond the edges.
        """
        raise NotImplementedError

    def text_of(self, span: tuple[int, int]) -> str:
        """Return what is copied of a span."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint the selection."""
        raise NotImplementedError

    def scroll_by(self, lines: int) -> None:
        """Scroll while the pointer is dragged beyond the edge."""
        raise NotImplementedError

    # The selection

    @property
    def selected_text(self) -> str:
        """What is selected; empty for nothing."""
        return self.text_of(self.selected) if self.selected is not None else ""

    def select(self, span: tuple[int, int] | None) -> None:
        """Select a span, or nothing."""
        if span != self.selected:
            self.selected = span
            self.repaint()

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Drop what was selected anywhere, and begin to drag."""
        for each in self.screen.query(Selectable):
            each.select(None)
        point = Offset(event.x, event.y)
        span = self.span_at(point, 1)
        if span is not None:
            self._pressed = point, span
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to the pointer, and scroll at the edges."""
        if self._pressed is None:
            return
        event.stop()
        self._pointer = Offset(event.x, event.y)
        height = self.size.height
        if 0 <= event.y < height:
            self._stop_scrolling()
        elif self._scrolling is None:
            self._scrolling = self.set_interval(_SCROLL_SECONDS, self._scroll_on)
        self._extend()

    def _extend(self) -> None:
        if self._pressed is None:
            return
        start, pressed = self._pressed
        moved = self._pointer - start
        if self.selected is None and not moved.y and abs(moved.x) <= self.SLIP:
            return
        span = self.span_at(self._pointer, 1)
        if span is not None:
            self.select((min(pressed[0], span[0]), max(pressed[1], span[1])))

    def _scroll_on(self) -> None:
        self.scroll_by(-1 if self._pointer.y < 0 else 1)
        self._extend()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def on_mouse_up(self) -> None:
        """End the drag; what is selected stays."""
        self.release_mouse()
        self.on_mouse_release()

    def on_mouse_release(self) -> None:
        """End the drag where another screen took the mouse."""
        self._pressed = None
        self._stop_scrolling()

    def is_plain_click(self, event: events.Click) -> bool:
        """Select what a double or triple click takes; return whether it is neither, nor the end of a drag."""
        if event.chain > 1:
            self.select(self.span_at(Offset(event.x, event.y), event.chain))
        return event.chain == 1 and self.selected is None
