"""Periods and relative dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.moments import Ago, DatePhrase, Moment, Period, Unit
from reader.query.nodes import Dated

TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("first", "last", "bounds"),
    [
        (Period(2024), Period(2024), (date(2024, 1, 1), date(2024, 12, 31))),
        (Period(2024, 2), Period(2024, 2), (date(2024, 2, 1), date(2024, 2, 29))),
        (Period(2023, 12), Period(2023, 12), (date(2023, 12, 1), date(2023, 12, 31))),
        (Period(2024, 2, 7), None, (date(2024, 2, 7), date.max)),
        (None, Period(2024, 2), (date.min, date(2024, 2, 29))),
        (Period(9999), Period(9999, 12), (date(9999, 1, 1), date.max)),
        (Ago(0, Unit.DAY), None, (TODAY, date.max)),
        (Ago(7, Unit.DAY), None, (date(2024, 3, 24), date.max)),
        (Ago(3, Unit.WEEK), None, (date(2024, 3, 10), date.max)),
        (Ago(1, Unit.MONTH), None, (date(2024, 2, 29), date.max)),
        (Ago(4, Unit.MONTH), None, (date(2023, 11, 30), date.max)),
        (Ago(1, Unit.YEAR), None, (date(2023, 3, 31), date.max)),
        (None, Ago(2, Unit.MONTH), (date.min, date(2024, 1, 31))),
        (Ago(99999, Unit.YEAR), None, (date.min, date.max)),
        (Ago(99999, Unit.WEEK), None, (date(107, 9, 25), date.max)),
        (DatePhrase("昨天"), DatePhrase("昨天"), (date(2024, 3, 30), date(2024, 3, 30))),
        (DatePhrase("last week"), None, (date(2024, 3, 18), date.max)),
        (None, DatePhrase("last month"), (date.min, date(2024, 2, 29))),
        (DatePhrase("今年2月30日"), DatePhrase("今年2月30日"), (date.max, date.min)),
    ],
)
def test_the_days_between_two_moments(
    first: Moment | None, last: Moment | None, bounds: tuple[date, date]
) -> None:
    """Both ends are included; a shorter month ends earlier."""
    assert Dated(first, last).bounds(TODAY) == bounds


@given(st.dates(), st.integers(0, 99999), st.sampled_from(Unit))
def test_counting_back_never_leaves_the_calendar(today: date, count: int, unit: Unit) -> None:
    """Any count gives a day that is not after today."""
    assert date.min <= Ago(count, unit).first(today) <= today


@given(st.dates(min_value=date(1, 1, 2)))
def test_a_month_begins_where_the_last_one_ended(day: date) -> None:
    """Months and years leave no day out."""
    month = Period(day.year, day.month)
    assert month.first(TODAY) <= day <= month.last(TODAY)
    before = month.first(TODAY) - timedelta(days=1) if month.first(TODAY) > date.min else None
    assert before is None or Period(before.year, before.month).last(TODAY) == before
