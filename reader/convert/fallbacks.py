"""Fallbacks for browsers without scripts: what only they show is kept, what the page shows anyway is not."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from reader.convert.embeds import embed_of, is_of_provider
from reader.convert.nodes import Page, attributes_of, distinct, is_in, neighbour, outermost
from reader.convert.pictures import media_of, picture_of
from reader.text.safe import clean_line
from reader.text.urls import normalise

_ARTICLE_PARAGRAPHS = 2
"""a fallback that says that a script is needed is one"""
_BEARERS = "img, iframe, video, audio, a[href]"
"""what a fallback may show"""


def take_fallbacks(page: Page) -> None:
    """Take pictures, media and links out of `noscript`, unless the page shows them anyway."""
    fallbacks = outermost(page.each("noscript"))
    if not fallbacks:
        return
    if _is_all_there_is(page, fallbacks[0]):
        fallbacks.pop(0).unwrap()
        page.is_changed = True
    shown: set[str] | None = None
    for fallback in fallbacks:
        for inner in distinct(fallback.css(_BEARERS)):
            if inner.tag == "img" and _has_picture_beside(fallback):
                continue
            if shown is None:
                shown = _shown(page)
            plain = _fallback(page, inner, shown)
            if plain is not None:
                fallback.insert_before(plain)
                shown.update(_addresses(inner))
        fallback.decompose()
        page.is_changed = True


def _is_all_there_is(page: Page, fallback: LexborNode) -> bool:
    """Return whether a fallback holds the article that a script would write into a page without words."""
    if len(fallback.css("p")[:_ARTICLE_PARAGRAPHS]) < _ARTICLE_PARAGRAPHS or page.parser.body is None:
        return False
    return not any(
        (part.text(deep=False) or "").strip()
        for part in page.parser.body.traverse(include_text=True)
        if part.is_text_node and not any(is_in(part, name) for name in ("noscript", "script", "style"))
    )


def _shown(page: Page) -> set[str]:
    """Return what identifies the pictures, media and linked pages that a page shows without fallbacks."""
    bearers = (node for node in page.each(_BEARERS) if not is_in(node, "noscript"))
    return {address for node in bearers for address in _addresses(node)}


def _fallback(page: Page, inner: LexborNode, shown: set[str]) -> LexborNode | None:
    """Return the plain element for an element of a fallback; None where the page shows it anyway."""
    attributes = attributes_of(inner)
    style = attributes.get("style", "").replace(" ", "").lower()
    if not shown.isdisjoint(_addresses(inner)) or "display:none" in style or "visibility:hidden" in style:
        return None
    if inner.tag == "img":
        picture = picture_of(attributes)
        is_drawn = attributes.get("width") not in ("0", "1") and attributes.get("height") not in ("0", "1")
        if not picture.url or not is_drawn:
            return None
        return page.element("img", src=picture.url, alt=picture.alt)
    if inner.tag == "a":
        words = clean_line(inner.text())
        if not words or "enable-javascript" in attributes.get("href", "") or is_in(inner, "p"):
            return None
        paragraph, anchor = page.element("p"), page.element("a", href=attributes.get("href", ""))
        anchor.insert_child(words)
        paragraph.insert_child(anchor)
        return paragraph
    media = media_of(inner.tag or "iframe", attributes, inner.html or "")
    if not media.url or media.url.startswith("about:") or picture_of({"src": media.url}).url == "":
        return None
    return page.element(inner.tag or "iframe", src=media.url, title=attributes.get("title", ""))


def _addresses(node: LexborNode) -> Iterable[str]:
    """Return what identifies the picture, media or page that an element shows or leads to."""
    attributes = attributes_of(node)
    if node.tag == "a":
        url = attributes.get("href", "")
        return {normalise(embed_of(url).url if is_of_provider(url) else url)}
    if node.tag == "img":
        url = picture_of(attributes).url
        return {normalise(url.partition("?")[0])} if url else ()
    url = media_of(node.tag or "iframe", attributes, node.html or "").url
    return {normalise(url)} if url else ()


def _has_picture_beside(node: LexborNode) -> bool:
    """Return whether a picture with an address stands right beside a fallback: a copy that loads late."""
    for other in (neighbour(node, forward=False), neighbour(node, forward=True)):
        if other is None:
            continue
        for image in [other] if other.tag == "img" else other.css("img")[:3]:
            if picture_of(attributes_of(image)).url:
                return True
    return False
