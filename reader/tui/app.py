"""The application: themes, styles, signals, and a clean way out."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import partial
from pathlib import Path

from textual import events
from textual.app import ScreenStackError
from textual.notifications import SeverityLevel
from textual.screen import Screen

from reader import paths
from reader.config import Settings
from reader.language import later, tr
from reader.library import Library, ResultSet, check_archive
from reader.library.start import Start
from reader.query import Query
from reader.tui import engine
from reader.tui.clicks import Clicks
from reader.tui.commands import COMMANDS
from reader.tui.dispatch import CopyAsked, SettingChosen, handles
from reader.tui.ending import Ending
from reader.tui.input_queue import InputQueue
from reader.tui.keys.in_force import put_in_force
from reader.tui.layout import DEFAULT_THEME
from reader.tui.moment import seconds_to_read
from reader.tui.painting import PaintingScreen
from reader.tui.preferences import Preferences
from reader.tui.screens.main import MainScreen
from reader.tui.terminal import TerminalDriver
from reader.tui.themes import THEMES, unknown_theme

_PROBLEM_SECONDS = 15
"""how long it is shown what is wrong with the settings: the first seconds go to the list"""

_MOST_KEY_PROBLEMS = 4


class ReaderApp(InputQueue, inherit_bindings=False):
    """The reader on a terminal."""

    TITLE = "reader"
    CSS_PATH = [*sorted(paths.styles_folder().glob("*.tcss"))]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        library: Library,
        preferences: Preferences,
        *,
        zone: tzinfo,
        query: Query | None = None,
        results: ResultSet | None = None,
        ending: Ending | None = None,
        start: Start | None = None,
        last: Mapping[str, object] | None = None,
        is_first: bool = False,
    ) -> None:
        """`results` are those of the first frame, if one is shown: the answer to `query`.

        `last` is where the screens stood when they were left; None if that is neither put back nor remembered.
        `start` is the post to open at once, if any. `is_first` tells that the user has never been here and has no archive. `ending` tells the app to exit when the process is asked to end.
        """
        super().__init__(driver_class=None if "TEXTUAL_DRIVER" in os.environ else TerminalDriver)
        self._key_problems = _use_keys(preferences.settings)
        self._ending = ending
        self._clicks = Clicks()
        self.library = library
        self.preferences = preferences
        self.zone = zone
        self._query = query or Query()
        self._results = results
        self._start = start
        self._last = last
        self._is_first = is_first
        self.wanted_archive: Path | None = None
        """the folder that the user asked to open instead, once the app has ended"""
        # Animated scrolling takes 800 ms and 200 kB a page, which is felt over SSH.
        self.animation_level = "none"
        self.scroll_sensitivity_y = 3
        for theme in THEMES:
            self.register_theme(theme)
        self._use_theme(preferences.settings)
        preferences.follow(self._use_theme, "theme")
        preferences.follow(self._change_keys, "keys", "keys_preset")

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return MainScreen(
            self.library,
            self._query,
            preferences=self.preferences,
            zone=self.zone,
            results=self._results,
            start=self._start,
            last=self._last,
        )

    @property
    def is_busy(self) -> bool:
        """Whether a key is being handled, or a job runs whose result is awaited."""
        if self.return_code is not None:
            return False
        main = self._main
        return super().is_busy or (main is not None and bool(main.jobs.running - {"following", "watching"}))

    @property
    def _main(self) -> MainScreen | None:
        """The main screen, under whatever lies over it."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    def on_copy_asked(self, event: CopyAsked) -> None:
        """Copy what is selected on any screen."""
        if self._main is not None:
            self._main.features.clipboard.copy(event.text, later("Selection"))

    def on_setting_chosen(self, event: SettingChosen) -> None:
        """Put the value into force, keep it, and say so."""
        problem = self.preferences.choose(event.setting, event.value)
        if problem:
            self.notify(
                tr("It holds for this run: {problem}", problem=problem), severity="warning", markup=False
            )

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message over the screen, as long as it takes to read unless another time is asked for."""
        seconds = seconds_to_read(message) if timeout is None else timeout
        super().notify(message, title=title, severity=severity, timeout=seconds, markup=markup)

    async def on_event(self, event: events.Event) -> None:
        """Pass events on, but for presses of the mouse that do not count."""
        if isinstance(event, events.MouseDown | events.MouseUp) and not event.is_forwarded:
            try:
                counts = self._clicks.count(event, self.screen, self.CLICK_CHAIN_TIME_THRESHOLD)
            except ScreenStackError:
                return  # pressed after the key that ended the program
            if not counts:
                return
        await super().on_event(event)

    def key_done(self) -> None:
        """Paint what a key changed."""
        if isinstance(self.screen, PaintingScreen):
            self.screen.paint_now()

    def on_load(self) -> None:
        """Exit regularly on a signal, and when the terminal hangs up."""
        if self._ending is not None:
            loop = asyncio.get_running_loop()
            self._ending.leave = lambda code: loop.call_soon_threadsafe(partial(self.exit, return_code=code))

    async def on_ready(self) -> None:
        """Turn garbage collection on again, and take the keys that were typed before.

        The objects of the start are left out: examining them would take 30 ms of a key. The first layouts leave 2 MB
        of outdated styles, which are collected before.
        """
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.enable()
        is_wide = self.preferences.settings.ambiguous_width == 2
        for sentence in (*engine.notices(is_wide=is_wide), *self._told_of_keys()):
            self.notify(sentence, severity="warning", markup=False)
        for problem in self._problems():
            self.notify(problem, severity="warning", markup=False, timeout=_PROBLEM_SECONDS)
        if self._is_first:
            from reader.tui.screens.welcome import WelcomeScreen  # once in the life of a user

            await self.push_screen(WelcomeScreen(check_archive), self._open_archive)
        # Where the screens stood is put back once they are painted, and decides what a key is for.
        assert self._main is not None
        self._main.call_after_refresh(self.call_later, self.take_keys)

    def _open_archive(self, folder: Path | None) -> None:
        """Keep a folder in the settings, and end, so that the program starts again with it."""
        if folder is not None:
            self.preferences.choose("archives", (folder,))
            self.wanted_archive = folder
            self.exit()

    def _change_keys(self, settings: Settings) -> None:
        """Put the keys of the settings into force while the screens run."""
        _use_keys(settings)
        if self._main is not None:
            self._main.show_keys()

    def _told_of_keys(self) -> Sequence[str]:
        """Return what is wrong with the user's keys, as far as there is room for it."""
        told, more = self._key_problems[:_MOST_KEY_PROBLEMS], len(self._key_problems) - _MOST_KEY_PROBLEMS
        return (
            (*told, tr("More with keys is wrong ({more}): `reader keys` names all.", more=more))
            if more > 0
            else told
        )

    def _problems(self) -> Iterator[str]:
        """Yield what is wrong with the settings."""
        yield from map(str, self.preferences.loaded.problems)
        theme = self.preferences.settings.theme
        if theme and theme not in self.available_themes:
            yield unknown_theme(theme, self.preferences.loaded, self.preferences.file)

    def _use_theme(self, settings: Settings) -> None:
        self.theme = settings.theme if settings.theme in self.available_themes else DEFAULT_THEME

    def search_themes(self) -> None:
        """Show all themes."""
        from reader.tui.screens.palette import Palette, Themes

        self.push_screen(Palette(providers=[Themes], placeholder=tr("Search for themes…")))

    @handles("view.theme")
    def choose_theme(self) -> None:
        """Show all themes."""
        self.search_themes()

    @handles("view.picture")
    def save_picture(self) -> None:
        """Save the screen as an SVG file."""
        self.deliver_screenshot()


def _use_keys(settings: Settings) -> Sequence[str]:
    """Put the keys of the settings into force; return what is wrong with them, a sentence each."""
    if not settings.keys and settings.keys_preset == "default":
        put_in_force(COMMANDS, {})
        return ()
    from reader.tui.keys.keymap import keymap  # most users have no keys of their own

    keys = keymap(settings.keys_preset, settings.keys)
    put_in_force(keys.table, keys.in_panes)
    return keys.problems
