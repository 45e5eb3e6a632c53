"""Posts by name: finds the file that a user names, by path or a part of it, without the index."""

from __future__ import annotations

import os
from pathlib import Path

from reader import paths
from reader.errors import PostNotFoundError
from reader.post import Post
from reader.store.kinds import EXTENSIONS
from reader.store.post_store import PostStore
from reader.store.walk import PostFile, storable
from reader.text.equivalence import composed, spellings
from reader.text.safe import clean_line


def find(store: PostStore, name: str) -> Post:
    """Return the post at a path in an archive or on disk, or with a path that ends so; see `Library.find`."""
    store.check()
    file = _at_path(store, name) or _with_ending(store.walk(), name)
    if file is None:
        raise PostNotFoundError(clean_line(name))
    from reader.library.extract import read_post  # imports the converter

    return read_post(file, store.habits.of)


def at_name(store: PostStore, name: str) -> PostFile | None:
    """Return the file at a path in an archive or on disk, the newest whose path ends so, or any file on disk."""
    return _at_path(store, name) or _with_ending(store.walk(), name) or _outside(name)


def _at_path(store: PostStore, name: str) -> PostFile | None:
    """Return the file at a path in an archive or on disk, without a walk."""
    if "\0" in name:
        return None
    for archive in store.archives:
        for place in (archive / name, Path(name).absolute(), Path(os.path.realpath(name))):
            if place.suffix.lower() in EXTENSIONS and place.is_relative_to(archive) and paths.is_file(place):
                path = place.relative_to(archive)
                if ".." not in path.parts:
                    return _file(archive, path.as_posix())
    return None


def _with_ending(files: list[PostFile], name: str) -> PostFile | None:
    """Return the newest file whose path ends with the name, spelt so or else in a canonically equivalent way."""
    found = next((file for file in files if f"/{file.path}".endswith(f"/{name}")), None)
    if found is not None or name.isascii():
        return found
    ending = f"/{composed(name)}"
    return next((file for file in files if f"/{composed(file.path)}".endswith(ending)), None)


def _outside(name: str) -> PostFile | None:
    """Return the file at a path on disk, its folder as its archive."""
    found = next((each for each in spellings(name) if "\0" not in name and paths.is_file(Path(each))), None)
    if found is None:
        return None
    place = Path(os.path.realpath(found))
    return _file(place.parent, place.name)


def with_part(store: PostStore, name: str) -> list[PostFile]:
    """Return the files with the name in their paths, newest first."""
    # Commands print paths cleaned for the terminal, so they are compared in that form.
    part = composed(clean_line(name))
    return [file for file in store.walk() if part in composed(clean_line(file.path))] if part else []


def _file(archive: Path, path: str) -> PostFile:
    status = (archive / path).stat()
    return PostFile(archive, path, status.st_size, storable(status.st_mtime_ns))
