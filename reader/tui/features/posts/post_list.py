"""The list pane: the posts of the current query, newest first, divided by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.post import Post, PostId
from reader.text.highlight import hits
from reader.tui.strips import line
from reader.tui.post_lines import Row, day_of, post_lines
from reader.tui.signals import Signal
from reader.tui.features.posts.excerpt_lines import Excerpts, parts
from reader.tui.widgets.rows import RowList

_PAGE = 64
_PAGES_KEPT = 16
_DAYS_KEPT = 1024
_DAY_CHECK_SECONDS = 30


class Rows(Protocol):
    """The posts of a query, in order: any number of them, handed out in slices."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to and without `stop`."""

    def marked_now(self, post: Post, copies: int) -> Row:
        """The row of a listed post with its marks as they are at this moment."""

    def index_of(self, post_id: PostId) -> int | None:
        """Where a post stands, or None where it is not among the rows."""


class PostList(RowList):
    """The posts of the current query."""

    ROW_HEIGHT: ClassVar[int] = 2

    def __init__(self, zone: tzinfo, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.zone = zone
        self.divided = True
        """whether the order is by time, so that days can divide it"""
        self.excerpts: Excerpts | None = None
        """the lines around the words that were looked for, if they are shown"""
        self._rows: Rows | None = None
        self._pages: dict[int, list[Row]] = {}
        self._days: dict[int, str] = {}
        self._today = self._this_day()
        self.excerpts_wanted: Signal[None] = Signal()
        """rows are painted whose excerpts are not there yet"""
        self.cursor_moved: Signal[None] = Signal()

    def on_mount(self) -> None:
        """Watch for the day to end. A timer for midnight itself would be late after the machine had slept."""
        self.set_interval(_DAY_CHECK_SECONDS, self._turn_day)

    # What is shown

    def show(self, rows: Rows, *, keep: PostId | None = None, divided: bool = True) -> None:
        """Show other rows. The post `keep` stays under the cursor and at its height on the screen."""
        height = self.cursor - self.top
        self._rows = rows
        self._pages = {}
        self._days = {}
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

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Tell that another post is under the cursor."""
        super().watch_cursor(old, cursor)
        if self.row_count():
            self.cursor_moved.emit(None)

    # Days

    def group(self, index: int) -> str | None:
        """The day of the post, named over the first post of it."""
        if not self.divided:
            return None
        day = self._days.get(index)
        if day is None and (row := self.at(index)) is not None:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            day = self._days[index] = day_of(row, self.zone, self._today)
        return day

    def _this_day(self) -> date:
        return datetime.now(self.zone).date()

    def _turn_day(self) -> None:
        """Name the days anew once today is yesterday."""
        if (today := self._this_day()) != self._today:
            self._today = today
            self._days = {}
            self.repaint()

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Title with its marks, then time, channel and the number of copies."""
        row = self.at(index)
        if row is None:
            return [Strip.blank(width, fill)] * self.row_height
        first, last = post_lines(row, width, self.zone, divided=self.divided)
        if self.excerpts is None:
            return [self.line_of(first, width, fill), self.line_of(last, width, fill)]
        sign, _, _, star = first
        title = self._title(row.post, row.read, width - 4 - len(star.text))
        used = sum(cell_len(text) for text, _ in title)
        marked = [
            (sign.text, self.style_of(sign.role)),
            *title,
            (" " * (width - 3 - used - len(star.text)), Style.null()),
            (star.text, self.style_of(star.role)),
        ]
        excerpt = line(self._excerpt(row.post, width), width, fill)
        return [line(marked, width, fill), excerpt, self.line_of(last, width, fill)]

    def _title(self, post: Post, read: bool, cells: int) -> list[tuple[str, Style]]:
        assert self.excerpts is not None
        style = self.style_of("plain" if read else "strong")
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
            self.call_later(self.excerpts_wanted.emit, None)
            return []
        styles = self.style_of("plain"), self.style_of("hit")
        return [("   ", Style.null()), *parts(found.text, found.hits, width - 4, *styles)]
