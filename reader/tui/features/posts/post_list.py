"""The list of posts, with a divider for each day if it is sorted by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.post import Post, PostId
from reader.text.highlight import hits
from reader.text.spelling import SearchText
from reader.tui.strips import line
from reader.tui.features.posts.excerpt_lines import ExcerptCache, parts
from reader.tui.post_lines import Part, Row, day_of, post_lines
from reader.tui.signals import Signal
from reader.tui.widgets.rows import RowList

_PAGE = 64
_PAGES_KEPT = 16
_DAYS_KEPT = 1024
_DAY_CHECK_SECONDS = 30


class Rows(Protocol):
    """The posts of a query in order, which are read in slices."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """Return the rows from `start` up to but excluding `stop`."""

    def marked_now(self, post: Post, copies: int) -> Row:
        """Return the row of a listed post with its current marks."""

    def index_of(self, post_id: PostId) -> int | None:
        """Return the index of a post; None if it is not listed."""


class PostList(RowList):
    """A list of any number of posts; keeps the pages around the visible rows in memory."""

    ROW_HEIGHT: ClassVar[int] = 2

    def __init__(self, zone: tzinfo, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.zone = zone
        self.divided = True
        """whether days divide the list, which must be sorted by time"""
        self.excerpts: ExcerptCache | None = None
        """the excerpts, if they are shown"""
        self._rows: Rows | None = None
        self._pages: dict[int, list[Row]] = {}
        self._days: dict[int, str] = {}
        self._today = self._this_day()
        self.excerpts_wanted: Signal[None] = Signal()
        """rows were painted whose excerpts are missing"""
        self.cursor_moved: Signal[None] = Signal()

    def on_mount(self) -> None:
        """Poll for the end of the day: a timer for midnight would be late after the machine has slept."""
        self.set_interval(_DAY_CHECK_SECONDS, self._check_day)

    # Contents

    def show(self, rows: Rows, *, cursor: int = 0, at_line: int = 0, divided: bool = True) -> None:
        """Show other rows, with the cursor on one of them, as near to a line of the screen as may be."""
        self._rows = rows
        self._pages = {}
        self._days = {}
        self.divided = divided
        self.put_cursor_on_line(cursor, at_line)

    def refresh_marks(self, post_id: PostId | None = None) -> None:
        """Repaint after the marks of one post changed, or for None the marks of any posts."""
        if post_id is None:
            self._pages = {}
            self.repaint()
        elif self._rows is not None and (index := self.index_of(post_id)) is not None:
            number, offset = divmod(index, _PAGE)
            page = self._pages.get(number)
            if page is not None and offset < len(page):
                page[offset] = self._rows.marked_now(page[offset].post, page[offset].copies)
            self.repaint_rows(index)

    def index_of(self, post_id: PostId) -> int | None:
        """Return the index of a post, fastest for the one under the cursor; None if it is not listed."""
        current = self.current
        if current is not None and current.post.id == post_id:
            return self.cursor
        return self._rows.index_of(post_id) if self._rows is not None else None

    def at(self, index: int) -> Row | None:
        """Return the row at an index; None if there is none."""
        if self._rows is None or not 0 <= index < len(self._rows):
            return None
        number, offset = divmod(index, _PAGE)
        page = self._pages.get(number)
        if page is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.clear()
            page = self._pages[number] = list(self._rows.rows(number * _PAGE, (number + 1) * _PAGE))
        return page[offset] if offset < len(page) else None

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.at(self.cursor)

    def row_count(self) -> int:
        """Return the number of posts."""
        return len(self._rows) if self._rows is not None else 0

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Emit `cursor_moved`."""
        super().watch_cursor(old, cursor)
        if self.row_count():
            self.cursor_moved.emit(None)

    def name_of(self, index: int) -> str:
        """Return the title of a post."""
        row = self.at(index)
        return row.post.title if row is not None else ""

    # Days

    def group(self, index: int) -> str | None:
        """Return the day of a post, which the divider above its first post names."""
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

    def _check_day(self) -> None:
        """Rename the days once another day has begun."""
        if (today := self._this_day()) != self._today:
            self._today = today
            self._days = {}
            self.repaint()

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint title and marks, the excerpt if they are shown, then time, channel and number of copies."""
        row = self.at(index)
        if row is None:
            return [Strip.blank(width, fill)] * self.row_height
        first, last = post_lines(row, width, self.zone, divided=self.divided)
        if self.is_chosen(index):
            first[0] = Part(f"✓{first[0].text[1:]}", "mark")
        if self.excerpts is None:
            return [self.line_of(first, width, fill), self.line_of(last, width, fill)]
        sign, _, _, star = first
        title = self._title(row.post, row.read, width - 4 - len(star.text))
        used = sum(cell_len(text) for text, _ in title)
        title_line = [
            (sign.text, self.style_of(sign.role)),
            *title,
            (" " * (width - 3 - used - len(star.text)), Style.null()),
            (star.text, self.style_of(star.role)),
        ]
        excerpt = line(self._excerpt(row.post, width), width, fill)
        return [line(title_line, width, fill), excerpt, self.line_of(last, width, fill)]

    def _title(self, post: Post, read: bool, cells: int) -> list[tuple[str, Style]]:
        assert self.excerpts is not None
        style = self.style_of("plain" if read else "strong")
        found = hits(SearchText(post.title), self.excerpts.patterns)
        return parts(post.title, found, cells, style, style + self.style_of("hit"), keep_start=True)

    # Excerpts

    @property
    def row_height(self) -> int:
        """The number of lines of a row; one more if excerpts are shown."""
        return self.ROW_HEIGHT + (self.excerpts is not None)

    def show_excerpts(self, excerpts: ExcerptCache | None) -> None:
        """Show excerpts from this cache below the titles; for None, hide them."""
        has_changed_height = (self.excerpts is None) != (excerpts is None)
        height = self.cursor - self.top
        self.excerpts = excerpts
        if has_changed_height:
            self.put_cursor(self.cursor, self.cursor - height)
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
