"""The one facade over archives, index and marks, for screens and commands alike."""

from reader.index import DamagedIndexError, OutdatedError
from reader.index.facets import FacetCount, FacetOrder
from reader.index.relaxation import Relaxation
from reader.library.day_counts import DayCounts, Granularity
from reader.library.facade import Library
from reader.library.progress import Progress
from reader.library.result_set import ResultSet, Row
from reader.state.marks import MarkKind, Undone
from reader.state.searches import SavedSearch, Searches

__all__ = [
    "DamagedIndexError",
    "DayCounts",
    "FacetCount",
    "FacetOrder",
    "Granularity",
    "Library",
    "MarkKind",
    "OutdatedError",
    "Progress",
    "Relaxation",
    "ResultSet",
    "Row",
    "SavedSearch",
    "Searches",
    "Undone",
]
