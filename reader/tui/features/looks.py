"""How the list looks: how many lines a post takes, and how dates are shown."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

from reader.config import Settings
from reader.language import later, tr
from reader.text.shown_dates import DateForm
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.post_rows import Density
from reader.tui.preferences import Preferences

Value = TypeVar("Value", bound=StrEnum)

_DENSITIES = {
    Density.COMPACT: later("compact list: a line for each post"),
    Density.COMFORTABLE: later("comfortable list: two lines for each post"),
    Density.WRAPPED: later("wrapped list: titles take up to two lines"),
}
_DATES = {
    DateForm.ISO: later("dates as 2024-02-07"),
    DateForm.SHORT: later("short dates"),
    DateForm.RELATIVE: later("dates as the time since then"),
    DateForm.MINGUO: later("dates by the years of the Republic of China"),
}


class ListView(Protocol):
    """The list, as far as its looks are concerned."""

    @property
    def density(self) -> Density:
        """How many lines a post takes."""

    @property
    def dates(self) -> DateForm:
        """How dates are shown."""

    def show_as(self, density: Density, dates: DateForm) -> None:
        """Show the posts in other rows."""


class Looks:
    """Goes round the densities of the list and the forms of dates, which last."""

    def __init__(
        self,
        preferences: Preferences,
        posts: ListView,
        fit: Callable[[], None],
        date: Callable[[DateForm], None],
        host: Host,
    ) -> None:
        """`fit` lays the panes out for another density; `date` shows dates elsewhere in another form."""
        self._preferences = preferences
        self._posts = posts
        self._fit = fit
        self._date = date
        self._host = host
        preferences.follow(self._use, "density", "dates")

    def _use(self, settings: Settings) -> None:
        """Look as the settings say."""
        self._show(Density(settings.density), DateForm(settings.dates))

    def _show(self, density: Density, dates: DateForm) -> None:
        old_density, old_dates = self._posts.density, self._posts.dates
        if (density, dates) == (old_density, old_dates):
            return
        self._posts.show_as(density, dates)
        if density is not old_density:
            self._fit()
        if dates is not old_dates:
            self._date(dates)

    @handles("view.density")
    def show_next_density(self) -> None:
        """Show the list in the next density."""
        density = _after(self._posts.density)
        self._show(density, self._posts.dates)
        self._host.say(tr(_DENSITIES[density]))
        self._keep("density", density)

    @handles("view.dates")
    def show_next_dates(self) -> None:
        """Show dates in the next form."""
        dates = _after(self._posts.dates)
        self._show(self._posts.density, dates)
        self._host.say(tr(_DATES[dates]))
        self._keep("dates", dates)

    def _keep(self, name: str, value: StrEnum) -> None:
        """Write the setting once the list is painted."""

        def keep() -> None:
            if problem := self._preferences.choose(name, value.value):
                self._host.complain(problem)

        self._host.app.call_after_refresh(keep)


def _after(value: Value) -> Value:
    values = list(type(value))
    return values[(values.index(value) + 1) % len(values)]
