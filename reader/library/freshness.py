"""Freshness: what a comparison of all files leaves, so that the next run need not look at each of them again.

The system notes when a folder changed: when a file in it came, went or was replaced, as most programs do to save one. Where
all folders have the times that they had, only a file that was written in place can be another, so an answer from the index
is true but for those; they are found once the comparison is older than some minutes. The times are those of `st_ctime`, since
programs that copy a folder (tar, rsync) set the time of modification to that of the original. As Git does with its index,
times so new that a later change might not show in them are not relied on (gitformat-index(5), "racy").
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reader.index import Index
from reader.store.post_store import PostStore

if TYPE_CHECKING:
    from reader.store.walk import Listing

_NAME = "compared"
_LASTING_SECONDS = 600
"""how long a comparison of all files is relied on"""
_RENEWED_SECONDS = 60
"""age from which an equal comparison is written down again"""
_SETTLED_NS = 2_000_000_000
"""age of the newest file or folder from which times tell of later changes"""


class _Kept(NamedTuple):
    """A comparison as the index keeps it."""

    at: int
    """seconds since 1970"""
    rules: str
    """what decided which files are posts"""
    folders: str
    """the paths, with null characters between"""
    changed: list[int]
    """when they changed last, in nanoseconds, in the same order"""


class UnchangedFolders(NamedTuple):
    """The folders of the archives, found as the last comparison of all files left them."""

    paths: list[bytes]
    changed: list[int]
    """when they changed last, in nanoseconds, in the same order"""
    until: int
    """when all files have to be compared again, in seconds since 1970"""


class Comparison:
    """The folders that a comparison of all files met, each with its time."""

    def __init__(self, index: Index, store: PostStore, before: _Kept | None = None) -> None:
        """`before` is a comparison that this one only brings up to date: files written in place are as old as with it."""
        self._index = index
        self._store = store
        self._began = time.time_ns()
        self._at = self._began // 1_000_000_000 if before is None else before.at
        self._folders = (
            {} if before is None else dict(zip(before.folders.split("\0"), before.changed, strict=True))
        )
        self._is_settled = True

    def recording(self, listings: Iterable[Listing]) -> Iterator[Listing]:
        """Yield listings, and record their folders."""
        latest = self._began - _SETTLED_NS
        for listing in listings:
            self._folders[f"{listing.archive}/{listing.folder}".rstrip("/")] = listing.changed_ns
            if listing.changed_ns > latest or listing.newest_ns > latest:
                self._is_settled = False
            yield listing

    @property
    def folders(self) -> list[str]:
        """the paths of the folders"""
        return list(self._folders)

    def changed(self) -> list[str]:
        """Return the paths of the folders that have other times now, or are gone."""
        return [path for path, changed in self._folders.items() if _changed(path) != changed]

    def children(self, path: str) -> set[str]:
        """Return the paths of the folders directly in a folder."""
        return {each for each in self._folders if each.rpartition("/")[0] == path}

    def drop(self, path: str) -> None:
        """Record that a folder is gone, with all that it held."""
        self._folders = {
            each: changed
            for each, changed in self._folders.items()
            if each != path and not each.startswith(f"{path}/")
        }

    def keep(self) -> None:
        """Keep it in the index, which has all that was compared; while this process may write."""
        if not self._is_settled:
            return
        found = _Kept(self._at, _rules(self._store), "\0".join(self._folders), [*self._folders.values()])
        before = _kept(self._index)
        if before is None or before[1:] != found[1:] or not 0 <= found.at - before.at < _RENEWED_SECONDS:
            self._index.keep(_NAME, json.dumps(found))


def _changed(path: str) -> int | None:
    """Return when a folder changed last, in nanoseconds; None if it is gone."""
    try:
        return os.stat(path).st_ctime_ns  # noqa: PTH116 - an archive has thousands
    except OSError:
        return None


def unchanged_folders(index: Index, store: PostStore) -> UnchangedFolders | None:
    """Return the folders, if no file came, went or was replaced since the last comparison and that is not old; else None.

    Raise DamagedIndexError.
    """
    kept = _relied_on(index, store)
    if kept is None:
        return None
    stat = os.stat
    # A command waits for this: a path in bytes takes half of the time of a `str`.
    folders = os.fsencode(kept.folders).split(b"\0")
    try:
        for folder, changed in zip(folders, kept.changed, strict=True):
            if stat(folder).st_ctime_ns != changed:
                return None
    except (OSError, ValueError):
        return None
    return UnchangedFolders(folders, kept.changed, kept.at + _LASTING_SECONDS)


def last_comparison(index: Index, store: PostStore) -> Comparison | None:
    """Return the last comparison, to be brought up to date; None if there is none or it is old. Raise DamagedIndexError."""
    kept = _relied_on(index, store)
    return None if kept is None else Comparison(index, store, kept)


def _relied_on(index: Index, store: PostStore) -> _Kept | None:
    """Return the last comparison, if it is not old and had the same rules."""
    kept = _kept(index)
    if kept is None or kept.rules != _rules(store) or not 0 <= time.time() - kept.at < _LASTING_SECONDS:
        return None
    return kept


def compared_at(index: Index) -> int | None:
    """Return when the files were compared last, in seconds since 1970; None if that is not known. Raise DamagedIndexError."""
    kept = _kept(index)
    return None if kept is None else kept.at


def _kept(index: Index) -> _Kept | None:
    try:
        at, rules, folders, changed = json.loads(index.kept(_NAME) or "null")
        return _Kept(int(at), str(rules), str(folders), list(changed))
    except (ValueError, TypeError):
        return None


def _rules(store: PostStore) -> str:
    """Return what decides which files of the archives are posts."""
    return repr([store.settings_of(archive).leave_out for archive in store.archives])
