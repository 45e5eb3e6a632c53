"""On this day: the posts of the same day in all years."""

from __future__ import annotations

from calendar import isleap
from datetime import date

from reader.language import tr
from reader.library import DayCounts, Granularity
from reader.query import Query
from reader.query.nodes import OnDay
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Counts, Session


class ThisDay:
    """Filters by the day of a post in all years, and restores the query before."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        self._session = session
        self._list_time = list_time
        self._host = host
        self._before: tuple[Query, Query] | None = None
        """the query for a day of all years, and the query that it replaced"""
        self._is_reported = True
        self._counts: tuple[Query, DayCounts] | None = None
        """the days of the posts of a query without its period"""
        session.dated.connect(self._report_years)
        session.counted.connect(self._take_counts)

    @property
    def _is_shown(self) -> bool:
        """Whether the list shows a day of all years, and not because that was typed."""
        return self._before is not None and self._before[0] == self._session.query

    @property
    def _day(self) -> date | None:
        """The day of the current post, without one today; None for a post without a date."""
        post = self._host.subject
        if post is None:
            return self._session.today
        return post.date.day(self._session.zone) if post.date is not None else None

    def _is_offered(self) -> bool:
        day = self._day
        return self._is_shown or (day is not None and self._has_other_years(day))

    @handles("filter.this-day", offered=_is_offered)
    def toggle(self) -> None:
        """Show the posts of the current post's day in all years, or restore the query before."""
        session, host = self._session, self._host
        if self._before is not None and self._is_shown:
            session.set_query(self._before[1])
            return
        day = self._day
        if day is None:
            host.say(tr("This post has no date"))
            return
        if not self._has_other_years(day):
            host.say(tr("No other year has posts on this day"))
            return
        query = session.query.with_day(OnDay(day.month, day.day))
        if query != session.query:
            self._before = (query, session.query)
            self._is_reported = False
            session.set_query(query)
        host.go_to(Pane.LIST)

    def _take_counts(self, counts: Counts) -> None:
        self._counts = (self._session.query, counts.tree.counts)

    def _has_other_years(self, day: date) -> bool:
        """Return whether another year has posts on a day, as far as that is counted."""
        query = self._session.query
        if (
            self._counts is None
            or self._counts[0] != query
            or any(isinstance(c, OnDay) for c in query.clauses)
        ):
            return True
        counts = self._counts[1]
        if not counts:
            return False
        years = set(range(counts.first.year, counts.last.year + 1)) - {day.year}
        if (day.month, day.day) == (2, 29):
            years = {year for year in years if isleap(year)}
        return any(counts.between(other, other) for other in (day.replace(year=year) for year in years))

    def _report_years(self, days: DayCounts) -> None:
        if self._is_reported:
            return
        self._is_reported = True
        years = len(days.periods(Granularity.YEAR))
        self._host.say(
            tr("This day in {years} years", years=years)
            if years > 1
            else tr("No other year has posts on this day")
        )
