"""Links to other places of the same page: footnotes both ways, and tables of contents."""

from __future__ import annotations

from collections import defaultdict

from bs4 import BeautifulSoup

from reader.convert.elements import NOTE_ADDRESS
from reader.text.anchors import heading_key, note_key
from reader.text.urls import normalise

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def inner_address(href: str, source: str) -> str:
    """The place in the page archived from `source` that a link leads to, such as `#fn1`; empty for other links."""
    if href.startswith("#"):
        return href if not href.startswith(NOTE_ADDRESS) else ""
    page, _, place = href.partition("#")
    return f"#{place}" if place and source and normalise(page) == normalise(source) else ""


def inner_links(soup: BeautifulSoup, source: str) -> frozenset[tuple[str, str]]:
    """The links whose other end is known, as address and words: a note and its mark, or a heading."""
    headings = {heading_key(heading.get_text()) for heading in soup.find_all(_HEADINGS)} - {""}
    found: set[tuple[str, str]] = set()
    notes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for anchor in soup.find_all("a", href=True):
        href = str(anchor.get("href"))
        place = inner_address(href, source) if "#" in href else ""
        words = anchor.get_text()
        if key := note_key(place):
            notes[key].add((place, words))
        elif place and not headings.isdisjoint((heading_key(place[1:]), heading_key(words))):
            found.add((place, words))
    for ends in notes.values():
        if len({place for place, _ in ends}) == 2:
            found |= ends
    return frozenset(found)
