"""Moves the list to the next or previous day or month with posts."""

from __future__ import annotations

from datetime import date

from reader.language import later, tr
from reader.library import Granularity
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.list_time import ListTime
from reader.tui.session import Session

_NO_FURTHER = {
    (Granularity.DAY, True): later("No later day with posts in this list"),
    (Granularity.DAY, False): later("No earlier day with posts in this list"),
    (Granularity.MONTH, True): later("No later month with posts in this list"),
    (Granularity.MONTH, False): later("No earlier month with posts in this list"),
}


class Days:
    """Moves the list by days and months."""

    def __init__(self, session: Session, list_time: ListTime, host: Host) -> None:
        self._session = session
        self._list_time = list_time
        self._host = host

    def _has_day(self, days: int) -> bool:
        return self._has(Granularity.DAY, days)

    def _has_month(self, months: int) -> bool:
        return self._has(Granularity.MONTH, months)

    def _has(self, granularity: Granularity, steps: int) -> bool:
        session = self._session
        return session.is_by_time and session.days.beside(self._list_time.day, granularity, steps) is not None

    @handles("time.previous-day", "time.next-day", offered=_has_day)
    def go_by_days(self, days: int) -> None:
        """Go to the next day with posts (above 0: later)."""
        self._go(Granularity.DAY, days)

    @handles("time.previous-month", "time.next-month", offered=_has_month)
    def go_by_months(self, months: int) -> None:
        """Go to the next month with posts (above 0: later)."""
        self._go(Granularity.MONTH, months)

    def _go(self, granularity: Granularity, steps: int) -> None:
        session = self._session
        if not self._list_time.has_order():
            return
        found = session.days.beside(self._list_time.day, granularity, steps)
        if found is None:
            self._host.say(tr(_NO_FURTHER[granularity, steps > 0]))
            return
        if granularity is Granularity.MONTH:
            month = granularity.number(found)
            ordinal = (
                granularity.first_ordinal(month)
                if session.is_oldest_first
                else granularity.first_ordinal(month + 1) - 1
            )
            found = date.fromordinal(ordinal)
        self._list_time.go_to_index(session.index_of_day(found))
