"""The timeline pane, connected to the session and the list."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from reader.language import tr
from reader.query.moments import Period
from reader.tui.dispatch import handles
from reader.tui.features.timeline.calendar import CALENDAR_HEIGHT, CalendarMonth
from reader.tui.features.timeline.tree import TimelinePane
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Counts, Session
from reader.tui.time_tree import TimeTree
from reader.tui.widgets.rows import RowList

_BOTH_FROM = CALENDAR_HEIGHT + 9
"""pane height in lines from which tree and calendar are both shown"""


class TimeSide(Vertical):
    """The tree of periods and the calendar, one of which takes the focus."""

    def __init__(self, *, id: str | None = None) -> None:
        self.periods = TimelinePane(id="timeline-tree")
        self.calendar = CalendarMonth(id="calendar")
        super().__init__(self.periods, self.calendar, id=id)
        self._is_calendar_chosen = False

    def show(self, tree: TimeTree, period: tuple[date, date] | None, chosen: str | None, today: date) -> None:
        """Show other posts; highlight `chosen` in the tree, and the days of `period` in the calendar."""
        self.periods.show(tree, chosen)
        self.calendar.show(tree.counts, tree.most, period, today)

    def explain(self, why_empty: str) -> None:
        """Set the text that is shown while there are no periods."""
        self.periods.empty_text = self.calendar.empty_text = why_empty

    def show_day(self, day: date) -> None:
        """Show a day in the calendar, unless tree or calendar has the focus."""
        if (
            self.display
            and self.calendar.display
            and not self.periods.has_focus
            and not self.calendar.has_focus
        ):
            self.calendar.put_cursor(day)

    def switch(self, *, to_calendar: bool) -> None:
        """Make the calendar or the tree the one that takes the focus."""
        self._is_calendar_chosen = to_calendar
        self._lay_out()

    @property
    def focus_target(self) -> Widget:
        """The widget that takes the focus."""
        return self.calendar if self._is_calendar_chosen else self.periods

    def on_resize(self) -> None:
        """Show both widgets if there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        both = self.size.height >= _BOTH_FROM
        self.periods.display = both or not self._is_calendar_chosen
        self.calendar.display = both or self._is_calendar_chosen

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus, which the mouse may move, too."""
        self._is_calendar_chosen = event.widget is self.calendar

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the period under the tree's cursor in the calendar."""
        node = self.periods.node
        if node is not None and self.periods.has_focus:
            parts = [int(part) for part in node.period.split("-")]
            self.calendar.put_cursor(self._last_with_posts(parts))

    def _last_with_posts(self, parts: list[int]) -> date:
        """Return the last day with posts in a period, given as year, month and day."""
        last = Period(*parts).last(date.max)
        return self.periods.time_tree.counts.at_or_before(last) or last


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
