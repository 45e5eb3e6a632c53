"""The library: archives, index, articles and marks behind one facade, for screens and commands."""

from importlib import import_module
from typing import TYPE_CHECKING

from reader.index import DamagedIndexError, OutdatedError
from reader.index.facets import FacetCount, FacetOrder
from reader.library.facade import Library, check_archive, open_library, opens_tour
from reader.library.progress import Progress
from reader.library.result_set import GrowingRows, ResultSet, Row
from reader.state.ledger import Change, Outcome
from reader.state.searches import SavedSearch, Searches

if TYPE_CHECKING:
    from reader.library.changes import described, sentence, subject_and_deed
    from reader.library.day_counts import DayCounts, Granularity
    from reader.library.highlights import COLOURS, LONGEST_HIGHLIGHT, Highlight, HighlightError, new_highlight
    from reader.library.labels import LONGEST_LABEL, LabelNameError, LabelNotFoundError, label_name
    from reader.library.notes import LONGEST_NOTE, NoteError, note_text
    from reader.library.saved import SavedCounts

__all__ = [
    "COLOURS",
    "LONGEST_HIGHLIGHT",
    "LONGEST_LABEL",
    "LONGEST_NOTE",
    "Change",
    "DamagedIndexError",
    "DayCounts",
    "FacetCount",
    "FacetOrder",
    "Granularity",
    "GrowingRows",
    "Highlight",
    "HighlightError",
    "LabelNameError",
    "LabelNotFoundError",
    "Library",
    "NoteError",
    "Outcome",
    "OutdatedError",
    "Progress",
    "ResultSet",
    "Row",
    "SavedCounts",
    "SavedSearch",
    "Searches",
    "check_archive",
    "described",
    "label_name",
    "new_highlight",
    "note_text",
    "open_library",
    "opens_tour",
    "sentence",
    "subject_and_deed",
]

_LATE = {
    "reader.library.changes": ("described", "sentence", "subject_and_deed"),
    "reader.library.day_counts": ("DayCounts", "Granularity"),
    "reader.library.highlights": (
        "COLOURS",
        "LONGEST_HIGHLIGHT",
        "Highlight",
        "HighlightError",
        "new_highlight",
    ),
    "reader.library.labels": ("LONGEST_LABEL", "LabelNameError", "LabelNotFoundError", "label_name"),
    "reader.library.notes": ("LONGEST_NOTE", "NoteError", "note_text"),
    "reader.library.saved": ("SavedCounts",),
}
"""modules that few commands need, and what is taken from them when it is asked for first (PEP 562)"""


def __getattr__(name: str) -> object:
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")
