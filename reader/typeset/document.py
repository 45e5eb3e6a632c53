"""The input and output of typesetting: options, and a document of lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import NamedTuple, overload

UNSOURCED = -1
"""the start of a span that is not part of the text, such as a bar, a marker or a gap"""


class ParagraphStyle(StrEnum):
    """How paragraphs are separated."""

    SPACED = "space"
    """by a blank line"""
    INDENTED = "indent"
    """by an indent of two characters, as in Chinese books"""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of typesetting."""

    width: int
    """available cells; no line is wider"""
    measure: int = 76
    """cells of a full line, 38 Chinese characters by default; at most `width`"""
    paragraphs: ParagraphStyle = ParagraphStyle.SPACED
    ambiguous_width: int = 1
    """cells of `“”‘’…—·` and other East Asian ambiguous characters in this terminal, 1 or 2"""
    justify: bool = True
    """whether Chinese lines get an even right edge: hanging punctuation and widened gaps"""
    turns: bool = True
    """whether text from right to left is put into visual order, for a terminal that does not do so itself"""


class Span(NamedTuple):
    """Part of a line in one style."""

    text: str
    roles: tuple[str, ...] = ()
    """its roles, outermost first, such as `("quote", "strong")`; the painter styles each"""
    link: int | None = None
    """the index in `Document.links`"""
    start: int = UNSOURCED
    """the offset in `Document.text` of the first character; the others follow one to one"""


class Line(NamedTuple):
    """A line to be painted."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The text of the line."""
        return "".join(span.text for span in self.spans)

    @property
    def sources(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the document's text on the line, as (start, end) offsets."""
        return tuple((span.start, span.start + len(span.text)) for span in self.spans if span.start >= 0)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line above the article, such as its title."""

    text: str
    role: str
    """a role that the painter knows, such as `title`, `byline` or `date`"""
    url: str = ""
    """the URL that the line links to, if any"""
    words: str = ""
    """the part of the text that is the link; all of it if empty"""
    periods: tuple[tuple[str, str], ...] = ()
    """the beginning of the text in parts, each with the day or month that it leads to, by ISO 8601; empty for none"""


class LinkKind(StrEnum):
    """What a link leads to."""

    ADDRESS = auto()
    KEYWORD = auto()
    """the posts with a keyword, which stands in place of the URL"""
    PERIOD = auto()
    """the posts of a day or a month, which stands in place of the URL as ISO 8601 writes it"""


class DocumentLink(NamedTuple):
    """A link in the text."""

    url: str
    """the URL; one that begins with `#` is a place in this text"""
    start: int
    """the offset of its first character in `Document.text`"""
    end: int
    kind: LinkKind = LinkKind.ADDRESS


class Heading(NamedTuple):
    """An entry of the outline."""

    level: int
    """1 to 6"""
    text: str
    start: int
    """the offset in `Document.text`; `Document.line_at` gives the line"""


_TALLEST_CELL = 40
"""how many lines above the nearest one are examined"""

LazyLine = Callable[[int, int], Line]
Row = Line | tuple[LazyLine, int, int]
"""a line, or a function that makes it from two offsets on demand"""


Rows = tuple[list[Row], list[int]]
"""the rows of a block, and the text offset at which each begins"""


class Lines(Sequence[Line]):
    """The lines of a document; those of paragraphs are made on demand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self._rows)))]
        row = self._rows[index]
        if isinstance(row, Line):
            return row
        make, start, end = row
        return make(start, end)

    def __iter__(self) -> Iterator[Line]:
        return (self[number] for number in range(len(self._rows)))


@dataclass(frozen=True, slots=True)
class Document:
    """An article typeset for a width."""

    text: str
    """the article as plain text, for finding and copying; the same at every width"""
    lines: Lines
    starts: Sequence[int]
    """for each line the text offset at which it begins, ascending; a line without text has that of the
    next"""
    links: tuple[DocumentLink, ...]
    outline: tuple[Heading, ...]
    options: Options
    measure: int
    """cells of a full line"""
    width: int
    """cells of the widest line; only a table may be wider than `options.width`"""
    complete: bool = True
    """False if only the first part has been typeset so far"""

    def line_at(self, offset: int) -> int:
        """Return the number of the line with the character at `offset`, or of the nearest one; 0 if there is none."""
        if not self.starts:
            return 0
        last = max(0, bisect_right(self.starts, offset) - 1)
        # Table cells stand side by side, so a later offset may be on an earlier line.
        for number in range(last, max(-1, last - _TALLEST_CELL), -1):
            if any(start <= offset < end for start, end in self.lines[number].sources):
                return number
        return last

    def offset_at(self, line: int) -> int:
        """Return the text offset at which a line begins; the length of the text beyond the last line."""
        return self.starts[line] if 0 <= line < len(self.starts) else len(self.text)
