"""Themes of one's own: files in the folder `themes` beside the settings, each a table of colours over another theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader.config.loading import parsed, read_text
from reader.config.messages import THEME, Unknown, line_of, not_allowed, placed, unknown
from reader.errors import SettingsError
from reader.language import later, tr

_SUFFIX = ".toml"
_EXTENDS, _DARK, _COLORS, _STYLES = "extends", "dark", "colors", "styles"
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
ANSI_NAMES = (
    "default",
    *(f"{bright}{name}" for bright in ("", "bright-") for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")),
)  # fmt: skip
"""the colours that the terminal itself defines"""
STYLE_WORDS = ("none", "bold", "dim", "italic", "underline", "reverse", "strike")
_ENTRY = Unknown(
    later("a theme has no entry {name}: did you mean {near}?"),
    later("a theme has no entry {name}: known are {known}."),
)
_COLOR = Unknown(
    later("a theme has no colour {name}: did you mean {near}?"),
    later("a theme has no colour {name}: known are {known}."),
)
_STYLE = Unknown(
    later("a theme has no style {name}: did you mean {near}?"),
    later("a theme has no style {name}: known are {known}."),
)


class Known(NamedTuple):
    """What a file can refer to."""

    themes: Collection[str]
    """the names of the themes that come with the program"""
    colors: Collection[str]
    styles: Collection[str]
    default: str
    """the theme that a file extends which names none"""
    of_terminal: Collection[str]
    """the themes in whose colours the names of the terminal's own may stand"""


class OwnTheme(NamedTuple):
    """A theme as its files define it, including those it extends."""

    name: str
    base: str
    """the theme of the program that it stands on"""
    is_dark: bool | None
    """None for as the base"""
    colors: Mapping[str, str]
    styles: Mapping[str, str]
    problems: tuple[SettingsError, ...]
    """what is wrong and left out"""


def theme_folder(settings_file: Path) -> Path:
    """Return the folder of the theme files."""
    return settings_file.parent / "themes"


def names_in(folder: Path) -> list[str]:
    """Return the names of the themes in a folder, sorted; none if it cannot be read."""
    try:
        return sorted(file.stem for file in folder.iterdir() if file.suffix == _SUFFIX)
    except OSError:
        return []


def own_theme(name: str, folder: Path, known: Known) -> OwnTheme:
    """Return a theme of the folder. What is wrong in its files is left out and told in `problems`."""
    chain: list[_File] = []
    problems: list[SettingsError] = []
    base = name
    while base in names_in(folder) and not (chain and base == chain[-1].name and base in known.themes):
        # A file that has the name of a theme of the program may extend that.
        if base in (each.name for each in chain):
            problems.append(chain[-1].wrong([_EXTENDS], tr("the theme {name} extends itself.", name=base)))
            base = known.default
            break
        chain.append(_File(base, folder / f"{base}{_SUFFIX}"))
        base = chain[-1].extended(known, [*names_in(folder), *known.themes])
    is_of_terminal = base in known.of_terminal
    colors: dict[str, str] = {}
    styles: dict[str, str] = {}
    is_dark = None
    for file in reversed(chain):
        colors.update(file.entries(_COLORS, known.colors, _COLOR, _color(is_of_terminal=is_of_terminal)))
        styles.update(file.entries(_STYLES, known.styles, _STYLE, _style))
        is_dark = file.dark(is_dark)
    for file in chain:
        problems += file.problems
    return OwnTheme(name, base, is_dark, colors, styles, tuple(problems))


class _File:
    """One file."""

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self._file = file
        self._text = ""
        self._table: dict[str, Any] = {}
        self.problems: list[SettingsError] = []
        try:
            self._text = read_text(file)
            self._table = parsed(file, self._text)
        except SettingsError as error:
            self.problems.append(error)

    def wrong(self, path: Sequence[str], sentence: str) -> SettingsError:
        """Return an error with the place in the file."""
        return SettingsError(placed(sentence, self._file, line_of(self._text, path)))

    def extended(self, known: Known, themes: Collection[str]) -> str:
        """Return the name of the theme that this one extends; look for entries that there are not."""
        for entry in self._table.keys() - {_EXTENDS, _DARK, _COLORS, _STYLES}:
            sentence = unknown(entry, (_EXTENDS, _DARK, _COLORS, _STYLES), _ENTRY)
            self.problems.append(self.wrong([entry], sentence))
        name = self._table.get(_EXTENDS, known.default)
        if name in themes:
            return str(name)
        self.problems.append(self.wrong([_EXTENDS], unknown(str(name), themes, THEME)))
        return known.default

    def dark(self, inherited: bool | None) -> bool | None:
        """Return whether the ground is dark, if this file or one that it extends says so."""
        value = self._table.get(_DARK, inherited)
        if value is None or isinstance(value, bool):
            return value
        self.problems.append(self.wrong([_DARK], not_allowed(_DARK, value, tr("true or false"))))
        return inherited

    def entries(
        self, table: str, names: Collection[str], kind: Unknown, checked: Callable[[object], str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the entries of a table that are right."""
        found = self._table.get(table, {})
        if not isinstance(found, dict):
            self.problems.append(self.wrong([table], not_allowed(table, found, tr("a table"))))
            return
        for name, value in found.items():
            if name not in names:
                self.problems.append(self.wrong([table, name], unknown(name, names, kind)))
                continue
            try:
                yield name, checked(value)
            except ValueError as error:
                sentence = not_allowed(f"{table}.{name}", value, str(error))
                self.problems.append(self.wrong([table, name], sentence))


def _color(*, is_of_terminal: bool) -> Callable[[object], str]:
    """Return what turns an entry into a colour of Textual, or raises ValueError with what it must be."""

    def checked(value: object) -> str:
        if isinstance(value, str) and _HEX.match(value):
            return value.lower()
        if is_of_terminal:
            if isinstance(value, str) and value in ANSI_NAMES:
                return f"ansi_{value.replace('-', '_')}"
            raise ValueError(
                tr("a colour such as #d6d3cb, or one of {names}", names=tr(", ").join(ANSI_NAMES))
            )
        raise ValueError(tr("a colour such as #d6d3cb"))

    return checked


def _style(value: object) -> str:
    """Return a style as Textual writes it. Raise ValueError with what it must be."""
    if isinstance(value, str) and value.split() and set(value.split()) <= set(STYLE_WORDS):
        return " ".join(value.split())
    raise ValueError(tr("words such as bold underline: any of {names}", names=tr(", ").join(STYLE_WORDS)))
