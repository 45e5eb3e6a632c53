"""The settings: frozen values from a TOML file and from environment variables of the same names."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Literal

from reader.errors import SettingsError

VARIABLE_PREFIX = "READER_"

_NARROWEST, _WIDEST = 10, 200
_LOCAL_RULES = Path("/etc/localtime")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader's owner prefers. Each field is set by its name in the file, or by `READER_` and the name
    in capitals in the environment, which counts for more."""

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

    def time_zone(self) -> tzinfo:
        """The zone in which dates are shown."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.zone) if self.zone else _local_zone()


def load_settings(file: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of the file, if there is one, with those of the environment above them.

    Raises SettingsError with the place of the first value that can not be used, and what may stand there.
    """
    settings = Settings()
    for name, value in _read(file).items():
        if name not in _READERS:
            raise SettingsError(f"{file}: there is no setting {name}: known are {', '.join(_READERS)}.")
        settings = _with(settings, name, value, f"{file}: {name}")
    settings = replace(settings, archives=tuple(file.parent / archive for archive in settings.archives))
    for name in _READERS:
        variable = VARIABLE_PREFIX + name.upper()
        if text := environment.get(variable):
            settings = _with(settings, name, _from_text(name, text), variable)
    return settings


def _with(settings: Settings, name: str, value: object, place: str) -> Settings:
    try:
        usable = _READERS[name](value)
    except ValueError as error:
        raise SettingsError(f"{place} is {_shown(value)}: it must be {error}.") from error
    return replace(settings, **{name: usable})


def _shown(value: object) -> str:
    """A value in one short line that is safe to print."""
    return ascii(value) if len(ascii(value)) <= 60 else f"{ascii(value)[:57]}..."


def _read(file: Path) -> dict[str, Any]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file} can not be read ({(error.strerror or str(error)).lower()}).") from error
    # Imported here, for most people have no settings file and the start need not wait for the parser.
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8: save it as such.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}.") from error


def _from_text(name: str, text: str) -> object:
    """The text of an environment variable as the value that would stand in the file."""
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
        raise ValueError("a list of folders")
    try:
        return tuple(Path(part).expanduser() for part in parts)
    except RuntimeError as error:
        raise ValueError("a list of folders; the home folder of `~` is not known") from error


def _measure(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not _NARROWEST <= value <= _WIDEST:
        raise ValueError(f"a whole number from {_NARROWEST} to {_WIDEST}")
    return value


def _one_of(*allowed: str | int) -> Callable[[object], Any]:
    """A reader that lets only these values through."""

    def read(value: object) -> Any:
        if isinstance(value, bool) or value not in allowed:
            raise ValueError(" or ".join(map(str, allowed)))
        return value

    return read


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text in quotes")
    return value


def _zone(value: object) -> str:
    name = _text(value)
    if not name:
        return name
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("an IANA time zone such as Asia/Taipei, or empty for the computer's own") from error
    return name


_READERS: dict[str, Callable[[object], Any]] = {
    "archives": _archives,
    "measure": _measure,
    "ambiguous_width": _one_of(1, 2),
    "paragraphs": _one_of("space", "indent"),
    "script": _one_of("as-written", "traditional", "simplified"),
    "theme": _text,
    "zone": _zone,
    "watch": _yes_or_no,
    "strip": _one_of("shown", "hidden"),
}


def _local_zone() -> tzinfo:
    """The computer's zone with its rules for summer time, and not only the offset of this moment."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = os.environ.get("TZ", "").removeprefix(":")
    try:
        if name:
            return ZoneInfo(name)
        with _LOCAL_RULES.open("rb") as stream:
            return ZoneInfo.from_file(stream)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Rules written out in TZ (POSIX), or a system without the file: the offset of today must do.
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
