"""Watches the archives: new and changed files appear while the reader runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from reader.errors import ArchiveError, ReaderError
from reader.tui.jobs import IsWanted
from reader.tui.session import LoadStep, Session

_SHOW_PROGRESS_ABOVE = 50
"""number of files above which an automatic refresh shows its progress"""
_START_DELAY_SECONDS = 1.0


class Watching:
    """Refreshes the session after changes in the folders, once a first walk has come to its end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._has_started = False
        self._stopped = threading.Event()
        session.loaded.connect(lambda _: self._start())

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _start(self) -> None:
        if not self._has_started and self._session.stopped is None:
            self._has_started = True
            self._session.jobs.start("watching", self._follow, self._session.take_step)

    def _follow(self, is_wanted: IsWanted) -> Iterator[LoadStep]:
        library = self._session.library
        # Let the list and its counts appear first.
        self._stopped.wait(_START_DELAY_SECONDS)
        for places in library.changes(self._stopped):
            generation = library.generation
            # Changed files of one archive do not bring back another.
            away = self._session.away if places else None
            # What cannot be read now may be readable at the next change.
            try:
                for progress in library.refresh(places) if places else library.load():
                    if self._stopped.is_set() or not is_wanted():
                        return
                    if progress.total > _SHOW_PROGRESS_ABOVE:
                        yield LoadStep(progress, library.generation)
            except ArchiveError as error:
                away = error
            except ReaderError:
                continue
            if library.generation != generation or away is not self._session.away:
                yield LoadStep(None, library.generation, away, is_whole=not places)
