"""What is written aside before it takes its place: locked while it is written, and swept away where its writer was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_START, _ENDING = ".reader-", ".part"
"""of the names of what is being written"""
OLD = ".old"
"""the ending of a folder that is being replaced by one with the same name but for the ending"""


@contextmanager
def new_aside(folder: Path, *, is_folder: bool) -> Iterator[Path]:
    """Give a new, empty file or folder in a folder; what is left of it when the block ends is deleted.

    What exports that were killed have left there is deleted before. Raise OSError.
    """
    _sweep(folder)
    while True:
        path = _make(folder, is_folder=is_folder)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):  # some file systems have no locks; nothing is swept away there
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Another export may have swept it away before it was locked.
            if path.exists():
                try:
                    yield path
                finally:
                    _delete(path)
                return
        finally:
            os.close(descriptor)


def _make(folder: Path, *, is_folder: bool) -> Path:
    if is_folder:
        return Path(tempfile.mkdtemp(_ENDING, _START, folder))
    descriptor, name = tempfile.mkstemp(_ENDING, _START, folder)
    os.close(descriptor)
    return Path(name)


def _sweep(folder: Path) -> None:
    """Delete what no process holds locked."""
    for left in folder.glob(f"{_START}*{_ENDING}"):
        # Beside the folder that it was about to replace it is the only whole one.
        if left.with_suffix(OLD).exists():
            continue
        with suppress(OSError):
            descriptor = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _delete(left)
            finally:
                os.close(descriptor)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
