"""What is said of wrong settings: values cut short, the nearest right name, the line in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.language import later, tr

SETTING, OF_ARCHIVE = later("setting"), later("setting of an archive")
THEME, SAVED_SEARCH = later("theme"), later("saved search")
"""what a name may be one of"""
_LONGEST = 60
_MOST_LINES = 2000
"""of a file whose lines are counted: each look parses what stands before a line"""


def abbreviated(value: object) -> str:
    """Return a value as one short line of ASCII, safe to print."""
    text = ascii(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def unknown(name: str, known: Iterable[str], what: str = SETTING) -> str:
    """Return the sentence on a name that is not known, with the nearest that is, if any is near."""
    from difflib import get_close_matches  # 4 ms, which only mistakes cost

    names = list(known)
    shown = abbreviated(name).strip("'\"")
    near = get_close_matches(name.replace("-", "_").lower(), names, n=1, cutoff=0.6)
    if near:
        return tr("there is no {what} {name}: did you mean {near}?", what=tr(what), name=shown, near=near[0])
    return tr(
        "there is no {what} {name}: known are {known}.", what=tr(what), name=shown, known=", ".join(names)
    )


def not_allowed(place: str, value: object, allowed: str) -> str:
    """Return the sentence on a value that is not allowed."""
    return tr(
        "{place} is {value}: it must be {allowed}.", place=place, value=abbreviated(value), allowed=allowed
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
