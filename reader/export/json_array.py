"""JSON: one array, with an object a post that has the fields of `reader show --json`."""

from __future__ import annotations

from typing import TextIO

from reader.export.selection import Selection
from reader.library.shapes import article_shape
from reader.text.safe_json import to_json


def write(selection: Selection, stream: TextIO) -> None:
    """Write the array, an object a line."""
    separator = "[\n"
    for entry in selection.articles():
        shape = article_shape(
            entry.post,
            entry.article,
            entry.front_matter,
            selection.zone,
            unread=not entry.row.read,
            starred=entry.row.starred,
            labels=entry.labels,
            note=entry.note,
        )
        stream.write(separator + to_json(shape))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")
