"""Links within an archive: the places of its posts, and the places that a link may mean, as 64-bit hashes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import apsw

from reader.index.chunks import chunks, placeholders

_NOTHING = 0
"""the hash that stands for no slug"""


class Reference(NamedTuple):
    """The hashed places that a link may mean."""

    sure: tuple[int, ...]
    """in the order in which they count"""
    slug: int = _NOTHING
    """counts only if a single post has it; 0 for none"""


def pack_places(places: Iterable[int]) -> bytes:
    """Return hashed places as bytes, 8 a place."""
    return array("q", places).tobytes()


def unpack_places(packed: bytes) -> list[int]:
    """Return the hashed places that `pack_places` packed."""
    return array("q", packed).tolist()


def pack_references(references: Iterable[Reference]) -> bytes:
    """Return references as bytes: for each the number of its sure places, its slug, and these places."""
    numbers = array("q")
    for reference in references:
        numbers.append(len(reference.sure))
        numbers.append(reference.slug)
        numbers.extend(reference.sure)
    return numbers.tobytes()


def unpack_references(packed: bytes) -> Iterator[Reference]:
    """Yield the references that `pack_references` packed."""
    numbers = array("q", packed)
    start = 0
    while start < len(numbers):
        end = start + 2 + numbers[start]
        yield Reference(tuple(numbers[start + 2 : end]), numbers[start + 1])
        start = end


def link_targets(packed: bytes) -> Iterator[int]:
    """Yield every place that the packed references may mean."""
    for reference in unpack_references(packed):
        yield from reference.sure
        if reference.slug != _NOTHING:
            yield reference.slug


def posts_meant(connection: apsw.Connection, reference: Reference) -> list[int]:
    """Return the posts that a link leads to, in no order: those at the first place that any post has."""
    places = [*reference.sure, reference.slug]
    posts: dict[int, list[int]] = {}
    for some in chunks(places):
        rows = connection.execute(f"SELECT hash, post FROM place WHERE hash IN ({placeholders(some)})", some)
        for place, post in rows:
            posts.setdefault(place, []).append(post)
    for place in reference.sure:
        if place in posts:
            return posts[place]
    found = posts.get(reference.slug, [])
    return found if len(found) == 1 else []


def referring(connection: apsw.Connection, number: int, places: Sequence[int]) -> list[int]:
    """Return the posts with a link that leads to the post `number`, which has the places."""
    candidates = {
        post
        for some in chunks(places)
        for (post,) in connection.execute(
            f"SELECT post FROM link WHERE target IN ({placeholders(some)})", some
        )
    }
    return [post for post in candidates if number in posts_referred(connection, post)]


def posts_referred(connection: apsw.Connection, number: int) -> set[int]:
    """Return the posts that the links of a post lead to by path or name."""
    row = connection.execute("SELECT refs FROM texts WHERE id = ?", (number,)).fetchone()
    found: set[int] = set()
    for reference in unpack_references(row[0]) if row and row[0] else ():
        found.update(posts_meant(connection, reference))
    return found
