"""The list of themes beside what they colour: the one under the cursor is shown, Enter keeps it, Esc goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from reader.language import tr
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.post_lines import cut
from reader.tui.screens.dialog import Dialog
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList


class ThemeRows(RowList):
    """The names of themes."""

    def __init__(self, names: Sequence[str], chosen: str, preview: Callable[[str], object]) -> None:
        super().__init__()
        self._names = names
        self._chosen = chosen
        self._preview = preview

    def on_mount(self) -> None:
        """Begin at the theme in force."""
        self.put_cursor(self._names.index(self._chosen) if self._chosen in self._names else 0)
        # Without a size yet, that put the theme on the first line, with those above it out of sight.
        self.call_after_refresh(lambda: self.put_cursor(self.cursor, top=0))

    def row_count(self) -> int:
        """Return the number of themes."""
        return len(self._names)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a name, with a sign before the one in force."""
        name = self._names[index]
        sign = "●" if name == self._chosen else " "
        parts = [
            (f" {sign} ", self.style_of("mark")),
            (cut(name, width - 4), self.style_of("strong" if name == self._chosen else "plain")),
        ]
        return [line(parts, width, fill)]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the theme under the cursor."""
        event.stop()
        self._preview(self.current)

    @property
    def current(self) -> str:
        """The name under the cursor."""
        return self._names[self.cursor]

    @handles("theme.choose")
    def choose(self) -> None:
        """Close with the theme under the cursor."""
        self.screen.dismiss(self.current)


class ThemesScreen(Dialog[str]):
    """The themes; the result is the one to keep."""

    SCOPES = with_wider(Scope.THEMES)

    def __init__(self, names: Sequence[str], chosen: str, preview: Callable[[str], object]) -> None:
        """`preview` shows everything in the colours of a theme."""
        super().__init__()
        self._rows = ThemeRows(names, chosen, preview)

    def frame(self) -> Widget:
        """Return the names in a frame."""
        frame = Vertical(self._rows, classes="dialog")
        frame.border_title = tr("Theme")
        return frame
