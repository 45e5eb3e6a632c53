"""The one facade over archives, index and marks, for screens and commands alike."""

from reader.library.day_counts import DayCounts, Grain
from reader.library.facade import Library
from reader.library.progress import Progress
from reader.library.selection import Row, Selection, TagCount

__all__ = ["DayCounts", "Grain", "Library", "Progress", "Row", "Selection", "TagCount"]
