"""What was said and could not be written yet: it holds in memory as if it were in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.errors import StateError
from reader.state.statements import PRESENCE_KINDS, Item
from reader.state.writing import Change, Deed, Outcome, Values


class Waiting(NamedTuple):
    """Values that wait for the file."""

    number: int
    """identifies the change until it is written; negative, as those of the log are positive"""
    at: int
    values: dict[Item, str | None]
    before: dict[Item, str | None]
    """what held before them"""
    deed: Deed | None
    """None for what is remembered without a change in the log"""


class Unwritten:
    """The changes that wait, in the order in which they were made."""

    def __init__(self) -> None:
        self.values: dict[Item, str | None] = {}
        """what holds for the items that were spoken of"""
        self.waiting: list[Waiting] = []
        self.problem: StateError | None = None
        """why they could not be written; None if nothing waits"""
        self.was_refused: Callable[[StateError], object] = lambda _: None
        """called with the first refusal, in the thread that met it"""
        self._last_number = 0
        self._written: dict[int, int] = {}
        """the numbers in the log of changes that have waited"""

    def refuse(self, problem: StateError) -> None:
        """Note why changes wait from now on."""
        is_first = self.problem is None
        self.problem = problem
        if is_first:
            self.was_refused(problem)

    def add(
        self, values: Values, run: str, now: int, deed: Deed | None, held: Callable[[Item], str | None]
    ) -> Outcome | None:
        """Let those values wait that differ from what held; return what that changes, None if nothing."""
        before = {item: held(item) for item in values}
        keeps_presence = deed is not None and deed.takes_back is None
        changed = {
            item: value
            for item, value in values.items()
            if value != before[item]
            and not (
                keeps_presence and item.kind in PRESENCE_KINDS and (value is None) == (before[item] is None)
            )
        }
        if not changed:
            return None
        self.values.update(changed)
        if deed is None and self.waiting and self.waiting[-1].deed is None:
            # Places change with each key.
            self.waiting[-1].values.update(changed)
            return None
        self._last_number -= 1
        self.waiting.append(Waiting(self._last_number, now, changed, before, deed))
        return Outcome(self._change(self.waiting[-1], run), changed)

    def changes(self, run: str) -> list[Change]:
        """Return the changes that wait, most recent first."""
        return [self._change(each, run) for each in reversed(self.waiting) if each.deed is not None]

    def _change(self, each: Waiting, run: str) -> Change:
        deed = each.deed or Deed("")
        back = next(
            (other.number for other in self.waiting if other.deed and other.deed.takes_back == each.number),
            None,
        )
        return Change(each.number, each.at, run, *deed[:3], len(each.values), deed.takes_back, back)

    def find(self, number: int) -> Waiting | None:
        """Return the change with this number, if it waits."""
        return next((each for each in self.waiting if each.number == number), None)

    def in_log(self, number: int) -> int:
        """Return the number in the log of a change that may have waited."""
        return self._written.get(number, number)

    def written(self, numbers: dict[int, int]) -> None:
        """Forget what waited: it is in the file, under these numbers of the log."""
        self._written.update(numbers)
        self.waiting.clear()
        self.values.clear()
        self.problem = None
