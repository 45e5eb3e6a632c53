"""Files that come into their place whole, or leave it as it was: written aside first, then moved (rename(2)).

What is being written is `.reader-*.part` beside its place, and locked (flock(2)): where its writer was killed, the next
one that writes into the folder sweeps it away.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EEXIST, EISDIR
from pathlib import Path

_START, _ENDING = ".reader-", ".part"
_OLD = ".old"
"""the ending of a folder that is being replaced by one with the same name but for the ending"""


@contextmanager
def file_aside(place: Path, *, replaces: bool = True, is_durable: bool = True) -> Iterator[Path]:
    """Give an empty file beside a place, which is moved there when the block ends; it is deleted if the block raises.

    A file that is there keeps its mode, and a link goes on to lead to its file. Pipes and devices are given themselves,
    to be written straight. What is `is_durable` is on the disk afterwards. Raise OSError: FileExistsError if a file is
    there at the end that may not be replaced, PermissionError if the one that is there is protected.
    """
    place = Path(os.path.realpath(place))
    if place.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    mode = place.stat().st_mode & 0o777 if place.is_file() else None
    if mode is None and place.exists():
        yield place
        return
    if mode is not None and not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    # One that takes the place of another shows nobody more than that did, also before it has its mode.
    with _part(place.parent, is_folder=False, mode=0o666 if mode is None else 0o600) as part:
        yield part
        if mode is not None:
            part.chmod(mode)
        if is_durable:
            sync(part)
        _move(part, place, replaces=replaces)
        if is_durable:
            sync(place.parent)


def write_whole(place: Path, content: str | bytes, *, is_durable: bool = True) -> None:
    """Write a file, or leave the place as it was and raise OSError, as `file_aside` does."""
    with file_aside(place, is_durable=is_durable) as part:
        part.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def folder_aside(place: Path) -> Iterator[Path]:
    """Give an empty folder beside a place, as `file_aside` does a file; one that is there is deleted with all that it holds."""
    place = Path(os.path.realpath(place))
    with _part(place.parent, is_folder=True, mode=0o777) as part:
        yield part
        # To wait for each of thousands of files takes minutes; for all at once, a moment.
        os.sync()
        _move_folder(part, place)
        sync(place.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raise OSError, not for a folder of a file system that cannot tell."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _part(folder: Path, *, is_folder: bool, mode: int) -> Iterator[Path]:
    """Give a new, empty file or folder in a folder, with a mode that the umask is taken off; what is left of it is deleted."""
    _sweep(folder)
    while True:
        path = folder / f"{_START}{os.urandom(4).hex()}{_ENDING}"
        if is_folder:
            path.mkdir(mode)
        else:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):  # some file systems have no locks; nothing is swept away there
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Another writer may have swept it away before it was locked.
            if path.exists():
                try:
                    yield path
                finally:
                    _delete(path)
                return
        finally:
            os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Delete the files that no process holds locked."""
    for left in folder.glob(f"{_START}*{_ENDING}"):
        # Beside the folder that it was about to replace it is the only whole one.
        if left.with_suffix(_OLD).exists():
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
        from shutil import rmtree  # 5 ms, which a start saves

        rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _move(part: Path, place: Path, *, replaces: bool) -> None:
    """Move a file to its place. Raise FileExistsError if another came there meanwhile, and it may not be replaced."""
    if replaces:
        part.replace(place)
        return
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:
        # File systems for sticks and shares know no links.
        if os.path.lexists(place):
            raise FileExistsError(EEXIST, os.strerror(EEXIST)) from None
        part.rename(place)


def _move_folder(part: Path, place: Path) -> None:
    """Move a folder to its place; one that is there already is deleted once the new one stands there."""
    if not place.is_dir():
        part.rename(place)
        return
    old = part.with_suffix(_OLD)
    place.rename(old)
    try:
        part.rename(place)
    except OSError:
        old.rename(place)
        raise
    # Under the old name again: it is swept away if it is not deleted as a whole.
    with suppress(OSError):
        old.rename(part)
