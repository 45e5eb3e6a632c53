"""Moving in time: the strip over the list, days and months with posts, a date that is typed, this day of all years."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from reader.library import DayCounts, Granularity
from reader.post import Post
from reader.query import Query
from reader.query.nodes import OnDay, Order, Period
from reader.tui.layout import Pane, strip_height
from reader.tui.screens.filtering import FilteringScreen
from reader.tui.widgets.calendar import CalendarMonth
from reader.tui.widgets.time_strip import TimeStrip

if TYPE_CHECKING:
    from reader.text.when import When


class TimingScreen(FilteringScreen):
    """The panes, and the time of the posts in them."""

    strip_wanted = True
    """whether the strip is shown where there is room"""
    _counted: tuple[Query, DayCounts] | None = None
    _before_this_day: tuple[Query, Query] | None = None
    """the query for a day of all years, and the one that it took the place of"""
    _is_this_day_told = True

    shown: Post | None

    def read(self, post: Post, place: int = 0) -> None:
        """Open a post."""
        raise NotImplementedError

    # The strip

    def _lay_out(self) -> None:
        super()._lay_out()
        size = self.size if self.size.width else self.app.size
        rows = strip_height(size.width, size.height)
        is_beside_list = Pane.LIST in self.shown_panes()
        self.strip.display = self.strip_wanted and bool(rows) and is_beside_list
        self.strip.styles.height = max(rows, 1)
        self._point()

    def on_filtering_screen_dated(self, event: FilteringScreen.Dated) -> None:
        """Draw the posts in time; an answer that belongs to another list is dropped."""
        if event.results is not self.results:
            return
        keep = self._counted is not None and self._counted[0] == event.query
        self._counted = (event.query, event.counts)
        self.strip.point(self._day_here())
        self.strip.show(event.counts, keep=keep)
        if not self._is_this_day_told:
            self._is_this_day_told = True
            self._tell_years(event.counts)

    def on_mount(self) -> None:
        """Mark the list's place in the strip; at once, since a message would paint the screen a second time."""
        self.watch(self.posts, "cursor", self._point, init=False)

    def _point(self) -> None:
        day = self._day_here()
        self.strip.point(day)
        if day is not None:
            self.timeline.point(day)

    def _day_here(self) -> date | None:
        """The day of the post under the list's cursor."""
        row = self.posts.current
        return row.post.date.day(self.zone) if row is not None and row.post.date is not None else None

    def action_time_strip(self) -> None:
        """Give the keys to the strip."""
        self.strip_wanted = True
        if Pane.LIST not in self.shown_panes():
            self.pane = Pane.LIST
        self._lay_out()
        if self.strip.display:
            # At once: a key typed right after belongs to the strip.
            self.set_focus(self.strip)
        else:
            self.go_to(self.pane)
            self.say("No room for the strip")

    def on_time_strip_left(self, event: TimeStrip.Left) -> None:
        """Go back to the list."""
        event.stop()
        self.strip_wanted = not event.hide
        self.go_to(Pane.LIST)

    def on_time_strip_chose(self, event: TimeStrip.Chose) -> None:
        """Narrow to the range; choosing it again takes it back."""
        event.stop()
        self._narrow(event.first, event.last)

    def _narrow(self, first: Period, last: Period) -> None:
        now = self.query_now.period
        again = now is not None and (now.first, now.last) == (first, last)
        self.set_query(self.query_now.with_period(*((None, None) if again else (first, last))))
        self.go_to(Pane.LIST)

    # Days and months

    def day_counts(self) -> DayCounts:
        """The days of the list; counted now where that was not done yet."""
        if self.results is None:
            return DayCounts([])
        if self._counted is None or self._counted[0] != self.query_now:
            return DayCounts(self.results.days())
        return self._counted[1]

    def action_day(self, days: int) -> None:
        """Go to the nearest day with posts, later or earlier."""
        self._go_beside(Granularity.DAY, days)

    def action_month(self, months: int) -> None:
        """Go to the nearest month with posts, later or earlier."""
        self._go_beside(Granularity.MONTH, months)

    def _go_beside(self, granularity: Granularity, steps: int) -> None:
        if self._is_ranked():
            return
        counts = self.day_counts()
        here = self._day_here()
        found = counts.beside(here, granularity, steps)
        if found is None:
            self.say(f"No {'later' if steps > 0 else 'earlier'} {granularity} with posts in this list")
            return
        if granularity is Granularity.MONTH:
            number = granularity.number(found)
            found = date.fromordinal(granularity.first_ordinal(number + 1) - 1)
            if self.query_now.order is Order.OLDEST:
                found = date.fromordinal(granularity.first_ordinal(number))
        self._put_cursor_at(self._place_of(counts, found))

    def _is_ranked(self) -> bool:
        """Whether the list is not in the order of time, which is then said."""
        if self.query_now.order is Order.RELEVANCE:
            self.say("This list goes by relevance: sort:newest puts it in order of time")
            return True
        return False

    def _place_of(self, counts: DayCounts, day: date) -> int:
        """Where the list comes to the day: its first post of that day, or the nearest that is further on."""
        oldest_first = self.query_now.order is Order.OLDEST
        return counts.before(day) if oldest_first else counts.after(day)

    def _put_cursor_at(self, place: int) -> None:
        self.posts.cursor = place
        row = self.posts.current
        if row is not None and self.pane is Pane.ARTICLE:
            self.read(row.post)

    # The calendar

    def action_calendar(self) -> None:
        """Go to the calendar at the list's day; from the calendar, to the tree of years."""
        is_there = self.focused is self.timeline.calendar
        day = self._day_here()
        if not is_there and day is not None and self.focused is not self.timeline.periods:
            self.timeline.calendar.point(day)
        self.timeline.turn_to(calendar=not is_there)
        self.go_to(Pane.TIMELINE)

    def on_calendar_month_chose(self, event: CalendarMonth.Chose) -> None:
        """Narrow to the day; choosing it again takes it back."""
        event.stop()
        day = Period(event.day.year, event.day.month, event.day.day)
        self._narrow(day, day)

    # A date that is typed

    def action_go_to_date(self) -> None:
        """Ask for a time and go there."""
        from reader.tui.screens.go_to_date import GoToDateScreen  # not needed for the first frame

        counts = self.day_counts()
        if self._is_ranked():
            return
        if not counts:
            self.say("No post in this list has a date")
            return
        today = datetime.now(self.zone).date()
        oldest_first = self.query_now.order is Order.OLDEST

        def go(when: When | None) -> None:
            if when is not None:
                self._go_to(when)

        self.app.push_screen(GoToDateScreen(counts, today, oldest_first=oldest_first), go)

    def _go_to(self, when: When) -> None:
        counts = self.day_counts()
        if self.query_now.order is Order.OLDEST:
            place, none_there = self._place_of(counts, when.first), "late"
        else:
            place, none_there = self._place_of(counts, when.last), "early"
        if place >= counts.total:
            self.say(f"No post is that {none_there}")
        if self.pane is not Pane.ARTICLE:
            self.go_to(Pane.LIST)
        self._put_cursor_at(min(place, counts.total - 1))

    # This day of all years

    def action_on_this_day(self) -> None:
        """The posts of the day of this post in all years, or back to what was before."""
        if self._before_this_day is not None and self._before_this_day[0] == self.query_now:
            self.set_query(self._before_this_day[1])
            return
        day = self._day_here()
        if self.pane is Pane.ARTICLE and self.shown is not None and self.shown.date is not None:
            day = self.shown.date.day(self.zone)
        day = day or datetime.now(self.zone).date()
        query = self.query_now.with_day(OnDay(day.month, day.day))
        if query != self.query_now:
            self._before_this_day = (query, self.query_now)
            self._is_this_day_told = False
            self.set_query(query)
        self.go_to(Pane.LIST)

    def _tell_years(self, counts: DayCounts) -> None:
        years = len(counts.periods(Granularity.YEAR))
        self.say(f"This day in {years} years" if years > 1 else "No other year has posts on this day")

    # Trends

    def action_trends(self) -> None:
        """Show how often the posts of the query appear, beside those of others."""
        from reader.tui.screens.trends import TrendScreen  # not needed for the first frame

        def narrow(query: Query | None) -> None:
            if query is not None:
                self.set_query(query)
                self.go_to(Pane.LIST)

        self.app.push_screen(TrendScreen(self.library, [self.query_now]), narrow)
