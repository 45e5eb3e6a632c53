"""Rows of articles, archived or not: date, title, and the reason why each is listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

_TIME_CELLS = 12
_NARROW = 44
"""width in cells below which the date moves to the second line, to leave room for the title"""


@dataclass(frozen=True, slots=True)
class PickerRow:
    """An article to choose."""

    title: str
    reason: str
    """why it is listed, or other facts about it"""
    day: str = ""
    """in the form `2024-02-07`"""
    clock: str = ""
    """in the form `21:41`"""
    post: Post | None = None
    """the archived post; None if it is not archived"""
    url: str = ""
    place: int = 0
    """the offset in the article's text to open it at; 0 where it was left"""
    is_here: bool = False
    """whether it is the post for which the picker was opened"""
    is_read: bool = False
    group: str | None = None
    """the text of the divider above"""


class PickerRows(RowList):
    """A list of articles to choose from."""

    IS_OF_ARCHIVE = True
    ROW_HEIGHT: ClassVar[int] = 2

    class Chose(Message):
        """The user chose an article, to read it here if it is archived, or `in_browser`."""

        def __init__(self, row: PickerRow, *, in_browser: bool) -> None:
            super().__init__()
            self.row = row
            self.in_browser = in_browser

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PickerRow] = ()

    def show(self, rows: Sequence[PickerRow]) -> None:
        """Show these rows, with the cursor on the post for which the picker was opened."""
        self._rows = rows
        here = next((index for index, row in enumerate(rows) if row.is_here), 0)
        self.put_cursor(here, here)

    def row_count(self) -> int:
        """Return the number of articles."""
        return len(self._rows)

    def name_of(self, index: int) -> str:
        """Return the title of an article."""
        return self._rows[index].title

    def group(self, index: int) -> str | None:
        """Return the text of the divider above a row."""
        return self._rows[index].group

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint date, sign and title; below them the time, the vertical line and the reason."""
        row = self._rows[index]
        is_last = index + 1 == len(self._rows) or self.group(index + 1) != self.group(index)
        sign, colour = ("◆", "star") if row.is_here else ("●", "mark") if row.post else ("○", "quiet")
        title = "quiet" if row.post is None else "plain" if row.is_read and not row.is_here else "strong"
        joint = (" " if is_last else "│", self.style_of("rule"))
        quiet = self.style_of("quiet")
        if width < _NARROW:
            facts = "  ".join(filter(None, (row.day, row.clock, row.reason)))
            return [
                line(
                    [
                        (f" {sign} ", self.style_of(colour)),
                        (cut(row.title, width - 4), self.style_of(title)),
                    ],
                    width,
                    fill,
                ),
                line([(" ", quiet), joint, (" " + cut(facts, width - 4), quiet)], width, fill),
            ]
        room = width - _TIME_CELLS - 4
        first = [
            (f" {row.day}".ljust(_TIME_CELLS), quiet),
            (f" {sign} ", self.style_of(colour)),
            (cut(row.title, room), self.style_of(title)),
        ]
        second = [
            (f" {row.clock:>10}".ljust(_TIME_CELLS + 1), quiet),
            joint,
            (" " + cut(row.reason, room), quiet),
        ]
        return [line(first, width, fill), line(second, width, fill)]

    @handles("picker.read")
    def choose(self) -> None:
        """Choose the article under the cursor."""
        self._choose(in_browser=False)

    @handles("picker.browser")
    def choose_outside(self) -> None:
        """Choose the article under the cursor, for the browser."""
        self._choose(in_browser=True)

    def _choose(self, *, in_browser: bool) -> None:
        if self._rows:
            self.post_message(self.Chose(self._rows[self.cursor], in_browser=in_browser))

    def activate(self) -> None:
        """Do the same as Enter."""
        self.choose()
