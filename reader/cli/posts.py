"""Finds the post that a person names on the command line."""

from __future__ import annotations

import os
from pathlib import Path

from reader.errors import PostError, PostNotFoundError
from reader.library import Library
from reader.library.extract import read_file
from reader.post import Post
from reader.store.post_store import PostStore
from reader.store.walk import PostFile
from reader.text.safe import clean_line

_NAMED_AT_MOST = 3


def find_post(library: Library, name: str) -> Post:
    """The post that `Library.find` knows by this name, any file on disk, or the one post with it in its path.

    A file that lies in none of the archives has its folder for its archive. Raises ArchiveError,
    PostNotFoundError, and PostError where several posts have the name in their paths.
    """
    store = PostStore(library.archives)
    store.check()
    try:
        return library.find(name)
    except PostNotFoundError:
        if Path(name).is_file():
            return _outside(Path(os.path.realpath(name)))
        return _by_part(store, name)


def _outside(file: Path) -> Post:
    status = file.stat()
    return read_file(PostFile(file.parent, file.name, status.st_size, status.st_mtime_ns)).post


def _by_part(store: PostStore, name: str) -> Post:
    # Paths are printed without what no terminal may see, and are looked for as they are printed.
    part = clean_line(name)
    found = [file for file in store.walk() if part in clean_line(file.path)] if part else []
    if not found:
        raise PostNotFoundError(part)
    if len(found) > 1:
        paths = [clean_line(file.path) for file in found[:_NAMED_AT_MOST]]
        more = [f"and {len(found) - len(paths)} more"] if len(found) > len(paths) else []
        listed = "\n  ".join(paths + more)
        raise PostError(part, f"{len(found)} posts have {part} in their paths: say more of it.\n  {listed}")
    return read_file(found[0]).post
