"""The list on the terminal before Textual is imported, which takes longer than all else that a start does.

The rows are those of the index, laid out as the list pane does it, in the colours that an earlier run worked
out from the theme and left in the cache folder. Nothing here knows Textual.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len

from reader import paths
from reader.config import Settings
from reader.library import Library, ResultSet
from reader.query import Query
from reader.query.nodes import Order
from reader.tui.layout import DEFAULT_THEME, SIDE_WIDTH, Pane, list_width, strip_height, visible
from reader.tui.post_lines import Part, day_of, divider, post_lines

ENTER = "\x1b[?1049h"
"""what switches to the screen that programs paint on"""
_LEAVE = "\x1b[?1049l\x1b[?25h"
_EDGE = "│"
_ROLES = ("plain", "strong", "quiet", "mark", "star", "divider", "rule", "edge-focus")
ROLES = tuple(f"{fill}{role}" for fill in ("", "cursor ") for role in ("", *_ROLES))
"""the looks that a frame is painted in: each role on the list's ground and under the cursor"""

Looks = Mapping[str, str]
"""for each of `ROLES` the escape sequence that begins it"""


class FirstFrame:
    """The list as it is painted until Textual takes the terminal over."""

    def __init__(self, results: ResultSet | None = None, text: str = "") -> None:
        self.results = results
        """what is listed; None where nothing is painted"""
        self._text = text
        self._is_shown = False

    def show(self) -> None:
        """Paint it."""
        if self._text:
            self._is_shown = True
            _write(self._text)

    def leave(self) -> None:
        """Give the terminal back, where no app came to do it."""
        if self._is_shown:
            _write(_LEAVE)


def prepare(library: Library, query: Query, settings: Settings) -> FirstFrame:
    """The first rows, where the index holds any and it is known how the list looks; else nothing to paint.

    Not where lines of the posts stand under words that were found, for which files are read; nor where a setting
    gives characters another width than Rich does by itself.
    """
    looks = _read().get(_key(settings.theme or DEFAULT_THEME))
    if looks is None or query.words or settings.ambiguous_width != 1:
        return FirstFrame()
    results = library.select(query, fold_copies=True)
    if not len(results):
        return FirstFrame()
    return FirstFrame(results, frame(results, query, shutil.get_terminal_size(), looks, library))


def frame(results: ResultSet, query: Query, size: os.terminal_size, looks: Looks, library: Library) -> str:
    """The list between the bars above and below it, as escape sequences and text."""
    panes = visible(size.columns, Pane.LIST)
    left = SIDE_WIDTH if Pane.TAGS in panes else 0
    width = (list_width(size.columns) if Pane.ARTICLE in panes else size.columns - left) - len(_EDGE)
    has_chips = bool(query.clauses) or query.order is not Order.NEWEST
    top = 1 + has_chips + strip_height(size.columns, size.lines)
    edge = f"{looks['edge-focus']}{_EDGE}"
    written = [f"{ENTER}\x1b[?25l{looks['']}\x1b[2J"]
    lines = _lines(results, width, size.lines - top, library, divided=query.order is not Order.RELEVANCE)
    for y, (parts, fill) in zip(range(top, size.lines - 1), lines, strict=False):
        rest = width - sum(cell_len(part.text) for part in parts)
        text = "".join(f"{looks[fill + part.role]}{part.text}\x1b[0m" for part in parts)
        written.append(f"\x1b[{y + 1};{left + 1}H{text}{looks[fill]}{' ' * max(rest, 0)}\x1b[0m{edge}\x1b[0m")
    return "".join(written)


def _lines(
    results: ResultSet, width: int, height: int, library: Library, *, divided: bool
) -> Iterator[tuple[Iterable[Part], str]]:
    """The lines of the list, each with the name of its fill."""
    today = datetime.now(library.zone).date()
    above = None
    for index, row in enumerate(results.rows(0, height)):
        group = day_of(row, library.zone, today) if divided else None
        if group is not None and group != above:
            yield divider(group, width), ""
        above = group
        for parts in post_lines(row, width, library.zone, divided=divided):
            yield parts, "" if index else "cursor "


def _write(text: str) -> None:
    if sys.__stderr__ is not None:
        # At once in bytes: a frame is longer than what the stream holds back.
        sys.__stderr__.flush()
        with contextlib.suppress(OSError):
            os.write(sys.__stderr__.fileno(), text.encode("utf-8", "replace"))


# The looks of themes, kept for the next start


def _file() -> Path:
    return paths.cache_folder() / "looks.json"


def _key(theme: str) -> str:
    """Under which name looks are kept: terminals have different colours."""
    return " ".join([theme, *(os.environ.get(name, "") for name in ("TERM", "COLORTERM", "NO_COLOR"))])


def _read() -> dict[str, dict[str, str]]:
    """What is kept; nothing where the file is not there or not as it should be."""
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(kept, dict) and all(
        isinstance(looks, dict) and looks.keys() == set(ROLES) and all(map(_is_look, looks.values()))
        for looks in kept.values()
    )
    return kept if is_sound else {}


def _is_look(look: object) -> bool:
    """Whether this is a colour or nothing, and no other command to the terminal."""
    return isinstance(look, str) and (
        not look or (look[:2] == "\x1b[" and look[-1] == "m" and look.isascii())
    )


def remember(theme: str, looks: Looks) -> None:
    """Keeps the looks of a theme for the next start, if they are not kept already."""
    kept = _read()
    if kept.get(_key(theme)) == looks:
        return
    kept[_key(theme)] = dict(looks)
    file = _file()
    # Only the first frame of the next start is the poorer where this fails.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(kept), "utf-8")
        part.replace(file)
