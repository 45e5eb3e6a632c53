"""Where an export goes: a file or a folder that comes into being whole, or not at all, or a stream."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EEXIST, ENOENT, ENOTEMPTY
from pathlib import Path, PurePosixPath

from reader.errors import ReaderError, reason_of
from reader.export.aside import OLD, new_aside
from reader.language import tr

MANIFEST = ".reader-export"
"""the file of an exported folder that names all its other files, a line each; such a folder may be replaced"""


class ExportError(ReaderError):
    """Posts can not be exported; nothing was written."""


class OccupiedError(ExportError):
    """Something is where the export should go."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            tr("{place} is there already: name another, or add --force to replace it.", place=place)
        )
        self.place = place


class Folder:
    """A folder that is being written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """where it is until it is complete"""
        self._names: list[str] = []

    def add(self, name: str, content: str | bytes) -> None:
        """Write a file; its name may have folders before it, with `/` between. Raise OSError."""
        self.file(name).write_bytes(content.encode() if isinstance(content, str) else content)

    def file(self, name: str) -> Path:
        """Return where a new file is to be written, in a folder that is there. Raise OSError."""
        place = PurePosixPath(name)
        assert not place.is_absolute() and ".." not in place.parts, name
        file = self.path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        self._names.append(name)
        return file

    def close(self) -> None:
        """Write the manifest. Raise OSError."""
        (self.path / MANIFEST).write_text("".join(f"{name}\n" for name in self._names), encoding="utf-8")


@contextmanager
def new_file(place: Path, *, is_forced: bool = False) -> Iterator[Path]:
    """Give an empty file aside, which takes its place when the block ends; it is deleted if the block raises.

    What is at the place stays until then. Pipes and devices are written straight. Raise OccupiedError, for a file that
    is there without `is_forced`, or ExportError.
    """
    with _told(place):
        place = Path(os.path.realpath(place))
        if place.exists() and not place.is_file() and not place.is_dir():
            yield place
            return
        _check(place, is_forced=is_forced)
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
        with new_aside(place.parent, is_folder=False) as aside:
            yield aside
            aside.chmod(mode)
            _sync(aside)
            _put(aside, place, is_forced=is_forced)
            _sync(place.parent)


@contextmanager
def new_folder(place: Path, *, is_forced: bool = False) -> Iterator[Folder]:
    """Give a folder aside, as `new_file` does a file. An empty folder at its place is no obstacle.

    With `is_forced`, one that an earlier export wrote is replaced, but never one with other files in it.
    """
    with _told(place):
        place = Path(os.path.realpath(place))
        _check(place, is_forced=is_forced)
        with new_aside(place.parent, is_folder=True) as aside:
            folder = Folder(aside)
            yield folder
            folder.close()
            aside.chmod(0o777 & ~_umask())
            # To wait for each of thousands of files takes minutes; for all at once, a moment.
            os.sync()
            # Looked at again: the work may have taken long.
            _check(place, is_forced=is_forced)
            _put_folder(aside, place)
            _sync(place.parent)


def is_replaced(place: Path, *, is_forced: bool = False) -> bool:
    """Return whether an export to this place would replace something. Raise OccupiedError or ExportError if none can be made.

    Neither looks at how much room there is.
    """
    with _told(place):
        place = Path(os.path.realpath(place))
        if not place.parent.is_dir():
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        is_special = place.exists() and not place.is_file() and not place.is_dir()
        if not is_special:
            _check(place, is_forced=is_forced)
        if not os.access(place if is_special else place.parent, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        return place.is_file() or (place.is_dir() and any(place.iterdir()))


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Turn errors of the system into ExportError."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        if error.errno in (EEXIST, ENOTEMPTY):
            raise OccupiedError(place) from error
        if error.errno == ENOENT and not place.parent.is_dir():
            raise ExportError(
                tr("There is no folder {folder}: make it, or name another place.", folder=place.parent)
            ) from error
        raise ExportError(
            tr("{file} can not be written ({reason}).", file=place, reason=reason_of(error))
        ) from error


def _check(place: Path, *, is_forced: bool) -> None:
    """Raise OccupiedError, ExportError or OSError if something may not be replaced."""
    if place.is_dir():
        if any(place.iterdir()):
            if not is_forced:
                raise OccupiedError(place)
            _check_is_ours(place)
    elif place.exists():
        if not is_forced:
            raise OccupiedError(place)
        if not os.access(place, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))


def _check_is_ours(folder: Path) -> None:
    """Raise ExportError if a folder holds anything that an export did not write."""
    try:
        written = set((folder / MANIFEST).read_text(encoding="utf-8").splitlines()) | {MANIFEST}
    except (OSError, UnicodeDecodeError):
        written = set()
    for around, _, names in os.walk(folder):
        for name in names:
            if (path := (Path(around) / name).relative_to(folder)).as_posix() not in written:
                raise ExportError(
                    tr(
                        "{folder} holds {file}, which no export wrote: name another folder.",
                        folder=folder,
                        file=path,
                    )
                )


def _put(aside: Path, place: Path, *, is_forced: bool) -> None:
    """Move a file to its place. Raise FileExistsError if another came there meanwhile, and it may not be replaced."""
    if is_forced:
        aside.replace(place)
        return
    try:
        os.link(aside, place)
    except FileExistsError:
        raise
    except OSError:
        # File systems for sticks and shares know no links.
        if os.path.lexists(place):
            raise FileExistsError(EEXIST, os.strerror(EEXIST)) from None
        aside.rename(place)


def _put_folder(aside: Path, place: Path) -> None:
    """Move a folder to its place; one that is there already is deleted once the new one stands there."""
    if not place.is_dir():
        aside.rename(place)
        return
    old = aside.with_suffix(OLD)
    place.rename(old)
    try:
        aside.rename(place)
    except OSError:
        old.rename(place)
        raise
    # Under the old name again: it is swept away if it is not deleted as a whole.
    with suppress(OSError):
        old.rename(aside)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; not every file system can tell."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
