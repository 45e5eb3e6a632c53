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

from reader.text.hashing import blake2b

_POST_ENDINGS = (".md", ".markdown")
_TEXT_ENDING = ".txt"
_ENDINGS = (*_POST_ENDINGS, _TEXT_ENDING)
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


class Listing(NamedTuple):
    """What one folder holds: files that by their names are posts or may be. No object for each file is made."""

    archive: Path
    folder: str
    """inside the archive; empty for the archive itself"""
    lines: list[str]
    """`name\\0size\\0time` of each file, by name"""

    @property
    def signature(self) -> bytes:
        """Equal for two listings where no file came, went or changed."""
        return blake2b("\n".join(self.lines).encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def posts(self) -> Iterator[PostFile]:
        """The posts among the files; each text file is looked into."""
        for line in self.lines:
            name, size, mtime = line.split("\0")
            path = f"{self.folder}/{name}" if self.folder else name
            if not name.lower().endswith(_TEXT_ENDING) or _text_is_post(f"{self.archive}/{path}"):
                yield PostFile(self.archive, path, int(size), int(mtime))


OnUnreadable = Callable[[Path, OSError], None]


def walk(archives: Iterable[Path], on_unreadable: OnUnreadable | None = None) -> list[PostFile]:
    """Every post of the archives, newest first; see `listings` for what is one."""
    found = [file for listing in listings(archives, on_unreadable) for file in listing.posts()]
    sort_newest_first(found)
    return found


def sort_newest_first(files: list[PostFile]) -> None:
    """Sorts files by the day in the path, else by the time of change, the newest first."""
    files.sort(key=lambda file: file.path)
    files.sort(key=lambda file: day_in_path(file.path) or day_of_change(file.mtime_ns), reverse=True)


def day_in_path(path: str) -> int | None:
    """The last day that a path names, as the number `YYYYMMDD`."""
    found = _DAY_IN_PATH.match(path)
    return None if found is None else int("".join(found.groups()))


def day_of_change(mtime_ns: int) -> int:
    """The day of a file's last change, as the number `YYYYMMDD`."""
    return int(time.strftime("%Y%m%d", time.gmtime(mtime_ns // 1_000_000_000)))


def may_be_post(name: str) -> bool:
    """Whether a file of this name is a post, or may be for what it holds."""
    return not name.startswith(".") and name.lower().endswith(_ENDINGS)


def listings(
    archives: Iterable[Path], on_unreadable: OnUnreadable | None = None, *, top: str = ""
) -> Iterator[Listing]:
    """Every folder of the archives, or of those below the folder `top` in each, with what may be posts in it.

    Posts are `.md`, `.markdown`, and `.txt` that begins with front matter. Hidden files and folders, and those
    that tools build, are left out. A folder is entered once, however many links lead to it, and under its
    own name where it lies in an archive itself. A folder that can not be listed is told to `on_unreadable`
    and does not stop the walk.
    """
    entered: set[int] = set()
    for archive in archives:
        folders = deque([top])
        # Linked folders wait until all real ones were entered, so that a post goes by its real path.
        links: deque[str] = deque()
        while folders or links:
            folder = (folders or links).popleft()
            try:
                # The kernel finds a file by the descriptor of its folder in half the time that a path takes.
                descriptor = os.open(f"{archive}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError as error:
                if on_unreadable is not None:
                    on_unreadable(Path(f"{archive}/{folder}"), error)
                continue
            try:
                status = os.fstat(descriptor)
                identity = status.st_dev << 64 | status.st_ino
                if identity in entered:
                    continue
                entered.add(identity)
                lines = _list(descriptor, folder, folders, links)
            except OSError as error:
                if on_unreadable is not None:
                    on_unreadable(Path(f"{archive}/{folder}"), error)
                continue
            finally:
                os.close(descriptor)
            yield Listing(archive, folder, lines)


def _list(descriptor: int, folder: str, folders: deque[str], links: deque[str]) -> list[str]:
    """The lines of a folder's files; what else is to be entered goes into `folders` and `links`."""
    lines, below = [], []
    # A call less for each file is a tenth of the walk.
    with os.scandir(descriptor) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:
                # A link into a circle, or through a folder that may not be entered.
                is_folder = False
            if is_folder:
                if name not in _BUILD_FOLDERS:
                    below.append((f"{folder}/{name}" if folder else name, entry.is_symlink()))
            elif name.endswith(_ENDINGS) or name.lower().endswith(_ENDINGS):
                try:
                    status = entry.stat()
                except OSError:
                    lines.append(f"{name}\x000\x000")
                    continue
                # Pipes and devices are no files: reading them may never end.
                if stat.S_ISREG(status.st_mode):
                    lines.append(f"{name}\0{status.st_size}\0{status.st_mtime_ns}")
    lines.sort()
    for path, is_link in sorted(below):
        (links if is_link else folders).append(path)
    return lines


def is_passed_over(path: str) -> bool:
    """Whether a walk leaves a path in an archive out for the names in it."""
    return any(part.startswith(".") or part in _BUILD_FOLDERS for part in path.split("/"))


def post_file(archive: Path, path: str) -> PostFile | None:
    """The post at a path in an archive; None where what is there, if anything, is none."""
    name = path.rpartition("/")[2].lower()
    if not name.endswith(_ENDINGS):
        return None
    place = f"{archive}/{path}"
    try:
        status = os.stat(place)  # noqa: PTH116 - as the walk does
    except OSError:
        # A link that leads nowhere is a post without text; a file that is not there is none.
        return (
            PostFile(archive, path, 0, 0) if _is_broken_link(place) and name.endswith(_POST_ENDINGS) else None
        )
    if not stat.S_ISREG(status.st_mode) or (name.endswith(_TEXT_ENDING) and not _text_is_post(place)):
        return None
    return PostFile(archive, path, status.st_size, status.st_mtime_ns)


def _is_broken_link(place: str) -> bool:
    return Path(place).is_symlink()


def _text_is_post(path: str) -> bool:
    """Whether a text file begins as a post does; one that can not be read is not known to be a post."""
    # Imported late: most archives hold no such files, and most starts read no other.
    from reader.store.front_matter import begins_with_front_matter

    try:
        with Path(path).open("rb") as stream:
            return begins_with_front_matter(stream.read(64))
    except OSError:
        return False
