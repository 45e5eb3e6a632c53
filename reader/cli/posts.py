"""Finds the post that a person names on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reader.errors import PostError, PostNotFoundError
from reader.library import Library
from reader.library.digest import read_file
from reader.post import Post
from reader.store.post_store import PostStore
from reader.store.walk import PostFile
from reader.text.safe import clean_line

_NAMED_AT_MOST = 3


def find_post(library: Library, name: str) -> Post:
    """The post whose file is `name` in an archive or on disk, else the only one with `name` in its path.

    A file is opened though it lies in none of the archives; its folder is then its archive. Nothing else need
    be loaded. Raises ArchiveError, PostNotFoundError, and PostError where several posts have the name.
    """
    for archive in library.archives:
        if name and (archive / name).is_file():
            return _read(archive / name, library)
    if name and Path(name).is_file():
        return _read(Path(name), library)
    store = PostStore(library.archives)
    store.check()
    files = store.walk()
    # A path is printed without what no terminal may see, and may be typed as it was printed.
    matches: tuple[Callable[[str], bool], ...] = (
        lambda path: path.endswith(f"/{name}"),
        lambda path: clean_line(path) == name,
        lambda path: name in path,
    )
    for match in matches:
        found = [file for file in files if match(file.path)]
        if len(found) == 1:
            return read_file(found[0]).post
        if len(found) > 1:
            raise PostError(name, _several(name, found))
    raise PostNotFoundError(clean_line(name))


def _read(file: Path, library: Library) -> Post:
    """The post in a file, under the archive that holds it, if one does."""
    real = Path(os.path.realpath(file))
    archive = next((folder for folder in library.archives if real.is_relative_to(folder)), real.parent)
    path = real.relative_to(archive).as_posix()
    status = real.stat()
    return read_file(PostFile(archive, path, status.st_size, status.st_mtime_ns)).post


def _several(name: str, found: list[PostFile]) -> str:
    paths = [clean_line(file.path) for file in found[:_NAMED_AT_MOST]]
    more = len(found) - len(paths)
    listed = "\n  ".join([*paths, f"and {more} more"] if more else paths)
    return f"{len(found)} posts have {clean_line(name)} in their paths: say more of it.\n  {listed}"
