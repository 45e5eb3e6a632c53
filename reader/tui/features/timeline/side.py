"""The timeline pane: the tree of years, months and days, and a calendar month; both where it is tall."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from reader.query.nodes import Period
from reader.tui.features.timeline.calendar import CALENDAR_HEIGHT, CalendarMonth
from reader.tui.features.timeline.tree import TimelinePane
from reader.tui.time_tree import TimeTree
from reader.tui.widgets.rows import RowList

_BOTH_FROM = CALENDAR_HEIGHT + 9
"""lines from which the tree stands over the calendar"""


class TimeSide(Vertical):
    """The posts in time: keys go to the tree or to the calendar."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self.periods = TimelinePane(id="timeline-tree")
        self.calendar = CalendarMonth(id="calendar")
        super().__init__(self.periods, self.calendar, id=id)
        self._is_calendar = False

    def show(self, tree: TimeTree, period: tuple[date, date] | None, chosen: str | None, today: date) -> None:
        """Show these posts; `chosen` carries a sign in the tree, the days of `period` are marked in the calendar."""
        self.periods.show(tree, chosen)
        self.calendar.show(tree.counts, tree.most, period, today)

    def point(self, day: date) -> None:
        """Let the calendar follow the list, while nobody is in it."""
        if (
            self.display
            and self.calendar.display
            and not self.periods.has_focus
            and not self.calendar.has_focus
        ):
            self.calendar.point(day)

    def turn_to(self, *, calendar: bool) -> None:
        """Give the keys to the calendar or to the tree from now on."""
        self._is_calendar = calendar
        self._lay_out()

    @property
    def with_keys(self) -> Widget:
        """The part to which the keys go."""
        return self.calendar if self._is_calendar else self.periods

    def on_resize(self) -> None:
        """A tall pane has room for both."""
        self._lay_out()

    def _lay_out(self) -> None:
        both = self.size.height >= _BOTH_FROM
        self.periods.display = both or not self._is_calendar
        self.calendar.display = both or self._is_calendar

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The mouse may give the keys, too."""
        self._is_calendar = event.widget is self.calendar

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The calendar shows the month or the day that the tree stands on."""
        step = self.periods.step
        if step is not None and self.periods.has_focus:
            parts = [int(part) for part in step.period.split("-")]
            self.calendar.point(self._last_with_posts(parts))

    def _last_with_posts(self, parts: list[int]) -> date:
        """The last day of a period of the tree that has posts."""
        last = Period(*parts).last(date.max)
        return self.periods.shown.counts.at_or_before(last) or last
