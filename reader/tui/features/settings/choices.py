"""The model of the settings screen: the settings that match what is typed, with their values, and their changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader import paths
from reader.config import Origin
from reader.config.kinds import InvalidValueError, Kind, Whole
from reader.config.listing import InForce, Named, in_force, of_archive
from reader.config.schema import ARCHIVE_SETTINGS, Setting
from reader.errors import SettingsError
from reader.language import later, tr
from reader.text.safe import clean_path
from reader.text.spelling import search_form
from reader.tui.preferences import Preferences

_YES_NO = {True: later("yes"), False: later("no")}
_WORDS: Mapping[str, str] = {
    "auto": later("automatic"),
    "space": later("blank line"),
    "indent": later("indent"),
    "as-written": later("as written"),
    "traditional": "繁體",
    "simplified": "简体",
    "shown": later("shown"),
    "hidden": later("hidden"),
    "compact": later("compact"),
    "comfortable": later("comfortable"),
    "wrapped": later("wrapped"),
    "short": later("short"),
    "relative": later("relative"),
    "minguo": "民國",
    "visual": later("turned by the reader"),
    "logical": later("turned by the terminal"),
    "en": "English",
    "zh-Hant": "繁體中文",
    "zh-Hans": "简体中文",
    "default": later("the reader's own"),
    "day-first": later("day first"),
    "month-first": later("month first"),
}
"""by the value; names of programs, styles and themes stand for themselves"""
NOTHING = "—"
"""what is shown for a value that is empty"""
_OF_ALL = later("For all archives")


def in_words(setting: Setting, plain: object) -> str:
    """Return a value in the language in force; empty if it has no words but its own."""
    if isinstance(plain, bool):
        return tr(_YES_NO[plain])
    # Where any text may be typed, one that is typed is a name; the default alone is the schema's.
    if isinstance(plain, str) and (plain in setting.kind.choices or plain == setting.default):
        return tr(_WORDS[plain]) if plain in _WORDS else ""
    return ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the screen."""

    setting: InForce
    group: str
    choices: Sequence[Any]
    """the values to step through; none where one is typed"""

    @property
    def shown(self) -> str:
        """The value on one line, in words where it has some."""
        return in_words(self.setting.named.setting, self.setting.plain) or self.written

    @property
    def written(self) -> str:
        """The value on one line as it is typed and kept."""
        return shown(self.setting.plain)

    @property
    def origin(self) -> str:
        """Where the value is from."""
        return clean_path(self.setting.told)


def shown(plain: object) -> str:
    """Return a plain value on one line."""
    match plain:
        case bool():
            return str(plain).lower()
        case list():
            return clean_path("  ".join(map(str, plain))) or NOTHING
    return clean_path(str(plain)) or NOTHING


class SettingChoices:
    """The settings of all archives, then those of the open ones; narrowed by what is typed."""

    def __init__(
        self, preferences: Preferences, archives: Iterable[Path], more: Mapping[str, Sequence[Any]]
    ) -> None:
        """`more` holds the values of settings whose kind does not know them, by name."""
        self._preferences = preferences
        self._archives = [_with_tilde(archive) for archive in archives]
        self._more = more
        self._typed = ""
        self._rows: list[Row] = []
        self.rows: Sequence[Row] = ()
        """those that match"""
        self.read()

    def read(self) -> None:
        """Read what is in force."""
        loaded, file = self._preferences.loaded, self._preferences.file
        listed = list(in_force(loaded, file))
        known = {each.named.path: each for each in listed}
        self._rows = [self._row(each, tr(_OF_ALL)) for each in listed if len(each.named.path) == 1]
        for archive in self._archives:
            for name in ARCHIVE_SETTINGS:
                try:
                    which = of_archive(archive, name, loaded.settings)
                except SettingsError:
                    continue
                default = InForce(which, which.setting.kind.plain(which.setting.default), Origin.DEFAULT)
                self._rows.append(
                    self._row(
                        known.get(which.path, default), tr("For {archive}", archive=clean_path(archive))
                    )
                )
        self.narrow(self._typed)

    def _row(self, setting: InForce, group: str) -> Row:
        known = setting.named.setting
        choices = (
            self._more.get(known.name, known.kind.choices) if group == tr(_OF_ALL) else known.kind.choices
        )
        if choices and known.default not in choices:
            choices = (known.default, *choices)
        return Row(setting, group, choices)

    def narrow(self, typed: str) -> None:
        """Show the settings in whose title, name, value or help all that is typed stands; by titles and names first."""
        self._typed = typed
        words = [search_form(word) for word in typed.split()]
        names, helps = [], []
        for row in self._rows:
            known = row.setting.named.setting
            name = search_form(
                f"{known.title} {tr(known.title)} {row.setting.named.name} {row.shown} {row.written} {row.group}"
            )
            if all(word in name for word in words):
                names.append(row)
            elif all(
                word in name + search_form(f"{known.help} {tr(known.help)} {known.kind.allowed}")
                for word in words
            ):
                helps.append(row)
        self.rows = [*names, *helps]

    def stepped(self, row: Row, steps: int) -> Any | None:
        """Return the value some steps further; None where none can be stepped to."""
        kind = row.setting.named.setting.kind
        value = row.setting.plain
        if isinstance(kind, Whole):
            return min(max(value + steps, kind.least), kind.most)
        if not row.choices:
            return None
        here = list(row.choices).index(value) if value in row.choices else 0
        return row.choices[(here + steps) % len(row.choices)]

    def put(self, which: Named, value: Any) -> str:
        """Put a value into force and keep it; return as `Preferences.put` does."""
        problem = self._preferences.put(which, value)
        self.read()
        return problem

    def reset(self, which: Named) -> str:
        """Take a value back; return as `Preferences.reset` does."""
        problem = self._preferences.reset(which)
        self.read()
        return problem

    def remarks(self, row: Row) -> Sequence[str]:
        """Return what is to be known of a setting: what it decides, its values, and when a change counts."""
        known = row.setting.named.setting
        lines = [tr(known.help)]
        if not known.kind.choices and not row.choices:
            lines.append(tr("Allowed: {allowed}.", allowed=known.kind.allowed))
        variable = known.variable if len(row.setting.named.path) == 1 else ""
        if self._preferences.overriding(variable):
            lines.append(tr("{variable} is set: it overrides the file at each start.", variable=variable))
        if not self._preferences.is_live(row.setting.named.path[0]):
            lines.append(tr("A change counts from the next start."))
        return lines


def parsed(kind: Kind, text: str) -> Any:
    """Return the value that is written so. Raise InvalidValueError."""
    value = kind.typed(kind.from_text(text))
    if text.strip() and kind.is_list and not value:
        raise InvalidValueError(kind.allowed)
    return value


def _with_tilde(archive: Path) -> str:
    """Return a folder as people write it, with `~` for the home folder."""
    home = paths.home()
    return (
        f"~/{archive.relative_to(home)}" if archive.is_relative_to(home) and archive != home else str(archive)
    )
