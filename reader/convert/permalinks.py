"""Elements that name what a provider's script embeds in their place, and other bearers of an address."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from reader.convert.embed_pages import take_apart
from reader.convert.embeds import Embed, by_identifier, embed_of, is_of_provider, provider_named, provider_of
from reader.convert.nodes import Page, attributes_of, has_words
from reader.convert.pictures import file_kind, is_address, media_of
from reader.convert.rules import PageTokens
from reader.text.late import late
from reader.text.safe import clean_line
from reader.text.urls import normalise

_WORDS = late(r"[a-z0-9]+")
_DATA = late(r"""data-([a-zA-Z][\w-]{0,40})\s?=\s?["']?(?:(?:https?:)?//([^"'\s<>/?#]{1,200}))?""", re.ASCII)
"""the name of an attribute, and the host if its value is an address"""
_IDENTIFIER = late(r"data-(?:[a-z]{1,20}-)?(?:id|vid|bvid|videoid|video|shortcode)", re.ASCII)
_CITE = late(r"""cite\s?=\s?["']?(?:https?:)?//([^"'\s<>/?#]{1,200})""")
_NO_PERMALINK = frozenset(("data-permalink", "data-src-retina"))
_MAX_NAMES = 30
"""of attributes that are looked for in a page"""
_NO_EMBED = late(r"like|share|follow|comments|page|button|subscri|sharing", re.IGNORECASE)


def has_permalinks(tokens: PageTokens) -> bool:
    """Return whether an element of a page may name what is embedded in its place.

    Either the page has an address of a provider, or a class that names one, beside an identifier.
    """
    if "data-" not in tokens.html and " cite=" not in tokens.html:
        return False
    if any(provider_of(host) is not None for host in tokens.hosts):
        return True
    return tokens.names is None or provider_named(_WORDS.findall(" ".join(tokens.names))) is not None


def _names(html: str) -> tuple[set[str], set[str]]:
    """Return the names of the attributes that hold a URL of a provider, and of those that may hold an identifier."""
    permalinks, identifiers = set(), set()
    for written, host in set(_DATA.findall(html)):
        name = f"data-{written.lower()}"
        if host and provider_of(host.lower()) is not None:
            permalinks.add(name)
        if _IDENTIFIER.fullmatch(name):
            identifiers.add(name)
    if " cite" in html and any(provider_of(host.lower()) for host in set(_CITE.findall(html))):
        permalinks.add("cite")
    return permalinks - _NO_PERMALINK, identifiers


def embed_permalinks(page: Page, html: str) -> None:
    """Put a frame into elements that name what a provider's script would embed in their place."""
    permalinks, identifiers = _names(html)
    for name in sorted(permalinks)[:_MAX_NAMES]:
        for node in page.each(f"[{name}]"):
            url = node.attributes.get(name) or ""
            if is_of_provider(url) and (embed := embed_of(url)).is_known:
                _embed_into(page, node, embed)
    for name in sorted(identifiers)[:_MAX_NAMES]:
        for node in page.each(f"[{name}]"):
            attributes = attributes_of(node)
            provider = provider_named(_WORDS.findall(f"{name} {attributes.get('class', '')}".lower()))
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


def embed_addresses(page: Page, selector: str) -> None:
    """Put what a player shows in the place of its bare address, in the elements that hold nothing else."""
    for node in page.each(selector):
        url = node.text().strip()
        if is_of_provider(url) and node.css_first("a, iframe") is None and (embed := embed_of(url)).is_known:
            node.insert_before(page.embed(embed, ""))
            node.decompose()


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


def link_references(page: Page) -> None:
    """Make links of the raised numbers in which Zhihu keeps the address of a source."""
    for node in page.each("sup[data-url][data-numero]"):
        address = (node.attributes.get("data-url") or "").strip()
        if is_address(address) and has_words(node) and node.css_first("a") is None:
            anchor = page.element("a", href=address)
            anchor.insert_child(node.text())
            node.insert_before(anchor)
            node.decompose()
            page.is_changed = True
