"""What came, changed and went since the index was written, and the reading of it, a step at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyroaring import BitMap

from reader.index import Batch, Files, Index, Known
from reader.index.files import KnownFolder
from reader.library.progress import Progress
from reader.post import PostId
from reader.store.walk import Listing, PostFile, is_passed_over, listings, post_file, sort_newest_first

_FIRST = 50
"""posts that a first list shows before the walk: as many as a tall screen has lines"""
_WRITTEN_AT_ONCE = 8000
"""posts in a transaction: a larger one writes fewer pages twice, and leaves more to read again after a kill"""
_FOLDERS_AT_ONCE, _LINES_AT_ONCE = 100, 2000
"""folders that are looked up together, while they hold no more files than that"""
_SECONDS_UNWRITTEN, _PART_UNWRITTEN, _MOST_SECONDS_UNWRITTEN = 1.0, 0.15, 5.0
"""how long posts that were read may wait for their transaction: at first, as part of the time until now, and at most.
Each transaction writes most labels again."""
_SECONDS_SILENT = 0.1
"""how long a walk goes on without a word, and so how long leaving the program may wait for it"""


@dataclass
class Difference:
    """How files differ from what the index knows of them. What is the same takes no room in it."""

    fresh: list[PostFile] = field(default_factory=list)
    """new or changed"""
    outdated: set[PostId] = field(default_factory=set)
    """those of them that are changed"""
    gone: list[Known] = field(default_factory=list)
    signatures: list[tuple[Path, str, bytes]] = field(default_factory=list)
    """of folders whose listings are not those that the index knows"""
    seen: BitMap | None = None
    """the numbers of the folders that are as they were; None where not all were looked at"""

    def compare(self, files: Files, listing: Listing, folder: KnownFolder | None) -> None:
        """Adds how one folder differs from the one that is known."""
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
        unseen = {file.path: file for file in found}
        for post in known:
            file = unseen.get(post.id.path)
            if file is None:
                self.gone.append(post)
            elif (file.size, file.mtime_ns) != (post.size, post.mtime_ns):
                self.outdated.add(post.id)
            else:
                del unseen[post.id.path]
        self.fresh += unseen.values()

    def compare_path(self, files: Files, archive: Path, path: str) -> None:
        """Adds how one file or folder differs of which it is heard that something happened to it."""
        if is_passed_over(path) or _goes_by_another_name(files, archive, path):
            return
        if Path(archive, path).is_dir():
            for listing in listings([archive], top=path):
                self.compare(files, listing, files.folder(archive, listing.folder))
        else:
            file = post_file(archive, path)
            self._add([] if file is None else [file], files.below(archive, path))


def _goes_by_another_name(files: Files, archive: Path, path: str) -> bool:
    """Whether a path lies behind a link that the walk did not take: it found the folder elsewhere."""
    folder = path.rpartition("/")[0]
    place = f"{archive}/{folder}" if folder else str(archive)
    return os.path.realpath(place) != place and files.folder(archive, folder) is None


def whole_difference(files: Files, found: Iterable[Listing], difference: Difference) -> Iterator[None]:
    """Fills the difference of all folders, pausing now and then."""
    difference.seen = BitMap()
    said = time.monotonic()
    for group in _grouped(found):
        known = files.folders(group[0].archive, [listing.folder for listing in group])
        for listing in group:
            difference.compare(files, listing, known.get(listing.folder))
        if time.monotonic() - said > _SECONDS_SILENT:
            yield
            said = time.monotonic()
    difference.gone += files.elsewhere(difference.seen)
    # Those that went with their folders would be found there again.
    unique = {known.number: known for known in difference.gone}
    difference.gone = list(unique.values())


def _grouped(found: Iterable[Listing]) -> Iterator[list[Listing]]:
    """Listings of one archive that are looked up together: not so many that they take much memory or time."""
    group: list[Listing] = []
    lines, began = 0, time.monotonic()
    for listing in found:
        if group and (
            listing.archive is not group[0].archive
            or len(group) == _FOLDERS_AT_ONCE
            or lines > _LINES_AT_ONCE
            or time.monotonic() - began > _SECONDS_SILENT
        ):
            yield group
            group, lines, began = [], 0, time.monotonic()
        group.append(listing)
        lines += len(listing.lines)
    if group:
        yield group


def read_newest(index: Index, archives: Sequence[Path]) -> int:
    """Reads the newest posts into an index without any, as far as names alone tell which these are; how many."""
    # Imported late: only a first start needs them.
    from reader.library.extract import read_files
    from reader.store.newest import newest

    documents = read_files(newest(archives, _FIRST))
    if documents:
        index.write(documents)
    return len(documents)


def _read(fresh: Sequence[PostFile]) -> Iterator[Batch]:
    if fresh:
        # Imported late: most starts find nothing new.
        from reader.library.loading import read_in_batches

        yield from read_in_batches(fresh)


def apply(
    index: Index, difference: Difference, forget: Callable[[Collection[PostId]], None], read: int = 0
) -> Iterator[Progress]:
    """Drops what has gone and reads what is new or changed, newest first, into the index.

    `forget` is told the posts that are no longer what they were; so many were `read` before the difference was known.
    """
    fresh = difference.fresh
    sort_newest_first(fresh)
    gone = [known.number for known in difference.gone]
    for start in range(0, len(gone), _WRITTEN_AT_ONCE):
        index.write([], gone[start : start + _WRITTEN_AT_ONCE])
    forget([known.id for known in difference.gone])
    progress = Progress(read, read + len(fresh), new=read, gone=len(gone))
    yield progress
    waiting: list[Batch] = []
    posts = 0
    began = written_at = time.monotonic()
    for batch in _read(fresh):
        waiting.append(batch)
        posts += len(batch.records)
        is_last = progress.done + posts == progress.total
        is_due = posts >= _WRITTEN_AT_ONCE or time.monotonic() - written_at > _patience(written_at - began)
        if is_due or is_last or not progress.done:
            index.write_batches(waiting)
            ids = [record.id for each in waiting for record in each.records]
            forget(ids)
            changed = sum(post_id in difference.outdated for post_id in ids)
            progress = replace(
                progress,
                done=progress.done + posts,
                new=progress.new + posts - changed,
                changed=progress.changed + changed,
            )
            waiting.clear()
            posts = 0
            written_at = time.monotonic()
        yield progress
    if difference.signatures or difference.seen is not None:
        with index.files() as files:
            files.sign(difference.signatures, difference.seen)


def _patience(seconds: float) -> float:
    """How long posts may wait for their transaction when reading has gone on for so many seconds."""
    return min(max(_SECONDS_UNWRITTEN, _PART_UNWRITTEN * seconds), _MOST_SECONDS_UNWRITTEN)
