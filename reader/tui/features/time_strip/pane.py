"""The strip of time over the list: how many of its posts fall on each day, month or year."""

from __future__ import annotations

from reader.library import DayCounts
from reader.query import Query
from reader.tui.dispatch import handles
from reader.tui.features.time_strip.strip import TimeStrip
from reader.tui.host import Host
from reader.tui.layout import Pane, strip_height
from reader.tui.list_time import ListTime
from reader.tui.session import Session


class ListStrip(TimeStrip):
    """The strip, following the list."""

    def __init__(self, session: Session, list_time: ListTime, host: Host, *, is_wanted: bool) -> None:
        """`is_wanted` says whether the strip is shown where there is room."""
        super().__init__(id="strip")
        self._session = session
        self._list_time = list_time
        self._host = host
        self._is_wanted = is_wanted
        self._shown_query: Query | None = None
        session.dated.connect(self._show_days)

    def _show_days(self, days: DayCounts) -> None:
        keep = self._shown_query == self._session.query
        self._shown_query = self._session.query
        self.follow_list()
        self.show(days, keep=keep)

    def follow_list(self) -> None:
        """Mark the day of the post under the list's cursor."""
        self.point(self._list_time.day)

    def fit(self, columns: int, rows: int) -> None:
        """Take the room that a screen of this size has for it."""
        height = strip_height(columns, rows)
        self.display = self._is_wanted and bool(height) and Pane.LIST in self._host.shown_panes()
        self.styles.height = max(height, 1)

    @handles("time.strip")
    def enter(self) -> None:
        """Give the keys to the strip."""
        self._is_wanted = True
        if Pane.LIST not in self._host.shown_panes():
            self._host.go_to(Pane.LIST)
        self.fit(*self.app.size)
        if self.display:
            # At once: a key typed right after belongs to the strip.
            self.screen.set_focus(self)
        else:
            self._host.go_to(self._host.pane)
            self._host.say("No room for the strip")

    def on_time_strip_left(self, event: TimeStrip.Left) -> None:
        """Go back to the list."""
        event.stop()
        self._is_wanted = not event.hide
        self._host.go_to(Pane.LIST)

    def on_time_strip_chose(self, event: TimeStrip.Chose) -> None:
        """Narrow to the range; choosing it again takes it back."""
        event.stop()
        self._list_time.narrow(event.first, event.last)
