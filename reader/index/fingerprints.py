"""What identifies the files of posts when their posts get other keys: places, and hashes of their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.post import PostId

_CONTENT = "size, digest, title, body"


class Content(NamedTuple):
    """What a file holds."""

    size: int
    digest: int
    """hash of its bytes; 0 if it could not be read"""
    title_hash: int
    """hash of the form of its title"""
    body_hash: int
    """hash of the form of its text"""


def files(
    connection: apsw.Connection, archives: Sequence[Path], numbers: Sequence[int]
) -> Iterator[tuple[int, PostId, Content]]:
    """Yield the files of those of the posts with these numbers that are in the index, each with its post's number."""
    for some in chunks(numbers):
        rows = connection.execute(
            f"SELECT id, archive, path, {_CONTENT} FROM post WHERE id IN ({placeholders(some)})", some
        )
        for number, archive, path, *content in rows:
            yield number, PostId(archives[archive], os.fsdecode(path)), Content(*content)


def contents(
    connection: apsw.Connection, numbers: Mapping[Path, int], posts: Iterable[PostId]
) -> dict[PostId, Content]:
    """Return what the files of those of the posts hold that are in the index; `numbers` are those of archives."""
    paths: dict[Path, list[str]] = {}
    for post in posts:
        if post.archive in numbers:
            paths.setdefault(post.archive, []).append(post.path)
    found: dict[PostId, Content] = {}
    for archive, all_paths in paths.items():
        for some in chunks(all_paths):
            rows = connection.execute(
                f"SELECT path, {_CONTENT} FROM post WHERE archive = ? AND path IN ({placeholders(some)})",
                (numbers[archive], *map(os.fsencode, some)),
            )
            found.update((PostId(archive, os.fsdecode(path)), Content(*content)) for path, *content in rows)
    return found


def arrived(connection: apsw.Connection) -> tuple[int, BitMap]:
    """Return the posts that came or got another key and were not forgotten, and the last generation of these."""
    last, posts = -1, BitMap()
    for generation, packed in connection.execute("SELECT generation, posts FROM arrived ORDER BY generation"):
        last = generation
        posts |= BitMap.deserialize(packed)
    return last, posts


def sharing(connection: apsw.Connection) -> BitMap:
    """Return the posts that share their addresses with others which are no copies of them."""
    return BitMap([number for (number,) in connection.execute("SELECT id FROM shared")])


def shared_addresses(connection: apsw.Connection) -> frozenset[int]:
    """Return the addresses, as hashed keys, that several posts share which are no copies of one another."""
    return frozenset(address for (address,) in connection.execute("SELECT DISTINCT address FROM shared"))


def shared_name(connection: apsw.Connection, archive: int, path: str) -> str | None:
    """Return what tells a post from the others at its address; None for a post that is not known to share it."""
    row = connection.execute(
        "SELECT name FROM post JOIN shared USING (id) WHERE archive = ? AND path = ?",
        (archive, os.fsencode(path)),
    ).fetchone()
    return None if row is None else str(row[0])
