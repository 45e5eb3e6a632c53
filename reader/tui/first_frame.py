"""The first frame: the list, painted before Textual is imported, which takes longer than the rest of a start.

The rows come from the index, are laid out as in the list pane, and have the colours that an earlier run stored in the
cache folder. This module must not import Textual.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from types import MappingProxyType

from rich.cells import cell_len

from reader import paths
from reader.atomic import write_whole
from reader.config import Settings
from reader.library import DamagedIndexError, Library, ResultSet
from reader.query import Query
from reader.query.nodes import Order
from reader.small_file import read_small
from reader.text.shown_dates import DateForm
from reader.tui.layout import DEFAULT_THEME, SIDE_WIDTH, Pane, list_width, strip_height, visible
from reader.tui.list_spot import FIRST_ROW, ListSpot, spot_in
from reader.tui.post_lines import Part, Row, divider
from reader.tui.post_rows import Density, PostRows
from reader.tui.tty import ENTER, TTY
from reader.tui.widgets.row_layout import DIVIDER, RowLayout

_EDGE = "│"
_ROLES = ("plain", "strong", "quiet", "mark", "star", "divider", "rule", "edge-focus")
ROLES = tuple(f"{fill}{role}" for fill in ("", "cursor ") for role in ("", *_ROLES))
"""the styles of a frame: each role on the background of the list and on that of the cursor"""

Looks = Mapping[str, str]
"""the escape sequence of each of `ROLES`"""


class FirstFrame:
    """The list as painted until Textual takes over."""

    def __init__(self, results: ResultSet | None = None, text: str = "") -> None:
        self.results = results
        """the listed posts; None if nothing is painted"""
        self._text = text

    def show(self) -> None:
        """Paint the frame, if there is one."""
        if self._text:
            TTY.write(self._text)


def prepare(
    library: Library, query: Query, settings: Settings, last: Mapping[str, object] = MappingProxyType({})
) -> FirstFrame:
    """Return the rows of the list; an empty frame if the index has none or their styles are not stored.

    `last` is where the screens stood when they were left, and will stand again; they paint nothing before they are there
    where the list is not among the panes.
    Also empty for a query with words, whose excerpts are read from files, and if ambiguous characters take two cells,
    which Rich does not know yet; and in the plain mode.
    """
    looks = _read().get(_key(settings.theme or DEFAULT_THEME))
    if looks is None or query.has_words or settings.ambiguous_width != 1 or settings.plain:
        return FirstFrame()
    try:
        results = library.select(query, fold_copies=True)
        if not len(results):
            return FirstFrame()
        size = shutil.get_terminal_size()
        spot = spot_in(last.get("list"), results) or FIRST_ROW
        is_shown = _is_list_shown(last.get("panes"), size.columns)
        text = frame(results, query, size, looks, library, settings, spot) if is_shown else ""
        return FirstFrame(results, text)
    except DamagedIndexError:
        # The app finds no index, builds it, and says so.
        return FirstFrame()


def _is_list_shown(panes: object, columns: int) -> bool:
    match panes:
        case {"pane": str(pane), "zen": bool(is_zen)} if pane in tuple(Pane):
            return Pane.LIST in visible(columns, Pane(pane), zen=is_zen)
        case _:
            return True


def frame(
    results: ResultSet,
    query: Query,
    size: os.terminal_size,
    looks: Looks,
    library: Library,
    settings: Settings,
    spot: ListSpot = FIRST_ROW,
) -> str:
    """Return the list between its bars, as escape sequences and text."""
    panes = visible(size.columns, Pane.LIST)
    left = SIDE_WIDTH if Pane.TAGS in panes else 0
    is_compact = Density(settings.density) is Density.COMPACT
    width = list_width(size.columns, settings.measure, is_compact=is_compact, text_columns=settings.columns)
    width = (width if Pane.ARTICLE in panes else size.columns - left) - len(_EDGE)
    has_chips = bool(query.clauses) or query.order is not Order.NEWEST
    top = 1 + has_chips + strip_height(size.columns, size.lines)
    edge = f"{looks['edge-focus']}{_EDGE}"
    written = [f"{ENTER}\x1b[?25l{looks['']}\x1b[2J"]
    posts = _Posts(results, library.zone, settings, width, max(size.lines - 1 - top, 1))
    posts.rows.divided = query.order.is_by_time
    for y, (parts, fill) in zip(range(top, size.lines - 1), posts.lines(spot), strict=False):
        rest = width - sum(cell_len(part.text) for part in parts)
        text = "".join(f"{looks[fill + part.role]}{part.text}\x1b[0m" for part in parts)
        written.append(f"\x1b[{y + 1};{left + 1}H{text}{looks[fill]}{' ' * max(rest, 0)}\x1b[0m{edge}\x1b[0m")
    return "".join(written)


class _Posts:
    """The listed posts on a screen, as `PostList` lays them out."""

    head_height = 0

    def __init__(
        self, results: ResultSet, zone: tzinfo, settings: Settings, width: int, screen_height: int
    ) -> None:
        self._results = results
        self._width = width
        self._known: dict[int, Row] = {}
        self.screen_height = screen_height
        density, dates = Density(settings.density), DateForm(settings.dates)
        self.rows = PostRows(self._at, zone, datetime.now(zone), density, dates, settings.script)

    def _at(self, index: int) -> Row | None:
        if index not in self._known and 0 <= index < len(self._results):
            first = max(index - 1, 0)
            self._known.update(enumerate(self._results.rows(first, first + self.screen_height + 2), first))
        return self._known.get(index)

    def row_count(self) -> int:
        """Return the number of posts."""
        return len(self._results)

    def height_of(self, index: int) -> int:
        """Return the number of lines of a row."""
        return self.rows.height_of(index, self._width)

    def group(self, index: int) -> str | None:
        """Return the day of a post."""
        return self.rows.group(index)

    def lines(self, spot: ListSpot) -> Iterator[tuple[Iterable[Part], str]]:
        """Yield the lines of the screen, each with the prefix of its roles."""
        layout = RowLayout(self)
        layout.top = spot.top
        layout.show(spot.cursor)
        for index, part in layout.lines:
            if part == DIVIDER:
                yield divider(self.group(index) or "", self._width), ""
            else:
                row = self.rows.lines(index, self._width, is_top=index == layout.top)
                yield row[part], "cursor " if index == spot.cursor else ""


# Stored styles


def _file() -> Path:
    return paths.cache_folder() / "looks.json"


def _key(theme: str) -> str:
    """Return the key of stored styles, which depend on the theme and the colours of the terminal."""
    return " ".join(
        [theme, *(os.environ.get(name, "") for name in ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR"))]
    )


def _read() -> dict[str, dict[str, str]]:
    """Return the stored styles; none if the file is missing or invalid."""
    try:
        kept = json.loads(read_small(_file()))
    except (OSError, ValueError, RecursionError):
        return {}
    is_sound = isinstance(kept, dict) and all(
        isinstance(looks, dict) and looks.keys() == set(ROLES) and all(map(_is_look, looks.values()))
        for looks in kept.values()
    )
    return kept if is_sound else {}


def _is_look(look: object) -> bool:
    """Return whether a string is empty or a style, and no other command to the terminal."""
    return isinstance(look, str) and (
        not look or (look[:2] == "\x1b[" and look[-1] == "m" and look.isascii())
    )


def remember(theme: str, looks: Looks) -> None:
    """Store the styles of a theme for the next start, unless they are stored already."""
    kept = _read()
    if kept.get(_key(theme)) == looks:
        return
    kept[_key(theme)] = dict(looks)
    file = _file()
    # If this fails, the next start only lacks its first frame.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(kept), is_durable=False)
