"""Changes single values of the settings file and keeps its comments and order. Imports tomlkit, which takes 30 ms."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from reader.atomic import write_whole
from reader.config.loading import parsed, read_text
from reader.errors import SettingsError, UnwrittenSettingsError, reason_of
from reader.language import tr

Table = dict[str, Any]


def set_value(file: Path, path: Sequence[str], plain: object) -> None:
    """Write a value under a path of keys. Raise SettingsError, with the file unchanged."""

    def change(table: Table) -> None:
        names = list(_as_written(table, path))
        while len(names) > 1 and names[0] in table:
            table = table[names.pop(0)]
        value = plain
        while len(names) > 1:
            value = {names.pop(): value}
        table[names[0]] = value

    text = _lines(file)
    _write(file, text, _beside_its_comment(text, path, plain), change)


def unset_value(file: Path, path: Sequence[str]) -> None:
    """Remove the value under a path of keys, if there is one, and tables that are empty then. Raise SettingsError, with the file unchanged."""

    def change(table: Table) -> None:
        tables = [table]
        keys = _as_written(table, path)
        for key in keys[:-1]:
            tables.append(tables[-1].get(key, {}))
        for around, key in zip(reversed(tables), reversed(keys), strict=True):
            if key in around and (key == keys[-1] or not around[key]):
                del around[key]

    text = _lines(file)
    _write(file, text, text, change)


def _as_written(table: Table, path: Sequence[str]) -> Sequence[str]:
    """Return the path under which a file has a value: `mark.star` without quotes is a key in a table to TOML."""
    *around, last = path
    parts = [*around, *last.split(".")]
    inner: Any = table
    for part in parts:
        if not isinstance(inner, dict) or part not in inner:
            return path
        inner = inner[part]
    return parts


def create(file: Path, text: str) -> None:
    """Write a new settings file. Raise SettingsError if there is one that is not empty."""
    if os.path.lexists(file) and (not file.is_file() or read_text(file).strip()):
        raise SettingsError(tr("{file} is there already and stays as it is.", file=file))
    _replace(file, text)


def _lines(file: Path) -> str:
    """Return the text of the file with line ends as Unix has them. Raise SettingsError."""
    return read_text(file).replace("\r\n", "\n")


def _write(file: Path, before: str, text: str, change: Callable[[Table], None]) -> None:
    """Write the file, unless it has this text already. Raise SettingsError."""
    expected = parsed(file, before)
    try:
        change(expected)
        if _table(text) != expected:
            document = tomlkit.parse(before)
            change(document)
            text = tomlkit.dumps(document)
        is_sound = _table(text) == expected
    except (TOMLKitError, AttributeError, TypeError):
        # An array, or a plain value, stands where a table should.
        is_sound = False
    if not is_sound:
        raise SettingsError(
            tr("{file} is written in a way that the reader does not change: edit it by hand.", file=file)
        )
    if text != before:
        has_windows_ends = "\r\n" in read_text(file)
        _replace(file, text.replace("\n", "\r\n") if has_windows_ends else text)


def _table(text: str) -> Table | None:
    """Parse TOML; return None if the text is not valid TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _beside_its_comment(text: str, path: Sequence[str], plain: object) -> str:
    """Return the text with a value below the line that names it in a comment, such as the one with its default.

    The text as it is if there is no such line above the tables.
    """
    if len(path) > 1:
        return text
    found = re.search(rf"^#[ \t]*{re.escape(path[0])}[ \t]*=.*(?:\n|\Z)", text, re.MULTILINE)
    if found is None or re.search(r"^[ \t]*\[", text[: found.start()], re.MULTILINE):
        return text
    start, end = text[: found.end()].rstrip("\n"), text[found.end() :]
    return f"{start}\n{path[0]} = {tomlkit.item(plain).as_string()}\n{end}"


def _replace(file: Path, text: str) -> None:
    """Put a text in the place of the file's at once; a link goes on to lead to it. Raise UnwrittenSettingsError."""
    try:
        Path(os.path.realpath(file)).parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and not file.is_file():
            # Of a pipe the writer would wait for a reader, and a device keeps nothing.
            raise OSError(tr("it is not a file"))
        write_whole(file, text)
    except OSError as error:
        raise UnwrittenSettingsError(
            tr("{file} cannot be written ({reason}).", file=file, reason=reason_of(error))
        ) from error
