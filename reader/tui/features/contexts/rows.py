"""The contexts as rows: the hits one below the other in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import later, tr
from reader.library.contexts import Context
from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.features.contexts.model import ContextsModel
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList
from reader.typeset.alignment import beside

_DATE_CELLS = 10
_DATES_FROM = 60
"""width in cells from which a column names the days"""
_CHANNEL_CELLS = 12
_CHANNELS_FROM = 110
"""width in cells from which a column names the channels"""
_GAP = 2
_USUAL_HIT_CELLS = 4
_LEAST_CELLS = 4
_KEPT = 512


class _Columns(NamedTuple):
    """How many cells each part of a row takes."""

    date: int
    channel: int
    left: int
    rest: int
    """the hit and what follows it"""

    @classmethod
    def of(cls, width: int, *, has_heading: bool) -> _Columns:
        """Return the columns of a width; rows under the title of their post name neither day nor channel."""
        date = _DATE_CELLS + _GAP if width >= _DATES_FROM and not has_heading else 0
        channel = _CHANNEL_CELLS + _GAP if width >= _CHANNELS_FROM and not has_heading else 0
        room = max(width - 2 - date - channel, 2 * _LEAST_CELLS)
        left = (room - _USUAL_HIT_CELLS) // 2
        return cls(date, channel, left, room - left)


class ContextRows(RowList):
    """The hits of a query, made only where they are on the screen."""

    CALLED: ClassVar[str] = later("In context")

    IS_OF_ARCHIVE = True

    class Opened(Message):
        """The user chose the hit under the cursor."""

    def __init__(self, model: ContextsModel, zone: tzinfo, *, ambiguous: int) -> None:
        super().__init__(id="contexts")
        self._model = model
        self._zone = zone
        self._ambiguous = ambiguous
        self._is_placed = False
        self._arrangement = model.arrangement
        self._made: dict[tuple[int, int], Context | None] = {}
        """contexts by number of the hit and cells before it"""

    def resized(self) -> None:
        """Show the rows that were on the screen when it was left, as soon as it is known how many there is room for."""
        if not self._is_placed:
            self._is_placed = True
            self.put_cursor(self._model.cursor, self._model.top)
        super().resized()

    def follow(self) -> None:
        """Show the hits as they are now."""
        is_anew = self._arrangement != self._model.arrangement
        self._arrangement = self._model.arrangement
        if is_anew or self.cursor != self._model.cursor or self.cursor >= max(len(self._hits), 1):
            self.put_cursor(self._model.cursor, 0)
            self._model.cursor = self.cursor
        else:
            self.repaint()

    # Rows

    @property
    def _hits(self) -> Sequence[int]:
        return self._model.hits

    def row_count(self) -> int:
        """Return the number of hits."""
        return len(self._hits)

    def group(self, index: int) -> str | None:
        """Return the heading of a post where hits are kept together: day, title and channel."""
        concordance = self._model.concordance
        if not self._model.is_by_post or concordance is None or index >= len(self._hits):
            return None
        post = concordance.post(self._hits[index])
        if post is None:
            return None
        date = self._day(post)
        return "  ".join(filter(None, (date, post.title, post.channel)))

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a hit."""
        columns = _Columns.of(width, has_heading=self._model.is_by_post)
        context = self._context_at(index, columns)
        if context is None:
            return [line([("  " + tr("gone"), self.style_of("quiet"))], width, fill)]
        post, ambiguous = context.post, self._ambiguous
        date = self._day(post) if columns.date else ""
        channel = cut(post.channel, columns.channel - _GAP)
        hit = cut(context.hit, columns.rest)
        room = columns.rest - cell_len(hit)
        left, right = beside(context.left, context.hit, context.right, columns.left, room, ambiguous)
        # What stands in a title is as bold as titles are.
        ink = self.style_of("plain" if context.offset is not None else "strong")
        return [
            line(
                [
                    (" ", fill),
                    (date.ljust(columns.date), self.style_of("quiet")),
                    (channel + " " * (columns.channel - cell_len(channel)), self.style_of("quiet")),
                    (left, ink),
                    (hit, self.style_of("hit") + Style(bold=True)),
                    (right, ink),
                ],
                width,
                fill,
            )
        ]

    def _context_at(self, index: int, columns: _Columns) -> Context | None:
        """Return a context, made together with the others on the screen."""
        concordance, hits = self._model.concordance, self._hits
        if concordance is None or index >= len(hits):
            return None
        if (hits[index], columns.left) not in self._made:
            if len(self._made) > _KEPT:
                self._made.clear()
            wanted = [hits[index]]
            first = max(self.top, 0)
            if first <= index < first + self.size.height:
                wanted = list(hits[first : first + self.size.height])
            made = concordance.contexts(wanted, columns.left, columns.rest, self._ambiguous)
            self._made.update(
                ((hit, columns.left), context) for hit, context in zip(wanted, made, strict=True)
            )
        return self._made[hits[index], columns.left]

    def name_of(self, index: int) -> str:
        """Return what is copied of a row: day, channel, and the hit with what stands around it."""
        concordance = self._model.concordance
        context = concordance.contexts([self._hits[index]], 60, 60)[0] if concordance is not None else None
        if context is None:
            return ""
        post = context.post
        date = self._day(post)
        said = f"{context.left}{context.hit}{context.right}".strip()
        return "  ".join(filter(None, (date, post.channel, said)))

    def _day(self, post: Post) -> str:
        return post.date.shown(self._zone)[:_DATE_CELLS] if post.date is not None else ""

    # Commands

    @handles("contexts.open", offered=lambda self: bool(self._hits))
    def open(self) -> None:
        """Open the article at the hit under the cursor."""
        if self._hits:
            self.post_message(self.Opened())

    def activate(self) -> None:
        """Open the clicked hit."""
        self.open()
