"""The application: themes, styles, signals, and a clean way out."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Iterable
from datetime import tzinfo
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from reader import paths
from reader.config import Settings
from reader.library import Library, ResultSet
from reader.query import Query
from reader.tui import engine
from reader.tui.commands import Scope, listed_commands
from reader.tui.input_queue import InputQueue
from reader.tui.layout import DEFAULT_THEME
from reader.tui.painting import PaintingScreen
from reader.tui.screens.main import MainScreen
from reader.tui.terminal import TakingOver, TerminalDriver
from reader.tui.themes import THEMES

_SECONDS_TO_HANG_UP = 2.0
"""how long leaving may take when the terminal hung up"""


class ReaderApp(InputQueue):
    """The reader on a terminal."""

    TITLE = "reader"
    CSS_PATH = [*sorted(paths.styles_folder().glob("*.tcss"))]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        library: Library,
        settings: Settings,
        *,
        zone: tzinfo,
        query: Query | None = None,
        results: ResultSet | None = None,
    ) -> None:
        """`results` are those of the first frame, if one is shown: the answer to `query`."""
        own_driver = TakingOver if results is not None else TerminalDriver
        super().__init__(driver_class=None if "TEXTUAL_DRIVER" in os.environ else own_driver)
        self.has_terminal = False
        """whether the app has taken over the terminal"""
        self.library = library
        self.settings = settings
        self.zone = zone
        self._query = query or Query()
        self._results = results
        # Animated scrolling takes 800 ms and 200 kB a page, which is felt over SSH.
        self.animation_level = "none"
        self.scroll_sensitivity_y = 3
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in self.available_themes else DEFAULT_THEME

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return MainScreen(
            self.library, self._query, settings=self.settings, zone=self.zone, results=self._results
        )

    @property
    def is_busy(self) -> bool:
        """Whether a key is being handled, or a job runs whose result is awaited."""
        if self.return_code is not None:
            return False
        main = next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)
        return super().is_busy or (main is not None and bool(main.jobs.running - {"watching"}))

    def key_done(self) -> None:
        """Paint what a key changed."""
        if isinstance(self.screen, PaintingScreen):
            self.screen.paint_now()

    def on_load(self) -> None:
        """Exit regularly on a signal, so that the terminal is restored."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._leave, number)

    def on_mount(self) -> None:
        """Take the terminal over from the first frame."""
        self.has_terminal = True

    def on_ready(self) -> None:
        """Turn garbage collection on again, without the objects of the start: examining them would take 30 ms of a key.

        The first layouts leave 2 MB of outdated styles, which are collected before.
        """
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.enable()
        for sentence in engine.notices(is_wide=self.settings.ambiguous_width == 2):
            self.notify(sentence, severity="warning", markup=False)

    def _leave(self, number: int) -> None:
        code = 128 + number
        if number == signal.SIGHUP:
            # The terminal is probably gone: Textual may hang while writing to it. All marks are on disk by now.
            watchdog = threading.Timer(_SECONDS_TO_HANG_UP, os._exit, (code,))
            watchdog.daemon = True
            watchdog.start()
        self.exit(return_code=code)

    def _run_from_palette(self, screen: MainScreen, command_id: str) -> None:
        self.call_later(screen.run_command, command_id)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield all listed commands, then the themes and the screenshot."""
        if isinstance(screen, MainScreen):
            for command in listed_commands():
                if command.scope not in (Scope.MOVE, Scope.TREND) and command.id != "program.palette":
                    yield SystemCommand(
                        f"{command.label}  ({command.shown_keys})",
                        command.help,
                        partial(self._run_from_palette, screen, command.id),
                    )
        yield SystemCommand("Theme", "Choose other colours.", self.action_change_theme)
        yield SystemCommand(
            "Picture of the screen", "Save the screen as an SVG file.", self.deliver_screenshot
        )
