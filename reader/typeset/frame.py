"""The indents and bars to the left of a block, from the lists and quotes around it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.typeset.document import Options, Span

LEAST_ROOM = 12
"""least width of a block, in cells; outer indents are dropped to keep it"""
_HANG_FROM = 24
"""width below which the margin for hanging punctuation is used for text"""
_HANG = 2


@dataclass(frozen=True, slots=True, eq=False)
class Indent:
    """A level of indent. Compared by identity: two lists in a row have equal but separate indents."""

    cells: int
    bar: str = ""
    """what is drawn at its left"""
    role: str = "quote-bar"
    """the role of the bar"""

    def span(self) -> Span:
        """Return the indent as a span."""
        return Span(self.bar.ljust(self.cells), (self.role,) if self.bar else ())


@dataclass(frozen=True, slots=True)
class Room:
    """The space of a block."""

    prefix: tuple[Span, ...]
    """the prefix of every line"""
    indent: int
    """the width of the prefix"""
    width: int
    """width of a full line without the prefix"""
    hang: int
    """cells beyond `width` in which closing punctuation may hang"""
    limit: int
    """cells from the prefix to the edge of the pane"""
    options: Options


def measure_of(options: Options) -> int:
    """Return the cells of a full line: an even number, for full-width characters."""
    measure = min(options.measure, options.width - hang_of(options))
    return max(2, measure - measure % 2 if options.justify else measure)


def hang_of(options: Options) -> int:
    """Return the cells beyond the measure in which punctuation may hang."""
    return _HANG if options.justify and options.width >= _HANG_FROM else 0


def room(indents: tuple[Indent, ...], options: Options) -> Room:
    """Return the space inside `indents`."""
    measure = measure_of(options)
    while indents and measure - sum(indent.cells for indent in indents) < LEAST_ROOM:
        indents = indents[1:]
    cells = sum(indent.cells for indent in indents)
    prefix = tuple(indent.span() for indent in indents)
    return Room(prefix, cells, measure - cells, hang_of(options), options.width - cells, options)
