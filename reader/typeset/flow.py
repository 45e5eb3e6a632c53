"""Set running text into lines: paragraphs, headings, list items, captions."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reader.text.bidi import Levels, is_rtl, levels_of
from reader.typeset.bidi import at_right, turned
from reader.typeset.breaking import SPACES, Breaks, Measure, balance, fill, find_breaks
from reader.typeset.cells import cell_len, cumulative
from reader.typeset.document import UNSOURCED, Line, ParagraphStyle, Rows, Span
from reader.typeset.frame import LEAST_ROOM, Room
from reader.typeset.inline import FORMULA_ROLE, Inline, StyledRun
from reader.typeset.justify import gaps

_LONGEST_UNBROKEN = 40
"""characters of a formula that is never broken; a longer one breaks at its spaces"""
FIRST_INDENT = 4
"""indent of the first line of a paragraph, in cells: two Chinese characters"""


def _is_inside(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether an offset lies inside one of the ranges, which are in order, and not at its edge."""
    index = bisect_right(ranges, (place, -1)) - 1
    return index >= 0 and ranges[index][0] < place < ranges[index][1]


def _keep_together(text: str, breaks: Breaks, formulas: Sequence[tuple[int, int]]) -> Breaks:
    """Return the break opportunities without those inside formulas."""
    normal = _outside(text, breaks.normal, formulas)
    loose = normal if breaks.loose is breaks.normal else _outside(text, breaks.loose, formulas)
    return Breaks(normal, loose, breaks.segments)


def _outside(text: str, places: array[int], formulas: Sequence[tuple[int, int]]) -> array[int]:
    kept = array("I")
    for place in places:
        index = bisect_right(formulas, (place, -1)) - 1
        start, end = formulas[index] if index >= 0 else (place, place)
        is_broken = start < place < end and (end - start <= _LONGEST_UNBROKEN or text[place - 1] != " ")
        if not is_broken:
            kept.append(place)
    return kept


@dataclass(eq=False)
class Flow:
    """Running text to be broken into lines."""

    content: Inline
    start: int = 0
    """its offset in the document's text"""
    marker: str = ""
    """the beginning of the text by which later lines are indented, such as `1. `"""
    is_paragraph: bool = False
    """whether its first line may be indented"""
    balanced: bool = False
    """whether its lines have similar lengths, as in a title"""
    _cells: dict[int, array[int]] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The plain text."""
        return self.content.text

    @cached_property
    def breaks(self) -> Breaks:
        """The break opportunities of the text."""
        breaks = find_breaks(self.content.text)
        return _keep_together(self.content.text, breaks, self.formulas) if self.formulas else breaks

    @cached_property
    def formulas(self) -> list[tuple[int, int]]:
        """The ranges of formulas, in order."""
        return [(run.start, run.end) for run in self.content.runs if FORMULA_ROLE in run.roles]

    @cached_property
    def run_starts(self) -> list[int]:
        """The start of each styled run."""
        return [run.start for run in self.content.runs]

    @cached_property
    def is_rtl(self) -> bool:
        """Whether the text runs from right to left."""
        return self.breaks.has_rtl and is_rtl(self.content.text)

    @cached_property
    def levels(self) -> Levels:
        """The embedding levels of the text, which are all 0 where nothing runs from right to left."""
        return levels_of(self.content.text, rtl=self.is_rtl)

    def cells(self, ambiguous: int) -> array[int]:
        """Return the cumulative cells of the text."""
        if ambiguous not in self._cells:
            self._cells[ambiguous] = cumulative(self.content.text, ambiguous)
        return self._cells[ambiguous]

    def rows(self, room: Room) -> Rows:
        """Return the lines in `room`."""
        setter = _Setter(self, room)
        places = setter.places()
        line, base = setter.line, self.start
        return [(line, start, end) for start, end in places], [base + start for start, _ in places]


class _Setter:
    """A flow in a room, which makes lines on demand."""

    def __init__(self, flow: Flow, room: Room) -> None:
        options = room.options
        self._flow = flow
        self._room = room
        self._cells = flow.cells(options.ambiguous_width)
        hanging = cell_len(flow.marker, options.ambiguous_width)
        self._hanging = hanging if room.width - hanging >= LEAST_ROOM else 0
        # Verse and other text with forced breaks starts all lines at the same edge.
        indented = (
            flow.is_paragraph and options.paragraphs is ParagraphStyle.INDENTED and "\n" not in flow.text
        )
        self._first = FIRST_INDENT if indented and room.width > 2 * LEAST_ROOM else 0

    def places(self) -> list[tuple[int, int]]:
        flow, room = self._flow, self._room
        width = room.width - self._hanging
        hang = 0 if flow.is_rtl else room.hang
        measure = Measure(width, room.width - self._first, hang)
        make = balance if flow.balanced else fill
        return make(flow.text, self._cells, flow.breaks, measure)

    def line(self, start: int, end: int) -> Line:
        """Return the line of the text from `start` to `end`."""
        if self._flow.breaks.has_rtl:
            return self._line_with_rtl(start, end)
        room = self._room
        spans = list(room.prefix)
        if start == 0:
            indent, width = self._first, room.width - self._first
        else:
            indent, width = self._hanging, room.width - self._hanging
        if indent and end > start:
            spans.append(Span(" " * indent))
        spans.extend(self._spans(start, end, self._gaps(start, end, width)))
        return Line(tuple(spans))

    def _line_with_rtl(self, start: int, end: int) -> Line:
        """Return a line of a text that has right-to-left letters; where they lead, it stands at the right edge."""
        flow, room = self._flow, self._room
        indent = self._first if start == 0 else self._hanging
        spans = list(self._spans(start, end, []))
        if room.options.turns:
            spans = turned(spans, flow.levels[start:end])
        if not flow.is_rtl:
            before = [Span(" " * indent)] if indent and end > start else []
            return Line((*room.prefix, *before, *spans))
        spare = room.width - indent - (self._cells[end] - self._cells[start])
        pad = [Span(" " * spare)] if spare > 0 else []
        after = at_right(room.prefix)
        if indent and after:
            after.insert(0, Span(" " * indent))
        return Line((*pad, *spans, *after))

    def _gaps(self, start: int, end: int, width: int) -> list[int]:
        """Return the text offsets at which the line is widened to reach its measure."""
        text, cells = self._flow.text, self._cells
        follow = end
        while follow < len(text) and text[follow] in SPACES:
            follow += 1
        if (
            self._flow.balanced
            or not self._room.options.justify
            or follow == len(text)
            or text[follow] == "\n"
        ):
            return []
        edge = end
        while edge > start and cells[edge] - cells[start] > width:
            edge -= 1  # what hangs does not count
        missing = width - (cells[edge] - cells[start])
        if not missing:
            return []
        at_word = text[end - 1].isascii() or text[follow].isascii()
        are_wide = self._room.options.ambiguous_width == 2
        found = gaps(text[start:edge], missing, at_word=at_word, are_quotes_wide=are_wide)
        widened = [start + place for place in found]
        formulas = self._flow.formulas
        return [place for place in widened if not _is_inside(place, formulas)] if formulas else widened

    def _spans(self, start: int, end: int, widened: list[int]) -> Iterator[Span]:
        """Yield the spans from `start` to `end`, with a space inserted at each offset in `widened`."""
        flow = self._flow
        runs = flow.content.runs
        index = bisect_right(flow.run_starts, start) - 1
        places = iter([*widened, end])
        place = next(places)
        while start < end:
            run = runs[index]
            stop = min(run.end, place)
            if stop > start:
                yield _cut(flow, run, start, stop)
                start = stop
            if stop == place and stop < end:
                yield Span(" ", run.roles, run.link, UNSOURCED)
                place = next(places)
            if start == run.end:
                index += 1


def _cut(flow: Flow, run: StyledRun, start: int, end: int) -> Span:
    return Span(flow.text[start:end], run.roles, run.link, flow.start + start)
