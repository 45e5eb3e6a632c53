"""Builds inverted-index segments from many texts at once with numpy, in the processes that read files.

`segment.py` defines the format and builds the same segments without numpy, whose import is too slow for a
start.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.index.segment import GAP, PAGE, TOKEN_BYTES, Page, Segment, bitmap_size
from reader.index.tokens import LATIN, THREE, UNITS, letters_among

_Units = NDArray[np.uint16]
_Keys = NDArray[np.uint64]
_Number = TypeVar("_Number", np.uint32, np.uint64)
UNITS_AT_ONCE = 2_000_000
"""of whose tokens the arrays take 150 MB"""
_NO_KEY = 0xFFFFFFFF


@cache
def _kinds() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return masks over all UTF-16 code units: letters, and Latin letters or digits."""
    letters = np.zeros(0x10000, np.bool_)
    letters[list(letters_among(range(0x10000)))] = True
    latin = np.zeros(0x10000, np.bool_)
    latin[list(map(ord, LATIN))] = True
    return letters, latin


def build_segment(titles: Sequence[str], texts: Sequence[str]) -> Segment:
    """Do as `reader.index.segment.segment_of`, several times faster."""
    return Segment(len(texts), tuple(_pages(some) for some in (texts, titles)))


def _pages(texts: Sequence[str]) -> list[Page]:
    """Return the pages of one field."""
    keys = _keys(texts)
    if not len(keys):
        return []
    tokens = (keys >> np.uint64(16)).astype(np.uint32)
    posts = keys.astype(np.uint16)
    starts = np.flatnonzero(np.r_[True, tokens[1:] != tokens[:-1]])
    counts = np.diff(np.r_[starts, len(keys)])
    gaps = posts.copy()
    gaps[1:] -= posts[:-1]
    gaps[starts] = posts[starts]
    widths = gaps // np.uint16(GAP) + np.uint16(1)
    lengths = np.add.reduceat(widths, starts, dtype=np.int64)
    size = bitmap_size(len(texts))
    is_dense = lengths >= size
    lengths[is_dense] = size
    ends = np.cumsum(lengths)
    data = np.full(ends[-1], GAP, np.uint8)
    is_sparse = np.repeat(~is_dense, counts)
    # End offsets of sparse postings: positions among sparse data, shifted by the dense data before them.
    before = ends - lengths
    moved = before - (np.cumsum(np.where(is_dense, 0, lengths)) - np.where(is_dense, 0, lengths))
    positions = np.cumsum(widths[is_sparse], dtype=np.int64) - 1
    positions += np.repeat(moved[~is_dense], counts[~is_dense])
    data[positions] = gaps[is_sparse] % np.uint16(GAP)
    dense = np.flatnonzero(is_dense)
    if len(dense):
        bits = np.zeros((len(dense), size * 8), np.bool_)
        bits[np.repeat(np.arange(len(dense)), counts[dense]), posts[~is_sparse]] = True
        packed = np.packbits(bits, axis=1, bitorder="little")
        data[before[dense][:, None] + np.arange(size)] = packed
    tokens = tokens[starts]
    cuts = np.flatnonzero(np.diff((before + TOKEN_BYTES * np.arange(len(tokens))) // PAGE)) + 1
    bounds = [0, *cuts.tolist(), len(tokens)]
    all_lengths = lengths.astype(np.uint8).tobytes()
    all_data = data.tobytes()
    edges = [0, *ends.tolist()]
    return [
        _page(tokens[start:stop], all_lengths[start:stop], all_data[edges[start] : edges[stop]], size)
        for start, stop in pairwise(bounds)
    ]


def _page(tokens: NDArray[np.uint32], lengths: bytes, data: bytes, size: int) -> Page:
    """Do as `reader.index.segment.page_of`."""
    highs = tokens >> np.uint32(16)
    starts = np.flatnonzero(np.r_[True, highs[1:] != highs[:-1]])
    head = np.concatenate(((len(starts), len(tokens), size), highs[starts], starts, tokens)).astype(np.uint16)
    return Page(int(tokens[-1]), head.tobytes() + lengths + data)


def _keys(texts: Sequence[str]) -> _Keys:
    """Return the distinct (token, position of post) pairs as sorted integers."""
    encoded = [text.encode(UNITS, "surrogatepass") for text in texts]
    units: _Units = np.frombuffer("\n".encode(UNITS).join((*encoded, b"")), np.uint16)
    # The separating line feed counts as part of each text; texts of more than one line contain it anyway.
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded)) // 2 + 1
    posts = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    ends = np.cumsum(lengths) - 1
    if len(units) <= UNITS_AT_ONCE:
        return _keys_of(units, posts, ends)
    parts = []
    for start in range(0, len(units), UNITS_AT_ONCE):
        # No token has more than three units.
        stop = start + UNITS_AT_ONCE + 2
        own_ends = ends[np.searchsorted(ends, start) : np.searchsorted(ends, stop)] - start
        parts.append(_keys_of(units[start:stop], posts[start:stop], own_ends))
    return _distinct(np.concatenate(parts))


def _keys_of(units: _Units, posts: NDArray[np.uint32], ends: NDArray[np.int64]) -> _Keys:
    """Like `_keys`, for code units and the posts that they belong to, a line feed at the end of each."""
    letters, latin = _kinds()
    single = units.astype(np.uint32) << np.uint32(16) | posts
    single[ends] = _NO_KEY
    singles = _distinct(single)
    if singles[-1] == _NO_KEY:
        singles = singles[:-1]
    is_letter = letters[units]
    is_pair = is_letter[:-1] & is_letter[1:]
    firsts = np.flatnonzero(is_pair)
    pairs = units[firsts].astype(np.uint64) << np.uint64(32)
    pairs |= units[firsts + 1].astype(np.uint64) << np.uint64(16)
    pairs |= posts[firsts]
    is_latin = latin[units]
    firsts = np.flatnonzero(is_latin[:-2] & is_latin[1:-1] & is_latin[2:])
    threes = (units[firsts].astype(np.uint64) + np.uint64(THREE)) << np.uint64(32)
    threes |= units[firsts + 1].astype(np.uint64) << np.uint64(24)
    threes |= units[firsts + 2].astype(np.uint64) << np.uint64(16)
    threes |= posts[firsts]
    several = _distinct(np.concatenate((pairs, threes)))
    return np.concatenate((singles.astype(np.uint64), several))


def _distinct(keys: NDArray[_Number]) -> NDArray[_Number]:
    """Return the sorted distinct keys; sorts `keys` in place."""
    keys.sort()
    is_new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    return keys[is_new]
