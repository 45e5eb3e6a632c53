"""Describes a change in as many words as there is room for."""

from __future__ import annotations

from rich.cells import cell_len

from reader.library import Change, sentence, subject_and_deed
from reader.text.safe import clean_line
from reader.tui.post_lines import cut

_LEAST_SUBJECT = 12


def in_words(change: Change, cells: int) -> str:
    """Return what a change did in at most `cells` cells: a long title gives way to what was done to it."""
    subject, deed = map(clean_line, subject_and_deed(change))
    if not subject:
        return cut(deed, cells)
    around = cell_len(sentence("", deed))
    return cut(sentence(cut(subject, max(cells - around, min(_LEAST_SUBJECT, cells))), deed), cells)
