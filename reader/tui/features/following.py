"""Shows what other runs of the program say of posts, and tells of what could not be written yet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import NamedTuple

from reader.errors import StateError
from reader.language import ntr, tr
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.session import Session
from reader.tui.signals import Signal

_SECONDS = 0.5
"""between two looks: what another run says is to be seen within a second"""
_LOOKS_BETWEEN_WRITES = 4
"""looks after which it is tried again to write what could not be"""


class _Seen(NamedTuple):
    """What a look found."""

    has_changed: bool
    """whether another run said something"""
    written: int
    """how many values were written that could not be before"""
    problem: str
    """why the marks cannot be read; empty if they can"""


class Following:
    """Looks at the file of marks twice a second, in a thread."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host
        self._stopped = threading.Event()
        self._told: set[str] = set()
        """the problems that were told and are not over"""
        self.changed: Signal[None] = Signal()
        """another run of the program said something of posts"""

    def start(self) -> None:
        """Tell what is wrong with the marks, and begin to look."""
        library = self._session.library
        self._tell(library.marks_problem)
        library.keeping.tell_of_unwritten(
            lambda error: self._session.jobs.call(lambda: self._tell(str(error)))
        )
        self._session.jobs.start("following", self._follow, self._take)

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()

    def _tell(self, problem: str) -> None:
        """Tell why marks cannot be kept, once for each reason."""
        if not problem:
            self._told.clear()
        elif problem not in self._told:
            self._told.add(problem)
            self._session.warned.emit(
                tr("{problem} What you mark until then is kept in memory.", problem=problem)
            )

    def _follow(self, is_wanted: IsWanted) -> Iterator[_Seen]:
        library = self._session.library
        last, looks = "", 0
        while not self._stopped.wait(_SECONDS) and is_wanted():
            written, has_changed, problem = 0, False, ""
            try:
                has_changed = library.follow_marks()
                if looks % _LOOKS_BETWEEN_WRITES == 0:
                    written = library.keeping.write_unwritten()
                if not self._session.is_reading:
                    library.keeping.back_up()
            except StateError as error:
                problem = str(error)
            seen = _Seen(has_changed, written, problem)
            if has_changed or written or problem != last:
                yield seen
            last = problem
            looks += 1

    def _take(self, seen: _Seen) -> None:
        self._tell(seen.problem or self._session.library.keeping.problem)
        if seen.has_changed:
            self._host.show_said()
            self.changed.emit(None)
        if seen.written:
            self._host.say(
                ntr(
                    "written now: {count} mark that could not be",
                    "written now: {count} marks that could not be",
                    seen.written,
                )
            )
