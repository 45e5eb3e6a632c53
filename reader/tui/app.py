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
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from reader import paths
from reader.config import Settings
from reader.errors import SettingsError
from reader.language import language_of, tr, use_language
from reader.library import Library, ResultSet, check_archive
from reader.library.start import Start
from reader.query import Query
from reader.tui import engine, ground
from reader.tui.clicks import Clicks
from reader.tui.commands import COMMANDS
from reader.tui.dispatch import CopyAsked, SettingChosen, handles
from reader.tui.ending import Ending
from reader.tui.input_queue import InputQueue
from reader.tui.keys.in_force import put_in_force
from reader.tui.painting import PaintingScreen
from reader.tui.preferences import Preferences
from reader.tui.screens.main import MainScreen
from reader.tui.terminal import PlainDriver, TerminalDriver
from reader.tui.theme_roles import defaults
from reader.tui.themes import AUTO, Terminal, in_force, theme, theme_names, unknown_theme
from reader.tui.transient_message import seconds_to_read
from reader.tui.widgets.line_widget import LineWidget

_PROBLEM_SECONDS = 15
"""how long it is shown what is wrong with the settings: the first seconds go to the list"""

_GC_THRESHOLDS = (700, 10, 50)
"""the first two are Python's; the oldest objects are examined a fifth as often, as that takes 30 ms of a key"""

_MOST_PROBLEMS = 3
"""mistakes in the settings that are told each: more would cover the article of a small screen"""


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
        self._is_colourless = "NO_COLOR" in os.environ
        is_plain = preferences.settings.plain
        driver = PlainDriver if is_plain else TerminalDriver
        super().__init__(
            driver_class=None if "TEXTUAL_DRIVER" in os.environ else driver,
            # Without colours Textual would turn all into greys of its own, but for a terminal's own colours.
            ansi_color=True if self._is_colourless else None,
        )
        self.shows_cursor = is_plain
        self._plain = (_plain_text(),) if is_plain else ()
        self._key_problems = _use_keys(preferences.settings, preferences.file)
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
        if engine.has(engine.WIDE_CHARACTERS):
            engine.keep_wide_characters()
        self._is_dark = ground.remembered()
        self._theme_problems = self.use_theme(preferences.settings.theme)
        preferences.follow(lambda settings: self.use_theme(settings.theme), "theme")
        preferences.follow(self._change_keys, "keys", "keys_preset")
        preferences.follow(self._change_language, "language")

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
            self._main.features.clipboard.copy(event.text, tr("Selection copied"))

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

    async def on_ready(self) -> None:
        """Turn garbage collection on again, and take the keys that were typed before.

        The objects of the start are left out: examining them would take 30 ms of a key. The first layouts leave 2 MB
        of outdated styles, which are collected before.
        """
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_GC_THRESHOLDS)
            gc.enable()
        is_wide = self.preferences.settings.ambiguous_width == 2
        for sentence in engine.notices(is_wide=is_wide):
            self.notify(sentence, severity="warning", markup=False)
        if self._lacks_chinese():
            self.notify(
                tr(
                    "This console has no Chinese characters. A terminal window has them, also over SSH; so have fbterm and kmscon."
                ),
                severity="warning",
                markup=False,
                timeout=_PROBLEM_SECONDS,
            )
        problems = [*self._key_problems, *self._problems()]
        if problems:
            self.notify(
                _in_one(problems, self.preferences.file),
                severity="warning",
                markup=False,
                timeout=_PROBLEM_SECONDS,
            )
        if self._is_first:
            from reader.tui.screens.welcome import WelcomeScreen  # once in the life of a user

            await self.push_screen(WelcomeScreen(check_archive), self._open_archive)
        # Where the screens stood is put back once they are painted, and decides what a key is for.
        assert self._main is not None
        self._main.call_after_refresh(self.call_later, self.take_keys)

    async def take_keys(self) -> None:
        """Begin with the keys that were typed before, and from now on exit regularly when the process is asked to end.

        A screen that is left while it is made would be told of its making when it has no widgets any more.
        """
        if self._ending is not None:
            loop = asyncio.get_running_loop()
            self._ending.leave = lambda code: loop.call_soon_threadsafe(partial(self.exit, return_code=code))
        await super().take_keys()

    def _lacks_chinese(self) -> bool:
        """Return whether it is to be said, once for all, that the terminal cannot show Chinese."""
        return os.environ.get("TERM") == ground.LINUX_CONSOLE and ground.is_first_time_on_console()

    def _open_archive(self, folder: Path | None) -> None:
        """Keep a folder in the settings, and end, so that the program starts again with it."""
        if folder is not None:
            self.preferences.choose("archives", (folder,))
            self.wanted_archive = folder
            self.exit()

    def _change_keys(self, settings: Settings) -> None:
        """Put the keys of the settings into force while the screens run."""
        _use_keys(settings, self.preferences.file)
        if self._main is not None:
            self._main.show_keys()

    def _change_language(self, settings: Settings) -> None:
        """Draw all again in the language of the settings."""
        is_auto = settings.language == "auto"
        use_language(language_of(os.environ) if is_auto else settings.language)
        for screen in self.screen_stack:
            for widget in screen.query(LineWidget):
                widget.notify_style_update()  # forgets what is painted
                widget.refresh()
        if self._main is not None:
            self._main.show_again()

    def _problems(self) -> Iterator[str]:
        """Yield what is wrong with the settings."""
        yield from map(str, self.preferences.loaded.problems)
        chosen, folder = self.preferences.settings.theme, self.preferences.theme_folder
        if chosen and chosen not in theme_names(folder):
            yield unknown_theme(chosen, self.preferences.loaded, self.preferences.file, folder)
        yield from map(str, self._theme_problems)

    # Colours

    def use_theme(self, chosen: str) -> Sequence[SettingsError]:
        """Show everything in the colours of a theme, which need not be that of the settings; return what is wrong in its files."""
        folder = self.preferences.theme_folder
        name = chosen if chosen in theme_names(folder) else AUTO
        name = in_force(
            name, Terminal(self._is_dark, self._is_colourless, ground.has_few_colours(os.environ))
        )
        found, problems = theme(name, folder, is_dark=self._is_dark)
        assert found is not None
        self.register_theme(found)
        if self.theme == name:
            self.refresh_css()
        self.theme = name
        return problems

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, and the roles that it does not know."""
        known = super().get_css_variables()
        return {**dict(defaults(known)), **known}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what all painted lines go through on their way to the terminal."""
        return [*super().get_line_filters(), *self._plain]

    def on_ground_told(self, event: engine.GroundTold) -> None:
        """Follow the terminal's answer, and remember it for the next start."""
        ground.remember(dark=event.is_dark)
        if event.is_dark != self._is_dark:
            self._is_dark = event.is_dark
            self.use_theme(self.preferences.settings.theme)

    @handles("view.script")
    def show_next_script(self) -> None:
        """Switch to the next script on a page over the main screen, which has a handler of its own."""
        from reader.tui.widgets.rows import RowList

        if self._main is not None:
            self._main.features.script.show_next()
        for rows in self.screen.query(RowList):
            rows.repaint()

    @handles("program.command-line")
    def type_command(self) -> None:
        """Open the empty command line, which is that of the main screen on a page over it, too."""
        if self._main is not None:
            self._main.features.typing.open("")

    @handles("view.theme")
    def choose_theme(self) -> None:
        """Show all themes."""
        from reader.tui.screens.themes import ThemesScreen  # not needed for the first frame

        names, chosen = theme_names(self.preferences.theme_folder), self.preferences.settings.theme
        self.push_screen(ThemesScreen(names, chosen, self.use_theme), self._keep_theme)

    def _keep_theme(self, name: str | None) -> None:
        if name is None:
            self.use_theme(self.preferences.settings.theme)
        else:
            self.post_message(SettingChosen("theme", name))

    @handles("view.picture")
    def save_picture(self) -> None:
        """Save the screen as an SVG file."""
        self.deliver_screenshot()


def _plain_text() -> LineFilter:
    from reader.tui.plain import PlainText  # for the few who ask for it

    return PlainText()


def _in_one(problems: Sequence[str], file: Path) -> str:
    """Return one message on what is wrong with the settings in a file: the first of several, a line each, and how many more."""
    if len(problems) == 1:
        return problems[0]
    left = len(problems) - _MOST_PROBLEMS
    told = problems if left <= 1 else problems[:_MOST_PROBLEMS]
    # The path of the file would take a line of each.
    lines = [problem.replace(str(file), file.name) if file.name else problem for problem in told]
    if len(told) < len(problems):
        lines.append(tr("… and {more} more: `reader config` names all.", more=left))
    return "\n".join(lines)


def _use_keys(settings: Settings, file: Path) -> Sequence[str]:
    """Put the keys of the settings in a file into force; return what is wrong with them, a sentence each."""
    if not settings.keys and settings.keys_preset == "default":
        put_in_force(COMMANDS, {})
        return ()
    from reader.tui.keys.keymap import in_file, keymap  # most users have no keys of their own

    keys = keymap(settings.keys_preset, settings.keys)
    put_in_force(keys.table, keys.in_panes)
    return in_file(keys.problems, file)
