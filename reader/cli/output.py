"""Printing: JSON, plain lines for a pipe, and lines cut and coloured for a terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping

from reader.text.urls import is_openable
from reader.typeset.cells import advances, cell_len

BOLD = "1"
DIM = "2"
ITALIC = "3"
UNDERLINE = "4"
YELLOW = "33"
MAGENTA = "35"
CYAN = "36"

# JSON escapes C0 itself. These reach a terminal as commands or turn the direction of the text.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def print_json(values: Iterable[Mapping[str, object]], *, lines: bool) -> None:
    """Prints objects as one array, or with `lines` as one object a line.

    Paths are exact: what no terminal may see, and bytes that are not UTF-8, are written as `\\u` escapes.
    """
    if lines:
        for value in values:
            sys.stdout.write(to_json(value) + "\n")
        return
    separator = "[\n"
    for value in values:
        sys.stdout.write(separator + to_json(value))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def to_json(value: object, indent: int | None = None) -> str:
    """A value as JSON that is safe to print."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda unsafe: f"\\u{ord(unsafe[0]):04x}", text)


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def width() -> int:
    """The terminal's columns."""
    return shutil.get_terminal_size().columns


def styled(text: str, *codes: str) -> str:
    """`text` with these SGR codes, on a terminal that wants colours."""
    if not codes or not text or not wants_colours():
        return text
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"


def linked(text: str, url: str) -> str:
    """`text` as a link that the terminal opens (OSC 8), where the address may be opened at all."""
    if not is_openable(url) or not wants_colours():
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def wants_colours() -> bool:
    """Whether standard output is a terminal that `NO_COLOR` or `TERM=dumb` does not speak for."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def cut(text: str, cells: int, ambiguous: int) -> str:
    """`text` in at most so many cells, with an ellipsis where something is missing."""
    if cell_len(text, ambiguous) <= cells:
        return text
    room = cells - cell_len("…", ambiguous)
    if room < 0:
        return ""
    used = 0
    for index, advance in enumerate(advances(text, ambiguous)):
        used += advance
        if used > room:
            return text[:index].rstrip() + "…"
    return text


def pad(text: str, cells: int, ambiguous: int) -> str:
    """`text` cut to so many cells and filled up to them with blanks."""
    text = cut(text, cells, ambiguous)
    return text + " " * (cells - cell_len(text, ambiguous))


def note(sentence: str) -> None:
    """Says something about the output, beside it."""
    print(f"reader: {sentence}", file=sys.stderr)
