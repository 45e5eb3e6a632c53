"""Commands as rows: keys, name, and what each does, on as many lines as that takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.strip import Strip

from reader.language import tr
from reader.tui.commands import Command
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import explained
from reader.tui.strips import line, line_ranges
from reader.tui.widgets.rows import RowList

_KEYS_CELLS = 16
_EDGE_CELLS = 2
_LEAST_CELLS = 2
"""the width of a Chinese character"""
_INDENT = "   "


class Entry(NamedTuple):
    """A command of the list."""

    command: Command
    place: str
    """the heading under which it stands"""


class _Line(NamedTuple):
    """A line on the screen."""

    entry: int
    """the number of the command"""
    keys: str
    start: int
    end: int
    """which part of the command's text stands here"""


class CommandRows(RowList):
    """The commands under the headings of their places, or in order of rank with the place behind each."""

    ROW_HEIGHT: ClassVar[int] = 1

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] = ()
        self._is_ranked = False
        self._lines: list[_Line] = []
        self._keys_cells = _KEYS_CELLS
        self.empty_text = tr("No command is called so.")

    def show(self, entries: Sequence[Entry], *, is_ranked: bool) -> None:
        """Show these commands, with the cursor on the first."""
        self._entries, self._is_ranked = entries, is_ranked
        self._divide(0)

    def resized(self) -> None:
        """Set the texts in the new width, with the cursor on the same command."""
        self._divide(self._entry)

    @property
    def _entry(self) -> int:
        return self._lines[self.cursor].entry if self.cursor < len(self._lines) else 0

    @property
    def current(self) -> Command | None:
        """The command under the cursor."""
        return self._entries[self._entry].command if self._lines else None

    def _text(self, entry: Entry) -> str:
        text = f"{tr(entry.command.label)}  {explained(entry.command)}"
        return f"{text}  {entry.place}" if self._is_ranked else text

    def _divide(self, entry: int) -> None:
        width = self.size.width
        self._keys_cells = min(_KEYS_CELLS, width // 3)
        cells = max(width - self._keys_cells - _EDGE_CELLS, _LEAST_CELLS)
        self._lines = []
        for number, each in enumerate(self._entries):
            ranges = line_ranges(self._text(each), cells)
            keys = _in_lines(each.command.shown_keys.split(" "), self._keys_cells - len(_INDENT) - 1)
            for part in range(max(len(ranges), len(keys))):
                start, end = ranges[part] if part < len(ranges) else (0, 0)
                self._lines.append(_Line(number, keys[part] if part < len(keys) else "", start, end))
        self.put_cursor(self._first_line(entry), self.top if entry else 0)

    def _first_line(self, entry: int) -> int:
        return next((row for row, each in enumerate(self._lines) if each.entry == entry), 0)

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def group(self, index: int) -> str | None:
        """Return the heading of a command."""
        return None if self._is_ranked else self._entries[self._lines[index].entry].place

    @handles("move.down", "move.up")
    def move_by(self, rows: int) -> None:
        """Go to another command."""
        if self._lines:
            self.cursor = self._first_line(min(max(self._entry + rows, 0), len(self._entries) - 1))

    def in_words(self) -> str:
        """Return the command under the cursor, with its keys, what it does and its place."""
        if not self._lines:
            return self.empty_text
        command, place = self._entries[self._entry]
        words = (tr(command.label), command.shown_keys, explained(command), place)
        return tr(
            "row {row:,} of {rows:,}: {words}",
            row=self._entry + 1,
            rows=len(self._entries),
            words=tr(", ").join(filter(None, words)),
        )

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the keys, and the name with what the command does, or the rest of that."""
        here = self._lines[index]
        entry = self._entries[here.entry]
        text, label = self._text(entry), len(tr(entry.command.label))
        place = len(text) - len(entry.place) if self._is_ranked else len(text)
        parts = [(f"{_INDENT}{here.keys}".ljust(self._keys_cells), self.style_of("mark"))]
        for start, end, style in ((0, label, "strong"), (label, place, "plain"), (place, len(text), "quiet")):
            part = text[max(start, here.start) : min(end, here.end)]
            if part:
                parts.append((part, self.style_of(style)))
        return [line(parts, width, fill)]


def _in_lines(keys: Sequence[str], cells: int) -> list[str]:
    """Return keys with blanks between them in lines of at most so many cells, unless one key is wider."""
    lines: list[str] = []
    for key in keys:
        if lines and len(lines[-1]) + 1 + len(key) <= cells:
            lines[-1] += f" {key}"
        else:
            lines.append(key)
    return lines
