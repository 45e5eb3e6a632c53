"""Figures of a page before conversion: each caption belongs to one figure, with its picture."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag


def normalise_figures(soup: BeautifulSoup) -> None:
    """Wrap captions without a figure in one, and move the picture before a figure without pictures into it.

    A figure inside a figure stays if it has a caption of its own, as in a gallery.
    """
    for caption in soup.find_all("figcaption"):
        if caption.parent is not None and caption.parent.name != "figure":
            caption.wrap(soup.new_tag("figure"))
    for figure in soup.find_all("figure"):
        before = figure.previous_sibling
        has_only_captions = all(child.name == "figcaption" for child in figure.find_all(recursive=False))
        if (
            has_only_captions
            and isinstance(before, Tag)
            and before.name == "img"
            and figure.get_text().strip()
        ):
            figure.insert(0, before.extract())
    # Found without a selector, of which the first in a process takes 0.2 s.
    inner: dict[int, Tag] = {}
    for figure in soup.find_all("figure"):
        if id(figure) not in inner:
            inner.update((id(one), one) for one in figure.find_all("figure"))
    for figure in inner.values():
        if not any(caption.get_text().strip() for caption in figure.find_all("figcaption")):
            figure.unwrap()
