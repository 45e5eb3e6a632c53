"""Walking of archives: finds the files that are posts by name and stat, unread."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader import paths
from reader.store.kinds import (
    EXTENSIONS,
    MARKDOWN,
    SERVING_FILES,
    SITE_FILES,
    is_output_folder,
    is_post,
    is_skipped_folder,
    may_hold_patterns,
)
from reader.text.hashing import blake2b
from reader.text.late import late

_DAY_IN_PATH = late(r"(?:.*/|\A)(\d{4})[-/_](\d{2})[-/_](\d{2})(?![0-9])", re.ASCII | re.DOTALL)


LARGE_BYTES = 300_000
"""of a file; few posts have so many"""
_FIRST_NS, _LAST_NS = -(1 << 63), (1 << 63) - 1


class PostFile(NamedTuple):
    """A post's file, unread."""

    archive: Path
    """the archive's folder, absolute"""
    path: str
    """relative to the archive, with `/` separators, exactly as in the file system"""
    size: int
    """bytes; 0 for a missing file or a broken link"""
    mtime_ns: int
    """time of the last modification, nanoseconds since 1970"""

    @property
    def is_large(self) -> bool:
        """Whether reading it may take seconds, in which no other post should wait for it."""
        return self.size >= LARGE_BYTES


class Listing(NamedTuple):
    """The files of one folder that may be posts by their names, without an object for each file."""

    archive: Path
    folder: str
    """relative to the archive; empty for the archive itself"""
    lines: list[str]
    """`name\\0size\\0mtime_ns` of each file, sorted by name"""
    changed_ns: int = 0
    """when the system noted the folder's last change (`st_ctime`), taken before its files were listed"""

    @property
    def signature(self) -> bytes:
        """a digest that is equal for two listings with the same files, sizes and times"""
        return blake2b("\n".join(self.lines).encode("utf-8", "surrogateescape"), digest_size=16).digest()

    @property
    def newest_ns(self) -> int:
        """time of modification of the newest file; 0 without files"""
        return max((int(line.rpartition("\0")[2]) for line in self.lines), default=0)

    def posts(self) -> Iterator[PostFile]:
        """Yield the posts among the files; reads the start of each text and HTML file."""
        is_sure = not may_hold_patterns(self.folder)
        for line in self.lines:
            name, size, mtime = line.split("\0")
            path = f"{self.folder}/{name}" if self.folder else name
            if (is_sure and name.endswith(MARKDOWN)) or is_post(self.archive, path):
                yield PostFile(self.archive, path, int(size), int(mtime))


OnUnreadable = Callable[[Path, OSError], None]


def walk(archives: Iterable[Path], on_unreadable: OnUnreadable | None = None) -> list[PostFile]:
    """Return every post of the archives, newest first; see `listings` for which files are posts."""
    files = [file for listing in listings(archives, on_unreadable) for file in listing.posts()]
    sort_newest_first(files)
    return files


def sort_newest_first(files: list[PostFile]) -> None:
    """Sort files by the day in the path, else the day of modification, newest first; ties by path."""
    files.sort(key=lambda file: file.path)
    files.sort(key=lambda file: day_in_path(file.path) or day_of_change(file.mtime_ns), reverse=True)


def day_in_path(path: str) -> int | None:
    """Return the last day in a path as the number `YYYYMMDD`; None if there is none."""
    match = _DAY_IN_PATH.match(path)
    return None if match is None else int("".join(match.groups()))


def storable(mtime_ns: int) -> int:
    """Return a time of modification within the 64 bits that the index stores: the years 1677 to 2262.

    File systems keep times far beyond, and a damaged clock or `touch` sets them.
    """
    return mtime_ns if _FIRST_NS <= mtime_ns <= _LAST_NS else max(_FIRST_NS, min(mtime_ns, _LAST_NS))


def day_of_change(mtime_ns: int) -> int:
    """Return the day of a file's last modification in UTC as the number `YYYYMMDD`."""
    return int(time.strftime("%Y%m%d", time.gmtime(mtime_ns // 1_000_000_000)))


def may_be_post(name: str) -> bool:
    """Return whether a file of this name is a post, or may be one depending on its content."""
    return not name.startswith(".") and name.lower().endswith(EXTENSIONS)


def listings(
    archives: Iterable[Path], on_unreadable: OnUnreadable | None = None, *, top: str = ""
) -> Iterator[Listing]:
    """Yield every folder of the archives, from the folder `top` of each on, with the files that may be posts.

    `reader.store.kinds` says which files are posts. Hidden files and folders, the build folders of tools, and
    the built pages of a site beside its sources are skipped. A folder is entered once, however many links lead to it, and by
    its own path if it is inside an archive. A link to a folder that the archive lies in leads nowhere: what is there
    beside the archive, which may be the whole disk, is not its own. A folder that cannot be listed is reported to
    `on_unreadable` and skipped.
    """
    entered: set[int] = set()
    for archive in archives:
        folders = deque([top])
        # Linked folders are entered after all real ones, so that a post has its real path.
        links: deque[str] = deque()
        while folders or links:
            is_linked = not folders
            folder = (folders or links).popleft()
            try:
                # Stat relative to a folder's descriptor takes half the time of stat by path.
                descriptor = os.open(f"{archive}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError as error:
                if on_unreadable is not None:
                    on_unreadable(Path(f"{archive}/{folder}"), error)
                continue
            try:
                status = os.fstat(descriptor)
                identity = _identity(status)
                if identity in entered or (is_linked and identity in _folders_around(archive)):
                    continue
                entered.add(identity)
                lines = _list(descriptor, folder, folders, links)
            except OSError as error:
                if on_unreadable is not None:
                    on_unreadable(Path(f"{archive}/{folder}"), error)
                continue
            finally:
                os.close(descriptor)
            yield Listing(archive, folder, lines, status.st_ctime_ns)


def list_folder(archive: Path, folder: str) -> tuple[Listing, list[str], list[str]]:
    """Return the files of one folder as `listings` has them, and its folders and links to folders that it would enter next.

    Raise OSError.
    """
    folders: deque[str] = deque()
    links: deque[str] = deque()
    descriptor = os.open(f"{archive}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        changed_ns = os.fstat(descriptor).st_ctime_ns
        lines = _list(descriptor, folder, folders, links)
    finally:
        os.close(descriptor)
    return Listing(archive, folder, lines, changed_ns), list(folders), list(links)


def _folders_around(archive: Path) -> set[int]:
    """Return the identities of the folders that an archive lies in."""
    found = set()
    for folder in Path(os.path.realpath(archive)).parents:
        with contextlib.suppress(OSError):
            found.add(_identity(folder.stat()))
    return found


def _identity(status: os.stat_result) -> int:
    return status.st_dev << 64 | status.st_ino


def _list(descriptor: int, folder: str, folders: deque[str], links: deque[str]) -> list[str]:
    """Return the lines of a folder's listing, and append its subfolders to `folders` or `links`."""
    lines, subfolders = [], []
    is_site = is_served = False
    # A helper function here would cost a tenth of the walk: one call for each file.
    with os.scandir(descriptor) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:
                # A circular link, or one through a folder without permission.
                is_folder = False
            if is_folder:
                if not is_skipped_folder(name):
                    subfolders.append((f"{folder}/{name}" if folder else name, entry.is_symlink()))
            elif name.endswith(EXTENSIONS) or name.lower().endswith(EXTENSIONS):
                try:
                    status = entry.stat()
                except OSError:
                    lines.append(f"{name}\x000\x000")
                    continue
                # Reading a pipe or a device may never end.
                if stat.S_ISREG(status.st_mode):
                    lines.append(f"{name}\0{status.st_size}\0{storable(status.st_mtime_ns)}")
            elif name in SITE_FILES:
                is_site = True
            elif name in SERVING_FILES:
                is_served = True
    lines.sort()
    for path, is_link in sorted(subfolders):
        if is_site and is_output_folder(path.rpartition("/")[2], is_served=is_served):
            continue
        (links if is_link else folders).append(path)
    return lines


def post_file(archive: Path, path: str) -> PostFile | None:
    """Return the post at a path in an archive; None if there is none."""
    name = path.rpartition("/")[2].lower()
    if not name.endswith(EXTENSIONS):
        return None
    absolute_path = f"{archive}/{path}"
    try:
        status = os.stat(absolute_path)  # noqa: PTH116 - a Path costs more than the call
    except OSError:
        # A broken link is a post without text; a missing file is no post.
        is_broken_link = name.endswith(MARKDOWN) and paths.is_link(absolute_path)
        return PostFile(archive, path, 0, 0) if is_broken_link else None
    if not stat.S_ISREG(status.st_mode) or not is_post(archive, path):
        return None
    return PostFile(archive, path, status.st_size, storable(status.st_mtime_ns))
