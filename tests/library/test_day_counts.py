"""Prefix sums of days, against plain addition."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reader.library import DayCounts, Granularity

days = st.dates(date(1, 1, 1), date(1, 3, 1)) | st.dates(date(2023, 11, 1), date(2024, 3, 1)) | st.dates(date(9999, 11, 1))  # fmt: skip
counted = st.lists(st.tuples(days, st.integers(1, 50)), max_size=12, unique_by=lambda day: day[0])


@given(counted, days, days)
def test_spans(some: list[tuple[date, int]], first: date, last: date) -> None:
    """Counts before, between and after days, and the nearest days, are right for any days."""
    counts = DayCounts(some)
    assert bool(counts) is bool(some)
    assert counts.total == sum(count for _, count in some)
    assert (
        counts.between(first, last) == max(sum(c for day, c in some if first <= day <= last), 0)
        or first > last
    )
    assert counts.before(first) == sum(count for day, count in some if day < first)
    assert counts.after(first) == sum(count for day, count in some if day > first)
    assert counts.at_or_before(first) == max((day for day, _ in some if day <= first), default=None)
    assert counts.at_or_after(first) == min((day for day, _ in some if day >= first), default=None)


@given(counted, st.sampled_from(Granularity))
def test_periods(some: list[tuple[date, int]], granularity: Granularity) -> None:
    """The count of a period is the sum of its days, whose ISO dates start with its name."""
    counts = DayCounts(some)
    expected: Counter[str] = Counter()
    for day, count in some:
        expected[str(granularity.period(granularity.number(day)))] += count
        assert str(day).startswith(str(granularity.period(granularity.number(day))))
    found = counts.periods(granularity)
    assert {str(granularity.period(number)): count for number, count in found} == expected
    for number, count in found:
        assert counts.counts(granularity, number, number + 1) == [count]
    if found:
        start, stop = found[-1][0] - 3, found[-1][0] + 1
        fullest = counts.fullest(granularity, max(start, granularity.number(date.min)), stop)
        assert dict(found)[fullest] == max(count for number, count in found if number >= start)


@given(counted, days, st.sampled_from(Granularity), st.integers(-5, 5).filter(bool))
def test_neighbours(some: list[tuple[date, int]], day: date, granularity: Granularity, steps: int) -> None:
    """Steps count periods with posts only, and stop at the last one."""
    numbers = [number for number, _ in DayCounts(some).periods(granularity)]
    here = granularity.number(day)
    ahead = [n for n in numbers if n > here] if steps > 0 else [n for n in reversed(numbers) if n < here]
    found = DayCounts(some).beside(day, granularity, steps)
    expected = ahead[min(abs(steps), len(ahead)) - 1] if ahead else None
    assert (granularity.number(found) if found else None) == expected


def test_without_a_day_one_stands_before_all_dates() -> None:
    """Undated posts are last in a list sorted newest first, so None is before all dates."""
    counts = DayCounts([(date(2024, 2, 1) + timedelta(days=n), 1) for n in range(3)])
    assert counts.beside(None, Granularity.DAY, 1) == date(2024, 2, 1)
    assert counts.beside(None, Granularity.DAY, 2) == date(2024, 2, 2)
    assert counts.beside(None, Granularity.DAY, -1) is None
