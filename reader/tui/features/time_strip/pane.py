"""The time strip of the list, connected to the session."""

from __future__ import annotations

from datetime import date

from reader.language import tr
from reader.library import DayCounts
from reader.query import Query
from reader.tui.dispatch import handles
from reader.tui.features.time_strip.strip import TimeStrip
from reader.tui.host import Host
from reader.tui.layout import Pane, strip_height
from reader.tui.list_time import ListTime
from reader.tui.session import Session


class ListStrip(TimeStrip):
    """A time strip that follows the list and filters it."""

    def __init__(self, session: Session, list_time: ListTime, host: Host, *, is_wanted: bool) -> None:
        """`is_wanted` is True if the strip is to be shown on screens that have room for it."""
        super().__init__(id="strip")
        self._session = session
        self._list_time = list_time
        self._host = host
        self._is_wanted = self._setting = is_wanted
        self._shown_query: Query | None = None
        session.dated.connect(self._show_days)

    def _show_days(self, days: DayCounts) -> None:
        is_same_query = self._shown_query == self._session.query
        self._shown_query = self._session.query
        self.follow_list()
        # The list says why it is empty.
        self.empty_text = tr("No post here has a date.") if self._session.results else ""
        self.show(days, keep=is_same_query)

    def want(self, *, wanted: bool) -> None:
        """Show the strip where there is room for it, or hide it, by the setting."""
        self._is_wanted = self._setting = wanted
        self.fit(*self.app.size)

    def standing(self) -> object:
        """Return whether the strip is wanted, what the setting was, and the days that the user zoomed to, by ordinals."""
        zoom = [day.toordinal() for day in self.zoomed_days or ()]
        return {"wanted": self._is_wanted, "setting": self._setting, "zoom": zoom}

    def stand(self, standing: object) -> None:
        """Show or hide the strip, and zoom as soon as posts are counted."""
        match standing:
            case {"wanted": bool(is_wanted), "zoom": [*days], **more}:
                match days:
                    case [int(first), int(last)] if 0 < first <= last <= date.max.toordinal():
                        self.zoom_to(date.fromordinal(first), date.fromordinal(last))
                # What a key did goes over the setting until that is changed.
                is_same = more.get("setting", self._setting) is self._setting
                if is_same and is_wanted is not self._is_wanted:
                    self._is_wanted = is_wanted
                    self.fit(*self.app.size)

    def follow_list(self) -> None:
        """Show the day of the post under the list's cursor."""
        self.show_here(self._list_time.day)

    def fit(self, columns: int, rows: int) -> None:
        """Set the height for a screen of this size, or hide the strip; the list has the keys in its place then."""
        height = strip_height(columns, rows)
        is_shown = self._is_wanted and bool(height) and Pane.LIST in self._host.shown_panes()
        gives_up_keys = self.has_focus and self.display and not is_shown
        self.display = is_shown
        self.styles.height = max(height, 1)
        if gives_up_keys:
            self._host.go_to(self._host.pane)

    @handles("time.strip", offered=lambda self: not self.has_focus)
    def enter(self) -> None:
        """Focus the strip."""
        self._is_wanted = True
        if Pane.LIST not in self._host.shown_panes():
            self._host.go_to(Pane.LIST)
        self.fit(*self.app.size)
        if self.display:
            # Not `focus`, which acts later: the next key is for the strip.
            self.screen.set_focus(self)
        else:
            self._host.go_to(self._host.pane)
            self._host.say(tr("No room for the strip"))

    def on_time_strip_left(self, event: TimeStrip.Left) -> None:
        """Go back to the list."""
        event.stop()
        self._is_wanted = not event.hide
        self._host.go_to(Pane.LIST)

    def on_time_strip_chose(self, event: TimeStrip.Chose) -> None:
        """Filter by the range, or drop that filter if it is in force."""
        event.stop()
        self._list_time.narrow(event.first, event.last)
