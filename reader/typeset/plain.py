"""A document as plain text lines, for a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from reader.typeset.document import Document


def plain_lines(document: Document) -> Iterator[str]:
    """Yield the lines of `document` without styles and trailing white space."""
    for line in document.lines:
        yield line.text.rstrip()
