"""The model of a time strip: a window of periods with a cursor and a range, and how it moves and zooms."""

from __future__ import annotations

from datetime import date

from reader.library import DayCounts, Granularity

_GRANULARITIES = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)
_FEWEST_DAYS = 7
"""minimum number of days in a window, if there are as many"""


class TimeWindow:
    """The periods from number `start` up to but excluding `stop`, all of one granularity."""

    def __init__(self, counts: DayCounts, cells: int) -> None:
        """Show all of `counts` (at least one post) in at most `cells` periods, the cursor on the last."""
        self.counts = counts
        self._cells = max(cells, 1)
        self.granularity = Granularity.DAY
        self.start = self.stop = self.cursor = 0
        self.anchor: int | None = None
        """the end of the range opposite to the cursor; None if only the cursor's period is chosen"""
        self.is_zoomed = False
        """whether the user zoomed"""
        self._show(counts.first, counts.last)
        self.cursor = self.stop - 1

    def _show(self, first: date, last: date, finest: Granularity = Granularity.DAY) -> None:
        """Show these days in the finest granularity that fits, but none finer than `finest`."""
        for granularity in _GRANULARITIES[_GRANULARITIES.index(finest) :]:
            start, stop = granularity.number(first), granularity.number(last) + 1
            if stop - start <= self._cells:
                break
        else:
            # More years than cells: show the latest. The user can move to the others.
            start = stop - self._cells
        self.granularity, self.start, self.stop = granularity, start, stop

    @property
    def chosen(self) -> tuple[int, int]:
        """The numbers of the first and the last period of the range."""
        other = self.cursor if self.anchor is None else self.anchor
        return min(self.cursor, other), max(self.cursor, other)

    def days(self, start: int, stop: int) -> tuple[date, date]:
        """Return the first and the last day of the periods from `start` up to but excluding `stop`."""
        first, after = self.granularity.first_ordinal(start), self.granularity.first_ordinal(stop)
        return date.fromordinal(first), date.fromordinal(after - 1)

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the first and the last period with posts, in the window or not."""
        return self.granularity.number(self.counts.first), self.granularity.number(self.counts.last)

    # Moving

    def go(self, number: int, *, extend: bool = False) -> None:
        """Move the cursor to a period, and the window if that lies outside. `extend` the range or drop it."""
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.cursor
        self.cursor = self.within(number)
        shift = min(self.cursor - self.start, 0) or max(self.cursor - self.stop + 1, 0)
        self.start += shift
        self.stop += shift

    def within(self, number: int) -> int:
        """Return the number of the nearest period to which the cursor can move."""
        first, last = self.ends
        return min(max(number, min(first, self.start)), max(last, self.stop - 1))

    def posts_beside(self, steps: int) -> int | None:
        """Return the number of the period with posts `steps` further on (above 0: later); None if there is none."""
        day, _ = self.days(self.cursor, self.cursor + 1)
        found = self.counts.beside(day, self.granularity, steps)
        return self.granularity.number(found) if found is not None else None

    def fullest(self) -> int | None:
        """Return the number of the period of the window with the most posts; None if it has none."""
        return self.counts.fullest(self.granularity, self.start, self.stop)

    def step_to_posts(self, steps: int) -> None:
        """Move the cursor by `steps` periods with posts (above 0: later)."""
        if (number := self.posts_beside(steps)) is not None:
            self.go(number)

    def go_to_fullest(self) -> None:
        """Move the cursor to the period of the window with the most posts."""
        if (number := self.fullest()) is not None:
            self.go(number)

    # Zooming

    def zoom_in(self) -> None:
        """Show the range, or half as much time around the cursor, in the finest granularity that fits.

        If the granularity becomes finer, the cursor goes to the fullest part of its period.
        """
        self.is_zoomed = True
        first, last = self.days(*self._chosen_or_half())
        day, granularity = self._fullest_day(), self.granularity
        if self.anchor is None:
            self._show(*self.days(self.start, self.stop))
        # If a finer granularity fits the whole window, that is the first step.
        if self.granularity is granularity:
            self._show(first, last)
        self.anchor = None
        self._put_cursor(day)

    def _chosen_or_half(self) -> tuple[int, int]:
        if self.anchor is not None:
            first, last = self.chosen
            return first, last + 1
        size = self.stop - self.start
        fewest = _FEWEST_DAYS if self.granularity is Granularity.DAY else 1
        half = max(size // 2, min(fewest, size))
        start = min(max(self.cursor - half // 2, self.start), self.stop - half)
        return start, start + half

    def zoom_out(self) -> None:
        """Show twice as much time around the cursor; if all is shown, use a coarser granularity."""
        self.is_zoomed = True
        first, last = self.days(self.start, self.stop)
        day = self._cursor_day()
        self.anchor = None
        if first <= self.counts.first and last >= self.counts.last:
            coarser = _GRANULARITIES[min(_GRANULARITIES.index(self.granularity) + 1, len(_GRANULARITIES) - 1)]
            if coarser.number(self.counts.first) < coarser.number(self.counts.last):
                self._show(self.counts.first, self.counts.last, coarser)
        else:
            more = (last.toordinal() - first.toordinal()) // 2 + 1
            earliest, latest = self.counts.first.toordinal(), self.counts.last.toordinal()
            start, stop = first.toordinal() - more, last.toordinal() + more
            # Add what exceeds one end at the other.
            stop += max(earliest - start, 0)
            start -= max(stop - latest, 0)
            self._show(date.fromordinal(max(start, earliest)), date.fromordinal(min(stop, latest)))
        self._put_cursor(day)

    def _cursor_day(self) -> date:
        """Return the last day with posts in the cursor's period, or its first day if it has none."""
        first, last = self.days(self.cursor, self.cursor + 1)
        found = self.counts.at_or_before(last)
        return found if found is not None and found >= first else first

    def _fullest_day(self) -> date:
        """Return the first day of the fullest part of the cursor's period, in the next finer granularity."""
        first, last = self.days(self.cursor, self.cursor + 1)
        finer = _GRANULARITIES[max(_GRANULARITIES.index(self.granularity) - 1, 0)]
        number = self.counts.fullest(finer, finer.number(first), finer.number(last) + 1)
        return first if number is None else date.fromordinal(finer.first_ordinal(number))

    def _put_cursor(self, day: date) -> None:
        self.cursor = min(max(self.granularity.number(day), self.start), self.stop - 1)

    def zoom_to(self, first: date, last: date) -> None:
        """Show these days, if there are posts, as if the user had zoomed to them."""
        if first <= self.counts.last and last >= self.counts.first:
            self.is_zoomed = True
            day = self._cursor_day()
            self._show(first, last)
            self._put_cursor(day)

    # Another window

    def like(self, other: TimeWindow) -> None:
        """Show the same days as another window, as far as there are posts, with its cursor and range.

        If the user did not zoom the other window, keep showing as much as fits.
        """
        if other.is_zoomed:
            self.is_zoomed = True
            first, last = other.days(other.start, other.stop)
            if first <= self.counts.last and last >= self.counts.first:
                self._show(max(first, self.counts.first), min(last, self.counts.last), other.granularity)
        self.go(self.granularity.number(other._cursor_day()))
        if other.anchor is not None:
            day, _ = other.days(other.anchor, other.anchor + 1)
            self.anchor = min(max(self.granularity.number(day), self.start), self.stop - 1)
