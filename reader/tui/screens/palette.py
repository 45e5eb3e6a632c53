"""Textual's palette, safe against keys and clicks that come before its list is there, after it, or together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.theme import ThemeProvider
from textual.worker import Worker, WorkType

from reader.tui.dispatch import SettingChosen

Found = TypeVar("Found")


class _Commands(CommandList, can_focus=False):
    """The list of commands."""

    def on_click(self, event: events.Click) -> None:
        """Pass over a click on a row that was painted before letters were typed, and is no more."""
        row = event.style.meta.get("option", -1)
        if row >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette):
    """The palette of themes."""

    def compose(self) -> ComposeResult:
        """Compose Textual's palette with a list of our own."""
        for widget in super().compose():
            yield _Commands() if isinstance(widget, CommandList) else widget

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key ask the list for a row before it is there, nor for a page before it has lines: Textual fails."""
        if action in ("command_list", "cursor_down"):
            found = self.query(CommandList)
            if not found or (action == "command_list" and not found.first().scrollable_content_region):
                return False
        return super().check_action(action, parameters)

    def key_ctrl_q(self) -> None:
        """Leave the reader, as the key does everywhere."""
        self.app.exit()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close the palette; a second Escape or click that arrives together with the first changes nothing."""
        return super().dismiss(result) if self.app.screen_stack[-1:] == [self] else AwaitComplete()

    def run_worker(self, work: WorkType[Found], **named: Any) -> Worker[Found]:  # type: ignore[override]
        """Give up at once what letters ask for that arrive after the palette was closed: its list is gone."""
        worker: Worker[Found] = super().run_worker(work, **named)
        if not self.is_current:
            worker.cancel()
        return worker


class Themes(ThemeProvider):
    """All themes; the chosen one is kept in the settings."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """The names of the themes, each with what chooses it."""
        return [(name, partial(self._choose, name)) for name in sorted(self.app.available_themes)]

    def _choose(self, name: str) -> None:
        self.app.post_message(SettingChosen("theme", name))
