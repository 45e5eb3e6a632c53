"""The ways out of an empty list, as its rows: what may have been meant, and what may be left out."""

from __future__ import annotations

from reader.language import later, tr

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.library.explanation import Change, Way
from reader.text.plural import counted
from reader.text.safe import clean_line
from reader.tui.strips import line, wrapped

_TITLES = {
    Change.MEANT: later("Did you mean"),
    Change.TURNED: later("The words stand in another order"),
    Change.APART: later("The words stand farther apart"),
    Change.WITHOUT: later("Without"),
}
_NUMBER_CELLS = 4
_MOST_LINES = 4
_NARROWEST = 8


class WaysOut:
    """The rows of an empty list."""

    def __init__(self, ways: Sequence[Way]) -> None:
        """Take at least one way."""
        self._ways = ways
        self._counts = [counted(way.posts, "post") for way in ways]
        self._lines: list[list[str]] = []
        """what is changed by each way, in lines for a width"""
        self._width: int | None = None

    def __len__(self) -> int:
        return len(self._ways)

    def __getitem__(self, index: int) -> Way:
        return self._ways[index]

    def group(self, index: int) -> str:
        """Return the text of the divider above a row's group."""
        return tr(_TITLES[self._ways[index].change])

    def height(self, index: int, width: int) -> int:
        """Return the lines that a row takes in `width` cells."""
        return len(self._lines_for(width)[index])

    def _lines_for(self, width: int) -> list[list[str]]:
        # The height is asked for many times while the list is laid out.
        if width != self._width:
            room = max(width - _NUMBER_CELLS - max(map(cell_len, self._counts)) - 3, _NARROWEST)
            self._lines = [wrapped(clean_line(way.shown), room)[:_MOST_LINES] for way in self._ways]
            self._width = width
        return self._lines

    def row(
        self, index: int, width: int, fill: Style, style_of: Callable[[str], Style]
    ) -> list[Strip]:
        """Paint the number of a way, what is changed, and how many posts it finds."""
        first, *others = self._lines_for(width)[index]
        count, indent = self._counts[index], (" " * _NUMBER_CELLS, Style.null())
        blanks = width - _NUMBER_CELLS - cell_len(first) - cell_len(count) - 1
        strong = style_of("strong")
        painted = [
            line(
                [
                    (f" {index + 1}  ", style_of("mark")),
                    (first, strong),
                    (" " * max(blanks, 1), Style.null()),
                    (count, style_of("quiet")),
                ],
                width,
                fill,
            )
        ]
        return [*painted, *(line([indent, (text, strong)], width, fill) for text in others)]
