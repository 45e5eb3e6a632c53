"""Targets of links within a text: from a footnote reference to the footnote and back, and to headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.text.anchors import heading_key, note_key
from reader.typeset.document import DocumentLink, Heading
from reader.typeset.inline import NOTE, NOTE_MARK


class FragmentTarget(NamedTuple):
    """The target of a link within the text."""

    offset: int
    """the offset in the text"""
    link: int | None = None
    """the index of the link at the target that leads back, if any"""


def places_of(
    links: Sequence[DocumentLink], outline: Sequence[Heading], starts: Sequence[int]
) -> dict[int, FragmentTarget]:
    """Return the targets of links within the text, by the index of the link.

    `starts` are the offsets of the blocks, in order: a note is shown from the beginning of its block.
    """
    inner = {index: link for index, link in enumerate(links) if link.url.startswith("#")}
    if not inner:
        return {}
    headings = {heading_key(heading.text): heading.start for heading in reversed(outline)}
    notes: dict[str, dict[str, int]] = {}
    for index, link in inner.items():
        if key := _note(link.url):
            notes.setdefault(key, {}).setdefault(link.url, index)
    places: dict[int, FragmentTarget] = {}
    for index, link in inner.items():
        ends = notes.get(_note(link.url), {})
        other = next((end for url, end in ends.items() if url != link.url), None)
        if other is not None:
            places[index] = FragmentTarget(_beginning(links[other], link, starts), other)
        elif (place := headings.get(heading_key(link.url[1:]))) is not None:
            places[index] = FragmentTarget(place)
    return places


def _note(url: str) -> str:
    """Return the key that a footnote and its reference share; empty for other links."""
    for own in (NOTE, NOTE_MARK):
        if url.startswith(own):
            return url[len(own) :]
    return note_key(url)


def _beginning(target: DocumentLink, link: DocumentLink, starts: Sequence[int]) -> int:
    """Return the offset to go to for `target`: a reference in the text, or the start of a footnote."""
    if target.start < link.start:
        return target.start
    return starts[max(0, bisect_right(starts, target.start) - 1)]
