"""Where an export goes: a file or a folder that comes into being whole, or not at all, or a stream."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EEXIST, ENOENT, ENOTEMPTY
from pathlib import Path, PurePosixPath

from reader.atomic import file_aside, folder_aside
from reader.errors import ReaderError, reason_of
from reader.language import tr

MANIFEST = ".reader-export"
"""the file of an exported folder that names all its other files, a line each; such a folder may be replaced"""


class ExportError(ReaderError):
    """Posts cannot be exported; nothing was written."""


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
    """Give an empty file aside, as `file_aside` does.

    Raise OccupiedError, for a file that is there without `is_forced`, or ExportError.
    """
    with _told(place):
        _check(place, is_forced=is_forced)
        with file_aside(place, replaces=is_forced) as aside:
            yield aside


@contextmanager
def new_folder(place: Path, *, is_forced: bool = False) -> Iterator[Folder]:
    """Give a folder aside, as `new_file` does a file. An empty folder at its place is no obstacle.

    With `is_forced`, one that an earlier export wrote is replaced, but never one with other files in it.
    """
    with _told(place):
        _check(place, is_forced=is_forced)
        with folder_aside(place) as aside:
            folder = Folder(aside)
            yield folder
            folder.close()
            # Looked at again: the work may have taken long.
            _check(place, is_forced=is_forced)


def is_replaced(place: Path, *, is_forced: bool = False) -> bool:
    """Return whether an export to this place would replace something. Raise OccupiedError or ExportError if none can be made.

    Neither looks at how much room there is.
    """
    with _told(place):
        _check(place, is_forced=is_forced)
        target = Path(os.path.realpath(place))
        # As the system says it: that there is no such folder, or that it is none.
        os.stat(f"{target.parent}/.")  # noqa: PTH116 - a Path drops the dot
        is_special = place.exists() and not place.is_file() and not place.is_dir()
        if not os.access(place if is_special else target.parent, os.W_OK):
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
            tr("{file} cannot be written ({reason}).", file=place, reason=reason_of(error))
        ) from error


def _check(place: Path, *, is_forced: bool) -> None:
    """Raise OccupiedError, ExportError or OSError if something may not be replaced."""
    if place.is_dir():
        if any(place.iterdir()):
            if not is_forced:
                raise OccupiedError(place)
            _check_is_ours(place)
    elif place.is_file():
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
