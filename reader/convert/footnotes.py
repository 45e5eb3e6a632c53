"""Footnotes of Markdown bodies: their HTML on the way to the converter, and which of them are referenced.

The number of a footnote travels through the HTML in an attribute and a URL of the reader's own, because the
HTML of a Markdown body takes the same way as an archived page, whose own footnotes are ordinary links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

FOOTNOTE_ATTRIBUTE = "data-reader-note"
"""the attribute of the `li` of a footnote's text that holds its number"""

FOOTNOTE_HREF = "#reader-note-"
"""the prefix, before the number, of the URL that a reference to a footnote links to"""


def referenced_footnotes(soup: BeautifulSoup) -> frozenset[str]:
    """Return the numbers of the footnotes with exactly one text and a reference outside the footnotes."""
    items = [
        str(item.get(FOOTNOTE_ATTRIBUTE)) for item in soup.find_all("li", attrs={FOOTNOTE_ATTRIBUTE: True})
    ]
    referenced = {
        str(anchor.get("href")).removeprefix(FOOTNOTE_HREF)
        for anchor in soup.find_all("a", href=True)
        if anchor.find_parent("li", attrs={FOOTNOTE_ATTRIBUTE: True}) is None
    }
    return frozenset(number for number in referenced.intersection(items) if items.count(number) == 1)
