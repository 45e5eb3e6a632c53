"""A document as plain lines, for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from reader.typeset.document import Document


def plain_lines(document: Document) -> Iterator[str]:
    """The lines of `document` without styles and without white space at their ends."""
    for line in document.lines:
        yield line.text.rstrip()
