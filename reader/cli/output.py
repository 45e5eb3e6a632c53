"""Output to pipes and terminals: JSON, and text cut, padded and styled."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from reader.text.bidi import label
from reader.text.safe import clean_line
from reader.text.safe_json import to_json
from reader.text.urls import is_linkable
from reader.typeset.cells import advances, cell_len

BOLD = "1"
DIM = "2"
ITALIC = "3"
UNDERLINE = "4"
YELLOW = "33"
MAGENTA = "35"
CYAN = "36"
_LEAST_CELLS = 20
"""of lines that are wrapped, however narrow the terminal is"""
_MOST_NOTES = 5
"""sentences alike that are printed; how many more there are is told in one"""


def print_json(values: Iterable[Mapping[str, object]], *, lines: bool) -> None:
    """Print objects as one array, or with `lines` as one object per line.

    Paths are exact: control, bidi and invisible characters, and bytes that are not UTF-8, are written as `\\u` escapes.
    """
    if lines:
        print_lines(map(to_json, values))
        return
    separator = "[\n"
    for value in values:
        sys.stdout.write(separator + to_json(value))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def are_errors_on_terminal() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr.isatty()


def width() -> int:
    """Return the columns of the terminal."""
    from shutil import get_terminal_size  # 5 ms, with all that can be packed, which a pipe saves

    return get_terminal_size().columns


def styled(text: str, *codes: str) -> str:
    """Return the text with these SGR codes if colours are wanted."""
    if not codes or not text or not wants_colours():
        return text
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"


def linked(text: str, url: str) -> str:
    """Return the text as a terminal hyperlink (OSC 8) if the address is fit for one and colours are wanted."""
    if not is_linkable(url) or not wants_colours():
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


class _Colours:
    """When colours are wanted, for the whole process: auto, always or never."""

    when = "auto"


def use_colours(when: str) -> None:
    """Use colours and links `always`, `never`, or for `auto` as `wants_colours` says."""
    _Colours.when = when


def wants_colours() -> bool:
    """Return whether standard output is a terminal, without `NO_COLOR` and `TERM=dumb`, unless `--color` says it."""
    if _Colours.when != "auto":
        return _Colours.when == "always"
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, the first of them at once: what follows may be long in coming."""
    write = sys.stdout.write
    is_first = True
    for line in lines:
        write(line + "\n")
        if is_first:
            sys.stdout.flush()
            is_first = False


def cut(text: str, cells: int, ambiguous: int) -> str:
    """Return the text in at most `cells` cells, with an ellipsis at the end if it is cut, as the terminal shows it."""
    return label(_shortened(text, cells, ambiguous))


def _shortened(text: str, cells: int, ambiguous: int) -> str:
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


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most so many cells, divided as articles are."""
    from reader.typeset.breaking import Measure, fill, find_breaks  # which lists do without
    from reader.typeset.cells import cumulative

    most = max(cells, _LEAST_CELLS)
    lines = fill(text, cumulative(text), find_breaks(text), Measure(most, most))
    return [text[start:end].rstrip() for start, end in lines]


def pad(text: str, cells: int, ambiguous: int) -> str:
    """Return the text in exactly `cells` cells, cut or padded with spaces."""
    text = cut(text, cells, ambiguous)
    return text + " " * (cells - cell_len(text, ambiguous))


def note(sentence: str) -> None:
    """Print a sentence on stderr."""
    print(f"reader: {sentence}", file=sys.stderr)


def note_some(sentences: Sequence[str], rest: Callable[[int], str]) -> None:
    """Print the first of many sentences alike on stderr, cleaned; `rest` returns one about so many more."""
    for sentence in sentences[:_MOST_NOTES]:
        note(clean_line(sentence))
    if more := len(sentences[_MOST_NOTES:]):
        note(rest(more))
