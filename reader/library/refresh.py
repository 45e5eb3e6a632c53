"""Incremental refresh: compares files with the index, then reads new and changed ones in steps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyroaring import BitMap

from reader import paths
from reader.frozen import replace
from reader.index import Batch, Files, Index, Known
from reader.index.files import KnownFolder
from reader.library.progress import Progress
from reader.post import PostId
from reader.store.habits import HabitsOf
from reader.store.kinds import is_passed_over
from reader.store.post_store import PostStore
from reader.store.walk import Listing, PostFile, listings, post_file, sort_newest_first

_FIRST = 50
"""posts read before the walk on a first start: as many as a tall screen has lines"""
_MAX_TRANSACTION = 8000
"""posts in a transaction: a larger one rewrites fewer pages, but loses more work if the process is killed"""
_GROUP_FOLDERS, _GROUP_FILES = 100, 2000
"""folders that are looked up with one query, and the files from which fewer are"""
_MIN_DELAY_SECONDS, _DELAY_SHARE, _MAX_DELAY_SECONDS = 1.0, 0.15, 5.0
"""time between transactions: at first, as a share of the time since the start, and at most; each transaction
rewrites most labels"""
_STEP_SECONDS = 0.1
"""time between the steps of a walk, which delay the exit of the program by as much"""


@dataclass
class Difference:
    """The differences between the files and the index; takes no memory for what is equal."""

    fresh: list[PostFile] = field(default_factory=list)
    """new and changed files"""
    outdated: set[PostId] = field(default_factory=set)
    """the posts of the changed ones"""
    gone: list[Known] = field(default_factory=list)
    """indexed posts whose files vanished"""
    signatures: list[tuple[Path, str, bytes]] = field(default_factory=list)
    """archive, folder and signature of the folders whose listings changed"""
    seen: BitMap | None = None
    """the numbers of the indexed folders that still exist; None if not all folders are compared"""

    def compare(self, files: Files, listing: Listing, folder: KnownFolder | None) -> None:
        """Add the differences of one folder; `folder` is what the index knows of it."""
        signature = listing.signature
        if folder is not None:
            if self.seen is not None:
                self.seen.add(folder.number)
            if folder.signature == signature:
                return
        self._add(listing.posts(), () if folder is None else files.in_folder(listing.archive, listing.folder))
        if listing.lines or folder is not None:
            self.signatures.append((listing.archive, listing.folder, signature))

    def _add(self, found: Iterable[PostFile], known: Iterable[Known]) -> None:
        unmatched = {file.path: file for file in found}
        for post in known:
            file = unmatched.get(post.id.path)
            if file is None:
                self.gone.append(post)
            elif (file.size, file.mtime_ns) != (post.size, post.mtime_ns):
                self.outdated.add(post.id)
            else:
                del unmatched[post.id.path]
        self.fresh += unmatched.values()

    def add_all(self, files: Files, archive: Path) -> None:
        """Take all other posts of an archive for changed: they were read by habits that it no longer has."""
        passed = {(file.archive, file.path) for file in self.fresh} | {known.id for known in self.gone}
        for known in files.below(archive, ""):
            if known.id not in passed and (file := post_file(archive, known.id.path)) is not None:
                self.fresh.append(file)
                self.outdated.add(known.id)

    def compare_path(self, files: Files, store: PostStore, archive: Path, path: str) -> None:
        """Add the differences of one changed file or folder."""
        if is_passed_over(archive, path) or store.is_left_out(archive, path):
            return
        if _is_known_by_another_path(files, archive, path):
            return
        if paths.is_folder(Path(archive, path)):
            for listing in map(store.without_left_out, listings([archive], top=path)):
                self.compare(files, listing, files.folder(archive, listing.folder))
        else:
            file = post_file(archive, path)
            self._add([] if file is None else [file], files.below(archive, path))

    def drop_repetitions(self) -> None:
        """Keep each file once: of changed paths, one may be a folder and another a file in it."""
        self.fresh = list({(file.archive, file.path): file for file in self.fresh}.values())
        self.gone = list({known.number: known for known in self.gone}.values())


def _is_known_by_another_path(files: Files, archive: Path, path: str) -> bool:
    """Return whether a path leads through a link to a folder that the walk entered by another path."""
    folder = path.rpartition("/")[0]
    place = f"{archive}/{folder}" if folder else str(archive)
    return os.path.realpath(place) != place and files.folder(archive, folder) is None


def whole_difference(files: Files, found: Iterable[Listing], difference: Difference) -> Iterator[None]:
    """Add the differences of all folders, yielding about every 0.1 s."""
    difference.seen = BitMap()
    step_start = time.monotonic()
    for group in _grouped(found):
        known = files.folders(group[0].archive, [listing.folder for listing in group])
        for listing in group:
            difference.compare(files, listing, known.get(listing.folder))
        if time.monotonic() - step_start > _STEP_SECONDS:
            yield
            step_start = time.monotonic()
    difference.gone += files.elsewhere(difference.seen)
    # Posts that vanished with their folders are in both.
    difference.gone = list({known.number: known for known in difference.gone}.values())


def _grouped(found: Iterable[Listing]) -> Iterator[list[Listing]]:
    """Yield groups of listings of one archive to look up together, limited in memory and time."""
    group: list[Listing] = []
    files, start = 0, time.monotonic()
    for listing in found:
        if group and (
            listing.archive is not group[0].archive
            or len(group) == _GROUP_FOLDERS
            or files > _GROUP_FILES
            or time.monotonic() - start > _STEP_SECONDS
        ):
            yield group
            group, files, start = [], 0, time.monotonic()
        group.append(listing)
        files += len(listing.lines)
    if group:
        yield group


def read_newest(index: Index, store: PostStore) -> int:
    """Read the newest posts, as far as file names tell, into an empty index; return how many."""
    # Only a first start needs these.
    from reader.library.extract import read_files
    from reader.store.newest import newest

    files = (file for file in newest(store.archives, _FIRST) if not file.is_large)
    documents = read_files(
        [file for file in files if not store.is_left_out(file.archive, file.path)], store.habits.of
    )
    if documents:
        index.write(documents)
    return len(documents)


def _read(fresh: Sequence[PostFile], habits: HabitsOf) -> Iterator[Batch]:
    if fresh:
        # Most starts find nothing new.
        from reader.library.loading import read_in_batches

        yield from read_in_batches(fresh, habits)


def apply(
    index: Index,
    difference: Difference,
    forget: Callable[[Collection[PostId]], None],
    habits: HabitsOf,
    read: int = 0,
) -> Iterator[Progress]:
    """Remove vanished posts from the index, and read new and changed ones into it, newest first.

    `forget` is told of posts that vanished or changed; `habits` decide what files leave in doubt. `read` is the number of posts that `read_newest` read.
    """
    fresh = difference.fresh
    sort_newest_first(fresh)
    index.expect(sum(file.size for file in fresh))
    gone = [known.number for known in difference.gone]
    for start in range(0, len(gone), _MAX_TRANSACTION):
        index.write([], gone[start : start + _MAX_TRANSACTION])
    forget([known.id for known in difference.gone])
    progress = Progress(read, read + len(fresh), new=read, gone=len(gone))
    yield progress
    pending: list[Batch] = []
    posts = 0
    began = written_at = time.monotonic()
    for batch in _read(fresh, habits):
        pending.append(batch)
        posts += len(batch.records)
        is_last = progress.done + posts == progress.total
        is_due = posts >= _MAX_TRANSACTION or time.monotonic() - written_at > _delay(written_at - began)
        if is_due or is_last or not progress.done:
            index.write_batches(pending)
            ids = [record.id for each in pending for record in each.records]
            forget(ids)
            changed = sum(post_id in difference.outdated for post_id in ids)
            progress = replace(
                progress,
                done=progress.done + posts,
                new=progress.new + posts - changed,
                changed=progress.changed + changed,
            )
            pending.clear()
            posts = 0
            written_at = time.monotonic()
        yield progress
    if difference.signatures or difference.seen is not None:
        index.sign(difference.signatures, difference.seen)


def _delay(seconds: float) -> float:
    """Return the time between transactions, in seconds, after so many seconds of reading."""
    return min(max(_MIN_DELAY_SECONDS, _DELAY_SHARE * seconds), _MAX_DELAY_SECONDS)
