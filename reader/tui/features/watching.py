"""Watching: new and changed files appear by themselves while the reader runs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from reader.errors import ReaderError
from reader.tui.jobs import IsWanted
from reader.tui.session import LoadStep, Session

_MANY = 50
"""posts from which a refresh that nobody asked for shows how far it is"""
_SECONDS_TO_BEGIN = 1.0


class Watching:
    """Follows what happens in the folders, from the first whole list until the program ends."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._has_started = False
        self._stopped = threading.Event()
        session.loaded.connect(lambda _: self._start())

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _start(self) -> None:
        if not self._has_started:
            self._has_started = True
            self._session.jobs.start("watching", self._follow, self._session.take_step)

    def _follow(self, is_wanted: IsWanted) -> Iterator[LoadStep]:
        library = self._session.library
        # The first list and its counts go first.
        self._stopped.wait(_SECONDS_TO_BEGIN)
        for places in library.changes(self._stopped):
            generation = library.generation
            # An archive that can not be read now may be there again when something happens next.
            with contextlib.suppress(ReaderError):
                for progress in library.refresh(places) if places else library.load():
                    if self._stopped.is_set() or not is_wanted():
                        return
                    if progress.total > _MANY:
                        yield LoadStep(progress, library.generation)
            if library.generation != generation:
                yield LoadStep(None, library.generation)
