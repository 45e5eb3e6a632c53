"""Reads the settings: the file, then the environment over it, each value by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.config.kinds import Folders, InvalidValueError, KeyBinding, KeyTable, Kind
from reader.config.schema import ARCHIVE_SETTINGS, SETTINGS, ArchiveSettings, Setting, Settings
from reader.errors import SettingsError, reason_of
from reader.language import tr
from reader.small_file import read_small

TABLES = "archive"
"""the setting that holds a table for each archive"""


class Origin(StrEnum):
    """Where a value in force is from."""

    DEFAULT = "default"
    FILE = "file"
    VARIABLE = "variable"
    RUN = "this run"


class Loaded(NamedTuple):
    """The settings in force: those that could be read and are valid."""

    settings: Settings
    origins: Mapping[str, Origin] = MappingProxyType({})
    """where the values are from that are no defaults: by name, in tables by `Named.name` if not from the file"""
    problems: tuple[SettingsError, ...] = ()
    """what could not be read, or is wrong, and is left out"""
    about_posts: SettingsError | None = None
    """the first problem that may change which posts are read and what they say; those of a file that cannot be read do"""

    def origin(self, name: str) -> Origin:
        """Return where the value of a setting is from."""
        return self.origins.get(name, Origin.DEFAULT)


def load_settings(file: Path, environment: Mapping[str, str]) -> Loaded:
    """Return the settings of the file, if it exists, overridden by those of the environment.

    What is wrong is left out and told in `problems`, a sentence each with its place and the allowed values.
    """
    loader = _Loader(file)
    loader.take_file()
    loader.take_environment(environment)
    return Loaded(Settings(**loader.values), loader.origins, tuple(loader.problems), loader.about_posts)


def read_text(file: Path) -> str:
    """Return the text of the settings file; empty if it does not exist. Raise SettingsError."""
    try:
        return read_small(file).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(
            tr("{file} cannot be read ({reason}).", file=file, reason=reason_of(error))
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(tr("{file} is not UTF-8: save it as such.", file=file)) from error


class _Loader:
    """Collects the valid values, and errors about the others."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._text = ""
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.problems: list[SettingsError] = []
        self.about_posts: SettingsError | None = None

    def take_file(self) -> None:
        """Take the values of the file."""
        try:
            self._text = read_text(self._file)
            table = parsed(self._file, self._text) if self._text.strip() else {}
        except SettingsError as error:
            self._note(error, is_about_posts=True)
            return
        for name, plain in table.items():
            known = SETTINGS.get(name)
            if known is None:
                # It may be a misspelt one that is about posts.
                self._note(self._unknown([name], SETTINGS), is_about_posts=True)
            elif known.kind.is_table:
                self._take_table(known, plain)
            else:
                self._take_plain(known, plain)

    def _take_table(self, known: Setting, plain: object) -> None:
        if not isinstance(plain, dict):
            wrong = self._wrong_value([known.name], plain, known.kind.allowed)
            self._note(wrong, is_about_posts=known.is_about_posts)
            return
        entries = self._archives(plain) if known.name == TABLES else self._bindings([known.name], plain)
        self._keep(known.name, tuple(entries), Origin.FILE)

    def _take_plain(self, known: Setting, plain: object) -> None:
        try:
            value = self._checked(known.kind, plain, [known.name])
        except SettingsError as error:
            self._note(error, is_about_posts=known.is_about_posts)
            return
        if isinstance(known.kind, Folders):
            value = tuple(self._file.parent / folder for folder in value)
        self._keep(known.name, value, Origin.FILE)

    def take_environment(self, environment: Mapping[str, str]) -> None:
        """Take the values of the environment."""
        for name, known in SETTINGS.items():
            text = environment.get(known.variable, "") if known.variable else ""
            if not text:
                continue
            plain = known.kind.from_text(text)
            try:
                self._keep(name, known.kind.checked(plain), Origin.VARIABLE)
            except InvalidValueError as error:
                from reader.config.messages import not_allowed

                wrong = SettingsError(not_allowed(known.variable, plain, str(error)))
                self._note(wrong, is_about_posts=known.is_about_posts)

    def _keep(self, name: str, value: object, origin: Origin) -> None:
        self.values[name] = value
        self.origins[name] = origin

    def _note(self, problem: SettingsError, *, is_about_posts: bool) -> None:
        self.problems.append(problem)
        if is_about_posts and self.about_posts is None:
            self.about_posts = problem

    def _bindings(self, path: list[str], plain: Mapping[str, object]) -> Iterator[KeyBinding]:
        """Yield the keys of each command; TOML takes `mark.star` without quotes for a table in a table."""
        for name, keys in plain.items():
            if isinstance(keys, dict):
                yield from self._bindings([*path, name], keys)
                continue
            try:
                found = self._checked(KeyTable.KEYS, keys, [*path, name])
                yield KeyBinding(".".join([*path[1:], name]), found)
            except SettingsError as error:
                self._note(error, is_about_posts=False)

    def _archives(self, plain: Mapping[str, object]) -> Iterator[ArchiveSettings]:
        """Yield the settings in the tables of archives."""
        for folder, table in plain.items():
            try:
                yield self._archive(folder, table)
            except SettingsError as error:
                self._note(error, is_about_posts=True)

    def _archive(self, folder: str, table: object) -> ArchiveSettings:
        """Return the settings in the table of an archive, without invalid values. Raise SettingsError."""
        path = [TABLES, folder]
        try:
            (lies_at,) = Folders().checked(folder)
        except InvalidValueError as error:
            raise self._wrong_value(path, folder, tr("a folder whose path is known")) from error
        if not isinstance(table, dict):
            raise self._wrong_value(
                path, table, tr("a table with any of {names}", names=tr(", ").join(ARCHIVE_SETTINGS))
            )
        said = ArchiveSettings(self._file.parent / lies_at, folder)
        for name, plain in table.items():
            known_setting = ARCHIVE_SETTINGS.get(name)
            if known_setting is None:
                self._note(self._unknown([*path, name], ARCHIVE_SETTINGS), is_about_posts=True)
                continue
            try:
                value = self._checked(known_setting.kind, plain, [*path, name])
            except SettingsError as error:
                self._note(error, is_about_posts=known_setting.is_about_posts)
            else:
                said = said._replace(**{name: value})
        return said

    def _checked(self, kind: Kind, plain: object, path: list[str]) -> Any:
        """Return the value of a plain one. Raise SettingsError with its place."""
        try:
            return kind.checked(plain)
        except InvalidValueError as error:
            raise self._wrong_value(path, plain, str(error)) from error

    def _wrong_value(self, path: Sequence[str], plain: object, allowed: str) -> SettingsError:
        """Return an error about a value that is not allowed."""
        from reader.config.messages import not_allowed

        return self._wrong(path, not_allowed(_shown(path), plain, allowed))

    def _unknown(self, path: Sequence[str], known: Mapping[str, Setting]) -> SettingsError:
        """Return an error about an unknown name."""
        from reader.config.messages import unknown  # only mistakes cost it, as below

        *table, name = path
        return self._wrong(
            path, f"{_shown(table)}: {unknown(name, known)}" if table else unknown(name, known)
        )

    def _wrong(self, path: Sequence[str], sentence: str) -> SettingsError:
        """Return an error with the place in the file."""
        from reader.config.messages import line_of, placed

        return SettingsError(placed(sentence, self._file, line_of(self._text, path)))


def _shown(path: Sequence[str]) -> str:
    """Return a path of keys as it is named in a sentence: quoted where it is the user's."""
    from reader.config.messages import abbreviated

    return ".".join(abbreviated(key) if number == 1 else key for number, key in enumerate(path))


def parsed(file: Path, text: str) -> dict[str, Any]:
    """Return the table that a text in TOML holds. Raise SettingsError."""
    import tomllib  # 3 ms, which most users save as they have no settings file

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(tr("{file} is not valid TOML: {error}.", file=file, error=error)) from error
