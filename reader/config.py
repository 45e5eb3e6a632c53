"""The settings: frozen values from a TOML file, overridden by environment variables of the same names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Literal, NamedTuple

from reader.errors import SettingsError, reason_of

_VARIABLE_PREFIX = "READER_"
_MIN_MEASURE, _MAX_MEASURE = 10, 200
_LOCAL_TIME_FILE = Path("/etc/localtime")


class Conventions(NamedTuple):
    """What the settings say of the dates of the archives in a folder."""

    folder: Path = Path()
    zone: str = ""
    """the IANA name of the zone of times that are written without one; empty: the reader's"""
    date_order: Literal["", "day-first", "month-first"] = ""
    """what is first in dates such as 05/06/2024; empty: as the archive's other dates tell"""


NO_CONVENTIONS = Conventions()
ConventionsOf = Callable[[Path], Conventions]
"""returns what the settings say of an archive"""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings.

    Each field is a key of the settings file, and `READER_` with its name in capitals is the environment
    variable that overrides it. The docstring of a field is its question in the handbook.
    """

    archives: tuple[Path, ...] = ()
    """Which folders of posts are opened when the command names none? In the file, relative ones lie beside it."""
    measure: int = 38
    """How many Chinese characters wide is a line of an article at most?"""
    ambiguous_width: Literal[1, 2] = 1
    """How many cells does the terminal give to “ ” ‘ ’ … — and ·?"""
    paragraphs: Literal["space", "indent"] = "space"
    """Are paragraphs set apart by a blank line, or by an indent of two characters?"""
    script: Literal["as-written", "traditional", "simplified"] = "as-written"
    """In which Chinese script are articles shown?"""
    theme: str = ""
    """Which colours does the screen have? Empty: the reader's own."""
    zone: str = ""
    """In which time zone are dates shown, by its IANA name such as `Asia/Taipei`? Empty: the computer's."""
    watch: bool = True
    """Do new and changed files appear by themselves while the reader runs?"""
    strip: Literal["shown", "hidden"] = "shown"
    """Is there a strip of time over the list?"""
    archive: tuple[Conventions, ...] = ()
    """How does an archive write its dates? A table for its folder, `[archive."~/news"]`, with `zone` and
    `date_order`."""
    bidi: Literal["auto", "visual", "logical"] = "auto"
    """Who turns Hebrew and Arabic: the reader (visual), the terminal (logical), or whoever can (auto)?"""

    def time_zone(self) -> tzinfo:
        """Return the time zone for displayed dates."""
        from zoneinfo import ZoneInfo  # 3 ms, which commands without dates save

        return ZoneInfo(self.zone) if self.zone else _local_zone()

    def conventions(self, archive: Path) -> Conventions:
        """Return what is said of an archive: of the longest path that leads to it."""
        place = os.path.realpath(archive)
        for said in sorted(self.archive, key=lambda one: len(str(one.folder)), reverse=True):
            if Path(place).is_relative_to(os.path.realpath(said.folder)):
                return said
        return NO_CONVENTIONS


def load_settings(file: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings of the file, if it exists, overridden by those of the environment.

    Raise SettingsError for the first invalid value, with its place and the allowed values.
    """
    settings = Settings()
    for name, value in _read(file).items():
        if name == TABLES:
            settings = replace(settings, archive=tuple(_conventions(value, file)))
            continue
        if name not in _VALIDATORS:
            known = ", ".join((*_VALIDATORS, TABLES))
            raise SettingsError(f"{file}: there is no setting {name}: known are {known}.")
        settings = _with(settings, name, value, f"{file}: {name}")
    settings = replace(settings, archives=tuple(file.parent / archive for archive in settings.archives))
    for name in _VALIDATORS:
        variable = _VARIABLE_PREFIX + name.upper()
        if text := environment.get(variable):
            settings = _with(settings, name, _from_text(name, text), variable)
    return settings


class _InvalidValueError(SettingsError):
    """A value is not allowed; the text completes "it must be"."""


def _with(settings: Settings, name: str, value: object, place: str) -> Settings:
    """Return the settings with one value validated and replaced."""
    return replace(settings, **{name: _valid(_VALIDATORS[name], value, place)})


def _valid(validate: Callable[[object], Any], value: object, place: str) -> Any:
    """Return the value that a validator makes of another. Raise SettingsError with the place."""
    try:
        return validate(value)
    except _InvalidValueError as error:
        raise SettingsError(f"{place} is {_abbreviated(value)}: it must be {error}.") from error


def _conventions(value: object, file: Path) -> Iterator[Conventions]:
    """Yield what the tables of archives say. Raise SettingsError for the first invalid value."""
    if not isinstance(value, dict):
        raise SettingsError(
            f'{file}: archive is {_abbreviated(value)}: it must be tables such as [archive."~/news"].'
        )
    for folder, table in value.items():
        place = f"{file}: archive.{_abbreviated(folder)}"
        path = _valid(_folder, folder, place)
        if not isinstance(table, dict):
            raise SettingsError(
                f"{place} is {_abbreviated(table)}: it must be a table with zone or date_order."
            )
        for name in table:
            if name not in _ARCHIVE_VALIDATORS:
                known = ", ".join(_ARCHIVE_VALIDATORS)
                raise SettingsError(f"{place}: there is no setting {name}: known are {known}.")
        valid = {
            name: _valid(_ARCHIVE_VALIDATORS[name], each, f"{place}.{name}") for name, each in table.items()
        }
        yield Conventions(file.parent / path, **valid)


def _abbreviated(value: object) -> str:
    """Return a value as one short line of ASCII, safe to print."""
    return ascii(value) if len(ascii(value)) <= 60 else f"{ascii(value)[:57]}..."


def _read(file: Path) -> dict[str, Any]:
    """Return the table of a TOML file; empty if the file does not exist."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file} can not be read ({reason_of(error)}).") from error
    import tomllib  # 3 ms, which most users save as they have no settings file

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8: save it as such.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}.") from error


def _from_text(name: str, text: str) -> object:
    """Return the text of an environment variable as the equivalent value of the file."""
    if name == "archives":
        return [part for part in text.split(os.pathsep) if part]
    if name == "watch" and text.strip().lower() in ("true", "false"):
        return text.strip().lower() == "true"
    if name in ("measure", "ambiguous_width") and text.strip().isascii() and text.strip().isdigit():
        return int(text)
    return text


def _archives(value: object) -> tuple[Path, ...]:
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(
        isinstance(part, str) and part and "\0" not in part for part in parts
    ):
        raise _InvalidValueError("a list of folders")
    try:
        return tuple(Path(part).expanduser() for part in parts)
    except RuntimeError as error:
        raise _InvalidValueError("a list of folders; the home folder of `~` is not known") from error


def _folder(value: object) -> Path:
    try:
        return _archives(value)[0]
    except _InvalidValueError as error:
        raise _InvalidValueError("a folder whose path is known") from error


def _measure(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not _MIN_MEASURE <= value <= _MAX_MEASURE:
        raise _InvalidValueError(f"a whole number from {_MIN_MEASURE} to {_MAX_MEASURE}")
    return value


def _one_of(*allowed: str | int) -> Callable[[object], Any]:
    """Return a validator that accepts only these values."""

    def validate(value: object) -> Any:
        if isinstance(value, bool) or value not in allowed:
            raise _InvalidValueError(" or ".join(map(str, allowed)))
        return value

    return validate


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _InvalidValueError("true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _InvalidValueError("text in quotes")
    return value


def _zone(value: object) -> str:
    name = _text(value)
    if not name:
        return name
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _InvalidValueError(
            "an IANA time zone such as Asia/Taipei, or empty for the computer's own"
        ) from error
    return name


_VALIDATORS: dict[str, Callable[[object], Any]] = {
    "archives": _archives,
    "measure": _measure,
    "ambiguous_width": _one_of(1, 2),
    "paragraphs": _one_of("space", "indent"),
    "script": _one_of("as-written", "traditional", "simplified"),
    "theme": _text,
    "zone": _zone,
    "watch": _yes_or_no,
    "strip": _one_of("shown", "hidden"),
    "bidi": _one_of("auto", "visual", "logical"),
}
TABLES = "archive"
"""the setting that only the file can have"""
_ARCHIVE_VALIDATORS: dict[str, Callable[[object], Any]] = {
    "zone": _zone,
    "date_order": _one_of("day-first", "month-first"),
}


def _local_zone() -> tzinfo:
    """Return the system's time zone with its daylight saving rules, not only its current offset."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms

    name = os.environ.get("TZ", "").removeprefix(":")
    try:
        if name:
            return ZoneInfo(name)
        with _LOCAL_TIME_FILE.open("rb") as stream:
            return ZoneInfo.from_file(stream)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # POSIX rules in TZ, or a system without the file: fall back to the current offset.
        try:
            return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
        except ValueError as error:
            # The C library accepts offsets of a day and more, which no place has.
            raise SettingsError(
                f"TZ is {_abbreviated(name)}: it must be a time zone such as Asia/Taipei."
            ) from error
