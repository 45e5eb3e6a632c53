"""New and changed files appear by themselves while the reader runs."""

from __future__ import annotations

import contextlib
import threading
from datetime import tzinfo

from reader.errors import ReaderError
from reader.library import Library, Progress
from reader.query import Query
from reader.tui.screens.filtering import FilteringScreen

_MANY = 50
"""posts from which a refresh that nobody asked for shows how far it is"""
_SECONDS_TO_BEGIN = 1.0


class WatchingScreen(FilteringScreen):
    """Follows what happens in the folders."""

    def __init__(self, library: Library, query: Query, *, zone: tzinfo) -> None:
        super().__init__(library, query, zone=zone)
        self._watching: threading.Thread | None = None
        self._unwatched = threading.Event()

    def is_watching_wanted(self) -> bool:
        """Whether the folders are watched."""
        return True

    def on_filtering_screen_loaded(self, event: FilteringScreen.Loaded) -> None:
        """Begin to watch."""
        if self._watching is None and self.is_watching_wanted():
            # A daemon: nobody waits for it when the program ends.
            self._watching = threading.Thread(target=self._follow, name="watching", daemon=True)
            self._watching.start()

    def on_unmount(self) -> None:
        """Stop."""
        self._unwatched.set()

    def _follow(self) -> None:
        # The first list and its counts go first.
        self._unwatched.wait(_SECONDS_TO_BEGIN)
        for places in self.library.changes(self._unwatched):
            generation = self.library.generation
            # An archive that can not be read now may be there again when something happens next.
            with contextlib.suppress(ReaderError):
                for progress in self.library.refresh(places) if places else self.library.load():
                    if self._unwatched.is_set():
                        return
                    self._tell(progress)
            if self.library.generation != generation:
                self.post_message(self.Loaded(None, self.library.generation))

    def _tell(self, progress: Progress) -> None:
        if progress.total > _MANY:
            self.post_message(self.Loaded(progress, self.library.generation))
