"""The copies of a post as rows of three lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import tr
from reader.post import Post
from reader.text.bidi import label
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.post_lines import cut, shortened
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from reader.library.copies import Copy


class CopyRows(RowList):
    """The copies of a post."""

    IS_OF_ARCHIVE = True
    ROW_HEIGHT: ClassVar[int] = 3

    class Opened(Message):
        """The user chose a copy to open."""

        def __init__(self, post: Post) -> None:
            super().__init__()
            self.post = post

    def __init__(self, zone: tzinfo, archive_names: Mapping[Path, str]) -> None:
        super().__init__()
        self._archive_names = archive_names
        self._zone = zone
        self._copies: Sequence[Copy] = ()
        self.empty_text = tr("Comparing the files …")

    def show(self, copies: Sequence[Copy]) -> None:
        """Show the copies, with the cursor on the first that says something else, or else on the listed one."""
        self._copies = copies
        wanted = [index for index, copy in enumerate(copies) if {"title", "text"} & {*copy.differs}]
        self.put_cursor(
            next(iter(wanted), next((at for at, copy in enumerate(copies) if copy.is_shown), 0)), 0
        )

    def row_count(self) -> int:
        """Return the number of copies."""
        return len(self._copies)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the title; date, archive and differences; the path."""
        copy = self._copies[index]
        post = copy.post
        sign = " ▸ " if copy.is_shown else "   "
        title = "strong" if "title" in copy.differs or copy.is_shown else "plain"
        date = post.date.shown(self._zone) if post.date is not None else tr("no date")
        facts = f"   {date}  {clean_line(self._archive_names.get(post.archive, post.archive.name))}  "
        difference = cut(_difference(copy), max(width - cell_len(facts), width // 2))
        facts = cut(facts, width - cell_len(difference))
        path = _cut_start(clean_line(post.path), width - 4)
        return [
            line(
                [(sign, self.style_of("mark")), (cut(post.title, width - 4), self.style_of(title))],
                width,
                fill,
            ),
            line([(facts, self.style_of("plain")), (difference, self.style_of("mark"))], width, fill),
            line([(f"   {path}", self.style_of("quiet"))], width, fill),
        ]

    @handles("copies.open")
    def open(self) -> None:
        """Open the copy under the cursor."""
        if self._copies:
            self.post_message(self.Opened(self._copies[self.cursor].post))

    def activate(self) -> None:
        """Open the clicked copy."""
        self.open()


def _difference(copy: Copy) -> str:
    """Return how a copy differs from the listed one."""
    if copy.is_shown:
        return tr("the one in the list")
    if copy.problem:
        return copy.problem
    if not copy.differs:
        return tr("the same, byte for byte")
    if copy.differs == ("file",):
        return tr("says the same")
    return tr("different: {list}", list=tr(", ").join(map(tr, copy.differs)))


def _cut_start(path: str, cells: int) -> str:
    """Return a path in at most `cells` cells, truncated at the start: its end names the file."""
    return label(shortened(path[::-1], cells)[::-1])
