"""The list of posts, with a divider for each day if it is sorted by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from rich.style import Style
from textual.strip import Strip

from reader.language import later
from reader.post import Post, PostId
from reader.text.highlight import hits
from reader.text.script import respelled
from reader.text.shown_dates import DateForm
from reader.text.spelling import SearchText
from reader.tui.strips import line
from reader.tui.features.posts.excerpt_lines import ExcerptCache, parts
from reader.tui.dispatch import handles
from reader.tui.post_lines import in_words, Hits, Part, Row
from reader.tui.post_rows import Density, PostRows
from reader.tui.signals import Signal
from reader.tui.widgets.rows import RowList

_PAGE = 64
_PAGES_KEPT = 16
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

    CALLED = later("List")

    def __init__(
        self,
        zone: tzinfo,
        density: Density = Density.COMFORTABLE,
        dates: DateForm = DateForm.ISO,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.zone = zone
        self._posts = PostRows(self.at, zone, datetime.now(zone), density, dates)
        self.excerpts: ExcerptCache | None = None
        """the excerpts, if they are shown"""
        self._rows: Rows | None = None
        self._pages: dict[int, list[Row]] = {}
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
        self._posts.forget()
        self._posts.divided = divided
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
        """Scroll to the cursor and emit `cursor_moved`; a message would climb to the app at each key, and nothing hears it."""
        self._show_cursor(old, cursor)
        if self.row_count():
            self.cursor_moved.emit(None)

    def name_of(self, index: int) -> str:
        """Return the title of a post."""
        row = self.at(index)
        return row.post.title if row is not None else ""

    def words_of(self, index: int) -> str:
        """Return the title of a post, with what its signs and its place say."""
        row = self.at(index)
        return in_words(row, self._posts.group(index) or "") if row is not None else ""

    # How the posts stand in it

    @property
    def density(self) -> Density:
        """How many lines a post takes."""
        return self._posts.density

    @property
    def dates(self) -> DateForm:
        """How dates are shown."""
        return self._posts.dates

    def show_as(self, density: Density, dates: DateForm) -> None:
        """Show the posts in other rows, with the cursor on the same line of the screen."""
        line = self.cursor_line
        self._posts.density, self._posts.dates = density, dates
        self.put_cursor_on_line(self.cursor, line)

    def set_script(self, script: str) -> None:
        """Show Chinese in this script."""
        if script != self._posts.script:
            self._posts.script = script
            self.repaint()

    def group(self, index: int) -> str | None:
        """Return the day of a post, which the divider above its first post names."""
        return self._posts.group(index)

    def height_of(self, index: int) -> int:
        """Return the number of lines of a row; one more if excerpts are shown."""
        height = self._posts.least_height
        if self.density is Density.WRAPPED:
            height = self._posts.height_of(index, self._row_cells)
        return height + (self.excerpts is not None)

    @property
    def _row_cells(self) -> int:
        """The width of a row; while the list is hidden, as when it was seen last."""
        return max((self.size.width or self.seen_size.width) - 1, 0)

    def depends_on_top(self, index: int) -> bool:
        """Return whether a row looks different at the top of the screen."""
        return self._posts.density is Density.COMPACT

    def _check_day(self) -> None:
        """Rename the days once another day has begun, and all the time where they are said from now."""
        before, self._posts.now = self._posts.now, datetime.now(self.zone)
        if self._posts.now.date() != before.date() or self._posts.dates is DateForm.RELATIVE:
            self._posts.forget()
            self.repaint()

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the lines of a post, the last of which follows the excerpt if they are shown."""
        row = self.at(index)
        found: Hits = ()
        if self.excerpts is not None and row is not None:
            found = hits(SearchText(row.post.title), self.excerpts.patterns)
        lines = self._posts.lines(index, width, is_top=index == self.top, hits=found)
        if row is not None and self.is_chosen(index):
            lines[0][0] = Part(f"✓{lines[0][0].text[1:]}", "mark")
        painted = [self.line_of(parts, width, fill) for parts in lines]
        if self.excerpts is not None and row is not None:
            shown = [(respelled(text, self._posts.script), style) for text, style in self._excerpt(row.post, width)]
            excerpt = line(shown, width, fill)
            painted.insert(1 if self.density is Density.COMPACT else len(painted) - 1, excerpt)
        return painted

    # Excerpts

    def show_excerpts(self, excerpts: ExcerptCache | None) -> None:
        """Show excerpts from this cache below the titles; for None, hide them."""
        has_changed_height = (self.excerpts is None) != (excerpts is None)
        above = self.cursor - self.top
        self.excerpts = excerpts
        if has_changed_height:
            self.put_cursor(self.cursor, self.cursor - above)
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

    # The screen

    def _row_at(self, share: float) -> int:
        """Return the row at this share of the way from the first to the last that is whole on the screen."""
        last = self._row_layout.last_from(self.top) if self.row_count() else 0
        return round(self.top + (last - self.top) * share)

    @handles("list.first-shown", offered=lambda self: self.cursor != self._row_at(0))
    def go_to_first_shown(self) -> None:
        """Go to the first row on the screen."""
        self.cursor = self._row_at(0)

    @handles("list.middle-shown", offered=lambda self: self.cursor != self._row_at(0.5))
    def go_to_middle_shown(self) -> None:
        """Go to the row in the middle of the screen."""
        self.cursor = self._row_at(0.5)

    @handles("list.last-shown", offered=lambda self: self.cursor != self._row_at(1))
    def go_to_last_shown(self) -> None:
        """Go to the last row on the screen."""
        self.cursor = self._row_at(1)

    def _can_scroll(self) -> bool:
        return self._row_layout.is_longer_than_screen

    @handles("list.to-top", offered=_can_scroll)
    def scroll_to_top(self) -> None:
        """Scroll so that the row under the cursor stands at the top."""
        self.put_cursor_on_line(self.cursor, 0)

    @handles("list.to-middle", offered=_can_scroll)
    def scroll_to_middle(self) -> None:
        """Scroll so that the row under the cursor stands in the middle."""
        self.put_cursor_on_line(self.cursor, self.screen_height // 2)

    @handles("list.to-bottom", offered=_can_scroll)
    def scroll_to_bottom(self) -> None:
        """Scroll so that the row under the cursor stands at the bottom."""
        self.put_cursor(self.cursor, self._row_layout.first_to(self.cursor))
