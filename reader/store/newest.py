"""Finds the newest posts by the names of folders and files alone, so that a first list need not wait for a walk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush, nsmallest
from pathlib import Path

from reader.store.walk import PostFile, day_in_path, day_of_change, is_passed_over, may_be_post, post_file

_MOST_UNDATED = 200
"""files whose names tell no day, after which names are not what an archive goes by"""
_SPARE = 2
"""candidates for each post: a text file may turn out to be none"""
_MONTH_IN_PATH = re.compile(r"(?:.*/|\A)(\d{4})(?:[-/_](\d{2}))?", re.ASCII | re.DOTALL)
_ANY_DAY = 9999_99_99
_Candidate = tuple[int, str, int]
"""the day counted downwards, the path, and the number of the archive"""


class _UndatedError(Exception):
    """The names of files do not tell which are the newest."""


def newest(archives: Sequence[Path], most: int) -> list[PostFile]:
    """The newest posts, so many at most, in the order of `sort_newest_first`; none where names do not tell.

    Folders are entered by the newest day that their names allow, until no other can hold a newer post. What lies
    behind links to folders, or has a newer day than the folder around it, is left to the walk.
    """
    if any(one != other and one.is_relative_to(other) for one in archives for other in archives):
        return []
    search = _Search(archives, most)
    try:
        candidates = search.run()
    except _UndatedError:
        return []
    files: list[PostFile] = []
    for _, path, archive in candidates:
        file = post_file(archives[archive], path)
        if file is not None and len(files) < most:
            files.append(file)
    return files


class _Search:
    """A search for the newest files, the most promising folder first."""

    def __init__(self, archives: Sequence[Path], most: int) -> None:
        self._archives = archives
        self._most = most
        self._undated = 0
        self._folders: list[_Candidate] = [(-_ANY_DAY, "", number) for number in range(len(archives))]
        """a heap of those to be entered"""

    def run(self) -> list[_Candidate]:
        """The newest candidates, in order. Raises _UndatedError."""
        found: list[_Candidate] = []
        while self._folders:
            day, folder, archive = heappop(self._folders)
            if len(found) >= self._most and found[self._most - 1][0] < day:
                break
            try:
                found = nsmallest(_SPARE * self._most, [*found, *self._enter(day, folder, archive)])
            except OSError:
                # The walk tells of it.
                continue
        return found

    def _enter(self, day: int, folder: str, archive: int) -> list[_Candidate]:
        """The newest files of a folder; those in it are noted to be entered."""
        descriptor = os.open(
            f"{self._archives[archive]}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        )
        try:
            with os.scandir(descriptor) as entries:
                # Of very many, no more are held than are wanted.
                return nsmallest(_SPARE * self._most, self._files(entries, day, folder, archive))
        finally:
            os.close(descriptor)

    def _files(
        self, entries: Iterator[os.DirEntry[str]], day: int, folder: str, archive: int
    ) -> Iterator[_Candidate]:
        for entry in entries:
            name = entry.name
            path = f"{folder}/{name}" if folder else name
            if entry.is_dir(follow_symlinks=False):
                if not is_passed_over(name):
                    heappush(self._folders, (_newest_within(path, day), path, archive))
            elif may_be_post(name):
                yield -(day_in_path(path) or self._day_of_change(entry)), path, archive

    def _day_of_change(self, entry: os.DirEntry[str]) -> int:
        self._undated += 1
        if self._undated > _MOST_UNDATED:
            raise _UndatedError
        try:
            return day_of_change(entry.stat().st_mtime_ns)
        except OSError:
            # A link that leads nowhere, of which the walk says the same.
            return day_of_change(0)


def _newest_within(folder: str, around: int) -> int:
    """The newest day that files in a folder may have by its name, else by that of the folder around it."""
    if (day := day_in_path(f"{folder}/")) is not None:
        return -day
    if (month := _MONTH_IN_PATH.fullmatch(folder)) is not None:
        return -int(f"{month[1]}{month[2] or '99'}99")
    return around
