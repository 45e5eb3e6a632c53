"""Links to fragments of the same page: HTML footnotes in both directions, and tables of contents."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reader.convert.footnotes import FOOTNOTE_HREF
from reader.text.anchors import heading_key, note_key
from reader.text.urls import normalise

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def fragment_of(href: str, source: str) -> str:
    """Return the fragment, such as `#fn1`, of a link into the page archived from `source`.

    Empty for links to other pages and for references to the footnotes of a Markdown body.
    """
    if href.startswith("#"):
        return href if not href.startswith(FOOTNOTE_HREF) else ""
    page_url, _, fragment = href.partition("#")
    return f"#{fragment}" if fragment and source and normalise(page_url) == normalise(source) else ""


def find_fragment_links(soup: BeautifulSoup, source: str) -> frozenset[tuple[str, str]]:
    """Return the (fragment, text) of the fragment links whose target exists.

    The target is a heading, or the other end of a footnote: its text for a reference, its reference for a
    link back.
    """
    anchors = [
        (anchor.get_text(), fragment)
        for anchor in soup.find_all("a", href=True)
        if "#" in (href := str(anchor.get("href"))) and (fragment := fragment_of(href, source))
    ]
    if not anchors:
        return frozenset()
    headings = {heading_key(heading.get_text()) for heading in soup.find_all(_HEADINGS)} - {""}
    links: set[tuple[str, str]] = set()
    footnotes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, fragment in anchors:
        if key := note_key(fragment):
            footnotes[key].add((fragment, text))
        elif not headings.isdisjoint((heading_key(fragment[1:]), heading_key(text))):
            links.add((fragment, text))
    for ends in footnotes.values():
        if len({fragment for fragment, _ in ends}) == 2:
            links |= ends
    return frozenset(links)
