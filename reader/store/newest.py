"""The newest posts by folder and file names alone, so that the first list need not wait for a walk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush, nsmallest
from pathlib import Path

from reader.errors import ReaderError
from reader.store.kinds import is_passed_over
from reader.store.walk import PostFile, day_in_path, day_of_change, may_be_post, post_file, storable

_MAX_UNDATED = 200
"""files without a day in their path, beyond which the archive is not organised by date"""
_CANDIDATES_PER_POST = 2
"""more than one, as a text file may turn out not to be a post"""
_MONTH_IN_PATH = re.compile(r"(?:.*/|\A)(\d{4})(?:[-/_](\d{2}))?", re.ASCII | re.DOTALL)
_ANY_DAY = 9999_99_99
_Candidate = tuple[int, str, int]
"""(negative day, path, index of the archive): sorts newest first"""


class _UndatedError(ReaderError):
    """Too many paths have no day: names do not tell which posts are newest. Always caught in this module."""


def newest(archives: Sequence[Path], limit: int) -> list[PostFile]:
    """Return up to `limit` of the newest posts, as sorted by `sort_newest_first`; none if names do not tell.

    Folders are entered by the newest day that their names allow, until no other folder can contain a newer
    post. Posts behind links to folders, or with a newer day than the folder around them, are left to the
    walk.
    """
    if any(one != other and one.is_relative_to(other) for one in archives for other in archives):
        return []
    search = _Search(archives, limit)
    try:
        candidates = search.run()
    except _UndatedError:
        return []
    files: list[PostFile] = []
    for _, path, archive in candidates:
        file = post_file(archives[archive], path)
        if file is not None and len(files) < limit:
            files.append(file)
    return files


class _Search:
    """A best-first search for the newest files, by the newest day that a folder may contain."""

    def __init__(self, archives: Sequence[Path], limit: int) -> None:
        self._archives = archives
        self._limit = limit
        self._undated_count = 0
        self._folders: list[_Candidate] = [(-_ANY_DAY, "", number) for number in range(len(archives))]
        """a heap of the folders still to enter"""

    def run(self) -> list[_Candidate]:
        """Return the newest candidates in order. Raise _UndatedError if names do not tell."""
        candidates: list[_Candidate] = []
        while self._folders:
            day, folder, archive = heappop(self._folders)
            if len(candidates) >= self._limit and candidates[self._limit - 1][0] < day:
                break
            try:
                candidates = nsmallest(
                    _CANDIDATES_PER_POST * self._limit, [*candidates, *self._enter(day, folder, archive)]
                )
            except OSError:
                # The walk reports it.
                continue
        return candidates

    def _enter(self, day: int, folder: str, archive: int) -> list[_Candidate]:
        """Return the newest files of a folder, and add its folders to the heap."""
        descriptor = os.open(
            f"{self._archives[archive]}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        )
        try:
            with os.scandir(descriptor) as entries:
                # `nsmallest` keeps no more files in memory than it returns.
                return nsmallest(
                    _CANDIDATES_PER_POST * self._limit, self._files(entries, day, folder, archive)
                )
        finally:
            os.close(descriptor)

    def _files(
        self, entries: Iterator[os.DirEntry[str]], day: int, folder: str, archive: int
    ) -> Iterator[_Candidate]:
        """Yield the files that may be posts, and add the folders to the heap."""
        for entry in entries:
            name = entry.name
            path = f"{folder}/{name}" if folder else name
            if entry.is_dir(follow_symlinks=False):
                if not is_passed_over(self._archives[archive], path):
                    heappush(self._folders, (_newest_day(path, day), path, archive))
            elif may_be_post(name):
                yield -(day_in_path(path) or self._day_of_change(entry)), path, archive

    def _day_of_change(self, entry: os.DirEntry[str]) -> int:
        self._undated_count += 1
        if self._undated_count > _MAX_UNDATED:
            raise _UndatedError
        try:
            return day_of_change(storable(entry.stat().st_mtime_ns))
        except OSError:
            # A broken link, which has the same day in the walk.
            return day_of_change(0)


def _newest_day(folder: str, parent_day: int) -> int:
    """Return the newest day, negative, that a folder may contain by its name, else that of its parent."""
    if (day := day_in_path(f"{folder}/")) is not None:
        return -day
    if (month := _MONTH_IN_PATH.fullmatch(folder)) is not None:
        return -int(f"{month[1]}{month[2] or '99'}99")
    return parent_day
