"""Where the file of an index lies, and the files that SQLite keeps beside it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from reader.errors import reason_of
from reader.index.pages import HEAD, has_whole_page
from reader.index.schema import APPLICATION_ID, is_older_file
from reader.language import tr

_MAGIC = b"SQLite format 3\0"
_ID_PLACE = slice(68, 72)
_MOST_PATHS = 4
"""file names that are tried while files of other programs are in the way"""
_COMPANIONS = ("-wal", "-shm", "-journal")
"""endings of the files that SQLite keeps beside a database"""


def usable_path(folder: Path, name: str, report: Callable[[Path, str], None]) -> Path:
    """Return the first path that holds an index, be it damaged, or nothing.

    `report` is told of each path that cannot be used, and why.
    """
    for number in range(_MOST_PATHS):
        path = folder / f"{name}{f'-{number}' if number else ''}.sqlite3"
        try:
            # A pipe in its place, which nobody writes to, would be waited for.
            with open(path, "rb", opener=_without_waiting) as stream:
                head = stream.read(100)
                if not head or _is_marked(head) or has_whole_page(head + stream.read(HEAD - len(head))):
                    return path
        except (FileNotFoundError, NotADirectoryError):
            return path
        except OSError as error:
            if not os.access(folder, os.X_OK):
                # No other name in it is any better; whoever opens the file says so.
                return path
            report(path, reason_of(error))
            continue
        report(path, tr("it is not the reader's"))
    return folder / f"{name}-{os.getpid()}.sqlite3"


def _without_waiting(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(tr("it is not a file"))
    return descriptor


def _is_marked(head: bytes) -> bool:
    """Return whether a file begins as an index does."""
    return head.startswith(_MAGIC) and head[_ID_PLACE] == APPLICATION_ID.to_bytes(4, "big")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that takes its place; None without a file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, at each question
    except OSError:
        return None
    return found.st_dev, found.st_ino


def has_log(path: Path) -> bool:
    """Return whether anything was written that is not in the file itself yet."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def remove(path: Path) -> None:
    """Delete the file and all that goes with it, as far as that is allowed."""
    for ending in ("", *_COMPANIONS):
        with contextlib.suppress(OSError):
            Path(f"{path}{ending}").unlink()


def remove_older(path: Path) -> None:
    """Delete the indexes of the same archives by older versions of the program."""
    for file in path.parent.glob("index*"):
        if is_older_file(file.name, path.name):
            with contextlib.suppress(OSError):
                file.unlink()
