"""The years, months and days of posts as a tree with counts, without a widget."""

from __future__ import annotations

from calendar import day_abbr, month_abbr
from datetime import date
from typing import NamedTuple

from reader.library import DayCounts, Granularity


class Step(NamedTuple):
    """A year, month or day of the tree."""

    period: str
    """as the query language writes it: `2024`, `2024-02`, `2024-02-07`"""
    posts: int
    share: float
    """the posts as a share of the fullest period of its kind"""

    @property
    def depth(self) -> int:
        """0 for a year, 1 for a month, 2 for a day."""
        return self.period.count("-")

    @property
    def name(self) -> str:
        """The last part of the period with its name."""
        parts = self.period.split("-")
        match len(parts):
            case 1:
                return self.period
            case 2:
                return f"{parts[1]} {month_abbr[int(parts[1])]}"
            case _:
                return f"{parts[2]} {day_abbr[date.fromisoformat(self.period).weekday()]}"


class TimeTree:
    """The years, months and days that have posts; making it takes a while for many days, showing it does not."""

    def __init__(self, counts: DayCounts) -> None:
        self.counts = counts
        self._years = counts.periods(Granularity.YEAR)
        months = counts.periods(Granularity.MONTH)
        self.months = len(months)
        """how many months have posts"""
        self.most = max((count for _, count in counts.periods(Granularity.DAY)), default=0)
        """the posts of the fullest day"""
        self._most = {
            Granularity.YEAR: max((count for _, count in self._years), default=0),
            Granularity.MONTH: max((count for _, count in months), default=0),
            Granularity.DAY: self.most,
        }

    def under(self, period: str) -> list[Step]:
        """The years, or the months or days that a year or month holds, newest first."""
        parts = [int(part) for part in period.split("-")] if period else []
        match parts:
            case []:
                return self._steps(Granularity.YEAR, self._years)
            case [year]:
                return self._steps(
                    Granularity.MONTH, self._among(Granularity.MONTH, 12 * year, 12 * year + 12)
                )
            case [year, month]:
                number = 12 * year + month - 1
                ends = (Granularity.MONTH.first_ordinal(number), Granularity.MONTH.first_ordinal(number + 1))
                return self._steps(Granularity.DAY, self._among(Granularity.DAY, *ends))
        return []

    def _among(self, granularity: Granularity, start: int, stop: int) -> list[tuple[int, int]]:
        counts = self.counts.counts(granularity, start, stop)
        return [(number, count) for number, count in enumerate(counts, start) if count]

    def _steps(self, granularity: Granularity, counts: list[tuple[int, int]]) -> list[Step]:
        most = self._most[granularity]
        return [
            Step(str(granularity.period(number)), count, count / most) for number, count in reversed(counts)
        ]
