"""The first line of each screen in the plain mode: what has the focus, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget

_LOOK_SECONDS = 0.1


class FocusLine(LineWidget):
    """A line that follows what it says by looking for it, since any widget may change it."""

    KEEPS_LINES: ClassVar[bool] = False

    def __init__(self, words: Callable[[], str]) -> None:
        """`words` returns what has the focus now."""
        super().__init__(id="focus")
        self._words = words
        self._said = ""

    def on_mount(self) -> None:
        """Begin to look."""
        self._look()
        self.set_interval(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        # Not while it is painted, which Textual may ask for without writing it.
        if (words := self._words()) != self._said:
            self._said = words
            self.refresh()

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the words."""
        return [line([(cut(self._said, width), Style.null())], width, self.base_style) for _ in lines]
