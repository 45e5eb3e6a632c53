"""The line in which a date is typed, and what is understood of it."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.library import DayCounts, Granularity
from reader.text.when import When, WhenError, read_when
from reader.tui.commands import Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.periods import posts_said

_EXAMPLES = "2019-06   6/4   yesterday   三天前   2 weeks ago   去年夏天"


def settled(when: When, counts: DayCounts) -> When:
    """The time that is meant: where no year was named, the latest that has posts."""
    for each in when.earlier():
        if counts.between(each.first, each.last):
            return each
        if each.last < counts.first:
            break
    return when


def time_name(when: When) -> str:
    """The days by their shortest name: a year, a month, a day with its weekday, or the first and the last."""
    if when.first == when.last:
        return f"{when.first}  {when.first:%a}"
    for granularity in (Granularity.YEAR, Granularity.MONTH):
        number = granularity.number(when.first)
        ordinals = granularity.first_ordinal(number), granularity.first_ordinal(number + 1) - 1
        if ordinals == (when.first.toordinal(), when.last.toordinal()):
            return str(granularity.period(number))
    return f"{when.first} – {when.last}"


class GoToDateScreen(CommandScreen[When | None], ModalScreen[When | None]):
    """Asks for a time; the answer is the one that was understood."""

    SCOPES = (Scope.DIALOG,)

    def __init__(self, counts: DayCounts, today: date, *, oldest_first: bool) -> None:
        """`counts` holds a post at least."""
        super().__init__()
        self._counts = counts
        self._today = today
        self._oldest_first = oldest_first
        self._line = Input(placeholder=_EXAMPLES, compact=True)
        self._understood = Static("", markup=False, classes="understood")
        self._when: When | None = None

    def compose(self) -> ComposeResult:
        """The line, and under it what is understood."""
        with Vertical(classes="question") as frame:
            frame.border_title = "Go to a date"
            frame.border_subtitle = "Enter goes there · Esc leaves it"
            yield self._line
            yield self._understood

    def on_mount(self) -> None:
        """Say which dates there are."""
        self._say(f"Posts from {self._counts.first} to {self._counts.last}", "", error=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood while it is typed."""
        event.stop()
        self._when = None
        if not event.value.strip():
            self.on_mount()
            return
        try:
            self._when = settled(read_when(event.value, self._today), self._counts)
        except WhenError as error:
            self._say("", str(error), error=True)
        else:
            count = self._counts.between(self._when.first, self._when.last)
            self._say(f"{time_name(self._when)} · {posts_said(count)}", self._nearest(count), error=False)

    def _nearest(self, count: int) -> str:
        """Where the list goes when there is nothing at that time."""
        assert self._when is not None
        if count:
            return ""
        counts = self._counts
        if self._oldest_first:
            day = counts.at_or_after(self._when.first)
            return f"The next after is {day}" if day else f"The last post is of {counts.last}"
        day = counts.at_or_before(self._when.last)
        return f"The next before is {day}" if day else f"The first post is of {counts.first}"

    def _say(self, what: str, more: str, *, error: bool) -> None:
        self._understood.update(
            Content.assemble(
                (what, "$accent bold"), "\n" if what else "", (more, "$error" if error else "$text-muted")
            )
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there, if anything was understood."""
        event.stop()
        if self._when is not None:
            self.dismiss(self._when)
