"""Comparison of the folders alone whose times changed since all files were compared.

A new post costs what its folder holds, not what the archive holds. What cannot be told from one folder is left to a
comparison of all files: links to folders, archives within others, and what cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader import paths
from reader.index import Files
from reader.library.freshness import Comparison
from reader.library.refresh import Difference
from reader.store.post_store import PostStore
from reader.store.walk import Listing, list_folder, listings


class NeedsAllError(Exception):
    """Only a comparison of all files tells what changed."""


class _Place(NamedTuple):
    archive: Path
    folder: str
    """relative to the archive; empty for the archive itself"""


def difference_in_changed(
    files: Files, store: PostStore, comparison: Comparison, difference: Difference
) -> Iterator[None]:
    """Add the differences of the folders that changed since `comparison` was kept, and bring it up to date; yields between them.

    Raise NeedsAllError.
    """
    _refuse_nested(store.archives)
    changed = [_place(store.archives, path) for path in comparison.changed()]
    there = [place for place in changed if paths.is_folder(Path(*place))]
    for place in changed:
        if place not in there:
            difference.gone += files.below(*place)
            comparison.drop(_path(*place))
    for place in there:
        _compare_one(files, store, comparison, difference, place)
        yield
    difference.drop_repetitions()


def _compare_one(
    files: Files, store: PostStore, comparison: Comparison, difference: Difference, place: _Place
) -> None:
    """Add the differences of a folder, and of all folders below it that are new."""
    try:
        listing, subfolders, links = list_folder(*place)
    except OSError as error:
        raise NeedsAllError from error
    known = comparison.children(_path(*place))
    if links or _is_through_link(listing) or known - {_path(place.archive, each) for each in subfolders}:
        raise NeedsAllError
    found = [listing]
    for folder in subfolders:
        if _path(place.archive, folder) not in known:
            found += listings([place.archive], _refuse, top=folder)
    if any(map(_is_through_link, found[1:])):
        raise NeedsAllError
    for each in comparison.recording(map(store.without_left_out, found)):
        difference.compare(files, each, files.folder(each.archive, each.folder))


def _path(archive: Path, folder: str) -> str:
    return f"{archive}/{folder}".rstrip("/")


def _place(archives: Sequence[Path], path: str) -> _Place:
    for archive in archives:
        if path == str(archive) or path.startswith(f"{archive}/"):
            return _Place(archive, path[len(str(archive)) + 1 :])
    raise NeedsAllError


def _refuse_nested(archives: Sequence[Path]) -> None:
    """Raise NeedsAllError if a folder may belong to one archive or another."""
    if any(one != other and one.is_relative_to(other) for one in archives for other in archives):
        raise NeedsAllError


def _refuse(_: Path, error: OSError) -> None:
    raise NeedsAllError from error


def _is_through_link(listing: Listing) -> bool:
    place = _path(listing.archive, listing.folder)
    return os.path.realpath(place) != place
