"""A document view with hits: the words that a query or the find line looks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from textual.reactive import reactive

from reader.query.pattern import Pattern
from reader.text.excerpt import densest
from reader.text.highlight import Sought, hits
from reader.text.quotation import Quotation
from reader.text.spelling import SearchText
from reader.tui.features.article.marked_view import MarkedView
from reader.tui.signals import Signal


class Hits:
    """The hits of patterns in a text, in order. None is current at first."""

    def __init__(self, text: SearchText | None = None, patterns: Sequence[Sought] = ()) -> None:
        self.ranges: Sequence[tuple[int, int]] = [] if text is None else hits(text, patterns)
        """start and end offset of each hit in the text"""
        self.current: int | None = None
        """the index of the current hit"""

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.ranges)

    @property
    def position(self) -> tuple[int, int]:
        """The number of the current hit (from 1; 0 for none), and the number of hits."""
        return (0 if self.current is None else self.current + 1, len(self.ranges))

    def go_to(self, offset: int) -> int:
        """Make the hit at or after an offset the current one, and return its offset. There must be one."""
        self.current = min(bisect_right(self.ranges, (offset, offset)), len(self.ranges) - 1)
        if self.current and self.ranges[self.current - 1][1] > offset:
            self.current -= 1
        return self.ranges[self.current][0]

    def is_last(self, steps: int) -> bool:
        """Return whether no hit follows the current one in a direction, below 0 upwards."""
        return self.current is not None and not 0 <= self.current + (1 if steps > 0 else -1) < len(
            self.ranges
        )

    def step(self, steps: int, start: int) -> int:
        """Move by `steps`, wrapping around; at first, to the nearest hit after (or before) an offset.

        Return the offset of the hit. There must be one.
        """
        if self.current is None:
            nearest = bisect_left(self.ranges, (start, 0))
            self.current = (nearest if steps > 0 else nearest - 1) % len(self.ranges)
        else:
            self.current = (self.current + steps) % len(self.ranges)
        return self.ranges[self.current][0]


class SearchedView(MarkedView):
    """A document view that paints the hits of patterns, and goes from one to the next."""

    hit: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """the number of the current hit (from 1; 0 for none), and the number of hits"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.patterns: tuple[Pattern, ...] = ()
        """what is looked for"""
        self.hits = Hits()
        """where it stands"""
        self.seeks_hit = False
        """whether to scroll to the first hit once it is typeset"""
        self._sought: Quotation | None = None
        """the hit to scroll to; None for where most of the words stand together"""
        self._is_finding = False
        """whether the words come from the find line, not from the query"""
        self.hit_changed: Signal[None] = Signal()

    # For subclasses to override

    @property
    def search_text(self) -> SearchText | None:
        """The text as hits are looked for in it."""
        return None

    @property
    def is_whole(self) -> bool:
        """Whether the text is that of the whole article, not of its beginning."""
        return True

    # Hits

    def watch_hit(self) -> None:
        """Emit `hit_changed`."""
        self.hit_changed.emit(None)

    def reset(self, place: int) -> None:
        """Typeset the text again, and scroll to the first hit if that is due."""
        super().reset(place)
        if self.seeks_hit and self.document is not None:
            self.seeks_hit = not self.is_whole
            self._go_to_sought_hit()

    def seek(self, patterns: Sequence[Pattern], sought: Quotation | None, *, goes_there: bool) -> None:
        """Look for the words of a query in the text that is shown next.

        If `goes_there`, scroll to the hit that is `sought`, else to where most of the words stand together.
        """
        self.patterns = tuple(patterns)
        self._is_finding = False
        self._sought = sought
        self.seeks_hit = goes_there

    def look_for(self, patterns: Sequence[Pattern]) -> None:
        """Highlight the hits of other patterns, and scroll to the first."""
        if tuple(patterns) == self.patterns:
            return
        self.patterns = tuple(patterns)
        self._sought = None
        self._is_finding = False
        self.find_hits()
        self.seeks_hit = self.has_hits
        self.reset(0 if self.has_hits else self.place)

    def find(self, patterns: Sequence[Pattern], place: int) -> int:
        """Highlight the hits of patterns, go to the first one from an offset, and return their number."""
        self.patterns = tuple(patterns)
        self._is_finding = True
        self.seeks_hit = False
        self.find_hits()
        if self.has_hits:
            self._show_hit(self.hits.step(1, place))
        else:
            self.reset(place)
        return len(self.hits)

    def mark(self, patterns: Sequence[Pattern], place: int) -> None:
        """Highlight the hits of the query, and show the line at an offset."""
        self.patterns = tuple(patterns)
        self._is_finding = False
        self.find_hits()
        self.reset(place)

    @property
    def is_finding(self) -> bool:
        """Whether the hits are those of the find line, not of the query."""
        return self._is_finding

    @property
    def has_hits(self) -> bool:
        """Whether any hits are highlighted."""
        return len(self.hits) > 0

    def _go_to_sought_hit(self) -> None:
        """Go to the hit that was asked for, else where the most words that are looked for stand together."""
        text = self.search_text if self.has_hits else None
        if text is not None:
            place = self._sought.place_in(text) if self._sought is not None else densest(text, self.patterns)
            self._show_hit(self.hits.go_to(place or 0))

    def has_further_hit(self, steps: int) -> bool:
        """Return whether another hit follows in a direction, below 0 upwards, or the hits go round."""
        return self._is_finding or not self.hits.is_last(steps)

    def next_hit(self, steps: int) -> bool:
        """Go to another hit, wrapping around; at first, to the nearest one from the top of the screen.

        Return whether that was round the end of the text.
        """
        if not self.has_hits:
            return False
        before = self.hits.current
        place = self.hits.step(steps, self.place)
        self._show_hit(place)
        return before is not None and (self.hits.current or 0) * steps <= before * steps

    def _show_hit(self, offset: int) -> None:
        self.hit = self.hits.position
        self.bring_into_sight(offset)
        self.repaint()

    def forget_hits(self) -> None:
        """Highlight nothing any more."""
        self.patterns = ()
        self.find_hits()
        self.repaint()

    def find_hits(self, current: int | None = None) -> None:
        """Look for the patterns in the text, and make the hit of this number the current one if there is one."""
        self.hits = Hits(self.search_text if self.patterns else None, self.patterns)
        self.hits.current = current if current is not None and current < len(self.hits) else None
        self.hit = self.hits.position

    @property
    def current_hit(self) -> int | None:
        """The offset of the current hit, if any."""
        return None if self.hits.current is None else self.hits.ranges[self.hits.current][0]
