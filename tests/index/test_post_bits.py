"""Posts that are collected from bitmaps and numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.index.post_bits import PostBits

firsts = st.integers(0, 200_000)
bitmaps = st.tuples(firsts, st.builds(bytes.__mul__, st.binary(min_size=1, max_size=8), st.integers(1, 1200)))


@given(st.lists(bitmaps, max_size=4), st.lists(firsts, max_size=20))
def test_all_that_were_added_are_there(bitmaps: list[tuple[int, bytes]], numbers: list[int]) -> None:
    """In any order, few or nearly all of 65,536, and where bitmaps overlap or share a byte."""
    found, expected = PostBits(), set(numbers)
    for first, bitmap in bitmaps:
        found.add_bitmap(bitmap, first)
        expected.update(first + bit for bit in range(8 * len(bitmap)) if bitmap[bit // 8] >> bit % 8 & 1)
    found.add_numbers(numbers)
    assert list(found.posts()) == sorted(expected)
