"""The library: archives, index, articles and marks behind one facade, for screens and commands."""

from reader.index import DamagedIndexError, OutdatedError
from reader.index.facets import FacetCount, FacetOrder
from reader.library.changes import described
from reader.library.day_counts import DayCounts, Granularity
from reader.library.facade import Library, open_library
from reader.library.progress import Progress
from reader.library.result_set import ResultSet, Row
from reader.state.ledger import Change, Outcome
from reader.state.searches import SavedSearch, Searches

__all__ = [
    "Change",
    "DamagedIndexError",
    "DayCounts",
    "FacetCount",
    "FacetOrder",
    "Granularity",
    "Library",
    "Outcome",
    "OutdatedError",
    "Progress",
    "ResultSet",
    "Row",
    "SavedSearch",
    "Searches",
    "described",
    "open_library",
]
