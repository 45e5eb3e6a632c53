"""The table of rules: what on a page is dropped, and what is caption, keyword, related link or timeline.

One general set holds for every page, and one set a host adds to it. Selectors are plain CSS that lexbor and
soupsieve read alike. The clean tree that they leave is the only thing that both the converter and the bulk
extraction see, so what is found can be seen, and what is hidden is not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from reader.convert.repair import RepairedSource
from reader.text.urls import host


@dataclass(frozen=True, slots=True)
class Rules:
    """CSS selectors, a tuple for each thing that is done with what they match."""

    drop: tuple[str, ...] = ()
    """never shown: hidden text, scripts, share buttons, bylines that repeat the front matter, adverts"""
    title: tuple[str, ...] = ()
    """may repeat the title; dropped where it does"""
    figure: tuple[str, ...] = ()
    """holds pictures or other media together with their captions"""
    caption: tuple[str, ...] = ()
    """the words under a figure"""
    keyword: tuple[str, ...] = ()
    """holds links to the topics of the article"""
    related: tuple[str, ...] = ()
    """holds links to other articles"""
    timeline: tuple[str, ...] = ()
    """a list whose entries are the steps of a story"""

    def __or__(self, other: Rules) -> Rules:
        """These rules and then the others."""
        return Rules(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


GENERAL = Rules(
    drop=(
        # what a browser does not show
        "script", "style", "noscript", "template", "head", "title", "meta", "link", "base", "canvas", "svg",
        "noframes", "noembed", "datalist", "rp", "annotation",
        "[hidden]",
        '[style*="display:none" i]', '[style*="display: none" i]', '[style*="display :none" i]',
        '[style*="display : none" i]', '[style*="visibility:hidden" i]', '[style*="visibility: hidden" i]',
        '[style*="visibility :hidden" i]', '[style*="visibility : hidden" i]',
        # what is there for screen readers alone
        ".element-hidden", ".element-invisible", ".screen-reader-text", ".sharing-screen-reader-text",
        ".sr-only", ".visually-hidden", ".visuallyhidden", ".a11y-hidden",
        # icon fonts, which draw a picture in place of its name
        ".material-icons", ".material-icons-outlined", ".material-icons-round", ".material-icons-sharp",
        ".material-icons-two-tone", ".material-symbols-outlined", ".material-symbols-rounded",
        ".material-symbols-sharp",
        # share buttons and feed plumbing of content management systems
        ".sharedaddy", ".service-links", ".medium-feed-link",
        # the byline, which the front matter has
        ".entry-meta", ".entry-author-wrapper",
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
)  # fmt: skip

HOSTS: dict[str, Rules] = {
    "matters.news": Rules(drop=(".player", "lt-mirror", "lt-highlighter", "lt-div")),
    "matters.town": Rules(drop=(".player", "lt-mirror", "lt-highlighter", "lt-div")),
    "nei.st": Rules(
        drop=(
            ".code-block", ".iframe-blocker", '[class^="BarrierFailsafe"]', '[class*=" BarrierFailsafe"]',
        ),
        keyword=("footer.entry-footer",),
        related=("section.collection", "section:has(.collection-list)"),
    ),
    "pao-pao.net": Rules(
        drop=(
            ".submitted", ".field-name-author", ".field-name-service-links-displays-group", "ul.links.inline",
            # reader comments: nearly all of them are link spam
            ".comment-wrapper", "div.comment",
        ),
        figure=(".field-name-field-image", ".media-element-container"),
        caption=(".field-name-field-image-source",),
        related=("div.block-views.related",),
    ),
    "chinafile.com": Rules(
        # The comments are the contributions of a conversation: the article itself.
        drop=(
            ".comment-wrapper > h2.title", "nav.links", ".comment_forbidden", ".pullquote-share",
            "ul.links.inline",
            # the kind of an article in a box, with a link to all of that kind
            ".cb-head",
        ),
        figure=(".view-featured-photo", ".view-photo-embed"),
        # Not the box of a contributor, which stands over what that person says.
        related=(":not(.contributor).cboxes",),
    ),
    "allnow.com": Rules(drop=(".author-wrap", "p.column")),
}  # fmt: skip


_CLASS = re.compile(r"\.([\w-]+)")
_ATTRIBUTE = re.compile(r"""\[([\w-]+)(?:[*^$]?="([^"]*)"( i)?)?\]""")
_TAG = re.compile(r"[a-z][\w-]*")
_CLASSES = re.compile(r"""class\s*=\s*["']?([^"'>]*)""")


class Signs(NamedTuple):
    """What a page's source holds that a selector can ask for."""

    source: str
    words: frozenset[str] | None
    """names of elements, and classes with a dot before each; None where they can not be told"""


class _Keyed(NamedTuple):
    """Selectors under a sign that every page which they match holds."""

    by_word: dict[str, str]
    by_source: dict[str, str]
    """the sign is a piece of the page's source"""


def signs_of(page: RepairedSource) -> Signs:
    """The signs of a page; there may be more of them than the page has, never fewer."""
    if not page.is_lowercase:
        return Signs(page.source, None)
    # Without a document type, classes are the same in capital and small letters.
    classes = " ".join(set(_CLASSES.findall(page.source))).lower().split()
    return Signs(page.source, page.names.union([f".{name}" for name in classes]))


@lru_cache(maxsize=256)
def _keyed(selectors: tuple[str, ...]) -> _Keyed:
    keyed = _Keyed({}, {})
    for selector in selectors:
        group, sign = keyed.by_word, ""
        if classes := _CLASS.findall(selector):
            sign = f".{classes[-1].lower()}"
        elif attribute := _ATTRIBUTE.search(selector):
            name, value, is_any_case = attribute.groups()
            group, sign = keyed.by_source, name if not value or is_any_case else value
        elif tag := _TAG.search(selector):
            sign = tag.group()
        group[sign] = f"{group[sign]}, {selector}" if sign in group else selector
    return keyed


def possible(selectors: tuple[str, ...], signs: Signs) -> str:
    """Those of the selectors that can match on the page, as one; empty where none can.

    A page holds a few of the many things that the table names, and every selector is asked at every element.
    """
    if signs.words is None:
        return ", ".join(selectors)
    keyed = _keyed(selectors)
    found = [keyed.by_word[sign] for sign in keyed.by_word.keys() & signs.words]
    found += [group for sign, group in keyed.by_source.items() if sign in signs.source]
    return ", ".join(found)


@lru_cache(maxsize=256)
def _rules_of_host(name: str) -> Rules:
    rules = GENERAL
    for suffix, extra in HOSTS.items():
        if name == suffix or name.endswith(f".{suffix}"):
            rules |= extra
    return rules


def rules_for(source: str) -> Rules:
    """The rules for a page that was archived from the address `source`; the general ones where it is unknown."""
    return _rules_of_host(host(source))
