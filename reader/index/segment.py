"""Segments of the inverted index: the postings of up to 1,020 posts, in pages of which a look-up reads one.

Segments are immutable, as in log-structured inverted files (Lester, Moffat and Zobel 2005): writing posts
adds a segment, and small segments are merged now and then. Postings are encoded as one-byte gaps between
positions, or as a bitmap where that is shorter.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import accumulate, compress, groupby
from typing import NamedTuple

from reader.index.post_bits import PostBits, positions_in
from reader.index.tokens import tokens_of

MOST_POSTS = 1020
"""posts in a segment: bounded by memory, and by bitmap lengths that must fit a byte"""
PAGE = 4096
"""approximate bytes of a page"""
TOKEN_BYTES = 3
"""bytes of a token in a page, besides its postings"""
GAP = 255
"""continuation byte: adds 255 to the gap that the following bytes encode"""
TEXT, TITLE = FIELDS = (0, 1)
"""the indexed fields: a post's whole text, and its title alone"""

_HEAD = struct.Struct("=3H")

Postings = dict[int, list[int]]
"""ascending positions of posts in a segment, by token"""


class Page(NamedTuple):
    """The postings of some adjacent tokens."""

    last: int
    """the greatest of the tokens"""
    data: bytes


class Segment(NamedTuple):
    """The postings of some posts, each given by its position among them."""

    posts: int
    fields: tuple[list[Page], ...]
    """pages of each of `FIELDS`, ordered by token"""


def segment_of(titles: Sequence[str], texts: Sequence[str]) -> Segment:
    """Return the segment of at most `MOST_POSTS` posts with these folded titles and texts."""
    return encoded(len(texts), [_inverted(texts), _inverted(titles)])


def _inverted(texts: Sequence[str]) -> Postings:
    postings: Postings = {}
    for position, text in enumerate(texts):
        for token in tokens_of(text):
            if token in postings:
                postings[token].append(position)
            else:
                postings[token] = [position]
    return postings


def encoded(posts: int, fields: Sequence[Postings]) -> Segment:
    """Encode the postings of `posts` posts, one field after the other."""
    size = bitmap_size(posts)
    return Segment(posts, tuple(list(_pages(postings, size)) for postings in fields))


def bitmap_size(posts: int) -> int:
    """Return the number of bytes of a bitmap of the posts."""
    return (posts + 7) // 8


def _pages(postings: Postings, size: int) -> Iterator[Page]:
    tokens = sorted(postings)
    encoded_postings = [_encoded_positions(postings[token], size) for token in tokens]
    begins = accumulate((len(encoded_posts) + TOKEN_BYTES for encoded_posts in encoded_postings), initial=0)
    for _, group in groupby(
        zip(begins, tokens, encoded_postings, strict=False), lambda each: each[0] // PAGE
    ):
        _, some, data = zip(*group, strict=True)
        yield page_of(some, bytes(map(len, data)), b"".join(data), size)


def _encoded_positions(positions: Sequence[int], size: int) -> bytes:
    """Encode positions as gaps, or as a bitmap where that is no longer."""
    gaps = bytearray()
    before = 0
    for position in positions:
        repeats, rest = divmod(position - before, GAP)
        gaps += b"\xff" * repeats
        gaps.append(rest)
        before = position
        if len(gaps) >= size:
            return sum(1 << each for each in positions).to_bytes(size, "little")
    return bytes(gaps)


def page_of(tokens: Sequence[int], lengths: bytes, data: bytes, size: int) -> Page:
    """Return a page of ordered tokens, given the lengths of their postings and the concatenated postings."""
    starts: dict[int, int] = {}
    for position, token in enumerate(tokens):
        starts.setdefault(token >> 16, position)
    seconds = [token & 0xFFFF for token in tokens]
    head = struct.pack(
        f"={3 + 2 * len(starts) + len(tokens)}H",
        *(len(starts), len(tokens), size, *starts, *starts.values(), *seconds),
    )
    return Page(tokens[-1], head + lengths + data)


def add_posts_with(page: bytes, token: int, first: int, found: PostBits) -> None:
    """Add the posts with the token in this page, for a segment numbered from `first`, to those found."""
    firsts, tokens, size = _HEAD.unpack_from(page)
    lengths = _HEAD.size + 4 * firsts + 2 * tokens
    units = memoryview(page)[_HEAD.size : lengths].cast("H")
    group = bisect_left(units, token >> 16, 0, firsts)
    if group == firsts or units[group] != token >> 16:
        return
    before = 2 * firsts
    end = before + (units[firsts + group + 1] if group + 1 < firsts else tokens)
    place = bisect_left(units, token & 0xFFFF, before + units[firsts + group], end)
    if place == end or units[place] != token & 0xFFFF:
        return
    position = lengths + place - before
    start = lengths + tokens + sum(page[lengths:position])
    encoded_posts = page[start : start + page[position]]
    if len(encoded_posts) == size:
        found.add_bitmap(encoded_posts, first)
    else:
        found.add_numbers(_numbers(encoded_posts, size, first))


def pairs_in(page: bytes, first: str, seconds: Container[str]) -> Iterator[tuple[str, int]]:
    """Yield the bigrams of a character and one of the others that a page holds, each with its number of posts."""
    firsts, tokens, size = _HEAD.unpack_from(page)
    lengths = _HEAD.size + 4 * firsts + 2 * tokens
    units = memoryview(page)[_HEAD.size : lengths].cast("H")
    group = bisect_left(units, ord(first), 0, firsts)
    if group == firsts or units[group] != ord(first):
        return
    end = units[firsts + group + 1] if group + 1 < firsts else tokens
    for position in range(units[firsts + group], end):
        second = chr(units[2 * firsts + position])
        if second in seconds:
            start = lengths + tokens + sum(page[lengths : lengths + position])
            encoded_posts = page[start : start + page[lengths + position]]
            yield first + second, sum(1 for _ in _numbers(encoded_posts, size, 0))


def each_token(page: bytes, first: int) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield all tokens of a page with the numbers of their posts."""
    firsts, tokens, size = _HEAD.unpack_from(page)
    lengths = _HEAD.size + 4 * firsts + 2 * tokens
    units = memoryview(page)[_HEAD.size : lengths].cast("H").tolist()
    ends = [*units[firsts + 1 : 2 * firsts], tokens]
    start = lengths + tokens
    position = 0
    for high, end in zip(units[:firsts], ends, strict=True):
        while position < end:
            length = page[lengths + position]
            yield (
                high << 16 | units[2 * firsts + position],
                _numbers(page[start : start + length], size, first),
            )
            start += length
            position += 1


def _numbers(encoded_posts: bytes, size: int, first: int) -> Iterable[int]:
    if len(encoded_posts) == size:
        return positions_in(encoded_posts, first)
    positions = accumulate(encoded_posts, initial=first)
    next(positions)
    return positions if GAP not in encoded_posts else compress(positions, map(GAP.__ne__, encoded_posts))


def joined(segments: Sequence[tuple[int, Segment]], is_kept: Callable[[int], bool]) -> tuple[int, Segment]:
    """Merge adjacent segments, each given with its first number; return the first number and the result.

    Drops posts that are not kept; the numbers of the others do not change.
    """
    first = segments[0][0]
    last, end = segments[-1]
    fields: list[Postings] = []
    for field in FIELDS:
        postings: Postings = {}
        for start, segment in segments:
            for page in segment.fields[field]:
                for token, numbers in each_token(page.data, start):
                    positions = [number - first for number in numbers if is_kept(number)]
                    if positions:
                        postings.setdefault(token, []).extend(positions)
        fields.append(postings)
    return first, encoded(last + end.posts - first, fields)
