"""Segments of the inverted index in SQLite: look-up of tokens, and compaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, pairwise, product

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.post_bits import PostBits
from reader.index.segment import (
    FIELDS,
    MOST_POSTS,
    TEXT,
    TITLE,
    Page,
    Segment,
    add_posts_with,
    each_token,
    joined,
    pairs_in,
)

_FEW = 1000
"""candidates up to which only their own segments are searched"""
_SAMPLE = 4
"""segments of a sample: 4,000 posts tell which words an archive has"""
_SMALL = (16, 128, MOST_POSTS // 2)
_MANY_SMALL = 16
"""segments at the end, each below one of the sizes above, that are merged into larger ones"""
# The key of a page is composed of its segment, its field and its last token.
_SEGMENT_BITS, _FIELD_BITS = 33, 32
_LOOK_UP = (
    f"SELECT id, (SELECT data FROM page WHERE page.id >= (segment.id << {_SEGMENT_BITS} | ?)"
    f" AND page.id < ((segment.id << {_SEGMENT_BITS} | ?) + (1 << {_FIELD_BITS})) ORDER BY page.id LIMIT 1)"
    " FROM segment"
)


def posts_with_all(
    connection: apsw.Connection,
    tokens: Sequence[int],
    *,
    title: bool = False,
    among: BitMap | None = None,
) -> BitMap:
    """Return the posts with all of the tokens (at least one) in their text or their title.

    May include deleted posts and posts outside `among`, which only limits the segments searched. For few
    posts that lie close together, that is cheaper than searching all segments.
    """
    segments = None if among is None else _segments_of(connection, among)
    found: BitMap | None = None
    for token in tokens:
        if among is None and found is not None and len(found) <= _FEW:
            segments = _segments_of(connection, found)
        posts = _posts_with(connection, token, TITLE if title else TEXT, segments)
        found = posts if found is None else found & posts
        if not found:
            break
    return BitMap() if found is None else found


def _posts_with(
    connection: apsw.Connection, token: int, field: int, segments: Sequence[int] | None
) -> BitMap:
    """Return the posts with one token, in these segments or in all."""
    bounds = (field << _FIELD_BITS | token, field << _FIELD_BITS)
    found = PostBits()
    rows: Iterable[tuple[int, bytes | None]]
    if segments is None:
        rows = connection.execute(_LOOK_UP, bounds)
    else:
        rows = chain.from_iterable(
            connection.execute(f"{_LOOK_UP} WHERE id IN ({placeholders(some)})", (*bounds, *some))
            for some in chunks(segments)
        )
    for first, page in rows:
        if page is not None:
            add_posts_with(page, token, first, found)
    return found.posts()


def _segments_of(connection: apsw.Connection, posts: BitMap) -> list[int]:
    """Return the segments that hold any of these posts, of which there must be at least one."""
    # A segment that contains the first post begins less than a segment's length before it.
    bounds = (posts.min() - MOST_POSTS, posts.max())
    rows = connection.execute("SELECT id, id + posts FROM segment WHERE id > ? AND id <= ?", bounds)
    return [first for first, end in rows if posts.range_cardinality(first, end)]


def characters(connection: apsw.Connection) -> Counter[str]:
    """Return the characters of a sample of the texts, each with the number of posts of the sample that hold it."""
    found: Counter[str] = Counter()
    for segment in _sample(connection):
        for page in _pages(connection, segment, 0, 0xFFFF):
            for token, posts in each_token(page, 0):
                if token <= 0xFFFF:
                    found[chr(token)] += sum(1 for _ in posts)
    return found


def pairs(connection: apsw.Connection, firsts: Iterable[str], seconds: Container[str]) -> Counter[str]:
    """Return the bigrams of one of the characters and one of the others, counted as `characters` are."""
    found: Counter[str] = Counter()
    for segment, first in product(_sample(connection), firsts):
        start = ord(first) << 16
        for page in _pages(connection, segment, start, start | 0xFFFF):
            for pair, posts in pairs_in(page, first, seconds):
                found[pair] += posts
    return found


def _sample(connection: apsw.Connection) -> list[int]:
    segments: list[int] = [first for (first,) in connection.execute("SELECT id FROM segment ORDER BY id")]
    return segments[:: len(segments) // _SAMPLE + 1]


def _pages(connection: apsw.Connection, segment: int, first: int, last: int) -> Iterator[bytes]:
    """Yield the pages of texts that hold any of the tokens from the first to the last, and maybe others."""
    field = segment << _SEGMENT_BITS | TEXT << _FIELD_BITS
    # Pages are named by their last token, so the page after those holds tokens of the range, too.
    rows = connection.execute(
        "SELECT data FROM page WHERE id >= ? AND id <= coalesce("
        " (SELECT id FROM page WHERE id >= ? AND id < ? ORDER BY id LIMIT 1), ?)",
        (field | first, field | last, field + (1 << _FIELD_BITS), field | last),
    )
    return (data for (data,) in rows)


def add(connection: apsw.Connection, first: int, segment: Segment) -> None:
    """Write the segment of posts numbered from `first`."""
    connection.execute("INSERT INTO segment VALUES (?, ?)", (first, segment.posts))
    connection.executemany(
        "INSERT INTO page VALUES (?, ?)",
        (
            ((first << 1 | field) << _FIELD_BITS | page.last, page.data)
            for field in FIELDS
            for page in segment.fields[field]
        ),
    )


def compact(connection: apsw.Connection, gone: Iterable[int]) -> None:
    """Delete segments whose posts are all gone, and merge many small segments into few."""
    for first, posts in {_segment_with(connection, number) for number in gone}:
        if next(_present(connection, first, first + posts), None) is None:
            _remove(connection, first)
    last: list[tuple[int, int]] = list(
        connection.execute(
            "SELECT id, posts FROM segment ORDER BY id DESC LIMIT ?", (_MANY_SMALL * len(_SMALL),)
        )
    )
    for most in _SMALL:
        small: list[tuple[int, int]] = []
        for first, posts in last:
            if posts >= most:
                break
            small.insert(0, (first, posts))
        if len(small) >= _MANY_SMALL:
            _join(connection, small)
            return


def _segment_with(connection: apsw.Connection, number: int) -> tuple[int, int]:
    """Return first number and size of the segment of a post."""
    row: tuple[int, int] = connection.execute(
        "SELECT id, posts FROM segment WHERE id <= ? ORDER BY id DESC LIMIT 1", (number,)
    ).get
    return row


def _join(connection: apsw.Connection, segments: Sequence[tuple[int, int]]) -> None:
    """Merge adjacent segments, given by first number and size, into as few as their maximum size allows."""
    group: list[tuple[int, int]] = []
    for first, posts in (*segments, (segments[-1][0] + 2 * MOST_POSTS, 0)):
        if group and first + posts - group[0][0] > MOST_POSTS:
            if len(group) > 1:
                _join_all(connection, group)
            group = []
        group.append((first, posts))


def _join_all(connection: apsw.Connection, segments: Sequence[tuple[int, int]]) -> None:
    read = [(first, Segment(posts, _fields(connection, first))) for first, posts in segments]
    last, posts = segments[-1]
    present = BitMap(list(_present(connection, segments[0][0], last + posts)))
    for first, _ in segments:
        _remove(connection, first)
    add(connection, *joined(read, present.__contains__))


def _fields(connection: apsw.Connection, first: int) -> tuple[list[Page], ...]:
    start = first << _SEGMENT_BITS
    bounds = [start + (field << _FIELD_BITS) for field in (*FIELDS, len(FIELDS))]
    return tuple(
        [
            Page(key - low, data)
            for key, data in connection.execute(
                "SELECT id, data FROM page WHERE id >= ? AND id < ? ORDER BY id", (low, high)
            )
        ]
        for low, high in pairwise(bounds)
    )


def _remove(connection: apsw.Connection, first: int) -> None:
    connection.execute("DELETE FROM segment WHERE id = ?", (first,))
    connection.execute(
        "DELETE FROM page WHERE id >= ? AND id < ?", (first << _SEGMENT_BITS, (first + 1) << _SEGMENT_BITS)
    )


def _present(connection: apsw.Connection, start: int, stop: int) -> Iterator[int]:
    """Return those of these numbers that are posts in the index."""
    rows = connection.execute("SELECT id FROM post WHERE id >= ? AND id < ?", (start, stop))
    return (number for (number,) in rows)
