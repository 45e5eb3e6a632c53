"""The modal screen in which a time is typed, with its interpretation below."""

from __future__ import annotations

from datetime import date

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.language import tr
from reader.library import DayCounts, Granularity
from reader.text.shown_dates import weekday
from reader.text.when import When, WhenError, read_when
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.periods import posts_text
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.line_input import LineInput

_EXAMPLES = "2019-06   6/4   yesterday   三天前   去年夏天"


def _latest_with_posts(when: When, counts: DayCounts) -> When:
    """Return the latest such time with posts if no year was named, else the time itself."""
    for each in when.earlier():
        if counts.between(each.first, each.last):
            return each
        if each.last < counts.first:
            break
    return when


def _time_name(when: When) -> str:
    """Return the shortest name: a year, a month, a day with its weekday, or the first and the last day."""
    if when.first == when.last:
        return f"{when.first}  {weekday(when.first)}"
    for granularity in (Granularity.YEAR, Granularity.MONTH):
        number = granularity.number(when.first)
        ordinals = granularity.first_ordinal(number), granularity.first_ordinal(number + 1) - 1
        if ordinals == (when.first.toordinal(), when.last.toordinal()):
            return str(granularity.period(number))
    return f"{when.first} – {when.last}"


class GoToDateScreen(Dialog[When | None]):
    """Asks for a time; the result is its interpretation."""

    SCOPES = with_wider(Scope.DATE)

    def __init__(self, counts: DayCounts, today: date, *, oldest_first: bool) -> None:
        """`counts` must not be empty."""
        super().__init__()
        self._counts = counts
        self._today = today
        self._oldest_first = oldest_first
        self._line = LineInput(placeholder=_EXAMPLES, compact=True)
        self._interpretation = Static("", markup=False, classes="understood")
        self._when: When | None = None

    def frame(self) -> Widget:
        """Return the input, and its interpretation below it."""
        frame = Vertical(self._line, self._interpretation, classes="question")
        frame.border_title = tr("Go to a date")
        return frame

    def on_mount(self) -> None:
        """Show the first and the last date."""
        self._show_bounds()

    def _show_bounds(self) -> None:
        self._show(
            tr("Posts from {first} to {last}", first=self._counts.first, last=self._counts.last),
            "",
            is_error=False,
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Interpret the text while it is typed."""
        event.stop()
        self._when = None
        if not event.value.strip():
            self._show_bounds()
            return
        try:
            self._when = _latest_with_posts(read_when(event.value, self._today), self._counts)
        except WhenError as error:
            self._show("", str(error), is_error=True)
        else:
            count = self._counts.between(self._when.first, self._when.last)
            self._show(
                f"{_time_name(self._when)} · {posts_text(count)}", self._nearest(count), is_error=False
            )

    def _nearest(self, count: int) -> str:
        """Return where the list goes if there are no posts at that time."""
        assert self._when is not None
        if count:
            return ""
        counts = self._counts
        if self._oldest_first:
            day = counts.at_or_after(self._when.first)
            return (
                tr("The next after is {day}", day=day)
                if day
                else tr("The last post is of {last}", last=counts.last)
            )
        day = counts.at_or_before(self._when.last)
        return (
            tr("The next before is {day}", day=day)
            if day
            else tr("The first post is of {first}", first=counts.first)
        )

    def _show(self, what: str, more: str, *, is_error: bool) -> None:
        self._interpretation.update(
            Content.assemble(
                (what, "$accent bold"),
                "\n" if what else "",
                (more, "$error" if is_error else "$text-muted"),
            )
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there on Enter."""
        event.stop()
        self.go()

    @handles("date.go")
    def go(self) -> None:
        """Close with the time, if the text names one."""
        if self._when is not None:
            self.dismiss(self._when)
