"""Tells Rich, which Textual measures with, how wide the terminal draws ambiguous characters such as “ ” and …."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import rich.cells
from rich.cells import CellTable
from rich.segment import Segment

from reader.typeset.cells import is_ambiguous

_rich_table: Callable[[str], CellTable] = vars(rich.cells)["load_cell_table"]
_rich_single_cells = rich.cells._SINGLE_CELLS


def set_ambiguous_width(cells: int) -> None:
    """Let the whole program count `cells`, 1 or 2, for East Asian ambiguous characters.

    Rich has no setting for it: it counts one, and in a terminal that draws two the rows would run over the
    edge of their pane. Frames and bars stay narrow, as Textual's layout needs them.
    """
    wide = cells == 2
    vars(rich.cells)["load_cell_table"] = _wide_table if wide else _rich_table
    single = frozenset(filter(_is_narrow, _rich_single_cells)) if wide else _rich_single_cells
    rich.cells._is_single_cell_widths = single.issuperset
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
    Segment._split_cells.cache_clear()


def _is_narrow(character: str) -> bool:
    return not is_ambiguous(character)


@cache
def _wide_table(unicode_version: str = "auto") -> CellTable:
    """Rich's table with two cells for each ambiguous character."""
    table = _rich_table(unicode_version)
    known = {code for start, end, _ in table.widths for code in range(start, end + 1)}
    ambiguous = (code for code in range(0x80, 0xFFFE) if code not in known and is_ambiguous(chr(code)))
    widths = sorted([*table.widths, *((code, code, 2) for code in ambiguous)])
    return CellTable(table.unicode_version, widths, table.narrow_to_wide)
