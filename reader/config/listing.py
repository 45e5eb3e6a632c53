"""Names of settings as they are typed, and the settings in force with where each is from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.config.kinds import Folders, InvalidValueError, KeyBinding, KeyTable
from reader.config.loading import TABLES, Loaded, Origin, read_text
from reader.config.messages import OF_ARCHIVE, as_sentence, line_of, line_of_key, unknown
from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS, ArchiveSettings, Setting, Settings
from reader.errors import SettingsError
from reader.language import later, tr

_KEYS = "keys"
_ORIGINS = {
    Origin.DEFAULT: later("default"),
    Origin.FILE: later("file"),
    Origin.VARIABLE: later("variable"),
    Origin.RUN: later("this run"),
}
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


class Named(NamedTuple):
    """A setting and where it stands in the file."""

    path: tuple[str, ...]
    """the keys that lead to it"""
    setting: Setting

    @property
    def name(self) -> str:
        """The keys as TOML joins them."""
        return ".".join(key if _BARE.match(key) else _quoted(key) for key in self.path)


class InForce(NamedTuple):
    """A setting with its value."""

    named: Named
    plain: Any
    """the value as TOML holds it"""
    origin: Origin
    line: int | None = None
    """that of the file, if it is from there and its line is plain"""

    @property
    def place(self) -> str:
        """The variable or the line, for programs; empty for neither."""
        if self.origin is Origin.VARIABLE:
            return self.named.setting.variable
        return f"line {self.line}" if self.line else ""

    @property
    def told(self) -> str:
        """Where the value is from, in the language in force."""
        if self.origin is Origin.VARIABLE:
            return self.named.setting.variable
        return tr("file, line {line}", line=self.line) if self.line else tr(_ORIGINS[self.origin])


def named(text: str, settings: Settings) -> Named:
    """Return the setting with this name. Raise SettingsError for an unknown name, with the nearest one.

    A folder or a command in it need not be quoted; a folder that has a table counts as it is written there.
    """
    first, _, rest = text.strip().partition(".")
    known = SETTINGS.get(first)
    if known is None or (rest and not known.kind.is_table):
        raise SettingsError(as_sentence(unknown(text.strip(), SETTINGS)))
    if not rest:
        return Named((first,), known)
    if first == _KEYS:
        return _key_of(_unquoted(rest))
    folder, _, name = rest.rpartition(".")
    if name not in ARCHIVE_SETTINGS or not folder:
        raise SettingsError(as_sentence(unknown(name, ARCHIVE_SETTINGS, OF_ARCHIVE)))
    return of_archive(_unquoted(folder), name, settings)


def general(name: str) -> Named:
    """Return the setting of this name that belongs to no table."""
    return Named((name,), SETTINGS[name])


def of_archive(folder: str, name: str, settings: Settings) -> Named:
    """Return a setting of an archive. Raise SettingsError for a folder whose path is not known."""
    return Named((TABLES, _folder_as_written(folder, settings), name), ARCHIVE_SETTINGS[name])


def with_value(settings: Settings, which: Named, value: Any, beside: Path) -> Settings:
    """Return settings with another value of one of them; folders of archives lie `beside` the file."""
    first, *rest = which.path
    if not rest:
        return settings._replace(**{first: value})
    if first == _KEYS:
        others = tuple(each for each in settings.keys if each.command != rest[0])
        # None stands for no binding: an empty one leaves a command without a key.
        return settings._replace(keys=others if value is None else (*others, KeyBinding(rest[0], value)))
    folder, name = rest
    known = {each.written: each for each in settings.archive}
    said = known.get(folder) or ArchiveSettings(beside / Path(folder).expanduser(), folder)
    return settings._replace(archive=tuple({**known, folder: said._replace(**{name: value})}.values()))


def in_force(loaded: Loaded, file: Path) -> Iterator[InForce]:
    """Yield all settings with their values, those in tables after the others."""
    settings = loaded.settings
    text = _text(file) if loaded.origins else ""
    for name, known in SETTINGS.items():
        if not known.kind.is_table:
            plain, origin = known.kind.plain(getattr(settings, name)), loaded.origin(name)
            line = line_of(text, (name,)) if origin is Origin.FILE else None
            yield InForce(Named((name,), known), plain, origin, line)
    for said in settings.archive:
        for name, known in ARCHIVE_SETTINGS.items():
            if (value := getattr(said, name)) != known.default:
                path = (TABLES, said.written, name)
                yield _in_table(Named(path, known), known.kind.plain(value), loaded, text)
    for command, keys in settings.keys:
        yield _in_table(_key_of(command), list(keys), loaded, text)


def _in_table(which: Named, plain: object, loaded: Loaded, text: str) -> InForce:
    origin = loaded.origins.get(which.name, Origin.FILE)
    if origin is not Origin.FILE:
        return InForce(which, plain, origin)
    is_key = which.path[0] == _KEYS
    return InForce(
        which, plain, origin, line_of_key(text, which.path[1]) if is_key else line_of(text, which.path)
    )


def one_in_force(which: Named, loaded: Loaded, file: Path) -> InForce:
    """Return one setting with its value; a table is all that is in it."""
    if which.setting.kind.is_table:
        return InForce(which, _table(which.path[0], loaded.settings), loaded.origin(which.path[0]))
    found = (each for each in in_force(loaded, file) if each.named.path == which.path)
    default = which.setting.kind.plain(which.setting.default)
    return next(found, InForce(which, default, Origin.DEFAULT))


def _table(name: str, settings: Settings) -> dict[str, Any]:
    if name == _KEYS:
        return {command: list(keys) for command, keys in settings.keys}
    return {
        said.written: {
            name: known.kind.plain(value)
            for name, known in ARCHIVE_SETTINGS.items()
            if (value := getattr(said, name)) != known.default
        }
        for said in settings.archive
    }


def _key_of(command: str) -> Named:
    """Return the setting of the keys of one command."""
    title = SETTINGS[_KEYS].title
    return Named(
        (_KEYS, command), SETTINGS[_KEYS]._replace(kind=KeyTable.KEYS, title=f"{tr(title)}: {command}")
    )


def _folder_as_written(folder: str, settings: Settings) -> str:
    """Return a folder as the file writes it, where it has a table for it."""
    try:
        (path,) = Folders().checked(folder)
    except InvalidValueError as error:
        raise SettingsError(tr("{folder} is not a folder with a known path.", folder=folder)) from error
    place = os.path.realpath(path)
    return next((said.written for said in settings.archive if os.path.realpath(said.folder) == place), folder)


def _unquoted(text: str) -> str:
    """Return a key without its quotes."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _quoted(key: str) -> str:
    """Return a key as TOML quotes it, as JSON does."""
    import json

    return json.dumps(key, ensure_ascii=False)


def _text(file: Path) -> str:
    try:
        return read_text(file)
    except SettingsError:
        return ""
