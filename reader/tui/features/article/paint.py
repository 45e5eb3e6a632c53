"""Paints a line of a document as a strip of the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.bidi import has_rtl
from reader.text.urls import is_linkable
from reader.typeset.cells import cell_len
from reader.typeset.document import Document, Line, Span

ROLES = (
    "title", "byline", "date", "empty", "heading", "heading-1", "heading-2", "strong", "emphasis", "emphasis-wide", "strike", "link",
    "quote", "quote-bar", "code", "code-block", "code-keyword", "code-string", "code-comment", "code-number",
    "code-operator", "code-name", "code-builtin", "marker", "rule", "picture", "caption", "alt", "table-head",
    "table-rule", "term", "note", "note-mark", "section", "notice", "keyword", "time", "reference", "here",
    "own", "own-bar", "own-head", "own-label",
)  # fmt: skip
"""the span roles that have a style of their own"""
_STYLES_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is painted over the text of a document."""

    hits: Sequence[tuple[int, int]] = ()
    """start and end offset of each hit, in order"""
    current: int | None = None
    """the index of the current hit"""
    selection: tuple[int, int] | None = None
    """start and end offset of the selected text"""
    labels: Mapping[int, str] = field(default_factory=dict)
    """hint letters or numbers of links, by text offset"""
    archived: frozenset[int] = frozenset()
    """the indexes of the links to archived posts"""
    link: tuple[int, int] | None = None
    """start and end offset of the link under the cursor"""
    highlights: Sequence[tuple[int, int, str]] = ()
    """start and end offset of each highlight, in order, and the name of its style"""
    caret: int | None = None
    """the offset of the character under the caret"""

    def __bool__(self) -> bool:
        """Return whether the text is painted differently; archived links alone do not count."""
        return bool(
            self.hits
            or self.selection
            or self.labels
            or self.link
            or self.highlights
            or self.caret is not None
        )


@dataclass(slots=True)
class Palette:
    """The styles of the pane, cached for each set of roles and each address."""

    base: Style
    component: Callable[[str], Style]
    """returns the style of a component class without what it inherits from the base"""
    _styles: dict[tuple[tuple[str, ...], str | None, bool], Style] = field(default_factory=dict)

    def style(self, span: Span, document: Document, archived: frozenset[int] = frozenset()) -> Style:
        """Return the style of a span, including the address of its link for terminals with OSC 8."""
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
                # Only addresses that may be opened are sent to the terminal.
                style += Style(link=url) if is_linkable(url) else Style()
            self._styles[key] = style
        return style


def paint(line: Line, document: Document, palette: Palette, overlay: Overlay, left: int, width: int) -> Strip:
    """Return the strip of a line, indented by `left` cells and padded to at least `width` cells."""
    segments = [Segment(" " * left, palette.base)]
    has_overlay = bool(overlay)
    for span in line.spans:
        style = palette.style(span, document, overlay.archived)
        if has_overlay and span.start >= 0:
            segments.extend(_layered(span, style, palette, overlay))
        else:
            segments.append(Segment(span.text, style))
    # Measured here, since Rich would take more time for it than for all the rest.
    cells = left + cell_len(line.text, document.options.ambiguous_width)
    if cells < width:
        segments.append(Segment(" " * (width - cells), palette.base))
    strip = Strip(segments, max(cells, width))
    return _labelled(strip, line, document, palette, overlay, left) if overlay.labels else strip


def _labelled(
    strip: Strip, line: Line, document: Document, palette: Palette, overlay: Overlay, left: int
) -> Strip:
    """Paint the labels over a strip; they may hide the text after a short link."""
    ambiguous = document.options.ambiguous_width
    cells = left
    for span in line.spans:
        for offset, label in overlay.labels.items():
            if span.start >= 0 and span.start <= offset < span.start + len(span.text):
                start = cells + cell_len(span.text[: offset - span.start], ambiguous)
                if has_rtl(span.text):
                    start -= len(label) - 1  # the words of the link go on to the left
                start = max(0, min(start, strip.cell_length - len(label)))
                hint = Segment(label, palette.base + palette.component("hint"))
                end = start + len(label)
                strip = Strip([*strip.crop(0, start), hint, *strip.crop(end)], strip.cell_length)
        cells += cell_len(span.text, ambiguous)
    return strip


def _layered(span: Span, style: Style, palette: Palette, overlay: Overlay) -> Iterator[Segment]:
    """Yield the segments of a span, split at the ends of highlights, hits, selection, link cursor and caret."""
    start, end = span.start, span.start + len(span.text)
    layers: list[tuple[int, int, Style]] = [
        (first, last, palette.component(name))
        for first, last, name in overlay.highlights
        if first < end and start < last
    ]
    index = max(0, bisect_right(overlay.hits, (start, start)) - 1)
    while index < len(overlay.hits) and overlay.hits[index][0] < end:
        name = "hit-current" if index == overlay.current else "hit"
        layers.append((*overlay.hits[index], palette.component(name)))
        index += 1
    if overlay.selection is not None:
        layers.append((*overlay.selection, palette.component("selection")))
    if overlay.link is not None:
        layers.append((*overlay.link, palette.component("link-cursor")))
    if overlay.caret is not None:
        layers.append((overlay.caret, overlay.caret + 1, palette.component("caret")))
    cuts = {start, end}
    cuts |= {offset for first, last, _ in layers for offset in (first, last) if start < offset < end}
    for first, last in pairwise(sorted(cuts)):
        text = span.text[first - start : last - start]
        look = style
        for begin, stop, layer in layers:
            if begin <= first < stop:
                look += layer
        yield Segment(text, look)


def character_at(line: Line, cell: int) -> int:
    """Return the index of the character at a cell of a line; the number of characters beyond its end."""
    number = 0
    for character in line.text:
        cell -= get_character_cell_size(character)
        if cell < 0:
            break
        number += 1
    return number


def offset_of(line: Line, character: int) -> int | None:
    """Return the text offset of a character of a line, or that of the next or last one that has any.

    Beyond the end of a line that runs from right to left, that of its first character.
    """
    last: int | None = None
    leftmost: int | None = None
    for span in line.spans:
        size = len(span.text)
        if span.start >= 0:
            if character < size:
                return span.start + max(character, 0)
            leftmost = span.start if leftmost is None else leftmost
            last = span.start if span.start < leftmost else span.start + size
        character -= size
    return last


def link_at(line: Line, character: int) -> int | None:
    """Return the index of the link that a character of a line belongs to, if any."""
    for span in line.spans:
        if 0 <= character < len(span.text):
            return span.link
        character -= len(span.text)
    return None
