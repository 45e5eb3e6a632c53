"""On this day: the posts of one day of the year in all years."""

from __future__ import annotations

from reader.library import DayCounts, Granularity
from reader.query import Query
from reader.query.nodes import OnDay
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Session


class ThisDay:
    """Narrows to the day of a post in all years, and back."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        self._session = session
        self._list_time = list_time
        self._host = host
        self._before: tuple[Query, Query] | None = None
        """the query for a day of all years, and the one that it took the place of"""
        self._is_told = True
        session.dated.connect(self._tell_years)

    @handles("filter.this-day")
    def toggle(self) -> None:
        """Show the posts of the day of this post in all years, or what was shown before."""
        session, host = self._session, self._host
        if self._before is not None and self._before[0] == session.query:
            session.set_query(self._before[1])
            return
        day = self._list_time.day
        if host.pane is Pane.ARTICLE and host.subject is not None and host.subject.date is not None:
            day = host.subject.date.day(session.zone)
        day = day or session.today
        query = session.query.with_day(OnDay(day.month, day.day))
        if query != session.query:
            self._before = (query, session.query)
            self._is_told = False
            session.set_query(query)
        host.go_to(Pane.LIST)

    def _tell_years(self, days: DayCounts) -> None:
        if self._is_told:
            return
        self._is_told = True
        years = len(days.periods(Granularity.YEAR))
        self._host.say(f"This day in {years} years" if years > 1 else "No other year has posts on this day")
