"""The values of typesetting: options in, a document of lines out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, overload

UNSOURCED = -1
"""the start of a span that shows no part of the text: a bar, a mark, a gap"""


class ParagraphStyle(StrEnum):
    """How paragraphs are told apart."""

    SPACED = "space"
    """by a blank line"""
    INDENTED = "indent"
    """by an indent of two characters, as in Chinese books"""


@dataclass(frozen=True, slots=True)
class Options:
    """For what the lines are set."""

    width: int
    """cells that there are; no line is wider"""
    measure: int = 76
    """cells of a full line, 38 Chinese characters; less where `width` is less"""
    paragraphs: ParagraphStyle = ParagraphStyle.SPACED
    ambiguous_width: int = 1
    """cells of `“”‘’…—·` and other East Asian ambiguous characters in this terminal, 1 or 2"""
    justify: bool = True
    """whether Chinese lines get an even right edge: hanging punctuation and widened gaps"""


class Span(NamedTuple):
    """Part of a line in one style."""

    text: str
    roles: tuple[str, ...] = ()
    """what it is, outermost first, such as `("quote", "strong")`; the painter gives each a style"""
    link: int | None = None
    """the index in `Document.links`"""
    start: int = UNSOURCED
    """the offset in `Document.text` of the first character; the others follow one to one"""


class Line(NamedTuple):
    """One line as it is painted."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The line without styles."""
        return "".join(span.text for span in self.spans)

    @property
    def sources(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the text that the line shows, as (start, end) offsets."""
        return tuple((span.start, span.start + len(span.text)) for span in self.spans if span.start >= 0)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line above the article, such as its title."""

    text: str
    role: str
    """`title`, `byline`, `date`, `tags` or another name that the painter knows"""
    url: str = ""
    """where the line leads to, if anywhere"""
    words: str = ""
    """what of the text is the link; all of it where this is empty"""


class DocumentLink(NamedTuple):
    """A link in the text."""

    url: str
    """where it leads; one that begins with `#` leads to another place of this text"""
    start: int
    """the offset of its first character in `Document.text`"""
    end: int


class Heading(NamedTuple):
    """An entry of the outline."""

    level: int
    """1 to 6"""
    text: str
    start: int
    """the offset in `Document.text`; `Document.line_at` gives the line"""


_TALLEST_CELL = 40
"""lines that are looked at above the nearest one"""

LazyLine = Callable[[int, int], Line]
Row = Line | tuple[LazyLine, int, int]
"""a line, or what makes it from two offsets when it is looked at"""


Rows = tuple[list[Row], list[int]]
"""the rows of a block, and for each the offset in the text that it begins with"""


class Lines(Sequence[Line]):
    """The lines of a document. Those of paragraphs are made when they are asked for."""

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
    """An article set for a width."""

    text: str
    """the article as plain text: what is found and copied; the same at every width"""
    lines: Lines
    starts: Sequence[int]
    """for each line the offset in the text that it begins with, never falling; a line without text has
    that of the next"""
    links: tuple[DocumentLink, ...]
    outline: tuple[Heading, ...]
    options: Options
    measure: int
    """cells of a full line"""
    width: int
    """cells of the widest line; only a table may be wider than `options.width`"""
    complete: bool = True
    """False where only the first part has been set so far"""

    def line_at(self, offset: int) -> int:
        """The number of the line that shows the character at `offset`, or the nearest one; 0 in an empty document."""
        if not self.starts:
            return 0
        last = max(0, bisect_right(self.starts, offset) - 1)
        # The cells of a table stand side by side: what comes later in the text may stand further up.
        for number in range(last, max(-1, last - _TALLEST_CELL), -1):
            if any(start <= offset < end for start, end in self.lines[number].sources):
                return number
        return last

    def offset_at(self, line: int) -> int:
        """The offset in the text at which a line begins; the text's length beyond the last line."""
        return self.starts[line] if 0 <= line < len(self.starts) else len(self.text)
