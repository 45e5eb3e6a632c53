"""A bounded sample of an archive's files, spread over its folders and the same for the same files."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from reader.store.field_names import NAMES, Field
from reader.store.front_matter import parse
from reader.store.front_matter_values import FrontMatter
from reader.store.kinds import HTML, is_skipped_folder
from reader.store.own_site import site_of_post
from reader.store.walk import may_be_post

SAMPLE = 300
"""files of a sample"""
_HEAD_BYTES = 16_384
_DEEPEST = 30
_TITLES = NAMES[Field.TITLE].split()


class Head(NamedTuple):
    """What the head of a file says, as far as habits depend on it."""

    is_present: bool = False
    """whether the file begins with front matter"""
    texts: tuple[str, ...] = ()
    """all values that are one text"""
    title: str = ""
    tags: frozenset[str] = frozenset()
    language: str = ""
    address: str = ""
    site: str = ""
    """the host of the address where that ends with the post's own name"""


def heads(archive: Path) -> Iterator[Head]:
    """Yield the heads of the sampled files. Unreadable and empty files are passed over."""
    for path in sample(archive, SAMPLE):
        try:
            with Path(f"{archive}/{path}").open("rb", buffering=0) as stream:
                data = stream.read(_HEAD_BYTES)
        except OSError:
            continue
        # Dates are legible in every encoding of the same width, so that none need be detected.
        encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
        front_matter = parse(data.decode(encoding, "replace"))
        if front_matter.is_present:
            yield _head(path, front_matter)
        elif data.strip():
            yield Head()


def _head(path: str, front_matter: FrontMatter) -> Head:
    address = front_matter.text("from", "canonical", "canonical_url", "original_url", "url", "link", "source")
    tags = front_matter.items("tags", "tag", "categories", "category", "keywords")
    # `from` names the page that a post of the specified format was taken from, not a page of the archive's own site.
    published = "" if front_matter.text("from") else address
    return Head(
        is_present=True,
        texts=tuple(value for value in front_matter.values.values() if isinstance(value, str)),
        title=front_matter.text(*_TITLES),
        tags=frozenset(tag.strip() for tag in tags if tag.strip()),
        language=front_matter.text("lang", "language", "locale"),
        address=address,
        site=site_of_post(path, front_matter.text("slug"), published) if "://" in published else "",
    )


def sample(archive: Path, most: int) -> list[str]:
    """Return the paths of up to `most` files of an archive that may be posts with front matter.

    Half of them come from a folder itself, as far as it has so many, the others in equal parts from the folders
    in it. Which ones is decided by checksums of the names, so that a new file replaces one of them at most.
    Links to folders are not followed, and no more folders are opened than files are sought at each depth.
    """
    return _sample(archive, "", most, _DEEPEST)


def _sample(archive: Path, folder: str, most: int, depth: int) -> list[str]:
    files, folders = _listed(archive, folder)
    own = nsmallest(most if not folders else (most + 1) // 2, files, key=_checksum)
    inner: list[str] = []
    chosen = nsmallest(most - len(own), folders, key=_checksum) if depth else []
    for number, name in enumerate(chosen):
        # What a small folder leaves falls to those after it.
        share = -(-(most - len(own) - len(inner)) // (len(chosen) - number))
        inner += _sample(archive, f"{folder}{name}/", share, depth - 1)
    if len(own) + len(inner) < most and len(files) > len(own):
        own = nsmallest(most - len(inner), files, key=_checksum)
    return [*(folder + name for name in own), *inner]


def _listed(archive: Path, folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the files and of the folders in a folder; none if it cannot be listed."""
    files: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(f"{archive}/{folder}") as entries:
            for entry in entries:
                if entry.name[0] == ".":
                    continue
                if may_be_post(entry.name):
                    if not entry.name.lower().endswith(HTML) and entry.is_file():
                        files.append(entry.name)
                elif entry.is_dir(follow_symlinks=False) and not is_skipped_folder(entry.name):
                    folders.append(entry.name)
    except OSError:
        return [], []
    return files, folders


def _checksum(name: str) -> tuple[int, str]:
    return crc32(name.encode("utf-8", "surrogateescape")), name
