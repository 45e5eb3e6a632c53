"""The hits of patterns in an article, and the current one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.text.highlight import Sought, hits
from reader.text.spelling import SearchText


class Hits:
    """The hits of patterns in a text, in order. None is current at first."""

    def __init__(self, text: SearchText | None = None, patterns: Sequence[Sought] = ()) -> None:
        self.ranges: Sequence[tuple[int, int]] = [] if text is None else hits(text, patterns)
        """start and end offset of each hit in the text"""
        self.current: int | None = None
        """the index of the current hit"""

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.ranges)

    @property
    def position(self) -> tuple[int, int]:
        """The number of the current hit (from 1; 0 for none), and the number of hits."""
        return (0 if self.current is None else self.current + 1, len(self.ranges))

    def go_to(self, offset: int) -> int:
        """Make the hit at or after an offset the current one, and return its offset. There must be one."""
        self.current = min(bisect_right(self.ranges, (offset, offset)), len(self.ranges) - 1)
        if self.current and self.ranges[self.current - 1][1] > offset:
            self.current -= 1
        return self.ranges[self.current][0]

    def is_last(self, steps: int) -> bool:
        """Return whether no hit follows the current one in a direction, below 0 upwards."""
        return self.current is not None and not 0 <= self.current + (1 if steps > 0 else -1) < len(
            self.ranges
        )

    def step(self, steps: int, start: int) -> int:
        """Move by `steps`, wrapping around; at first, to the nearest hit after (or before) an offset.

        Return the offset of the hit. There must be one.
        """
        if self.current is None:
            nearest = bisect_left(self.ranges, (start, 0))
            self.current = (nearest if steps > 0 else nearest - 1) % len(self.ranges)
        else:
            self.current = (self.current + steps) % len(self.ranges)
        return self.ranges[self.current][0]
