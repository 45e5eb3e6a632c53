"""The timeline: years, months and days with counts, and the calendar beside or under them."""

from __future__ import annotations

from reader.query.nodes import Period
from reader.tui.dispatch import handles
from reader.tui.features.timeline.calendar import CalendarMonth
from reader.tui.features.timeline.side import TimeSide
from reader.tui.features.timeline.tree import TimelinePane
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Counts, Session


class Timeline(TimeSide):
    """The pane of time."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        super().__init__(id="timeline")
        self._session = session
        self._list_time = list_time
        self._host = host
        session.counted.connect(self._show_counts)

    def _show_counts(self, counts: Counts) -> None:
        session = self._session
        period = session.query.period
        chosen = str(period.first) if period and period.first and period.first == period.last else None
        self.show(counts.tree, period.bounds(session.today) if period else None, chosen, session.today)

    @handles("filter.timeline")
    def enter(self) -> None:
        """Go to the timeline."""
        self._host.go_to(Pane.TIMELINE)

    @handles("time.calendar")
    def enter_calendar(self) -> None:
        """Go to the calendar at the list's day; from the calendar, to the tree of years."""
        is_there = self.calendar.has_focus
        day = self._list_time.day
        if not is_there and day is not None and not self.periods.has_focus:
            self.calendar.point(day)
        self.turn_to(calendar=not is_there)
        self._host.go_to(Pane.TIMELINE)

    def on_timeline_pane_chose(self, event: TimelinePane.Chose) -> None:
        """Narrow to the period; choosing it again takes it back."""
        event.stop()
        period = Period(*(int(part) for part in event.period.split("-")))
        self._list_time.narrow(period, period)

    def on_calendar_month_chose(self, event: CalendarMonth.Chose) -> None:
        """Narrow to the day; choosing it again takes it back."""
        event.stop()
        day = Period(event.day.year, event.day.month, event.day.day)
        self._list_time.narrow(day, day)

    def follow_list(self) -> None:
        """Let the calendar show the day of the post under the list's cursor, while nobody is in it."""
        if (day := self._list_time.day) is not None:
            self.point(day)
