"""The kinds of settings: which values each allows, and how they are written in the file and in a variable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import SettingsError
from reader.language import later, tr


class InvalidValueError(SettingsError):
    """A value is not allowed; the text says what is, see `Kind.allowed`."""


class Kind:
    """The kind of a setting: the values it may have. A plain value is one as TOML holds it."""

    WORDS = ""
    """the allowed values in words"""
    choices: tuple[Any, ...] = ()
    """all allowed values, where they are few"""
    is_list = False
    """whether several words on a command line are one value"""
    is_table = False
    """whether it is a table, which only the file can have and `reader.config.loading` reads entry by entry"""

    @property
    def allowed(self) -> str:
        """The allowed values in words that stand for themselves, as after a colon, in the language in force."""
        return tr(self.WORDS)

    def checked(self, plain: object) -> Any:
        """Return the value that a plain one stands for. Raise InvalidValueError."""
        raise NotImplementedError

    def from_text(self, text: str) -> object:
        """Return the plain value that the text of an environment variable stands for, or the text itself."""
        return text

    def typed(self, plain: object) -> Any:
        """Return the value of a plain one that was typed on the command line or the screens. Raise InvalidValueError."""
        return self.checked(plain)

    def plain(self, value: Any) -> object:
        """Return a value as TOML holds it."""
        return value


class OneOf(Kind):
    """One of a few values."""

    def __init__(self, *choices: Any) -> None:
        self.choices = choices

    @property
    def allowed(self) -> str:
        """The values."""
        *others, last = map(str, self.choices)
        return tr("{others} or {last}", others=tr(", ").join(others), last=last)

    def checked(self, plain: object) -> Any:
        """Return the value."""
        for choice in self.choices:
            if choice == plain and type(choice) is type(plain):
                return choice
        raise InvalidValueError(self.allowed)

    def from_text(self, text: str) -> object:
        """Return the choice that a text names."""
        return next((choice for choice in self.choices if str(choice) == text.strip()), text)


class Whole(Kind):
    """A whole number within bounds."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    @property
    def allowed(self) -> str:
        """The bounds."""
        return tr("a whole number from {least} to {most}", least=self.least, most=self.most)

    def checked(self, plain: object) -> int:
        """Return the number."""
        if not isinstance(plain, int) or isinstance(plain, bool) or not self.least <= plain <= self.most:
            raise InvalidValueError(self.allowed)
        return plain

    def from_text(self, text: str) -> object:
        """Return the number that a text spells."""
        digits = text.strip()
        return int(digits) if digits.isascii() and digits.isdigit() else text


class YesNo(Kind):
    """True or false."""

    WORDS = later("true or false")
    choices = (True, False)

    def checked(self, plain: object) -> bool:
        """Return the value."""
        if not isinstance(plain, bool):
            raise InvalidValueError(self.allowed)
        return plain

    def from_text(self, text: str) -> object:
        """Return the value that a text names, in upper or lower case."""
        return {"true": True, "false": False}.get(text.strip().lower(), text)


class Text(Kind):
    """Any text."""

    WORDS = later("text in quotes")

    def checked(self, plain: object) -> str:
        """Return the text."""
        if not isinstance(plain, str):
            raise InvalidValueError(self.allowed)
        return plain


class Zone(Text):
    """The IANA name of a time zone; empty for the computer's own."""

    WORDS = later("an IANA time zone such as Asia/Taipei, or empty")

    def checked(self, plain: object) -> str:
        """Return the name."""
        if not isinstance(plain, str):
            raise InvalidValueError(self.allowed)
        if plain:
            from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # 3 ms

            try:
                ZoneInfo(plain)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:
                raise InvalidValueError(self.allowed) from error
        return plain


class LanguageCode(Kind):
    """The code of a language; empty for what the text shows."""

    WORDS = later("a code such as hant, hans, en or ja, or empty")

    def checked(self, plain: object) -> str:
        """Return the code in lower case."""
        if not isinstance(plain, str) or (
            plain and not (plain.isascii() and plain.replace("-", "").isalpha())
        ):
            raise InvalidValueError(self.allowed)
        return plain.lower()


class Texts(Kind):
    """A list of texts."""

    is_list = True

    def __init__(self, words: str) -> None:
        """`words` say what they are."""
        self.WORDS = words

    def checked(self, plain: object) -> tuple[str, ...]:
        """Return the texts; a single one is a list, too."""
        parts = [plain] if isinstance(plain, str) else plain
        if not isinstance(parts, list) or not all(
            isinstance(part, str) and part and "\0" not in part for part in parts
        ):
            raise InvalidValueError(self.allowed)
        return tuple(parts)

    def from_text(self, text: str) -> object:
        """Return the texts between separators of paths, as in `PATH`."""
        return [part for part in text.split(os.pathsep) if part]

    def plain(self, value: tuple[str, ...]) -> object:
        """Return a list."""
        return list(value)


class Folders(Kind):
    """A list of folders; `~` is the home folder."""

    is_list = True
    WORDS = later("a list of folders")
    _texts = Texts(WORDS)

    def checked(self, plain: object) -> tuple[Path, ...]:
        """Return the folders, relative ones as they are."""
        parts = self._texts.checked(plain)
        try:
            return tuple(Path(part).expanduser() for part in parts)
        except RuntimeError as error:
            raise InvalidValueError(tr("a list of folders; the home folder of `~` is not known")) from error

    def typed(self, plain: object) -> tuple[Path, ...]:
        """Return the folders; relative ones lie in the current folder. Links are not followed."""
        return tuple(Path(os.path.abspath(folder)) for folder in self.checked(plain))  # noqa: PTH100 - `resolve` follows links

    def from_text(self, text: str) -> object:
        """Return the folders between separators of paths."""
        return self._texts.from_text(text)

    def plain(self, value: tuple[Path, ...]) -> object:
        """Return a list of paths."""
        return list(map(str, value))


class KeyBinding(NamedTuple):
    """The keys of a command, in place of its own."""

    command: str
    """its id"""
    keys: tuple[str, ...]
    """as Textual names them; a blank separates the keys of a sequence"""


class KeyTable(Kind):
    """A table whose keys are ids of commands, each with one key or a list of keys, which may be empty.

    Whether there are such commands and keys is not known here.
    """

    WORDS = later('a table of commands, each with a key or a list of keys, such as "mark.star" = "s"')
    is_table = True
    KEYS = Texts(later('a list of keys such as "ctrl+s", "g g" or "question_mark"'))

    def plain(self, value: tuple[KeyBinding, ...]) -> object:
        """Return a table."""
        return {command: list(keys) for command, keys in value}


class Tables(Kind):
    """Tables of settings, one for each folder."""

    WORDS = later('tables such as [archive."~/news"]')
    is_table = True
