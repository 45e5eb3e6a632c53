"""From a line of a document to a strip of the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.urls import is_openable
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, Line, Span

ROLES = (
    "title", "byline", "date", "empty", "heading", "heading-1", "heading-2", "strong", "emphasis", "emphasis-wide", "strike", "link",
    "quote", "quote-bar", "code", "code-block", "code-keyword", "code-string", "code-comment", "code-number",
    "code-operator", "code-name", "code-builtin", "marker", "rule", "picture", "caption", "alt", "table-head",
    "table-rule", "term", "note", "note-mark", "section", "notice", "keyword", "time", "reference", "here",
)  # fmt: skip
"""the roles of spans that have a style of their own"""
_STYLES_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is painted over the text."""

    hits: Sequence[tuple[int, int]] = ()
    """the ranges of the text in which words were found, in order"""
    current: int | None = None
    """the index of the hit that one stands on"""
    selection: tuple[int, int] | None = None
    """the range of the text that is selected"""
    labels: Mapping[int, str] = field(default_factory=dict)
    """the letters or numbers of links: what is painted over the text at an offset"""
    archived: frozenset[int] = frozenset()
    """the indexes of the links that lead to posts of the archive"""
    link: tuple[int, int] | None = None
    """the range of the text that the link under the cursor takes"""

    def __bool__(self) -> bool:
        """Whether anything is painted over the text; an archived link only looks different."""
        return bool(self.hits or self.selection or self.labels or self.link)


@dataclass(slots=True)
class Palette:
    """The styles of the pane, put together once for each set of roles and each address."""

    base: Style
    component: Callable[[str], Style]
    """the style of a component class, without what comes from the base"""
    _styles: dict[tuple[tuple[str, ...], str | None, bool], Style] = field(default_factory=dict)

    def style(self, span: Span, document: Document, archived: frozenset[int] = frozenset()) -> Style:
        """The style of a span, with the address of its link for terminals that know OSC 8."""
        is_archived = span.link in archived
        url = document.links[span.link].url if span.link is not None else None
        key = (span.roles, url, is_archived)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) >= _STYLES_KEPT:
                self._styles.clear()
            style = self.base
            for role in span.roles:
                if role in ROLES:
                    style += self.component(role)
            if is_archived:
                style += self.component("archived")
            if url is not None:
                # Only what may be opened reaches the terminal as an address.
                style += Style(link=url) if is_openable(url) else Style()
            self._styles[key] = style
        return style


def paint(line: Line, document: Document, palette: Palette, marks: Overlay, left: int, width: int) -> Strip:
    """The strip of `line`, `left` cells from the left edge and filled to `width` cells or more."""
    segments = [Segment(" " * left, palette.base)]
    marked = bool(marks)
    for span in line.spans:
        style = palette.style(span, document, marks.archived)
        if marked and span.start >= 0:
            segments.extend(_marked(span, style, palette, marks))
        else:
            segments.append(Segment(span.text, style))
    # Measured here, as Rich would take more time for it than for all else.
    cells = left + cell_len(line.text, document.options.ambiguous_width)
    if cells < width:
        segments.append(Segment(" " * (width - cells), palette.base))
    strip = Strip(segments, max(cells, width))
    return _labelled(strip, line, document, palette, marks, left) if marks.labels else strip


def _labelled(
    strip: Strip, line: Line, document: Document, palette: Palette, marks: Overlay, left: int
) -> Strip:
    """`strip` with the labels over it; they may hide a little of what follows a short link."""
    ambiguous = document.options.ambiguous_width
    cells = left
    for span in line.spans:
        for place, label in marks.labels.items():
            if span.start >= 0 and span.start <= place < span.start + len(span.text):
                start = cells + cell_len(span.text[: place - span.start], ambiguous)
                start = max(0, min(start, strip.cell_length - len(label)))
                hint = Segment(label, palette.base + palette.component("hint"))
                end = start + len(label)
                strip = Strip([*strip.crop(0, start), hint, *strip.crop(end)], strip.cell_length)
        cells += cell_len(span.text, ambiguous)
    return strip


def _marked(span: Span, style: Style, palette: Palette, marks: Overlay) -> Iterator[Segment]:
    """The segments of a span, cut where hits, the selection and the link under the cursor begin and end."""
    start, end = span.start, span.start + len(span.text)
    layers: list[tuple[int, int, Style]] = []
    index = max(0, bisect_right(marks.hits, (start, start)) - 1)
    while index < len(marks.hits) and marks.hits[index][0] < end:
        name = "hit-current" if index == marks.current else "hit"
        layers.append((*marks.hits[index], palette.component(name)))
        index += 1
    if marks.selection is not None:
        layers.append((*marks.selection, palette.component("selection")))
    if marks.link is not None:
        layers.append((*marks.link, palette.component("link-cursor")))
    cuts = {start, end}
    cuts |= {place for first, last, _ in layers for place in (first, last) if start < place < end}
    places = sorted(cuts)
    for first, last in pairwise(places):
        text = span.text[first - start : last - start]
        look = style
        for begin, stop, layer in layers:
            if begin <= first < stop:
                look += layer
        yield Segment(text, look)


def character_at(line: Line, cell: int) -> int:
    """The number of the character of `line` that stands at `cell`; the number of characters beyond its end."""
    number = 0
    for character in line.text:
        cell -= get_character_cell_size(character)
        if cell < 0:
            break
        number += 1
    return number


def offset_of(line: Line, character: int) -> int | None:
    """The offset in the text of a character of `line`; of the next or last one with an offset where it has none."""
    last: int | None = None
    for span in line.spans:
        size = len(span.text)
        if span.start >= 0:
            if character < size:
                return span.start + max(character, 0)
            last = span.start + size
        character -= size
    return last


def link_at(line: Line, character: int) -> int | None:
    """The link to which a character of `line` belongs."""
    for span in line.spans:
        if 0 <= character < len(span.text):
            return span.link
        character -= len(span.text)
    return None
