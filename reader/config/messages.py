"""Builds the messages about wrong settings: the value, shortened, the nearest valid name, and the line in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.language import later, tr


class Unknown(NamedTuple):
    """The sentences on a name of some kind that is not known."""

    meant: str
    """with the nearest that is known"""
    known: str
    """with all that are known"""


SETTING = Unknown(
    later("there is no setting {name}: did you mean {near}?"),
    later("there is no setting {name}: known are {known}."),
)
OF_ARCHIVE = Unknown(
    later("there is no setting of an archive {name}: did you mean {near}?"),
    later("there is no setting of an archive {name}: known are {known}."),
)
THEME = Unknown(
    later("there is no theme {name}: did you mean {near}?"),
    later("there is no theme {name}: known are {known}."),
)
SAVED_SEARCH = Unknown(
    later("there is no saved search {name}: did you mean {near}?"),
    later("there is no saved search {name}: known are {known}."),
)
STYLE_OF_CITATIONS = Unknown(
    later("there is no style of citations {name}: did you mean {near}?"),
    later("there is no style of citations {name}: known are {known}."),
)
FORMAT = Unknown(
    later("there is no format {name}: did you mean {near}?"),
    later("there is no format {name}: known are {known}."),
)
ENDING = Unknown(
    later("there is no format with the ending {name}: did you mean {near}?"),
    later("there is no format with the ending {name}: known are {known}."),
)
_LONGEST = 60
_MOST_LINES = 2000
"""of a file whose lines are counted: each look parses what stands before a line"""


def abbreviated(value: object) -> str:
    """Return a value as one short line of ASCII, safe to print."""
    text = ascii(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def unknown(name: str, known: Iterable[str], kind: Unknown = SETTING) -> str:
    """Return the sentence on a name that is not known, with the nearest that is, if any is near."""
    from difflib import get_close_matches  # 4 ms, which only mistakes cost

    names = list(known)
    shown = abbreviated(name).strip("'\"")
    near = get_close_matches(name.replace("-", "_").lower(), names, n=1, cutoff=0.6)
    if near:
        return tr(kind.meant, name=shown, near=near[0])
    return tr(kind.known, name=shown, known=tr(", ").join(names))


def not_allowed(place: str, value: object, allowed: str) -> str:
    """Return the sentence on a value that is not allowed."""
    return tr(
        "{place} cannot be {value}. Allowed: {allowed}.",
        place=place,
        value=abbreviated(value),
        allowed=allowed,
    )


def as_sentence(text: str) -> str:
    """Return a text with a capital."""
    return text[:1].upper() + text[1:]


def placed(sentence: str, file: Path, line: int | None) -> str:
    """Return a sentence with its place in a file; None for a line that is not known."""
    if line is None:
        return f"{file}: {sentence}"
    return tr("{file}, line {line}: {sentence}", file=file, line=line, sentence=sentence)


def line_of_key(text: str, name: str) -> int | None:
    """Return the line of a binding in the table of keys, see `line_of`; its name may stand there in quotes or not."""
    return next(filter(None, (line_of(text, ("keys", *path)) for path in _divided(name))), None)


def _divided(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which TOML may take a name with full stops: whole, or as tables in tables."""
    yield (name,)
    for found in re.finditer(r"\.", name):
        for rest in _divided(name[found.end() :]):
            yield (name[: found.start()], *rest)


def line_of(text: str, path: Sequence[str]) -> int | None:
    """Return the line, from 1, in which TOML begins to say what stands under a path of keys; None if that is not plain.

    A line is the one if what stands before it is whole and lacks the path, and together with its key has it.
    """
    import tomllib  # 3 ms, which only mistakes cost

    lines = text.splitlines(keepends=True)
    key = re.compile(r"[^=#]*" + re.escape(path[-1]) + r"[^=#]*=")
    header = re.compile(r"\s*\[\[?[^#]*\]")
    for number, line in enumerate(lines[:_MOST_LINES]):
        found = key.match(line)
        if found is None and not (path[-1] in line and header.match(line)):
            continue
        start = f"{found[0]} 0" if found else line
        try:
            table: object = tomllib.loads("".join(lines[:number]) + start)
        except (ValueError, RecursionError):
            continue
        for name in path:
            table = table.get(name) if isinstance(table, dict) else None
        if table is not None:
            return number + 1
    return None
