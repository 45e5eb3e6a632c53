"""What stands beside the hits most often, in a list for each side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import later, ptr
from reader.library.neighbours import Side
from reader.tui.dispatch import handles
from reader.tui.features.contexts.model import Spelt
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList
from reader.typeset.bars import bar

_COUNT_CELLS = 9
_BAR_CELLS = 12
_TEXT_CELLS = 14


class NeighbourRows(RowList):
    """The neighbours on one side, the most common first."""

    CALLED: ClassVar[str] = later("Words beside")

    IS_OF_ARCHIVE = True

    class Chosen(Message):
        """The user chose a neighbour."""

        def __init__(self, spelt: Spelt) -> None:
            super().__init__()
            self.spelt = spelt

    def __init__(self, side: Side) -> None:
        super().__init__(id=f"beside-{side}")
        self._side = side
        self._spelt: Sequence[Spelt] = ()

    def show(self, spelt: Sequence[Spelt], empty: str) -> None:
        """Show neighbours, or the sentence `empty` for none."""
        self._spelt = spelt
        self.empty_text = empty
        self.put_cursor(0, 0)

    def row_count(self) -> int:
        """Return the number of neighbours."""
        return len(self._spelt)

    def group(self, index: int) -> str | None:
        """Return the heading, which names the side."""
        if self._side is Side.LEFT:
            return ptr("words beside a hit", "before")
        return ptr("words beside a hit", "after")

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a neighbour, the number of hits that have it, and a bar for that."""
        spelt = self._spelt[index]
        count = f"{spelt.neighbour.frequency:,}".rjust(_COUNT_CELLS)
        text = cut(spelt.text, max(width - _COUNT_CELLS - 4, 4))
        gap = " " * max(_TEXT_CELLS - cell_len(text), 2)
        share = spelt.neighbour.frequency / self._spelt[0].neighbour.frequency
        room = width - _COUNT_CELLS - 2 - cell_len(text) - len(gap) - 1
        drawn = bar(share, min(_BAR_CELLS, room)).rstrip() if room > 1 else ""
        return [
            line(
                [
                    (f"{count}  ", self.style_of("quiet")),
                    (text + gap, self.style_of("plain")),
                    (drawn, self.style_of("bar")),
                ],
                width,
                fill,
            )
        ]

    @handles("neighbours.choose")
    def choose(self) -> None:
        """Choose the neighbour under the cursor."""
        if self._spelt:
            self.post_message(self.Chosen(self._spelt[self.cursor]))

    def activate(self) -> None:
        """Choose the clicked neighbour."""
        self.choose()
