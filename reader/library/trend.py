"""Trends: the numbers of posts of several results by period, aligned for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.library.day_counts import DayCounts, Granularity


@dataclass(frozen=True)
class Trend:
    """Results counted over the same periods, from the first to the last with a post of any result."""

    results: Sequence[DayCounts]
    everything: DayCounts
    """all posts, the denominator of shares"""
    granularity: Granularity

    @cached_property
    def numbers(self) -> range:
        """the numbers of the periods, earliest first; empty if no result has a dated post"""
        dated = [days for days in self.results if days]
        if not dated:
            return range(0)
        first = self.granularity.number(min(days.first for days in dated))
        return range(first, self.granularity.number(max(days.last for days in dated)) + 1)

    @cached_property
    def names(self) -> list[str]:
        """the periods as the query language writes them"""
        return [str(self.granularity.period(number)) for number in self.numbers]

    def counts(self, result: int) -> list[int]:
        """Return the number of posts of a result in each period."""
        return self._counts(self.results[result])

    def shares(self, result: int) -> list[float]:
        """Return the share of a result in all posts of each period, 0 to 1; 0 without posts."""
        pairs = zip(self.counts(result), self._counts(self.everything), strict=True)
        return [count / total if total else 0.0 for count, total in pairs]

    def _counts(self, days: DayCounts) -> list[int]:
        return days.counts(self.granularity, self.numbers.start, self.numbers.stop) if self.numbers else []

    def ticks(self) -> list[str]:
        """Return the axis label of each period: of the year or month that begins with it, else empty.

        Months are labelled by their year, days by their month. The first period always has a label.
        """
        labels = []
        for index, name in enumerate(self.names):
            longer, _, last = name.rpartition("-")
            if self.granularity is Granularity.YEAR:
                labels.append(name)
            elif index == 0:
                labels.append(longer if last == "01" else name)
            else:
                labels.append(longer if last == "01" else "")
        return labels
