"""Plain text: each post as `reader show` prints it in a pipe, with a rule between two."""

from __future__ import annotations

from typing import TextIO

from reader.export.selection import Selection
from reader.library.plain_text import plain_lines

_BETWEEN = "\n\n* * *\n\n\n"


def write(selection: Selection, stream: TextIO) -> None:
    """Write the posts, a line a paragraph."""
    between = ""
    for entry in selection.articles():
        lines = plain_lines(entry.post, entry.article, selection.zone, labels=entry.labels, note=entry.note)
        stream.write(between)
        stream.writelines(f"{line}\n" for line in lines)
        between = _BETWEEN
