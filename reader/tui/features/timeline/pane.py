"""The timeline pane, connected to the session and the list."""

from __future__ import annotations

from reader.language import tr
from reader.query.moments import Period
from reader.tui.dispatch import handles
from reader.tui.features.timeline.calendar import CalendarMonth
from reader.tui.features.timeline.side import TimeSide
from reader.tui.features.timeline.tree import TimelinePane
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Counts, Session


class Timeline(TimeSide):
    """A timeline and a calendar that follow the list and filter it."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        super().__init__(id="timeline")
        self._session = session
        self._list_time = list_time
        self._host = host
        session.counted.connect(self._show_counts)
        session.loaded.connect(lambda _: self._explain())
        session.listed.connect(lambda _: self._explain())
        self._explain()

    def _explain(self) -> None:
        """Say why there is no period."""
        if self._session.is_reading:
            why = tr("Reading the archive …")
        elif self._session.results is not None and not len(self._session.results):
            why = tr("No post is listed.")
        else:
            why = tr("No listed post has a date.")
        self.explain(why)

    def _show_counts(self, counts: Counts) -> None:
        session = self._session
        self._explain()
        period = session.query.period
        chosen = str(period.first) if period and period.first and period.first == period.last else None
        self.show(counts.tree, period.bounds(session.today) if period else None, chosen, session.today)

    @handles("filter.timeline", offered=lambda self: not self.has_focus_within)
    def enter(self) -> None:
        """Focus the timeline."""
        self._host.go_to(Pane.TIMELINE)

    @handles("time.calendar")
    def enter_calendar(self) -> None:
        """Focus the calendar on the list's day, or from the calendar the tree."""
        has_calendar = self.calendar.has_focus
        day = self._list_time.day
        if not has_calendar and day is not None and not self.periods.has_focus:
            self.calendar.put_cursor(day)
        self.switch(to_calendar=not has_calendar)
        self._host.go_to(Pane.TIMELINE)

    def on_timeline_pane_chose(self, event: TimelinePane.Chose) -> None:
        """Filter by the period, or drop that filter if it is in force."""
        event.stop()
        period = Period(*(int(part) for part in event.period.split("-")))
        self._list_time.narrow(period, period)

    def on_calendar_month_chose(self, event: CalendarMonth.Chose) -> None:
        """Filter by the day, or drop that filter if it is in force."""
        event.stop()
        day = Period(event.day.year, event.day.month, event.day.day)
        self._list_time.narrow(day, day)

    def follow_list(self) -> None:
        """Show the day under the list's cursor in the calendar, unless this pane has the focus."""
        if (day := self._list_time.day) is not None:
            self.show_day(day)
