"""A tree of years, months and days with numbers of posts, without its widget."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from reader.language import later, tr
from reader.library import DayCounts, Granularity
from reader.text.shown_dates import weekday

_MONTHS = (
    *(later("01 Jan"), later("02 Feb"), later("03 Mar"), later("04 Apr"), later("05 May"), later("06 Jun")),
    *(later("07 Jul"), later("08 Aug"), later("09 Sep"), later("10 Oct"), later("11 Nov"), later("12 Dec")),
)


class TimeNode(NamedTuple):
    """A year, month or day of the tree."""

    period: str
    """in the query language: `2024`, `2024-02`, `2024-02-07`"""
    posts: int
    share: float
    """`posts` relative to the fullest year, for a day to the fullest day, from 0 to 1"""

    @property
    def depth(self) -> int:
        """0 for a year, 1 for a month, 2 for a day."""
        return self.period.count("-")

    @property
    def name(self) -> str:
        """The label in the tree: `2024`, `02 Feb`, `07 Wed`."""
        parts = self.period.split("-")
        match len(parts):
            case 1:
                return self.period
            case 2:
                return tr(_MONTHS[int(parts[1]) - 1])
            case _:
                return f"{parts[2]} {weekday(date.fromisoformat(self.period))}"


class TimeTree:
    """The years, months and days with posts. Building it takes a while for many days; `under` is fast."""

    def __init__(self, counts: DayCounts) -> None:
        self.counts = counts
        self._years = counts.periods(Granularity.YEAR)
        months = counts.periods(Granularity.MONTH)
        self.months = len(months)
        """number of months with posts"""
        self.most = max((count for _, count in counts.periods(Granularity.DAY)), default=0)
        """number of posts of the fullest day"""
        fullest_year = max((count for _, count in self._years), default=0)
        # A month stands under its year: two bars of one length are as many posts.
        self._most = {
            Granularity.YEAR: fullest_year,
            Granularity.MONTH: fullest_year,
            Granularity.DAY: self.most,
        }

    def under(self, period: str) -> list[TimeNode]:
        """Return the years (for ""), the months of a year, or the days of a month, newest first."""
        parts = [int(part) for part in period.split("-")] if period else []
        match parts:
            case []:
                return self._nodes(Granularity.YEAR, self._years)
            case [year]:
                return self._nodes(
                    Granularity.MONTH, self._among(Granularity.MONTH, 12 * year, 12 * year + 12)
                )
            case [year, month]:
                number = 12 * year + month - 1
                ends = (Granularity.MONTH.first_ordinal(number), Granularity.MONTH.first_ordinal(number + 1))
                return self._nodes(Granularity.DAY, self._among(Granularity.DAY, *ends))
        return []

    def _among(self, granularity: Granularity, start: int, stop: int) -> list[tuple[int, int]]:
        counts = self.counts.counts(granularity, start, stop)
        return [(number, count) for number, count in enumerate(counts, start) if count]

    def _nodes(self, granularity: Granularity, counts: list[tuple[int, int]]) -> list[TimeNode]:
        most = self._most[granularity]
        return [
            TimeNode(str(granularity.period(number)), count, count / most)
            for number, count in reversed(counts)
        ]
