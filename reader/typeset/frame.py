"""What stands to the left of a block: the indents and bars of the lists and quotes that hold it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.typeset.document import Options, Span

LEAST_ROOM = 12
"""cells that a block keeps for itself; where it would have fewer, outer indents are left out"""
_HANG_FROM = 24
"""below this width the right margin for hanging punctuation is worth more as text"""
_HANG = 2


@dataclass(frozen=True, slots=True, eq=False)
class Indent:
    """One level of indent; two equal ones are still two, as one list ends where the next begins."""

    cells: int
    bar: str = ""
    """what is drawn in it, at its left"""

    def span(self) -> Span:
        """The indent as part of a line."""
        return Span(self.bar.ljust(self.cells), ("quote-bar",) if self.bar else ())


@dataclass(frozen=True, slots=True)
class Room:
    """The cells that a block has."""

    prefix: tuple[Span, ...]
    """what every line begins with"""
    indent: int
    """the cells of the prefix"""
    width: int
    """cells of a full line without the prefix"""
    hang: int
    """cells beyond `width` where closing punctuation may stand"""
    limit: int
    """cells from the prefix to where the pane ends"""
    options: Options


def measure_of(options: Options) -> int:
    """The cells of a full line under `options`: even, as full lines of Chinese are."""
    measure = min(options.measure, options.width - hang_of(options))
    return max(2, measure - measure % 2 if options.justify else measure)


def hang_of(options: Options) -> int:
    """The cells to the right of the measure in which punctuation may hang."""
    return _HANG if options.justify and options.width >= _HANG_FROM else 0


def room(indents: tuple[Indent, ...], options: Options) -> Room:
    """The room inside `indents`."""
    measure = measure_of(options)
    while indents and measure - sum(indent.cells for indent in indents) < LEAST_ROOM:
        indents = indents[1:]
    cells = sum(indent.cells for indent in indents)
    prefix = tuple(indent.span() for indent in indents)
    return Room(prefix, cells, measure - cells, hang_of(options), options.width - cells, options)
