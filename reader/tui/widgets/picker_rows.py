"""Rows of articles, archived or not, each with its day, its title and why it is there; a line of time joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList, cut

_TIME_CELLS = 12
_NARROW = 44
"""cells under which the day stands in the second line, to leave room for the title"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in such rows."""

    title: str
    reason: str
    """why it is there, or what else there is to say of it"""
    day: str = ""
    """as `2024-02-07`"""
    clock: str = ""
    """as `21:41`"""
    post: Post | None = None
    """the post in the archives; None where they do not hold it"""
    url: str = ""
    place: int = 0
    """the offset in the article's text to read on from"""
    is_here: bool = False
    """whether it is the post that all others belong to"""
    is_read: bool = False
    group: str | None = None
    """what the divider above says"""


class PickerRows(RowList):
    """The rows."""

    ROW_HEIGHT: ClassVar[int] = 2

    class Chose(Message):
        """The person wants to read an article, here if it is archived, or `in_browser`."""

        def __init__(self, entry: Entry, *, in_browser: bool) -> None:
            super().__init__()
            self.entry = entry
            self.in_browser = in_browser

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these, the cursor on the one that all belong to."""
        self._entries = entries
        here = next((index for index, entry in enumerate(entries) if entry.is_here), 0)
        self.place(here, here)

    def row_count(self) -> int:
        """How many articles there are."""
        return len(self._entries)

    def group(self, index: int) -> str | None:
        """What the divider says."""
        return self._entries[index].group

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Day, sign and title; below them the time, the line that joins all, and the reason."""
        entry = self._entries[index]
        is_last = index + 1 == len(self._entries) or self.group(index + 1) != self.group(index)
        sign, colour = ("◆", "star") if entry.is_here else ("●", "mark") if entry.post else ("○", "quiet")
        title = (
            "quiet" if entry.post is None else "plain" if entry.is_read and not entry.is_here else "strong"
        )
        joint = (" " if is_last else "│", self.style_of("rule"))
        quiet = self.style_of("quiet")
        if width < _NARROW:
            facts = "  ".join(filter(None, (entry.day, entry.clock, entry.reason)))
            return [
                line(
                    [
                        (f" {sign} ", self.style_of(colour)),
                        (cut(entry.title, width - 4), self.style_of(title)),
                    ],
                    width,
                    fill,
                ),
                line([(" ", quiet), joint, (" " + cut(facts, width - 4), quiet)], width, fill),
            ]
        room = width - _TIME_CELLS - 4
        first = [
            (f" {entry.day}".ljust(_TIME_CELLS), quiet),
            (f" {sign} ", self.style_of(colour)),
            (cut(entry.title, room), self.style_of(title)),
        ]
        second = [
            (f" {entry.clock:>10}".ljust(_TIME_CELLS + 1), quiet),
            joint,
            (" " + cut(entry.reason, room), quiet),
        ]
        return [line(first, width, fill), line(second, width, fill)]

    @handles("picker.read")
    def choose(self) -> None:
        """Say which article is to be read."""
        self._choose(in_browser=False)

    @handles("picker.browser")
    def choose_outside(self) -> None:
        """Say which article is to be opened in the browser."""
        self._choose(in_browser=True)

    def _choose(self, *, in_browser: bool) -> None:
        if self._entries:
            self.post_message(self.Chose(self._entries[self.cursor], in_browser=in_browser))

    def activate(self) -> None:
        """A click reads."""
        self.choose()
