"""Make Rich, which Textual measures with, count two cells for ambiguous characters such as “ ” and ….

What Rich does: it has one table of widths for each Unicode version, in which East Asian ambiguous characters (UAX #11)
take one cell, and no setting for it. What it costs: in a terminal that draws two, every row with such a character runs
over the edge of its pane. What would let this module go: a setting in Rich for the width of ambiguous characters.
"""

from __future__ import annotations

from functools import cache

import rich.cells
from rich.cells import CellTable
from rich.segment import Segment

from reader.typeset.cells import is_ambiguous

_NAMES = {
    "load_cell_table": "__call__",
    "_SINGLE_CELLS": "issuperset",
    "_is_single_cell_widths": "__call__",
    "get_character_cell_size": "cache_clear",
    "cached_cell_len": "cache_clear",
}
"""names in `rich.cells`, each with what is asked of it"""
_original = dict(vars(rich.cells))


def is_supported() -> bool:
    """Return whether Rich still measures by the names that are changed here."""
    return (
        all(hasattr(_original.get(name), wanted) for name, wanted in _NAMES.items())
        and CellTable._fields == ("unicode_version", "widths", "narrow_to_wide")
        and hasattr(getattr(Segment, "_split_cells", None), "cache_clear")
    )


def set_ambiguous_width(cells: int) -> None:
    """Let the whole program count `cells`, 1 or 2, for East Asian ambiguous characters.

    Frames and bars stay narrow, as Textual's layout needs them.
    """
    is_wide = cells == 2
    single = _original["_SINGLE_CELLS"]
    if is_wide:
        single = frozenset(character for character in single if not is_ambiguous(character))
    vars(rich.cells)["load_cell_table"] = _wide_table if is_wide else _original["load_cell_table"]
    rich.cells._is_single_cell_widths = single.issuperset
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
    Segment._split_cells.cache_clear()


@cache
def _wide_table(unicode_version: str = "auto") -> CellTable:
    """Return Rich's table with two cells for each ambiguous character."""
    table: CellTable = _original["load_cell_table"](unicode_version)
    known = {code for start, end, _ in table.widths for code in range(start, end + 1)}
    ambiguous = (code for code in range(0x80, 0xFFFE) if code not in known and is_ambiguous(chr(code)))
    widths = sorted([*table.widths, *((code, code, 2) for code in ambiguous)])
    return CellTable(table.unicode_version, widths, table.narrow_to_wide)
