"""Periods and numbers of posts in the words that all views of time use."""

from __future__ import annotations

from datetime import date

from reader.library import Granularity
from reader.text.plural import counted


def period_name(granularity: Granularity, number: int) -> str:
    """Return the name of the period with this number, a day with its weekday."""
    name = str(granularity.period(number))
    return f"{name} {date.fromordinal(number):%a}" if granularity is Granularity.DAY else name


def posts_said(count: int) -> str:
    """Return a number of posts in words."""
    return counted(count, "post") if count else "no posts"
