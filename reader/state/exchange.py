"""Exports: all that was said as plain JSON, which another machine or a later version imports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from reader.errors import ImportedFileError
from reader.language import tr
from reader.state.statements import LOCAL_KINDS, Item, Kind, Statement, is_well_formed
from reader.text.safe import clean, clean_line
from reader.text.safe_json import to_json

_FORMAT = "reader-marks"
_VERSION = 1
_REQUIRED = {"kind", "key", "value", "at"}
_FIELDS = _REQUIRED | {"name"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Export(NamedTuple):
    """What an export holds."""

    statements: list[Statement]
    earlier: list[Statement]
    """the values that another took the place of"""


def written(export: Export) -> Iterator[str]:
    """Yield the lines of an export: a statement each. The same statements give the same lines.

    What belongs to one machine alone is left out.
    """
    yield f'{{"format": "{_FORMAT}", "version": {_VERSION},\n'
    yield from _list("statements", export.statements)
    yield ",\n"
    yield from _list("earlier", export.earlier)
    yield "}\n"


def _list(name: str, statements: Iterable[Statement]) -> Iterator[str]:
    yield f'"{name}": ['
    separator = "\n"
    for (kind, key, part), value, at in statements:
        if kind not in LOCAL_KINDS:
            fields = {"kind": kind, "key": key, **({"name": part} if part else {}), "value": value}
            yield separator + to_json({**fields, "at": _time_text(at)})
            separator = ",\n"
    yield "]"


def parse(content: bytes, name: str) -> Export:
    """Return what an export holds, checked wholly; kinds that only a newer version knows are kept.

    Texts are cleaned as those that are typed are: somebody else may have written the file. `name` is what the file is called in errors. Raise ImportedFileError.
    """
    try:
        document = json.loads(content)
    except RecursionError:
        raise _foreign(name) from None
    except ValueError as error:
        if _FORMAT.encode() in content[:200]:
            raise ImportedFileError(
                tr(
                    "{path} is not imported: it is cut off or changed ({error}). Export the marks once more.",
                    path=name,
                    error=error,
                )
            ) from None
        raise _foreign(name) from None
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise _foreign(name)
    version = document.get("version")
    if (
        not isinstance(version, int)
        or version != _VERSION
        or document.keys() - {"format", "version", *Export._fields}
    ):
        raise ImportedFileError(
            tr(
                "{path} is not imported: a newer version of the reader wrote it, so update this one.",
                path=name,
            )
        )
    return Export(*(_statements(document.get(part), part, name) for part in Export._fields))


def _statements(entries: object, part: str, name: str) -> list[Statement]:
    if not isinstance(entries, list):
        raise ImportedFileError(
            tr("{path} is not imported: its list of {part} is missing.", path=name, part=part)
        )
    statements = []
    for number, entry in enumerate(entries, 1):
        statement = _statement(entry)
        if statement is None or (part == "earlier" and statement.value is None):
            raise ImportedFileError(
                tr(
                    "{path} is not imported: entry {number} of its {part} is none that the reader writes.",
                    path=name,
                    number=number,
                    part=part,
                )
            )
        if statement.item.kind not in LOCAL_KINDS:
            statements.append(statement)
    return statements


def _statement(entry: object) -> Statement | None:
    if not isinstance(entry, dict) or not entry.keys() >= _REQUIRED or not entry.keys() <= _FIELDS:
        return None
    item, value, at = (entry["kind"], entry["key"], entry.get("name", "")), entry["value"], _time(entry["at"])
    if not is_well_formed(item, value, at):
        return None
    return _cleaned(Statement(Item(Kind(item[0]), *item[1:]), value, at))


def _cleaned(statement: Statement) -> Statement:
    """Return a statement whose texts are shown as they are; keys of posts are compared, and stay."""
    (kind, key, name), value, at = statement
    if kind in (Kind.SEARCH, Kind.ASKED, Kind.COMMAND):
        key = clean_line(key)
    elif kind in (Kind.LABEL, Kind.HIGHLIGHT):
        name = clean_line(name)
    if value is not None:
        if kind is Kind.NOTE:
            value = clean(value)
        elif kind is Kind.SEARCH:
            value = clean_line(value)
        elif kind is Kind.HIGHLIGHT:
            value = _cleaned_json(value, clean)
        elif kind is Kind.ORDER:
            value = _cleaned_json(value, clean_line)
    return Statement(Item(kind, key, name), value, at)


def _cleaned_json(value: str, cleaning: Callable[[str], str]) -> str:
    """Return JSON with the texts of its object or array cleaned; to the letter where nothing is to clean."""
    fields = json.loads(value)

    def cleaned(field: object) -> object:
        return cleaning(field) if isinstance(field, str) else field

    if isinstance(fields, dict):
        changed: object = {name: cleaned(field) for name, field in fields.items()}
    else:
        changed = list(map(cleaned, fields)) if isinstance(fields, list) else fields
    return value if changed == fields else json.dumps(changed, ensure_ascii=False)


def _foreign(name: str) -> ImportedFileError:
    return ImportedFileError(
        tr("{path} is not imported: it is no export of marks, as `reader marks export` writes.", path=name)
    )


def _time_text(at: int) -> str:
    """Return a time in milliseconds since 1970 in ISO 8601, which sorts as the times do."""
    return (_EPOCH + at * _MILLISECOND).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time(text: object) -> int:
    """Return the milliseconds since 1970; negative for what is no time."""
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        return -1
    try:
        return (datetime.fromisoformat(text) - _EPOCH) // _MILLISECOND
    except ValueError:
        return -1
