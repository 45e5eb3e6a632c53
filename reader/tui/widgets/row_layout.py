"""Which row, and which part of it, stands on each line of a list."""

from __future__ import annotations

from typing import Protocol

DIVIDER = -1
"""the part of a row that is the divider above it"""
HEAD = -2
"""the part of the first row that is the first line of the text above it; the others are less"""


class Rows(Protocol):
    """Rows in groups, and the screen that they are shown on."""

    def row_count(self) -> int:
        """Return the number of rows."""

    def height_of(self, index: int) -> int:
        """Return the number of lines of a row, one at least."""

    def group(self, index: int) -> str | None:
        """Return the text of the divider above this row's group; None if it has no divider."""

    @property
    def screen_height(self) -> int:
        """The number of lines of the screen, one at least."""

    @property
    def head_height(self) -> int:
        """The number of lines above the first row, which scroll away with it."""


class RowLayout:
    """The lines of a screen of rows, the first of which is that of the row at the top, or the divider above it.

    Looks at no more rows than there is room for, so that its cost does not depend on their number.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._top = 0
        self._lines: list[tuple[int, int]] | None = None

    @property
    def top(self) -> int:
        """The row at the top of the screen.

        It is clamped where it is set, so that no lines below the last row are empty while rows above are hidden.
        """
        return self._top

    @top.setter
    def top(self, top: int) -> None:
        count = self._rows.row_count()
        top = min(max(top, 0), max(count - 1, 0))
        # The last rows are looked at only where they are to be shown.
        if count and count - top < self._rows.screen_height:
            top = min(top, self.first_to(count - 1))
        if top != self._top:
            self._top = top
            self._lines = None

    def rows_changed(self) -> None:
        """Lay the rows out anew when they are asked for: they, or the size of the screen, are others."""
        self._lines = None

    def show(self, index: int) -> None:
        """Scroll no farther than needed for a row to be entirely visible, in the rows and the size that there are now."""
        if self._lines is None or (index, self._rows.height_of(index) - 1) not in self._lines:
            self.top = index if index < self.top else max(self.top, self.first_to(index))

    def show_on_line(self, index: int, y: int) -> None:
        """Scroll so that a row begins as near to a line of the screen as may be."""
        rows = self._rows
        top = min(max(index, 0), max(rows.row_count() - 1, 0))
        group = rows.group(top) if rows.row_count() else None
        above_it = int(group is not None)
        while top > 0 and above_it < y:
            above = rows.group(top - 1)
            more = rows.height_of(top - 1) + (above != group and above is not None)
            if above_it + more - y > y - above_it:
                break
            above_it += more
            top, group = top - 1, above
        self.top = top

    @property
    def lines(self) -> list[tuple[int, int]]:
        """For each line of the screen the row and the line within it, or `DIVIDER`, or `HEAD` and less."""
        if self._lines is not None:
            return self._lines
        rows = self._rows
        lines: list[tuple[int, int]] = []
        count, height = rows.row_count(), rows.screen_height
        index, previous = self._top, None
        if not index and count:
            lines += [(0, HEAD - y) for y in range(rows.head_height)]
        while index < count and len(lines) < height:
            group, row_height = rows.group(index), rows.height_of(index)
            if group is not None and group != previous and height > row_height:
                lines.append((index, DIVIDER))
            previous = group
            lines.extend((index, part) for part in range(row_height))
            index += 1
        self._lines = lines[:height]
        return self._lines

    @property
    def is_longer_than_screen(self) -> bool:
        """Whether there are more rows than there is room for, without the dividers."""
        count, height = self._rows.row_count(), self._rows.screen_height
        return count > height or sum(map(self._rows.height_of, range(count))) > height

    @property
    def visible_rows(self) -> range:
        """The rows with at least one line on the screen."""
        return range(self.lines[0][0], self.lines[-1][0] + 1) if self.lines else range(0)

    def line_of(self, index: int) -> int:
        """Return the line of the screen on which a row begins; 0 if it is scrolled away."""
        return next((y for y, line in enumerate(self.lines) if line == (index, 0)), 0)

    def last_from(self, index: int) -> int:
        """Return the last row that is entirely visible with the row `index` at the top, or that row itself."""
        rows = self._rows
        group = rows.group(index)
        left = rows.screen_height - rows.height_of(index) - (group is not None)
        for below in range(index + 1, rows.row_count()):
            other = rows.group(below)
            left -= rows.height_of(below) + (other != group and other is not None)
            if left < 0:
                return below - 1
            group = other
        return rows.row_count() - 1

    def first_to(self, index: int) -> int:
        """Return the smallest top row with which the row `index` is entirely visible."""
        rows = self._rows
        if not rows.row_count():
            return 0
        top, group = index, rows.group(index)
        left = rows.screen_height - rows.height_of(index) - (group is not None)
        while top > 0:
            above = rows.group(top - 1)
            left -= rows.height_of(top - 1) + (above != group and above is not None)
            left -= 0 if top > 1 else rows.head_height
            if left < 0:
                break
            top, group = top - 1, above
        return top
