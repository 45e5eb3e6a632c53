"""The list pane: the posts of the current query, newest first, divided by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.post import Post, PostId
from reader.text.terms import hits
from reader.tui.keys import Scope, bindings
from reader.tui.widgets.excerpts import Excerpts, parts
from reader.tui.widgets.rows import RowList, cut, line

_PAGE = 64
_PAGES_KEPT = 16


class Row(Protocol):
    """What the list shows of one post."""

    @property
    def post(self) -> Post:
        """The post."""

    @property
    def read(self) -> bool:
        """Whether it was opened or marked read."""

    @property
    def starred(self) -> bool:
        """Whether it carries a star."""

    @property
    def copies(self) -> int:
        """How many files hold this post."""


class Rows(Protocol):
    """The posts of a query, in order: any number of them, handed out in slices."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to and without `stop`."""

    def marked_now(self, post: Post, copies: int) -> Row:
        """The row of a listed post with its marks as they are at this moment."""

    def index_of(self, post_id: PostId) -> int | None:
        """Where a post stands, or None where it is not among the rows."""


@lru_cache(maxsize=256)
def day_name(day: date, today: date) -> str:
    """A day as the divider over its posts names it."""
    name = f"{day:%Y-%m-%d}  {day:%a}"
    if day == today:
        return f"{name}  today"
    if day == today - timedelta(days=1):
        return f"{name}  yesterday"
    return name


class PostList(RowList):
    """The posts of the current query."""

    BINDINGS = bindings(Scope.LIST)
    ROW_HEIGHT: ClassVar[int] = 2

    class NothingOpened(Message):
        """The person pressed Enter in an empty list."""

    class Opened(Message):
        """The person wants to read a post: the one that was under the cursor, wherever that is by now."""

        def __init__(self, post: Post) -> None:
            super().__init__()
            self.post = post

    class ExcerptsWanted(Message):
        """Rows are painted whose excerpts are not there yet."""

    def __init__(self, zone: tzinfo, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.zone = zone
        self.divided = True
        """whether the order is by time, so that days can divide it"""
        self.excerpts: Excerpts | None = None
        """the lines around the words that were looked for, if they are shown"""
        self._rows: Rows | None = None
        self._pages: dict[int, list[Row]] = {}

    # What is shown

    def show(self, rows: Rows, *, keep: PostId | None = None, divided: bool = True) -> None:
        """Show other rows. The post `keep` stays under the cursor and at its height on the screen."""
        height = self.cursor - self.top
        self._rows = rows
        self._pages = {}
        self.divided = divided
        index = rows.index_of(keep) if keep is not None else None
        if index is None:
            self.place(0, 0)
        else:
            self.place(index, index - height)

    def refresh_marks(self, post_id: PostId | None = None) -> None:
        """Paint again after the marks of one post changed, or of any number of posts."""
        if post_id is None:
            self._pages = {}
            self.repaint()
        elif self._rows is not None and (index := self.place_of(post_id)) is not None:
            number, place = divmod(index, _PAGE)
            page = self._pages.get(number)
            if page is not None and place < len(page):
                page[place] = self._rows.marked_now(page[place].post, page[place].copies)
            self.repaint_rows(index)

    def place_of(self, post_id: PostId) -> int | None:
        """Where a post stands, or None where it is not listed. The one under the cursor is found at no cost."""
        current = self.current
        if current is not None and current.post.id == post_id:
            return self.cursor
        return self._rows.index_of(post_id) if self._rows is not None else None

    def at(self, index: int) -> Row | None:
        """The row at `index`, or None where there is none."""
        if self._rows is None or not 0 <= index < len(self._rows):
            return None
        number, place = divmod(index, _PAGE)
        page = self._pages.get(number)
        if page is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.clear()
            page = self._pages[number] = list(self._rows.rows(number * _PAGE, (number + 1) * _PAGE))
        return page[place] if place < len(page) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.at(self.cursor)

    def row_count(self) -> int:
        """How many posts there are."""
        return len(self._rows) if self._rows is not None else 0

    def activate(self) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the post under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current.post))
        elif self._rows is not None:
            self.post_message(self.NothingOpened())

    # Days

    def _day(self, index: int) -> date | None:
        row = self.at(index)
        return row.post.date.day(self.zone) if row is not None and row.post.date else None

    def group(self, index: int) -> str | None:
        """The day of the post, named over the first post of it."""
        if not self.divided:
            return None
        day = self._day(index)
        return day_name(day, datetime.now(self.zone).date()) if day else "no date"

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Title with its marks, then time, channel and the number of copies."""
        row = self.at(index)
        if row is None:
            return [Strip.blank(width, fill)] * self.row_height
        post = row.post
        star = " ★" if row.starred else ""
        title = self._title(post, row.read, width - 4 - len(star))
        used = sum(cell_len(text) for text, _ in title)
        first = [
            (" ● " if not row.read else "   ", self.style_of("mark")),
            *title,
            (" " * (width - 3 - used - len(star)), Style.null()),
            (star, self.style_of("star")),
        ]
        facts = [self._time(post), post.channel or post.author]
        if row.copies > 1:
            facts.append(f"×{row.copies}")
        if post.warnings:
            facts.append("!")
        last = [("   " + cut("  ".join(filter(None, facts)), width - 4), self.style_of("quiet"))]
        lines = [first, last] if self.excerpts is None else [first, self._excerpt(post, width), last]
        return [line(each, width, fill) for each in lines]

    def _title(self, post: Post, read: bool, cells: int) -> list[tuple[str, Style]]:
        style = self.style_of("plain" if read else "strong")
        if self.excerpts is None:
            return [(cut(post.title, cells), style)]
        found = hits(post.title, self.excerpts.words)
        return parts(post.title, found, cells, style, style + self.style_of("hit"), keep_start=True)

    # Excerpts

    @property
    def row_height(self) -> int:
        """With excerpts a row has a line more."""
        return self.ROW_HEIGHT + (self.excerpts is not None)

    def show_excerpts(self, excerpts: Excerpts | None) -> None:
        """Show excerpts under the titles, or none."""
        has_changed_height = (self.excerpts is None) != (excerpts is None)
        height = self.cursor - self.top
        self.excerpts = excerpts
        if has_changed_height:
            self.place(self.cursor, self.cursor - height)
        else:
            self.repaint()

    def _excerpt(self, post: Post, width: int) -> list[tuple[str, Style]]:
        assert self.excerpts is not None
        found = self.excerpts.of(post.id)
        if found is None:
            self.post_message(self.ExcerptsWanted())
            return []
        styles = self.style_of("plain"), self.style_of("hit")
        return [("   ", Style.null()), *parts(found.text, found.hits, width - 4, *styles)]

    def _time(self, post: Post) -> str:
        if post.date is None:
            return ""
        when = post.date.local(self.zone)
        if post.date.day_only:
            return "" if self.divided else f"{when:%Y-%m-%d}"
        return f"{when:%H:%M}" if self.divided else f"{when:%Y-%m-%d %H:%M}"
