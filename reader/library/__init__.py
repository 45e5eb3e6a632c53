"""The one facade over archives, index and marks, for screens and commands alike."""

from reader.index import OutdatedError
from reader.index.facets import FacetCount, FacetOrder
from reader.index.relaxation import Relaxation
from reader.library.day_counts import DayCounts, Granularity
from reader.library.facade import Library
from reader.library.progress import Progress
from reader.library.result_set import ResultSet, Row

__all__ = [
    "DayCounts",
    "FacetCount",
    "FacetOrder",
    "Granularity",
    "Library",
    "OutdatedError",
    "Progress",
    "Relaxation",
    "ResultSet",
    "Row",
]
