"""Build the strips that widgets paint."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


def over(strip: Strip, style: Style) -> Strip:
    """Return a strip with a style laid over that of each part."""
    segments = [Segment(text, style if own is None else own + style) for text, own, _ in strip]
    return Strip(segments, strip.cell_length)


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text in lines of at most `cells` cells, two at least, divided as articles are."""
    return [text[start:end] for start, end in line_ranges(text, cells)]


def line_ranges(text: str, cells: int) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end in it, each of at most `cells` cells, two at least."""
    if cell_len(text) <= cells and "\n" not in text:
        return [(0, len(text))]
    from reader.typeset.breaking import Measure, fill, find_breaks  # not needed for the first frame
    from reader.typeset.cells import cumulative

    return fill(text, cumulative(text), find_breaks(text), Measure(cells, cells))


def line(parts: Iterable[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """Return a strip of `parts` on the ground `fill`, cut or filled to `width` cells."""
    segments = []
    left = width
    for text, style in parts:
        cells = cell_len(text)
        if cells > left:
            text, cells = set_cell_size(text, left), left
        if text:
            segments.append(Segment(text, fill + style))
            left -= cells
    if left:
        segments.append(Segment(" " * left, fill))
    return Strip(segments, width)
