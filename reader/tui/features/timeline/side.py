"""The widgets of the timeline pane: the tree of periods and the calendar, both at once in a tall pane."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from reader.query.moments import Period
from reader.tui.features.timeline.calendar import CALENDAR_HEIGHT, CalendarMonth
from reader.tui.features.timeline.tree import TimelinePane
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
