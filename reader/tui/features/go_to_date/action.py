"""Go to a date: asks for a time in everyday language, and moves the list there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.query.moments import Period
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_time import ListTime
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.text.when import When


class GoToDate:
    """Asks for a time and moves the list there."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        self._session = session
        self._list_time = list_time
        self._host = host

    @handles("time.go", offered=lambda self: self._session.is_by_time and bool(self._session.days))
    def ask(self) -> None:
        """Ask for a time."""
        from reader.tui.features.go_to_date.screen import GoToDateScreen  # not needed for the first frame

        session = self._session
        if not self._list_time.has_order():
            return
        if not (days := session.days):
            self._host.say(tr("No post in this list has a date"))
            return
        screen = GoToDateScreen(days, session.today, oldest_first=session.is_oldest_first)
        self._host.ask(screen, lambda when: self.go(when) if when is not None else None)

    def go_to_period(self, period: Period) -> None:
        """Move the list to a day or a month, or to what is nearest to it; say so if it is not in the order of time."""
        session = self._session
        if self._list_time.has_order() and session.days:
            end = period.first if session.is_oldest_first else period.last
            index = session.index_of_day(end(session.today))
            self._list_time.go_to_index(min(index, session.days.total - 1), near_top=True)

    def go(self, when: When) -> None:
        """Move the list to a time, of which some post of the list has one."""
        session = self._session
        if session.is_oldest_first:
            index, beyond = session.index_of_day(when.first), tr("No post is that late")
        else:
            index, beyond = session.index_of_day(when.last), tr("No post is that early")
        total = session.days.total
        if index >= total:
            self._host.say(beyond)
        if self._host.pane is not Pane.ARTICLE:
            self._host.go_to(Pane.LIST)
        self._list_time.go_to_index(min(index, total - 1), near_top=True)
