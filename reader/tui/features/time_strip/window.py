"""What a time strip shows: a stretch of periods, a cursor and a range in it; zooming and moving, no painting."""

from __future__ import annotations

from datetime import date

from reader.library import DayCounts, Granularity

_GRANULARITIES = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)
_FEWEST_DAYS = 7
"""how few days a window shows at least, where there are more"""


class TimeWindow:
    """Periods from number `start` up to and without `stop`, all of one granularity, over counts of posts."""

    def __init__(self, counts: DayCounts, cells: int) -> None:
        """All posts (there is one at least) in as fine a granularity as `cells` periods allow, the cursor on the last."""
        self.counts = counts
        self._cells = max(cells, 1)
        self.granularity = Granularity.DAY
        self.start = self.stop = self.cursor = 0
        self.anchor: int | None = None
        """the other end of the chosen range; None where the cursor alone is chosen"""
        self.is_zoomed = False
        """whether the person chose how much time is shown"""
        self._show(counts.first, counts.last)
        self.cursor = self.stop - 1

    def _show(self, first: date, last: date, finest: Granularity = Granularity.DAY) -> None:
        """Show the days from first to last in as fine a granularity as fits, none finer than `finest`."""
        for granularity in _GRANULARITIES[_GRANULARITIES.index(finest) :]:
            start, stop = granularity.number(first), granularity.number(last) + 1
            if stop - start <= self._cells:
                break
        else:
            # More years than cells: the latest of them; moving goes to the others.
            start = stop - self._cells
        self.granularity, self.start, self.stop = granularity, start, stop

    @property
    def chosen(self) -> tuple[int, int]:
        """The first and the last period of the range."""
        other = self.cursor if self.anchor is None else self.anchor
        return min(self.cursor, other), max(self.cursor, other)

    def days(self, start: int, stop: int) -> tuple[date, date]:
        """The first and the last day of the periods from `start` up to and without `stop`."""
        first, after = self.granularity.first_ordinal(start), self.granularity.first_ordinal(stop)
        return date.fromordinal(first), date.fromordinal(after - 1)

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the first and the last period that has posts, seen or not."""
        return self.granularity.number(self.counts.first), self.granularity.number(self.counts.last)

    # Moving

    def go(self, number: int, *, extend: bool = False) -> None:
        """Put the cursor on a period; the window follows where it lies outside. `extend` keeps the other end."""
        first, last = self.ends
        if not extend:
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.cursor
        self.cursor = min(max(number, min(first, self.start)), max(last, self.stop - 1))
        shift = min(self.cursor - self.start, 0) or max(self.cursor - self.stop + 1, 0)
        self.start += shift
        self.stop += shift

    def step_to_posts(self, steps: int) -> None:
        """Put the cursor on the period with posts that is so many of them later, or earlier."""
        day, _ = self.days(self.cursor, self.cursor + 1)
        found = self.counts.beside(day, self.granularity, steps)
        if found is not None:
            self.go(self.granularity.number(found))

    def go_to_fullest(self) -> None:
        """Put the cursor on the period of the window with the most posts."""
        number = self.counts.fullest(self.granularity, self.start, self.stop)
        if number is not None:
            self.go(number)

    # Zooming

    def zoom_in(self) -> None:
        """Show the chosen range alone, or half as much time around the cursor, in as fine a granularity as fits.

        In a finer granularity the cursor goes to the fullest part of the period that it was on.
        """
        self.is_zoomed = True
        first, last = self.days(*self._chosen_or_half())
        day, granularity = self._fullest_day(), self.granularity
        if self.anchor is None:
            self._show(*self.days(self.start, self.stop))
        # A granularity that was coarser than need be is made finer first.
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
        """Show twice as much time around the cursor; once all is shown, in a coarser granularity."""
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
            # What reaches beyond one end is given to the other.
            stop += max(earliest - start, 0)
            start -= max(stop - latest, 0)
            self._show(date.fromordinal(max(start, earliest)), date.fromordinal(min(stop, latest)))
        self._put_cursor(day)

    def _cursor_day(self) -> date:
        """The day of the cursor's period that stays in it: the last one with a post, else the first of all."""
        first, last = self.days(self.cursor, self.cursor + 1)
        found = self.counts.at_or_before(last)
        return found if found is not None and found >= first else first

    def _fullest_day(self) -> date:
        """A day of the fullest period of the next finer granularity that the cursor's period holds."""
        first, last = self.days(self.cursor, self.cursor + 1)
        finer = _GRANULARITIES[max(_GRANULARITIES.index(self.granularity) - 1, 0)]
        number = self.counts.fullest(finer, finer.number(first), finer.number(last) + 1)
        return first if number is None else date.fromordinal(finer.first_ordinal(number))

    def _put_cursor(self, day: date) -> None:
        self.cursor = min(max(self.granularity.number(day), self.start), self.stop - 1)

    # Keeping one's place

    def like(self, other: TimeWindow) -> None:
        """Show what another window shows, as far as there are posts; cursor and range stay on their days.

        A window that nobody zoomed shows all it can, whatever the other had room for.
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
