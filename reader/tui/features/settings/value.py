"""The line in which a value of a setting is typed, checked while it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.config.kinds import Folders, InvalidValueError, Kind, Zone
from reader.config.schema import Setting
from reader.language import tr
from reader.tui.commands import Command, Scope
from reader.tui.dispatch import handles
from reader.tui.features.settings.choices import parsed
from reader.tui.folder_names import folders_beginning
from reader.tui.keys.in_force import command
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.line_input import DialogLine

_MOST_PROPOSALS = 5


class ValueScreen(Dialog[tuple[Any] | None]):
    """Asks for a value; the result is a tuple of it alone."""

    SCOPES = (Scope.SETTING_VALUE, Scope.DIALOG)

    def __init__(self, setting: Setting, plain: object) -> None:
        super().__init__()
        self._setting = setting
        self._line = DialogLine(self.act, _as_text(plain))
        self._means = Static("", markup=False, classes="understood")
        self._value: tuple[Any] | None = None
        self._proposals: Sequence[str] = ()

    def frame(self) -> Widget:
        """Return the line, and what is wrong with the value, or how it may go on, below it."""
        frame = Vertical(self._line, self._means, classes="question")
        frame.border_title = Content(tr(self._setting.title))
        return frame

    def footer(self) -> Iterator[Command]:
        """Yield what Enter and Tab do."""
        if self._value is not None:
            yield command("setting.keep")
        if self._proposals:
            yield command("setting.complete")
        yield command("dialog.close")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check the value, and propose how it may go on."""
        event.stop()
        self._value, wrong = None, ""
        try:
            self._value = (parsed(self._setting.kind, event.value),)
        except InvalidValueError as error:
            wrong = tr("Allowed: {allowed}.", allowed=error)
        self._proposals = proposals(self._setting.kind, event.value)[:_MOST_PROPOSALS]
        self._means.update(
            Content.assemble(
                (wrong, "$error"), "\n" if wrong else "", ("\n".join(self._proposals), "$text-muted")
            )
        )
        self.show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the value on Enter."""
        event.stop()
        self.keep()

    @handles("setting.keep")
    def keep(self) -> None:
        """Close with the value, if it can be one."""
        if self._value is not None:
            self.dismiss(self._value)

    @handles("setting.complete")
    def complete(self) -> None:
        """Type the first proposal."""
        if self._proposals:
            before, sign, _ = self._line.value.rpartition(":") if self._setting.kind.is_list else ("", "", "")
            self._line.value = f"{before}{sign}{self._proposals[0]}"
            self._line.action_end()

    def act(self, key: str) -> bool:
        """Complete on Tab; return whether the key was that."""
        if key == "tab":
            self.complete()
        return key == "tab"


def _as_text(plain: object) -> str:
    """Return a plain value as it is typed, which `Kind.from_text` reads."""
    return ":".join(map(str, plain)) if isinstance(plain, list) else str(plain)


def proposals(kind: Kind, typed: str) -> Sequence[str]:
    """Return how what is typed may go on, the nearest first."""
    if isinstance(kind, Folders):
        return folders_beginning(typed.rpartition(":")[2])
    if isinstance(kind, Zone) and typed:
        from zoneinfo import available_timezones  # reads a folder, 10 ms

        sought = typed.strip().replace(" ", "_").lower()
        found = [name for name in available_timezones() if sought in name.lower() and name != typed]
        return sorted(found, key=lambda name: (not name.lower().rpartition("/")[2].startswith(sought), name))
    return ()
