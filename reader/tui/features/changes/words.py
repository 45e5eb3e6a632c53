"""A change in as many words as there is room for."""

from __future__ import annotations

from rich.cells import cell_len

from reader.library import Change, subject_and_deed
from reader.text.safe import clean_line
from reader.tui.widgets.rows import cut

_LEAST_SUBJECT = 12


def in_words(change: Change, cells: int) -> str:
    """Return what a change did in at most `cells` cells: a long title gives way to what was done to it."""
    subject, deed = map(clean_line, subject_and_deed(change))
    subject = cut(subject, max(cells - cell_len(deed) - 1, min(_LEAST_SUBJECT, cells)))
    return cut(f"{subject} {deed}".strip(), cells)
