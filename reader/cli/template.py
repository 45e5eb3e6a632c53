"""The templates of `--format`: text with fields in braces, as `{date:%Y-%m}\\t{title}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from reader.cli.fields import Fields, Type
from reader.cli.output import pad
from reader.errors import UsageError
from reader.language import tr
from reader.post import PostDate
from reader.text.safe import clean_line, clean_path
from reader.typeset.cells import cell_len

_PART = re.compile(
    r"\{\{|\}\}|\{(?P<name>[^{}:]*)(?::(?P<how>[^{}]*))?\}|\\(?P<escape>.)|(?P<stray>[{}])", re.DOTALL
)
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "0": "\0", "\\": "\\"}
_CELLS = re.compile(r"(?P<end>>?)(?P<cells>[1-9][0-9]{0,3})", re.ASCII)
_ISO = "iso"

Record = Mapping[str, object]
"""the values of the fields of one thing; a date is a PostDate or None"""
_Show = Callable[[object], str]


class _Part(NamedTuple):
    """A field of the template, and what shows its value."""

    name: str
    show: _Show


class Template:
    """A template, read; raises UsageError for what it cannot say."""

    def __init__(self, text: str, fields: Fields, zone: tzinfo, ambiguous: int) -> None:
        """`zone` is the user's clock, in which dates are shown; `ambiguous` the cells of a character of ambiguous width."""
        self._zone = zone
        self._ambiguous = ambiguous
        self._types = {each.name: each.type for each in fields}
        self._parts: list[str | _Part] = []
        end = 0
        for found in _PART.finditer(text):
            self._parts.append(text[end : found.start()])
            self._parts.append(self._part(found, text))
            end = found.end()
        self._parts.append(text[end:])

    def line(self, record: Record) -> str:
        """Return the template with the values of a record, which are on one line and without control characters."""
        return "".join(
            each if isinstance(each, str) else each.show(record[each.name]) for each in self._parts
        )

    def _part(self, found: re.Match[str], text: str) -> str | _Part:
        if found["escape"] is not None:
            return _ESCAPES.get(found["escape"], found[0])
        if found["stray"] is not None:
            raise UsageError(
                tr(
                    "A brace in --format stands alone: {text}. A field is written {field}, a brace {brace}.",
                    text=clean_line(text),
                    field="{title}",
                    brace="{{",
                )
            )
        name = found["name"]
        if name is None:
            return found[0][0]
        if name not in self._types:
            raise UsageError(_unknown(clean_line(name), list(self._types)))
        return _Part(name, self._show(name, found["how"] or ""))

    def _show(self, name: str, how: str) -> _Show:
        """Return what shows a value as a part asks for it."""
        cells = _CELLS.fullmatch(how)
        if cells is not None:
            return self._in_cells(int(cells["cells"]), is_at_end=bool(cells["end"]))
        if not how:
            return _path if self._types[name] is Type.PATH else self._plain
        if self._types[name] is not Type.DATE:
            raise UsageError(
                tr(
                    "{part} in --format: after the colon of {name} stands a number of cells, as in {example}.",
                    part=clean_line(f"{{{name}:{how}}}"),
                    name=name,
                    example=f"{{{name}:20}}",
                )
            )
        return self._iso if how == _ISO else lambda value: self._moment(value, how)

    def _plain(self, value: object) -> str:
        if isinstance(value, PostDate):
            return value.shown(self._zone)
        return clean_line(_text(value))

    def _iso(self, value: object) -> str:
        return value.iso(self._zone) if isinstance(value, PostDate) else ""

    def _moment(self, value: object, how: str) -> str:
        """Return a date by a pattern of strftime(3)."""
        return clean_line(value.local(self._zone).strftime(how)) if isinstance(value, PostDate) else ""

    def _in_cells(self, cells: int, *, is_at_end: bool) -> _Show:
        def show(value: object) -> str:
            padded = pad(self._plain(value), cells, self._ambiguous)
            if not is_at_end:
                return padded
            text = padded.rstrip(" ")
            return " " * (cells - cell_len(text, self._ambiguous)) + text

        return show


def _path(value: object) -> str:
    return clean_path(_text(value))


def _text(value: object) -> str:
    """Return a value as text: nothing for null and no, lists with commas between."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return str(value)


def _unknown(name: str, names: list[str]) -> str:
    """Return the sentence on a field that is not known."""
    from difflib import get_close_matches  # 4 ms, which only mistakes cost

    values = {"name": name or "{}", "known": ", ".join(names)}
    if near := get_close_matches(name.lower(), names, n=1, cutoff=0.7):
        return tr(
            "--format has no field {name}: did you mean {near}? Known are {known}.", near=near[0], **values
        )
    return tr("--format has no field {name}: known are {known}.", **values)
