"""Pictures and media that a page shows by other means than `img`, `iframe`, `video` and `audio`.

Custom elements, scripts of known providers, fallbacks for browsers without scripts, quotations that a script
turns into a player and the like are replaced by these plain elements, or get one beside them, so that all later
steps know only the plain ones. This happens before the rules for hidden elements are applied.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from reader.convert.custom_elements import replace_custom_elements
from reader.convert.elements import KNOWN_ELEMENTS
from reader.convert.fallbacks import take_fallbacks
from reader.convert.nodes import Page
from reader.convert.permalinks import (
    embed_addresses,
    embed_permalinks,
    embed_scripts,
    has_permalinks,
    link_references,
    replace_other_bearers,
)
from reader.convert.picture_elements import (
    complete_pictures,
    describe_drawings,
    describe_pictures_without_address,
    may_lack_addresses,
    show_backgrounds,
)
from reader.convert.rules import PageTokens
from reader.text.late import late

PLAIN_NAMES = frozenset(("img", "iframe", "video", "audio", "a", "figure", "figcaption", "p"))
"""the elements that may stand in a page afterwards although it had none"""
_EMBED_WRAPPER = "wp-block-embed__wrapper"
"""the class of an element that holds the address of what WordPress embeds in its place"""
_MAX_CUSTOM_NAMES = 100
"""of custom elements that are looked for in a page"""
_CUSTOM_NAME = late(r"[a-z][a-z0-9:-]{1,60}")


def place_media(parser: LexborHTMLParser, tokens: PageTokens) -> bool:
    """Put plain elements where a page shows pictures and media by other means; return whether any was put."""
    html = tokens.html
    page = Page(parser)
    present = tokens.tags
    custom_names = [name for name in present - KNOWN_ELEMENTS if _CUSTOM_NAME.fullmatch(name)]
    for name in sorted(custom_names)[:_MAX_CUSTOM_NAMES]:
        replace_custom_elements(page, name)
    if "picture" in present:
        complete_pictures(page)
    if ("background" in html and "url(" in html) or "data-b" in html:
        show_backgrounds(page)
    if "svg" in present:
        describe_drawings(page)
    if "script" in present:
        embed_scripts(page)
    if has_permalinks(tokens):
        embed_permalinks(page, html)
    if not present.isdisjoint(("oembed", "area", "object", "video")):
        replace_other_bearers(page)
    if _EMBED_WRAPPER in html:
        embed_addresses(page, f".{_EMBED_WRAPPER}")
    if "data-numero" in html:
        link_references(page)
    if "noscript" in present:
        take_fallbacks(page)
    if page.is_changed or may_lack_addresses(html):
        describe_pictures_without_address(page)
    return page.is_changed
