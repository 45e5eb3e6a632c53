"""Pictures that are no plain `img` with an address: sources, backgrounds, drawings, descriptions alone."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from reader.convert.alts import is_telling, without_markup
from reader.convert.nodes import ROLE_ATTRIBUTE, Page, attributes_of, has_words, is_in, outer_element
from reader.convert.pictures import is_address, largest_in_srcset, picture_of
from reader.convert.whitespace import collapse_whitespace
from reader.text.late import late
from reader.text.safe import clean_line

_BACKGROUND = late(r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*['\"]?([^'\")]{4,2000})", re.IGNORECASE)
_WITHOUT_ADDRESS = late(r"""<img\b(?![^<>]*\ssrc=["']?(?!data:|about:)[^\s"'>])""")
"""an `img` without an address, or with none that leads anywhere; perhaps more"""
_PICTURE_CLASS = late(r"img|image|photo|pic\b|picture|figure|cover|thumb|poster|gallery|slide", re.IGNORECASE)


def complete_pictures(page: Page) -> None:
    """Give each `picture` an `img` with the address of its best source, where its own has none."""
    for node in page.each("picture"):
        image = node.css_first("img")
        url = "" if image is not None and picture_of(attributes_of(image)).url else _best_source(node)
        if not url:
            continue
        if image is None:
            node.insert_child(page.element("img", src=url))
        else:
            image.attrs["src"] = url
            page.is_changed = True


def show_backgrounds(page: Page) -> None:
    """Put an `img` into elements that stand for a picture and show it as their background."""
    for node in page.each('[style*="url("], [data-bg], [data-background-image], [data-background]'):
        attributes = attributes_of(node)
        found = _BACKGROUND.search(attributes.get("style", ""))
        late = next((attributes[key] for key in ("data-bg", "data-background-image", "data-background")
                     if attributes.get(key)), "")  # fmt: skip
        url = (found[1] if found else late.removeprefix("url(").rstrip(")").strip("'\" ")).strip()
        if (
            url.startswith("data:")
            or not is_address(url)
            or (has_words(node) and not _is_captioned_only(node))
        ):
            continue
        if node.tag in ("img", "video", "iframe", "body") or node.css_first("img, iframe, video") is not None:
            continue
        label = clean_line(attributes.get("aria-label", "") or attributes.get("title", ""))
        if (
            attributes.get("role") == "img"
            or node.tag == "figure"
            or is_in(node, "figure")
            or (_PICTURE_CLASS.search(attributes.get("class", "")))
        ):
            node.insert_child(page.element("img", src=url, alt=label))


def _is_captioned_only(node: LexborNode) -> bool:
    """Return whether a figure holds nothing but its caption."""
    children = node.iter() if node.tag == "figure" else ()
    return {child.tag for child in children} == {"figcaption"}


def describe_drawings(page: Page) -> None:
    """Put the description of a drawing before it, where it is a figure's or is more than an icon's name."""
    for node in page.each("svg"):
        description = node.css_first("desc")
        if description is None and not is_in(node, "figure"):
            continue
        title = node.css_first("title")
        words = [clean_line(part.text()) for part in (title, description) if part is not None]
        words = [*filter(None, words)] or [clean_line(attributes_of(node).get("aria-label", ""))]
        if words[0]:
            _describe(page, node, ". ".join(dict.fromkeys(words)))
        for image in node.css("image"):
            url = image.attributes.get("href") or image.attributes.get("xlink:href") or ""
            if is_address(url) and not url.startswith("data:"):
                node.insert_before(page.element("img", src=url))


def _describe(page: Page, node: LexborNode, words: str) -> None:
    """Put words before an element as the caption of a picture without an address."""
    caption = page.element("figcaption")
    caption.attrs[ROLE_ATTRIBUTE] = "caption"
    caption.insert_child(words)
    figure = page.element("figure")
    figure.attrs[ROLE_ATTRIBUTE] = "figure"
    figure.insert_child(caption)
    node.insert_before(figure)


def may_lack_addresses(html: str) -> bool:
    """Return whether a page may have pictures for `describe_pictures_without_address`."""
    return _WITHOUT_ADDRESS.search(html) is not None


def describe_pictures_without_address(page: Page) -> None:
    """Put the description of each picture that has no address of its own in its place."""
    for node in page.each('img:not([src]), img[src=""], img[src^="data:"], img[src^="about:"]'):
        attributes = attributes_of(node)
        source = attributes.get("src", "")
        picture = picture_of(attributes)
        if picture.url or picture.is_text or not is_telling(picture.alt):
            continue
        caption = _figure_words(node)
        # The writer puts the description of a picture that the page holds beside its caption, as of any other.
        if _says(caption, picture.alt) or (picture.is_embedded and caption.strip()):
            if not picture.is_embedded:
                node.decompose()
            continue
        words = without_markup(picture.alt)
        if words:
            _describe(page, node, words)
            figure = node.prev
            if picture.is_embedded and figure is not None:
                node.attrs["alt"] = ""
                figure.insert_child(page.element("img", src=source))
            node.decompose()
            page.is_changed = True


def _best_source(node: LexborNode) -> str:
    """Return the address of the source of a `picture` in the commonest format, the largest it offers."""
    best, best_rank = "", 9
    for source in node.css("source"):
        attributes = attributes_of(source)
        url = largest_in_srcset(attributes.get("srcset", "")) or picture_of(attributes).url
        if not url or "dark" in attributes.get("media", ""):
            continue
        form = f"{attributes.get('type', '')} {url}".lower()
        rank = 2 if "avif" in form or "jxl" in form else 1 if "webp" in form else 0
        if rank < best_rank:
            best, best_rank = url, rank
    return best


def _figure_words(node: LexborNode) -> str:
    """Return the words of the figure around a picture."""
    outer = outer_element(node, "figure")
    return outer.text() if outer is not None else ""


def _says(text: str, alt: str) -> bool:
    """Return whether a text says what an alternative text says, apart from white space."""
    squeezed = collapse_whitespace(text).replace(" ", "")
    return collapse_whitespace(alt).replace(" ", "") in squeezed
