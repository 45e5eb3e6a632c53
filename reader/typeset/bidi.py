"""Lines of text that runs from right to left: set in visual order, at the right edge.

A span says at which offset its first character stands, and the others follow: what runs from right to left is a span
for each character, so that hits, links and the selection find their cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.bidi import Levels, mirrored, visual_order
from reader.typeset.document import UNSOURCED, Span

_BAR, _RIGHT_BAR = "▎", "▕"


def turned(spans: Sequence[Span], levels: Levels) -> list[Span]:
    """Return the spans of a line in visual order; `levels` are those of its characters."""
    text = "".join(span.text for span in spans)
    owners = [(span, index) for span in spans for index in range(len(span.text))]
    made: list[Span] = []
    for start, end in visual_order(text, levels):
        span, index = owners[start]
        piece = mirrored(text[start:end], levels[start])
        place = span.start + index if span.start >= 0 else UNSOURCED
        last = made[-1] if made else None
        if (
            last is not None
            and (last.roles, last.link) == (span.roles, span.link)
            and (place == last.start + len(last.text) if place >= 0 else last.start == UNSOURCED)
        ):
            made[-1] = last._replace(text=last.text + piece)
        else:
            made.append(Span(piece, span.roles, span.link, place))
    return made


def at_right(prefix: Sequence[Span]) -> list[Span]:
    """Return the indents and bars of a block for the right of its lines."""
    return [span._replace(text=span.text[::-1].replace(_BAR, _RIGHT_BAR)) for span in reversed(prefix)]
