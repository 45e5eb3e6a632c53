"""How often the posts of some queries appear, period by period, beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.library.day_counts import DayCounts, Granularity


@dataclass(frozen=True)
class Trend:
    """The days of some results, added up over the same periods: from the first to the last that any has."""

    results: Sequence[DayCounts]
    everything: DayCounts
    """the days of all posts, which shares are shares of"""
    granularity: Granularity

    @cached_property
    def numbers(self) -> range:
        """The numbers of the periods, earliest first; none where no result has a dated post."""
        dated = [days for days in self.results if days]
        if not dated:
            return range(0)
        first = self.granularity.number(min(days.first for days in dated))
        return range(first, self.granularity.number(max(days.last for days in dated)) + 1)

    @cached_property
    def names(self) -> list[str]:
        """The periods as the query language writes them."""
        return [str(self.granularity.period(number)) for number in self.numbers]

    def counts(self, result: int) -> list[int]:
        """The posts of a result in each period."""
        return self._of(self.results[result])

    def shares(self, result: int) -> list[float]:
        """The posts of a result as a share (0 to 1) of all posts of each period; 0 where there is none at all."""
        pairs = zip(self.counts(result), self._of(self.everything), strict=True)
        return [count / whole if whole else 0.0 for count, whole in pairs]

    def _of(self, days: DayCounts) -> list[int]:
        return days.counts(self.granularity, self.numbers.start, self.numbers.stop) if self.numbers else []

    def ticks(self) -> list[str]:
        """For each period a label where a longer one begins, else nothing: years under months, months under days.

        The first is always named.
        """
        labels = []
        for place, name in enumerate(self.names):
            longer, _, last = name.rpartition("-")
            if self.granularity is Granularity.YEAR:
                labels.append(name)
            elif not place:
                labels.append(longer if last == "01" else name)
            else:
                labels.append(longer if last == "01" else "")
        return labels
