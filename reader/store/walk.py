"""Walks archives: which files are posts, found by names and stat alone."""

from __future__ import annotations

import os
import re
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader.store.front_matter import begins_with_front_matter

_POST_ENDINGS = (".md", ".markdown")
_TEXT_ENDING = ".txt"
_BUILD_FOLDERS = frozenset({"node_modules", "bower_components", "_site", "__pycache__"})
_DAY_IN_PATH = re.compile(r"(?:.*/|\A)(\d{4})[-/_](\d{2})[-/_](\d{2})(?![0-9])", re.ASCII | re.DOTALL)


class PostFile(NamedTuple):
    """A post's file as the walk sees it, unread."""

    archive: Path
    """the archive's folder, absolute"""
    path: str
    """the file inside the archive, with `/` between the parts, exactly as the file system has it"""
    size: int
    """bytes; 0 for a file that is gone or a link that leads nowhere"""
    mtime_ns: int
    """time of the last change, nanoseconds since 1970"""


def walk(
    archives: Iterable[Path], on_unreadable: Callable[[Path, OSError], None] | None = None
) -> list[PostFile]:
    """Every post of the archives, newest first by the day in the path, else by the time of change.

    Posts are `.md`, `.markdown`, and `.txt` that begins with front matter. Hidden files and folders, and those
    that tools build, are left out. A folder is entered once, however many links lead to it, and under its
    own name where it lies in an archive itself. A folder that can not be listed is told to `on_unreadable`
    and does not stop the walk.
    """
    entered: set[tuple[int, int]] = set()
    found = [file for archive in archives for file in _walk_one(archive, entered, on_unreadable)]
    found.sort(key=lambda file: file.path)
    found.sort(key=_day, reverse=True)
    return found


def _day(file: PostFile) -> str:
    """The day to sort a file by, as `YYYY-MM-DD`."""
    found = _DAY_IN_PATH.match(file.path)
    if found is not None:
        return "-".join(found.groups())
    return time.strftime("%Y-%m-%d", time.gmtime(file.mtime_ns // 1_000_000_000))


def _walk_one(
    archive: Path,
    entered: set[tuple[int, int]],
    on_unreadable: Callable[[Path, OSError], None] | None,
) -> Iterator[PostFile]:
    folders = deque([""])
    # Linked folders wait until all real ones were entered, so that a post goes by its real path.
    links: deque[str] = deque()
    while folders or links:
        folder = (folders or links).popleft()
        place = f"{archive}/{folder}"
        try:
            status = os.stat(place)  # noqa: PTH116 - a Path for each folder doubles the time of the walk
            identity = (status.st_dev, status.st_ino)
            if identity in entered:
                continue
            entered.add(identity)
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if on_unreadable is not None:
                on_unreadable(Path(place), error)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            if _is_folder(entry):
                if entry.name not in _BUILD_FOLDERS:
                    (links if entry.is_symlink() else folders).append(path)
            elif (file := _post_file(archive, path, entry)) is not None:
                yield file


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link into a circle, or through a folder that may not be entered.
        return False


def _post_file(archive: Path, path: str, entry: os.DirEntry[str]) -> PostFile | None:
    """The entry as a post, or None where it is none. Pipes and devices are none: reading them may never end."""
    name = entry.name.lower()
    if not name.endswith((*_POST_ENDINGS, _TEXT_ENDING)):
        return None
    try:
        status = entry.stat()
        if not stat.S_ISREG(status.st_mode) or (
            name.endswith(_TEXT_ENDING) and not _text_is_post(entry.path)
        ):
            return None
    except OSError:
        # A text file that can not be read is not known to be a post; another one is, by its name.
        return None if name.endswith(_TEXT_ENDING) else PostFile(archive, path, 0, 0)
    return PostFile(archive, path, status.st_size, status.st_mtime_ns)


def _text_is_post(path: str) -> bool:
    with Path(path).open("rb") as stream:
        return begins_with_front_matter(stream.read(64))
