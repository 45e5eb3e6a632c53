"""The settings screen: what is typed narrows the settings, Enter and the arrows change one, at once and for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.language import tr
from reader.tui.commands import Command, Scope
from reader.tui.dispatch import handles
from reader.tui.features.settings.choices import SettingChoices
from reader.tui.features.settings.rows import SettingRows
from reader.tui.features.settings.value import ValueScreen
from reader.tui.keys.in_force import command
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.line_input import DialogLine
from reader.tui.widgets.rows import RowList


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
