"""The files that hold one post, three lines each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.post import Post
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList, cut

if TYPE_CHECKING:
    from reader.library.copies import Copy


class CopyRows(RowList):
    """The copies of a post."""

    ROW_HEIGHT: ClassVar[int] = 3

    class Opened(Message):
        """The person wants to read this file."""

        def __init__(self, post: Post) -> None:
            super().__init__()
            self.post = post

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._copies: Sequence[Copy] = ()
        self.empty_text = "Comparing the files …"

    def show(self, copies: Sequence[Copy]) -> None:
        """Show the files, the cursor on the one that is open."""
        self._copies = copies
        self.place(next((number for number, copy in enumerate(copies) if copy.is_shown), 0), 0)

    def row_count(self) -> int:
        """How many files there are."""
        return len(self._copies)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The title; date, archive and what differs; the path."""
        copy = self._copies[index]
        post = copy.post
        sign = " ▸ " if copy.is_shown else "   "
        title = "strong" if "title" in copy.differs or copy.is_shown else "plain"
        facts = f"   {self._date(post)}  {post.archive.name}  "
        said = cut(_said(copy), max(width - cell_len(facts), width // 2))
        facts = cut(facts, width - cell_len(said))
        path = _end(clean_line(post.path), width - 4)
        return [
            line(
                [(sign, self.style_of("mark")), (cut(post.title, width - 4), self.style_of(title))],
                width,
                fill,
            ),
            line([(facts, self.style_of("plain")), (said, self.style_of("mark"))], width, fill),
            line([(f"   {path}", self.style_of("quiet"))], width, fill),
        ]

    def _date(self, post: Post) -> str:
        if post.date is None:
            return "no date"
        return f"{post.date.local(self._zone):{'%Y-%m-%d' if post.date.day_only else '%Y-%m-%d %H:%M'}}"

    @handles("copies.open")
    def open(self) -> None:
        """Open the file under the cursor."""
        if self._copies:
            self.post_message(self.Opened(self._copies[self.cursor].post))

    def activate(self) -> None:
        """A click opens it."""
        self.open()


def _said(copy: Copy) -> str:
    if copy.is_shown:
        return "in the list"
    if copy.problem:
        return copy.problem
    if not copy.differs:
        return "the same, byte for byte"
    if copy.differs == ("file",):
        return "says the same"
    return f"another {', '.join(copy.differs)}"


def _end(path: str, cells: int) -> str:
    """A path in so many cells; of a long one the end, which names the file."""
    shown = cut(path[::-1], cells)
    return shown[::-1]
