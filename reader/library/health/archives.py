"""The archives of a library with their index: what is looked at, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader.errors import DamagedIndexError, reason_of
from reader.index import Index
from reader.language import ntr, tr
from reader.library.empty import empty_archive
from reader.library.health.characters import examined_characters
from reader.library.health.findings import Finding, Severity, Subject
from reader.library.health.index_file import (
    Comparison,
    check_whole,
    compared,
    drop_stale,
    examined_caches,
    examined_index,
)
from reader.library.health.posts import examined_posts
from reader.store.post_store import PostStore
from reader.store.walk import PostFile, walk


class Health:
    """The health of some archives and of their index."""

    def __init__(
        self,
        store: PostStore,
        index: Index,
        cache: Path,
        load: Callable[[], Iterable[object]],
        problems: Callable[[], Iterable[str]],
    ) -> None:
        """`load` brings the index up to date, after which `problems` says why it cannot be kept in its file."""
        self._store = store
        self._index = index
        self._cache = cache
        self._load = load
        self._problems = problems
        self.folders = 0
        """folders with posts, once `findings` has looked for them"""

    def findings(self, *, deep: bool = False, mends: bool = False) -> Iterator[Finding]:
        """Yield what is wrong with the archives, then with the index, which is brought up to date meanwhile.

        `deep` reads every file and the whole index; `mends` reads the index, too, and deletes the caches that nothing uses. Raise ArchiveError for an archive that
        cannot be read.
        """
        self._store.check()
        unreadable: list[Finding] = []
        files = walk(
            self._store.archives, lambda folder, error: unreadable.append(_unreadable(folder, error))
        )
        self.folders = len({(file.archive, file.path.rpartition("/")[0]) for file in files})
        before, damage = self._compared(files, reads_all=deep or mends)
        for _ in self._load():
            pass
        yield from unreadable
        if files:
            yield from examined_posts(self._index)
        else:
            yield _empty(self._store.archives[0])
        if deep:
            yield from examined_characters(files)
        # Damage stands among the problems until the next load, although it is mended by this one.
        problems = [each for each in self._problems() if each != damage]
        yield from examined_index(before, problems, damage)
        if mends and (count := drop_stale(self._cache)):
            text = ntr(
                "{count} file of the cache that nothing used is deleted.",
                "{count} files of the cache that nothing used are deleted.",
                count,
            )
            yield Finding(Subject.INDEX, "index.mended", Severity.OK, text)
        yield from examined_caches(self._cache)

    def _compared(self, files: list[PostFile], *, reads_all: bool) -> tuple[Comparison, str]:
        """Return how the index stands to the files, and what is damaged in it, if anything: the next load builds it again.

        With `reads_all` every page of it is read, else those that the comparison needs.
        """
        try:
            if reads_all and (wrong := check_whole(self._index)) and self._index.drop():
                raise DamagedIndexError(self._index.file, wrong, is_damaged=True)
            return compared(self._index, files), ""
        except DamagedIndexError as error:
            return Comparison(0, len(files), 0, 0), str(error)


def _empty(archive: Path) -> Finding:
    remedy = tr("Name the folder that holds the posts, as in `reader doctor DIR`.")
    return Finding(Subject.ARCHIVE, "archive.empty", Severity.PROBLEM, str(empty_archive(archive)), remedy)


def _unreadable(folder: Path, error: OSError) -> Finding:
    return Finding(
        Subject.ARCHIVE,
        "archive.folder",
        Severity.PROBLEM,
        tr("The folder {folder} cannot be read ({reason}).", folder=folder, reason=reason_of(error)),
        tr("Give yourself the right to read it (chmod u+rx): its posts are missing from all lists."),
        (str(folder),),
    )
