"""Selector rules: which elements of a page are dropped, and which are captions, keywords and the like.

The general rules apply to every page, and a host's rules add to them. Selectors are CSS that lexbor and
soupsieve understand alike. The converter and the bulk extraction both see only the tree that the rules leave,
so a search finds exactly the visible text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from reader.convert.repair import RepairedHtml
from reader.frozen import Frozen
from reader.text.late import late
from reader.text.urls import host, normalise


class Rules(Frozen):
    """CSS selectors by what is done with the elements they match."""

    drop: tuple[str, ...] = ()
    """removed: hidden text, scripts, share buttons, bylines that repeat the front matter, adverts"""
    title: tuple[str, ...] = ()
    """removed if its text is the title"""
    figure: tuple[str, ...] = ()
    """groups pictures or other media with their captions"""
    caption: tuple[str, ...] = ()
    """the text under a figure"""
    keyword: tuple[str, ...] = ()
    """contains links to the article's topics"""
    related: tuple[str, ...] = ()
    """contains links to other articles"""
    timeline: tuple[str, ...] = ()
    """a list of the events of a story"""
    box: tuple[str, ...] = ()
    """a note or a warning set apart from the text, which becomes a quotation"""
    box_title: tuple[str, ...] = ()
    """the kind or title of such a box, which becomes bold"""

    def __or__(self, other: Rules) -> Rules:
        """Return these rules followed by the others."""
        return Rules(*(getattr(self, role) + getattr(other, role) for role in self.__match_args__))


GENERAL = Rules(
    drop=(
        # not shown by browsers
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "canvas", "svg",
        "noframes", "noembed", "datalist", "rp", "annotation",
        "[hidden]",
        # for screen readers only
        ".element-hidden", ".element-invisible", ".screen-reader-text", ".sharing-screen-reader-text",
        ".sr-only", ".visually-hidden", ".visuallyhidden", ".a11y-hidden", ".u-visually-hidden", ".assistive-text",
        ".show-for-sr", ".screenreader-only", ".screen-reader-only", ".screen-reader", ".sr-only-focusable",
        ".hidden-visually",
        # the switches of notes beside the text
        "input.margin-toggle",
        # windows that are not open
        '.modal[aria-hidden="true"]',
        # notices on cookies
        ".cookie-notice", ".cookie-banner", ".cookie-consent", ".cookie-bar", ".cc-window", ".cky-consent-container",
        ".eu-cookie-compliance-banner",
        # icon fonts, which draw an icon in place of its name
        ".material-icons", ".material-icons-outlined", ".material-icons-round", ".material-icons-sharp",
        ".material-icons-two-tone", ".material-symbols-outlined", ".material-symbols-rounded",
        ".material-symbols-sharp",
        # share buttons and feed plumbing of content management systems
        ".sharedaddy", ".service-links", ".medium-feed-link", ".addtoany_share_save_container", ".a2a_kit",
        ".addthis_toolbox", ".addthis_inline_share_toolbox", ".sharethis-inline-share-buttons", ".heateor_sss_sharing_container",
        ".essb_links", ".ssba", ".jssocials", ".fb-like", ".fb-share-button", ".twitter-share-button", ".line-it-button",
        # icons and players of Ghost's cards, beside the sound or film itself
        ".kg-bookmark-icon", ".kg-audio-player", ".kg-audio-thumbnail", ".kg-video-player-container", ".kg-video-overlay",
        # bylines that repeat the front matter
        ".entry-meta", ".entry-author-wrapper",
        # the links of MediaWiki that edit a section
        ".mw-editsection",
        # adverts
        '[id^="atatags"]',
    ),
    title=("h1", "h2", "h3", ".title", ".page-title", ".entry-title", ".field-name-title"),
    figure=("figure", "figureicture", ".wp-caption"),
    caption=(
        "figcaption", ".wp-caption-text", ".photo-caption", ".photo-credit", ".img-caption", ".img-credit",
        ".imageCaption",
    ),
    keyword=(".articlekeywordGroup", ".keywordTag", ".post-tags"),
    related=(".moreArticle", ".insertGroup", ".jp-relatedposts"),
    timeline=("ul.timeline", "ol.timeline"),
    # of Sphinx and MkDocs, GitHub, Docusaurus, VuePress, Obsidian, Quarto, Ghost
    box=(
        ".admonition", ".markdown-alert", ".theme-admonition", ".custom-block", ".custom-container", ".hint-container",
        "div.callout[data-callout]", '.callout[class*="callout-style"]', ".kg-callout-card",
    ),
    box_title=(
        ".admonition > .admonition-title", ".markdown-alert > .markdown-alert-title",
        '.theme-admonition > [class*="admonitionHeading"]', ".custom-block > .custom-block-title",
        ".custom-container > .custom-container-title", ".hint-container > .hint-container-title",
        "[data-callout] > .callout-title", '[class*="callout-style"] > .callout-header',
    ),
)  # fmt: skip

HOSTS: dict[str, Rules] = {
    "matters.news": Rules(drop=(".player", "lt-mirror", "lt-highlighter", "lt-div")),
    "matters.town": Rules(drop=(".player", "lt-mirror", "lt-highlighter", "lt-div")),
    "nei.st": Rules(
        drop=(
            ".code-block", ".iframe-blocker", '[class^="BarrierFailsafe"]', '[class*=" BarrierFailsafe"]',
            # the ornament at the end
            "section:has(.mirrorRotateLevel)",
        ),
        keyword=("footer.entry-footer",),
        related=("section.collection", "section:has(.collection-list)"),
    ),
    "pao-pao.net": Rules(
        drop=(
            ".submitted", ".field-name-author", ".field-name-service-links-displays-group", "ul.links.inline",
            # reader comments: nearly all are link spam
            ".comment-wrapper", "div.comment",
        ),
        figure=(".field-name-field-image", ".media-element-container"),
        caption=(".field-name-field-image-source",),
        related=("div.block-views.related",),
    ),
    "chinafile.com": Rules(
        # The comments are the contributions to a conversation: the article itself.
        drop=(
            ".comment-wrapper > h2.title", "nav.links", ".comment_forbidden", ".pullquote-share",
            "ul.links.inline",
            # the category of an article in a box, with a link to the whole category
            ".cb-head",
        ),
        figure=(".view-featured-photo", ".view-photo-embed"),
        # Not a contributor's box: it names the speaker of the text below it.
        related=(":not(.contributor).cboxes",),
    ),
    "allnow.com": Rules(drop=(".author-wrap", "p.column")),
}  # fmt: skip

CATEGORY_PAGES: dict[str, re.Pattern[str]] = {
    # `/medium/the-paper` is the section of a paper; an article has more words there, or the letters and digits of an id.
    "nei.st": re.compile(
        r"nei\.st/(?:medium|city|(?:medium/(?:21c|[a-z]{2,14}(?:-[a-z]{2,14})?)|(?:tag|category|author)/[^/]+)(?:\?.*)?)?"
    ),
}
"""by host, the normalised URLs of pages that list articles and are none"""

_CLASS = late(r"\.([\w-]+)")
_ATTRIBUTE = late(r"""\[([\w-]+)(?:[*^$]?="([^"]*)"( i)?)?\]""")
_TAG = late(r"[a-z][\w-]*")
_HOSTS = late(r"//(?:[^/?#\s\"'<>@]{0,100}@)?([\w.-]{1,253})")
_CLASSES = late(r"""class\s*=\s*["']?([^"'>]*)""")


class PageTokens(NamedTuple):
    """The parts of a page that tell which selectors can match on it."""

    html: str
    tags: frozenset[str]
    """the names of the tags in lower case; may hold names of text that only looked like a tag"""
    names: frozenset[str] | None
    """tag names, and class names with a dot in front; None if the page mixes upper and lower case"""
    hosts: frozenset[str] = frozenset()
    """in lower case, what stands after two slashes in the page: the hosts of its addresses, perhaps more"""


def page_tokens(page: RepairedHtml) -> PageTokens:
    """Return the tokens of a page: all that it has, perhaps more."""
    hosts = frozenset(map(str.lower, set(_HOSTS.findall(page.html))))
    if not page.is_lowercase:
        return PageTokens(page.html, page.tag_names, None, hosts)
    # Without a document type, class names are case-insensitive (quirks mode).
    classes = " ".join(set(_CLASSES.findall(page.html))).lower().split()
    names = page.tag_names.union([f".{name}" for name in classes])
    return PageTokens(page.html, page.tag_names, names, hosts)


class HostRules:
    """The rules for the pages of a host, by the tokens that a page must contain for a selector to match."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        """the general rules and the host's"""
        self._by_name: dict[str, list[tuple[str, str]]] = {}
        """pairs of a field of `Rules` and a selector, by a tag or class name"""
        self._by_substring: dict[str, list[tuple[str, str]]] = {}
        """the same by a substring of the page's HTML"""
        for role in rules.__match_args__:
            for selector in getattr(rules, role):
                self._add(role, selector)

    def _add(self, role: str, selector: str) -> None:
        bucket, token = self._by_name, ""
        if classes := _CLASS.findall(selector):
            token = f".{classes[-1].lower()}"
        elif attribute := _ATTRIBUTE.search(selector):
            name, value, is_any_case = attribute.groups()
            bucket, token = self._by_substring, name if not value or is_any_case else value
        elif tag := _TAG.search(selector):
            token = tag.group()
        bucket.setdefault(token, []).append((role, selector))

    def applicable(self, tokens: PageTokens) -> Mapping[str, str]:
        """Return the selectors that can match on the page as one selector list for each field of `Rules`.

        A page has few of the elements that the rules name, and the engine tries each selector on each element.
        """
        if tokens.names is None:
            return {role: ", ".join(getattr(self.rules, role)) for role in Rules.__match_args__}
        groups = [self._by_name[name] for name in self._by_name.keys() & tokens.names]
        groups += [group for part, group in self._by_substring.items() if part in tokens.html]
        found: dict[str, list[str]] = {}
        for group in groups:
            for role, selector in group:
                found.setdefault(role, []).append(selector)
        return {role: ", ".join(selectors) for role, selectors in found.items()}


@lru_cache(maxsize=256)
def _rules_of_host(name: str) -> HostRules:
    rules = GENERAL
    for suffix, extra in HOSTS.items():
        if name == suffix or name.endswith(f".{suffix}"):
            rules |= extra
    return HostRules(rules)


def rules_for(source: str) -> HostRules:
    """Return the rules for a page archived from the URL `source`: the general ones and its host's."""
    return _rules_of_host(host(source))


def is_category_page(source: str, url: str) -> bool:
    """Return whether a link of the page archived from `source` leads to a list of articles of the same site."""
    pattern = CATEGORY_PAGES.get(host(source))
    return pattern is not None and pattern.fullmatch(normalise(url)) is not None
