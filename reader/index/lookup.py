"""SQL look-ups of indexed posts by number, identity, key and link."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.document import Texts, hash_of, post_of, title_of
from reader.index.places import Reference, posts_meant, posts_referred, referring, unpack_places
from reader.post import Post

_NEWEST_FIRST = "day, moment, path, archive"
_LONGEST = 2**62


class IndexedPost(NamedTuple):
    """A post and the number of files that hold it."""

    number: int
    post: Post
    copies: int


def posts(connection: apsw.Connection, archives: Sequence[Path], numbers: Sequence[int]) -> list[IndexedPost]:
    """Return the posts with these numbers, in their order, departed posts included."""
    found: dict[int, IndexedPost] = {}
    for table in ("post", "departed"):
        missing = [number for number in numbers if number not in found]
        for some in chunks(missing):
            rows = connection.execute(
                f"SELECT id, archive, path, content,"
                f" (SELECT count(*) FROM post AS other WHERE other.family = {table}.family)"
                f" FROM {table} WHERE id IN ({placeholders(some)})",
                some,
            )
            for number, archive, path, content, copies in rows:
                post = post_of(archives[archive], os.fsdecode(path), content)
                # A departed post is not counted any more, but older results still show it.
                found[number] = IndexedPost(number, post, max(1, copies))
    return [found[number] for number in numbers if number in found]


def titles(connection: apsw.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the titles of those of the posts that are in the index, in the order of the numbers."""
    found: dict[int, str] = {}
    for some in chunks(numbers):
        rows = connection.execute(f"SELECT id, content FROM post WHERE id IN ({placeholders(some)})", some)
        found.update((number, title_of(content)) for number, content in rows)
    return {number: found[number] for number in numbers if number in found}


def texts(connection: apsw.Connection, numbers: Sequence[int]) -> dict[int, Texts]:
    """Return the searchable texts of those of the posts that are in the index."""
    found: dict[int, Texts] = {}
    for some in chunks(numbers):
        rows = connection.execute(
            f"SELECT id, packed, differences FROM texts WHERE id IN ({placeholders(some)})", some
        )
        found.update((number, Texts.unpacked(packed, differences)) for number, packed, differences in rows)
    return found


def as_read(connection: apsw.Connection, archive: int, path: str, size: int, mtime_ns: int) -> list[int]:
    """Return the number of the post of a file, if the file was of this size and time when it was read."""
    return _column(
        connection,
        "SELECT id FROM post WHERE archive = ? AND path = ? AND size = ? AND mtime_ns = ?",
        (archive, os.fsencode(path), size, mtime_ns),
    )


def numbers_of(connection: apsw.Connection, archive: int, path: str) -> list[int]:
    """Return the present and the departed numbers of the post of a file, the present one first."""
    file = (archive, os.fsencode(path))
    return _column(
        connection,
        "SELECT id FROM post WHERE archive = ? AND path = ? UNION ALL"
        " SELECT id FROM (SELECT id FROM departed WHERE archive = ? AND path = ? ORDER BY id DESC)",
        (*file, *file),
    )


def paths_with(connection: apsw.Connection, part: str, most: int) -> list[str]:
    """Return up to `most` paths that have a part, the newest post first. Reads an index of the table alone."""
    rows = connection.execute(
        f"SELECT path FROM post WHERE instr(path, ?) ORDER BY {_NEWEST_FIRST} LIMIT ?",
        (os.fsencode(part), most),
    )
    return [os.fsdecode(path) for (path,) in rows]


def at_address(connection: apsw.Connection, address: str) -> list[int]:
    """Return the posts with the address, a key, newest first; also those that share it with others."""
    return _column(
        connection,
        "SELECT id FROM post WHERE key = ? OR id IN (SELECT id FROM shared WHERE address = ?)"
        f" ORDER BY {_NEWEST_FIRST}",
        (hash_of(address), hash_of(address)),
    )


def with_any_key(connection: apsw.Connection, hashes: Sequence[int]) -> BitMap:
    """Return the posts with one of the hashed keys."""
    numbers = BitMap()
    for some in chunks(hashes):
        numbers.update(_column(connection, f"SELECT id FROM post WHERE key IN ({placeholders(some)})", some))
    return numbers


def numbers_by_key(connection: apsw.Connection, keys: Iterable[str]) -> dict[str, list[int]]:
    """Return the posts with each of the keys, for every key."""
    names = {hash_of(key): key for key in keys}
    found: dict[str, list[int]] = {key: [] for key in names.values()}
    for some in chunks(list(names)):
        rows = connection.execute(f"SELECT key, id FROM post WHERE key IN ({placeholders(some)})", some)
        for key, number in rows:
            found[names[key]].append(number)
    return found


def written_since(connection: apsw.Connection, time_ns: int) -> BitMap:
    """Return the posts whose files were written after a time, in nanoseconds since 1970; looks at all posts."""
    return BitMap(_column(connection, "SELECT id FROM post WHERE mtime_ns > ?", (time_ns,)))


def newest_by_key(connection: apsw.Connection, keys: Iterable[str]) -> dict[str, int]:
    """Return the newest post with each of the keys; keys without a post are left out."""
    return _newest(connection, keys, f"SELECT key, id FROM post WHERE key IN (%s) ORDER BY {_NEWEST_FIRST}")


def newest_at_address(connection: apsw.Connection, addresses: Iterable[str]) -> dict[str, int]:
    """Return the newest post at each of the addresses, also of several that share it; see `newest_by_key`."""
    keys = set(addresses)
    shared = _newest(
        connection,
        keys,
        f"SELECT address, id FROM shared JOIN post USING (id) WHERE address IN (%s) ORDER BY {_NEWEST_FIRST}",
    )
    return newest_by_key(connection, keys - shared.keys()) | shared


def _newest(connection: apsw.Connection, keys: Iterable[str], statement: str) -> dict[str, int]:
    names = {hash_of(key): key for key in keys}
    newest: dict[str, int] = {}
    for some in chunks(list(names)):
        for key, number in connection.execute(statement % placeholders(some), some):
            newest.setdefault(names[key], number)
    return newest


def copies(connection: apsw.Connection, numbers: Sequence[int]) -> list[int]:
    """Return the posts in the duplicate groups of these posts, departed ones included, newest first."""
    return _column(
        connection,
        "SELECT id FROM post WHERE family IN"
        f" (SELECT family FROM post WHERE id IN ({placeholders(numbers)})"
        f" UNION SELECT family FROM departed WHERE id IN ({placeholders(numbers)}))"
        f" ORDER BY {_NEWEST_FIRST}",
        (*numbers, *numbers),
    )


def at_places(connection: apsw.Connection, sure: Sequence[str], slug: str) -> list[int]:
    """Return the posts at the first of the places that any post has, else the one post with the slug, if any."""
    return posts_meant(connection, Reference(tuple(map(hash_of, sure)), hash_of(slug) if slug else 0))


def linked_by(connection: apsw.Connection, number: int) -> BitMap:
    """Return the posts that a post links to."""
    row = connection.execute("SELECT links FROM texts WHERE id = ?", (number,)).fetchone()
    found = with_any_key(connection, array("q", row[0])) if row else BitMap()
    found.update(posts_referred(connection, number))
    return found


def linking_to(connection: apsw.Connection, number: int) -> BitMap:
    """Return the posts that link to a post or to a copy of it."""
    found = _column(
        connection,
        "SELECT post FROM link WHERE target IN"
        " (SELECT key FROM post WHERE family = (SELECT family FROM post WHERE id = ?))",
        (number,),
    )
    row = connection.execute("SELECT places FROM texts WHERE id = ?", (number,)).fetchone()
    if row and row[0]:
        found += referring(connection, number, unpack_places(row[0]))
    return BitMap(found)


def linking_to_key(connection: apsw.Connection, key: str) -> BitMap:
    """Return the posts that link to the page with the key, whether or not a post has it."""
    return BitMap(_column(connection, "SELECT post FROM link WHERE target = ?", (hash_of(key),)))


def with_length(connection: apsw.Connection, least: int | None, most: int | None) -> BitMap:
    """Return the posts whose lengths lie within the bounds, which are included; None for no bound."""
    bounds = (0 if least is None else least, _LONGEST if most is None else most)
    return BitMap(_column(connection, "SELECT id FROM post WHERE length BETWEEN ? AND ?", bounds))


def lengths(connection: apsw.Connection) -> Iterator[tuple[int, int]]:
    """Yield all posts, the shortest first, each with its length."""
    yield from connection.execute("SELECT id, length FROM post ORDER BY length")


def _column(connection: apsw.Connection, statement: str, values: Sequence[int | bytes]) -> list[int]:
    return [row[0] for row in connection.execute(statement, values)]
