"""The settings as rows: title, value in force, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.config import Origin
from reader.language import tr
from reader.tui.features.settings.choices import Row
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

_TITLE_CELLS = 28


class SettingRows(RowList, can_focus=False):
    """The settings; the line above has the focus all the time."""

    def __init__(self) -> None:
        super().__init__()
        self._settings: Sequence[Row] = ()
        self.empty_text = tr("No setting is called so.")

    def on_mount(self) -> None:
        """Show the cursor as where the keys act."""
        self.show_focus(has_focus=True)

    def show(self, settings: Sequence[Row], cursor: int) -> None:
        """Show these settings."""
        self._settings = settings
        self.put_cursor(cursor, self.top)

    @property
    def current(self) -> Row | None:
        """The setting under the cursor."""
        return self._settings[self.cursor] if self.cursor < len(self._settings) else None

    def row_count(self) -> int:
        """Return the number of settings."""
        return len(self._settings)

    def group(self, index: int) -> str | None:
        """Return for which archives the setting is."""
        return self._settings[index].group

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint title, value in words and as it is written, and origin."""
        row = self._settings[index]
        title_cells = min(_TITLE_CELLS, width * 2 // 5)
        title = cut(tr(row.setting.named.setting.title), title_cells - 3)
        origin = cut(row.origin, width // 3)
        value = cut(row.shown, width - title_cells - cell_len(origin) - 4)
        room = width - title_cells - cell_len(value) - cell_len(origin) - 2
        written = "" if row.written == row.shown else cut(f"  {row.written}", max(room - 2, 0))
        gap = room - cell_len(written)
        is_default = row.setting.origin is Origin.DEFAULT
        parts = [
            (f"  {title}".ljust(title_cells - cell_len(title) + len(title)), self.style_of("plain")),
            (value, self.style_of("plain" if is_default else "strong")),
            (f"{written}{' ' * gap}{origin}", self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]
