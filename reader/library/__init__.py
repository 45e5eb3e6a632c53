"""The one facade over archives, index and marks, for screens and commands alike."""

from reader.index import OutdatedError
from reader.index.facets import FacetCount, FacetOrder
from reader.index.relaxation import Emptying
from reader.library.day_counts import DayCounts, Grain
from reader.library.facade import Library
from reader.library.progress import Progress
from reader.library.result_set import Row, Selection

__all__ = [
    "DayCounts",
    "Emptying",
    "FacetCount",
    "FacetOrder",
    "Grain",
    "Library",
    "OutdatedError",
    "Progress",
    "Row",
    "Selection",
]
