"""Texts for periods and numbers of posts, shared by all views of time."""

from __future__ import annotations

from datetime import date

from reader.language import tr
from reader.library import Granularity
from reader.text.plural import counted
from reader.text.shown_dates import weekday


def period_name(granularity: Granularity, number: int) -> str:
    """Return the name of the period with this number; that of a day includes its weekday."""
    name = str(granularity.period(number))
    return f"{name} {weekday(date.fromordinal(number))}" if granularity is Granularity.DAY else name


def posts_text(count: int) -> str:
    """Return a number of posts with its noun: `no posts`, `1 post`, `1,204 posts`."""
    return counted(count, "post") if count else tr("no posts")
