"""The link bar: the target and the full address of the link under the cursor."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.tui.keys.in_force import key_of
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget

_MOST_LINES = 6
_INDENT = 3


class LinkBar(LineWidget):
    """Shows the target of a link, what Enter does, and the address; hidden while there is no link cursor."""

    COMPONENT_CLASSES = {
        "link-bar--sign",
        "link-bar--quiet",
        "link-bar--text",
        "link-bar--address",
        "link-bar--key",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._target = ""
        self._effect = ""
        self._address = ""
        self._is_archived = False

    def on_mount(self) -> None:
        """Hide the bar until there is a link cursor."""
        self.display = False

    def show(self, target: str, effect: str, address: str, *, is_archived: bool) -> None:
        """Show the bar; `effect` says what Enter does, in the third person."""
        self._target, self._effect, self._address, self._is_archived = target, effect, address, is_archived
        self.styles.height = 1 + len(self._address_lines(self.app.size.width))
        self.display = True
        self.refresh()

    def on_resize(self) -> None:
        """Fit the height to the lines of the address."""
        self.styles.height = 1 + len(self._address_lines(self.size.width))

    def _address_lines(self, width: int) -> list[str]:
        cells = max(width - _INDENT - 1, 8)
        lines = [""]
        for character in self._address:
            if cell_len(lines[-1]) + cell_len(character) > cells:
                lines.append("")
            lines[-1] += character
        return lines[:_MOST_LINES]

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint target and key on the first line, and the address below."""
        base = self.base_style
        key = f" {key_of('link.go')} {self._effect} "
        target = cut(self._target, width - _INDENT - 1 - cell_len(key))
        gap = " " * max(width - _INDENT - cell_len(target) - cell_len(key), 0)
        first: list[tuple[str, Style]] = [
            (" ● ", self.ink("link-bar--sign"))
            if self._is_archived
            else (" ○ ", self.ink("link-bar--quiet")),
            (target, self.ink("link-bar--text")),
            (gap, Style.null()),
            (key, self.ink("link-bar--key")),
        ]
        address = [
            [(" " * _INDENT + part, self.ink("link-bar--address"))] for part in self._address_lines(width)
        ]
        shown = [first, *address]
        return [line(shown[y] if y < len(shown) else [], width, base) for y in lines]
