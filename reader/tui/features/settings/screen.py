"""The settings screen: what is typed narrows the settings, Enter and the arrows change one, at once and for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.style import Style
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.config import Origin
from reader.language import tr
from reader.tui.commands import Command, Scope
from reader.tui.dispatch import handles
from reader.tui.features.settings.choices import Row, SettingChoices
from reader.tui.features.settings.value import ValueScreen
from reader.tui.keys.in_force import command
from reader.tui.post_lines import cut
from reader.tui.screens.dialog import Dialog
from reader.tui.strips import line
from reader.tui.widgets.line_input import DialogLine
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


class SettingsScreen(Dialog[None]):
    """The settings."""

    SCOPES = (Scope.SETTINGS, Scope.DIALOG)

    def __init__(self, choices: SettingChoices) -> None:
        super().__init__()
        self._choices = choices
        self._line = DialogLine(self.act, placeholder=tr("a setting"))
        self._rows = SettingRows()
        self._about = Static("", markup=False, classes="about")

    def frame(self) -> Widget:
        """Return the line, the settings, and what is to be known of the one under the cursor."""
        self._frame = Vertical(self._line, self._rows, self._about, classes="dialog")
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield what the keys do to the setting under the cursor."""
        if self._rows.current is not None:
            has_steps = self._choices.stepped(self._rows.current, 1) is not None
            yield command("setting.next") if has_steps else replace(command("setting.next"), footer="Enter")
            yield command("setting.reset")
            yield command("setting.down")
        yield command("dialog.close")

    def on_mount(self) -> None:
        """Show the settings."""
        self._line.focus()
        self._show(0)

    def _show(self, cursor: int) -> None:
        # These are in another language once that is the setting that was changed.
        self._frame.border_title = tr("Settings")
        self._line.placeholder = tr("a setting")
        self._rows.show(self._choices.rows, cursor)
        self._show_current()

    def _show_current(self) -> None:
        row = self._rows.current
        self._about.update(Content("\n".join(self._choices.remarks(row)) if row is not None else ""))
        self.show_keys()

    def act(self, key: str) -> bool:
        """Handle a key for the settings; return whether it was one."""
        match key:
            case "enter" | "right":
                self.change(1)
            case "left":
                self.change(-1)
            case "down" | "pagedown":
                self.move(1 if key == "down" else self._rows.size.height)
            case "up" | "pageup":
                self.move(-1 if key == "up" else -self._rows.size.height)
            case "delete":
                self.reset()
            case _:
                return False
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self._choices.narrow(event.value)
        self._show(0)

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """Do to a clicked setting what Enter does."""
        event.stop()
        self.change(1)

    @handles("setting.down")
    def move(self, rows: int) -> None:
        """Move the cursor."""
        self._rows.cursor += rows
        self._show_current()

    @handles("setting.next", "setting.previous")
    def change(self, steps: int) -> None:
        """Step to another value of the setting under the cursor, or ask for one."""
        row = self._rows.current
        if row is None:
            return
        which = row.setting.named
        value = self._choices.stepped(row, steps)
        if value is not None:
            self._tell(self._choices.put(which, value))
        elif steps > 0:
            self.app.push_screen(
                ValueScreen(which.setting, row.setting.plain),
                lambda value: self._tell(self._choices.put(which, value[0])) if value else None,
            )

    @handles("setting.reset")
    def reset(self) -> None:
        """Take the value under the cursor out of the file."""
        row = self._rows.current
        if row is not None:
            self._tell(self._choices.reset(row.setting.named))

    def _tell(self, problem: str) -> None:
        """Show the settings as they are now, and why a change holds for this run alone."""
        self._show(self._rows.cursor)
        if problem:
            self.notify(
                tr("It holds for this run: {problem}", problem=problem), severity="warning", markup=False
            )
