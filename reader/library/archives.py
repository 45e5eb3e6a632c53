"""The archives: loads and refreshes the index from their files, and reports changes to them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import reason_of
from reader.index import Index
from reader.language import tr
from reader.library.damage import rebuilding
from reader.library.post_marks import PostMarks
from reader.library.progress import Progress
from reader.post import PostId
from reader.store.post_store import PostStore

if TYPE_CHECKING:
    from reader.library.freshness import Comparison, UnchangedFolders
    from reader.library.refresh import Difference

_RETRY_SECONDS = 0.2
"""pause between attempts to write while another process writes"""


class Archives:
    """The folders of the archives, and the index of their posts. One thread at a time loads or refreshes."""

    def __init__(
        self,
        store: PostStore,
        index: Index,
        forget: Callable[[Collection[PostId]], None],
        marks: PostMarks,
    ) -> None:
        """Nothing is opened yet. `forget` is told of posts whose files changed or vanished.

        `marks` carries along what was said of posts that get other keys.
        """
        self._store = store
        self._index = index
        self._forget = forget
        self._marks = marks
        self._refreshing = threading.Lock()
        self._folders: Sequence[str] | None = None
        self._comparison: Comparison | None = None
        self._unchanged: UnchangedFolders | None = None
        self.problems: tuple[str, ...] = ()
        """the folders that the last load could not read, a sentence each"""
        self.remarks: tuple[str, ...] = ()
        """what the last load found usual in an archive and its posts do not say one by one, a sentence each"""

    def check(self) -> None:
        """Raise ArchiveError for the first archive that is missing, not a folder, or cannot be listed."""
        self._store.check()

    def load(self) -> Iterator[Progress]:
        """Compare all files with the index and read the new and changed ones; see `Library.load`."""
        with self._refreshing:
            self._store.check()
            yield from rebuilding(self._load, self._load)

    def catch_up(self) -> Iterator[Progress]:
        """Like `load`, unless the times of the folders tell that there is nothing to do; see `Library.catch_up`."""
        self._store.check()
        from reader.library.freshness import unchanged_folders

        self._unchanged = unchanged_folders(self._index, self._store)
        if self._unchanged is not None:
            return
        from reader.library.changed_folders import NeedsAllError  # which most commands do not need

        try:
            with self._refreshing:
                yield from rebuilding(lambda: self._refresh(self._difference_in_changed), self._load)
        except NeedsAllError:
            yield from self.load()

    def unchanged_folders(self) -> UnchangedFolders | None:
        """Return the folders as `catch_up` found them, or finds them now; None if the index may not be as they are."""
        if self._unchanged is None:
            from reader.library.freshness import unchanged_folders

            self._unchanged = unchanged_folders(self._index, self._store)
        return self._unchanged

    def refresh(self, changed: Collection[Path]) -> Iterator[Progress]:
        """Like `load`, for these files and folders alone; see `Library.refresh`."""
        with self._refreshing:
            yield from rebuilding(
                lambda: self._refresh(lambda difference: self._difference_at(changed, difference)), self._load
            )

    def _load(self) -> Iterator[Progress]:
        return self._refresh(self._whole_difference, is_whole=True)

    def _refresh(
        self, compare: Callable[[Difference], Iterator[None]], *, is_whole: bool = False
    ) -> Iterator[Progress]:
        from reader.library.known_habits import KnownHabits
        from reader.library.refresh import Difference, apply, read_newest

        self._unchanged = None
        if len(self._index):
            yield Progress(0, 0)
        while not self._index.try_begin():
            yield Progress(0, 0)
            time.sleep(_RETRY_SECONDS)
        try:
            read = 0
            self.remarks = ()
            for _ in self._marks.catch_up():
                yield Progress(0, 0)
            habits = KnownHabits(self._index, self._store.habits, self._store.archives)
            if is_whole and not len(self._index):
                read = read_newest(self._index, self._store)
                if read:
                    yield Progress(read, 0, new=read)
            difference = Difference()
            for _ in compare(difference):
                yield Progress(read, 0, new=read)
            habits.learn(difference)
            progress = Progress(read, 0, new=read)
            for progress in apply(self._index, difference, self._forget, self._store.habits.of, read):
                yield progress
            habits.keep()
            self.remarks = tuple(habits.remarks)
            self._index.save_snapshot()
            for _ in self._marks.carry():
                yield progress
            if is_whole:
                self._index.forget_damaged()
            if self._comparison is not None and not self.problems:
                self._comparison.keep()
        finally:
            self._index.end()

    def _whole_difference(self, difference: Difference) -> Iterator[None]:
        from reader.library.freshness import Comparison
        from reader.library.refresh import whole_difference

        problems: list[str] = []
        listings = self._store.listings(lambda folder, error: problems.append(_unreadable(folder, error)))
        self._comparison = comparison = Comparison(self._index, self._store)
        with self._index.files() as files:
            yield from whole_difference(files, comparison.recording(listings), difference)
        # What vanished with its archive is not gone: the folder was renamed, or its disk taken away.
        self._store.check()
        self.problems = tuple(problems)
        self._folders = comparison.folders

    def _difference_in_changed(self, difference: Difference) -> Iterator[None]:
        """Compare the folders that changed since the last comparison. Raise NeedsAllError."""
        from reader.library.changed_folders import NeedsAllError, difference_in_changed
        from reader.library.freshness import last_comparison

        comparison = last_comparison(self._index, self._store)
        if comparison is None:
            raise NeedsAllError
        with self._index.files() as files:
            yield from difference_in_changed(files, self._store, comparison, difference)
        self._store.check()
        self._comparison = comparison

    def _difference_at(self, changed: Collection[Path], difference: Difference) -> Iterator[None]:
        self._comparison = None
        places = [
            (archive, place.relative_to(archive).as_posix())
            for place in changed
            for archive in self._store.archives
            if place != archive and place.is_relative_to(archive)
        ]
        with self._index.files() as files:
            for archive, path in places:
                difference.compare_path(files, self._store, archive, path)
        self._store.check({archive for archive, _ in places})
        difference.drop_repetitions()
        yield

    def changes(self, stop: threading.Event) -> Iterator[frozenset[Path]]:
        """Yield the paths that change from now on, until `stop` is set; see `Library.changes`."""
        from reader.library.watch import changes

        indexed = cache(self._index.folders)
        return changes(
            self._store.archives, lambda: indexed() if self._folders is None else self._folders, stop
        )


def _unreadable(folder: Path, error: OSError) -> str:
    return tr("The folder {folder} cannot be read ({reason}).", folder=folder, reason=reason_of(error))
