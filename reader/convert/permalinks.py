"""Elements that name what a provider's script embeds in their place, and other bearers of an address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from reader.convert.embed_pages import take_apart
from reader.convert.embeds import Embed, by_identifier, embed_of, provider_named
from reader.convert.nodes import Page, attributes_of, has_words
from reader.convert.pictures import file_kind, is_address, media_of
from reader.text.safe import clean_line
from reader.text.urls import normalise

_WORDS = re.compile(r"[a-z0-9]+")
_PERMALINK = re.compile(
    r"""\s(cite|data-[a-z][a-z0-9-]{0,40})\s?=\s?["']?((?:https?:)?//[^"'\s<>]{5,2000})""", re.IGNORECASE
)
_PERMALINK_SIGN = re.compile(
    r"\s(?:cite|data-[a-z-]{0,40}(?:href|url|src|permalink|embed|oembed|video|link))\s*=", re.I
)
_IDENTIFIER = re.compile(
    r"""\s(data-(?:[a-z]{1,20}-)?(?:id|vid|bvid|videoid|video|shortcode))\s?=\s?["']?[\w=-]{1,60}["'\s>]""",
    re.IGNORECASE,
)
_MAX_NAMES = 30
"""of attributes that are looked for in a page"""
_NO_EMBED = re.compile(r"like|share|follow|comments|page|button|subscri|sharing", re.IGNORECASE)


def has_permalinks(html: str) -> bool:
    """Return whether an element of a page may name what is embedded in its place."""
    return _PERMALINK_SIGN.search(html) is not None or _IDENTIFIER.search(html) is not None


def embed_permalinks(page: Page, html: str) -> None:
    """Put a frame into elements that name what a provider's script would embed in their place."""
    found = {(match[1].lower(), match[2]) for match in _PERMALINK.finditer(html)} if "//" in html else set()
    names = {name for name, url in found if embed_of(url.replace("&amp;", "&")).is_known}
    for name in _first_names(names - {"data-permalink"}):
        for node in page.each(f"[{name}]"):
            url = node.attributes.get(name) or ""
            embed = embed_of(url)
            if embed.is_known:
                _embed_into(page, node, embed)
    for name in _first_names({match[1].lower() for match in _IDENTIFIER.finditer(html)}):
        for node in page.each(f"[{name}]"):
            attributes = attributes_of(node)
            words = _WORDS.findall(f"{name} {attributes.get('class', '')}".lower())
            provider = provider_named(words)
            if provider is None or has_words(node):
                continue
            named = by_identifier(provider, attributes.get(name, ""))
            if named is not None:
                _embed_into(page, node, named)


def _embed_into(page: Page, node: LexborNode, embed: Embed) -> None:
    """Put a frame into an element, unless the frame or a link to the same page is there."""
    attributes = attributes_of(node)
    tag = node.tag or ""
    if tag in ("img", "iframe", "video", "audio", "source", "object", "embed", "script", "a") or "-" in tag:
        return
    if _NO_EMBED.search(attributes.get("class", "")):
        return
    shown = normalise(embed.url)
    for inner in (node, *node.css("a[href], iframe, video, audio")):
        inner_attributes = attributes_of(inner)
        target = inner_attributes.get("href", "") or inner_attributes.get("src", "")
        if target and normalise(embed_of(target).url if inner.tag == "iframe" else target) == shown:
            return
    if node.css_first("iframe, video") is None:
        node.insert_child(page.embed(embed, ""))


def _first_names(names: Iterable[str]) -> list[str]:
    return sorted(names)[:_MAX_NAMES]


def embed_scripts(page: Page) -> None:
    """Put a frame beside the scripts of providers that write what they embed."""
    for node in page.each("script[src], script[data-telegram-post], script[data-video-id]"):
        attributes = attributes_of(node)
        source = attributes.get("src", "")
        if post := attributes.get("data-telegram-post", ""):
            source = f"https://t.me/{post}"
        address = take_apart(source)
        if address is None or not (
            (address.host == "gist.github.com" and source.partition("?")[0].endswith(".js"))
            or address.host == "t.me"
        ):
            continue
        embed = embed_of(source)
        if embed.is_known:
            node.insert_before(page.embed(embed, ""))


def replace_other_bearers(page: Page) -> None:
    """Replace `oembed`, image maps, objects that are pictures, and videos of which only a poster is left."""
    for node in reversed(page.each("oembed[url]")):
        embed = embed_of(node.attributes.get("url") or "")
        node.insert_before(page.embed(embed, ""))
        node.decompose()
    for node in page.each("area[href]"):
        attributes = attributes_of(node)
        words = clean_line(attributes.get("alt", "") or attributes.get("title", ""))
        if words:
            paragraph, anchor = page.element("p"), page.element("a", href=attributes["href"])
            anchor.insert_child(words)
            paragraph.insert_child(anchor)
            node.insert_before(paragraph)
    for node in reversed(page.each("object")):
        attributes = attributes_of(node)
        media = media_of("object", attributes, node.html or "")
        if attributes.get("type", "").startswith("image/") or file_kind(media.url) == "picture":
            node.insert_before(page.element("img", src=media.url, alt=clean_line(node.text())))
            node.decompose()
        elif not media.url:
            node.unwrap()
            page.is_changed = True
    for node in page.each("video[poster]"):
        attributes = attributes_of(node)
        if not media_of("video", attributes, node.html or "").url and is_address(attributes["poster"]):
            node.insert_before(page.element("img", src=attributes["poster"], alt=attributes.get("title", "")))
