"""A page's HTML with the rules applied: what is left is what a reader sees, and the structure stands beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.article import Link, TimelineEntry
from reader.convert.repair import RepairedSource, repair_source
from reader.convert.rules import Rules, possible, rules_for, signs_of
from reader.convert.whitespace import settle
from reader.text.safe import clean
from reader.text.urls import absolute, normalise

_BLOCKS_IN_CELL = "table table, h1, h2, h3, h4, h5, h6, figure, blockquote, pre, li + li, p + p + p"
ROLE = "data-reader-role"
"""the attribute that carries a role of the rules to the later steps"""

FLATTENED = "The page nests its elements deeper than a reader can follow; the deepest ones are drawn up."

LISTING = "listing"
"""the role of a table that is a listing of code"""

_TAGS = re.compile(r"<[^>]*>")
_LINE_ENDS = re.compile(r"<br[^>]*>|</(?:p|div|li)>")
_WORDS = re.compile(r"[\W_]+")
_SITE_SUFFIX = re.compile(r"\s+[-–—|｜]\s+[^-–—|｜]{1,30}$")
_MOST_TITLE = 600
_TIME = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What is left of a page."""

    html: str
    """well-formed HTML of the visible body, figures and captions marked by `ROLE`; control characters are in it"""
    captions: tuple[str, ...] = ()
    """the HTML of each caption that stands in no other"""
    keywords: tuple[str, ...] = ()
    offers: tuple[Link, ...] = ()
    """links to other articles as the page has them, repeated and relative ones too"""
    timeline: tuple[TimelineEntry, ...] = ()
    warnings: tuple[str, ...] = ()
    """what was wrong with the page, a sentence each"""


class _Tree:
    """A page while the rules are applied to it."""

    def __init__(self, page: RepairedSource) -> None:
        self.parser = LexborHTMLParser(page.source)
        self.signs = signs_of(page)

    def html(self) -> str:
        """The page as it is now, well-formed."""
        root = self.parser.body
        return (root.html if root is not None else self.parser.html) or ""

    def matches(self, selectors: tuple[str, ...]) -> list[LexborNode]:
        """The elements that any of the selectors finds, in the order of the page."""
        selector = possible(selectors, self.signs)
        return _unique(self.parser.css(selector)) if selector else []

    def remove(self, nodes: list[LexborNode]) -> None:
        """Take the elements, given in the order of the page, out of it."""
        # Inner nodes first: removing an outer one would leave the inner ones dangling.
        for node in reversed(nodes):
            node.decompose()

    def mark(self, nodes: Iterable[LexborNode], role: str) -> None:
        """Give the elements a role that later steps see."""
        for node in nodes:
            node.attrs[ROLE] = role


def _unique(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Each node once; lexbor reports a node for every selector of a list that matches it."""
    seen: dict[int, LexborNode] = {}
    for node in nodes:
        seen.setdefault(node.mem_id, node)
    return list(seen.values())


def visible_text(node: LexborNode) -> str:
    """The text of a node on one line, as a reader sees it."""
    return settle(clean(node.text())).replace("\n", " ").strip()


def _anchors(nodes: list[LexborNode]) -> list[LexborNode]:
    """The links in the nodes, and those that are one of them."""
    return [
        anchor
        for anchor in _unique(found for node in nodes for found in (node, *node.css("a[href]")))
        if anchor.tag == "a" and "href" in anchor.attributes
    ]


def _take_offers(tree: _Tree, rules: Rules) -> tuple[Link, ...]:
    """The links to other articles that have words, which leave the tree."""
    nodes = tree.matches(rules.related)
    links = [Link(visible_text(anchor), anchor.attributes.get("href") or "") for anchor in _anchors(nodes)]
    tree.remove(nodes)
    return tuple(link for link in links if link.text)


def related_of(page: CleanPage, source: str) -> tuple[Link, ...]:
    """The links to other articles, absolute; of two to one page the first counts."""
    found: dict[str, Link] = {}
    for offer in page.offers:
        link = Link(offer.text, absolute(source, offer.url))
        found.setdefault(normalise(link.url), link)
    return tuple(found.values())


def _take_keywords(tree: _Tree, rules: Rules) -> tuple[str, ...]:
    """The topics that the page lists, which leave the tree."""
    nodes = tree.matches(rules.keyword)
    names = [visible_text(node).lstrip("#＃").strip() for node in _anchors(nodes) or nodes[-1:]]
    tree.remove(nodes)
    return tuple(dict.fromkeys(filter(None, names)))


def _captions(nodes: list[LexborNode]) -> tuple[str, ...]:
    """The HTML of the captions, given in the order of the page, without those inside others."""
    inner: set[int] = set()
    found = []
    for node in nodes:
        if node.mem_id not in inner:
            found.append(node.html or "")
            inner.update(other.mem_id for other in node.css(f'[{ROLE}="caption"]'))
    return tuple(found)


def read_time(text: str) -> datetime | None:
    """The time of a timeline's entry as a naive local datetime; None where it can not be read."""
    found = _TIME.search(text)
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def _timeline(nodes: list[LexborNode], source: str) -> tuple[TimelineEntry, ...]:
    entries: dict[tuple[str, str], TimelineEntry] = {}
    for item in _unique(item for node in nodes for item in node.css("li")):
        clock = item.css_first(".timelineTime, time")
        time = item.attributes.get("data-time") or ""
        if not time and clock is not None:
            time = clock.attributes.get("datetime") or visible_text(clock)
        heading = item.css_first(".timelineTitle")
        title = visible_text(heading if heading is not None else item)
        if heading is None and clock is not None:
            title = title.replace(visible_text(clock), "", 1).strip()
        anchor = item.css_first("a[href]")
        url = absolute(source, anchor.attributes.get("href") or "") if anchor is not None else None
        time = clean(time).strip()
        if title:
            entries.setdefault((time, title), TimelineEntry(time, title, url, read_time(time)))
    return tuple(entries.values())


def _skeleton(text: str) -> str:
    return _WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _repeats_title(tree: _Tree, rules: Rules, title: str) -> list[LexborNode]:
    nodes = tree.matches(rules.title)
    wanted = {_skeleton(title), _skeleton(_SITE_SUFFIX.sub("", title))} - {""} if nodes else set()
    if not wanted:
        return []
    found = []
    for node in nodes:
        text = node.text()
        if len(text) <= _MOST_TITLE and _skeleton(text) in wanted:
            found.append(node)
    return found


def _decode_mail(tree: _Tree) -> None:
    for node in reversed(_unique(tree.parser.css("[data-cfemail]"))):
        try:
            code = bytes.fromhex(node.attributes.get("data-cfemail") or "")
            address = bytes(byte ^ code[0] for byte in code[1:]).decode()
        except (ValueError, IndexError):
            continue
        if "@" in address:
            node.replace_with(address)


def _take_line_numbers(tree: _Tree) -> list[LexborNode]:
    """The tables that are listings of code, one cell of line numbers and one of lines; the numbers leave the tree."""
    listings = []
    for table in tree.matches(("table",)):
        cells = table.css("td, th")
        if len(cells) != 2 or len(table.css("tr")) != 1:
            continue
        numbers = (cells[0].text(separator=" ") or "").split()
        if not numbers or numbers != [str(number) for number in range(1, len(numbers) + 1)]:
            continue
        lines = _TAGS.sub("", _LINE_ENDS.sub("\n", cells[1].html or "")).split("\n")
        filled = sum(1 for line in lines if line.strip())
        code = "".join(lines)
        if filled <= len(numbers) <= 2 * filled and sum(map(str.isascii, code)) > len(code) / 2:
            cells[0].decompose()
            listings.append(table)
    return listings


def _layout_tables(tree: _Tree) -> list[LexborNode]:
    """The tables that only arrange a page: of one column, or with blocks in their cells."""
    return [
        table
        for table in tree.matches(("table",))
        if table.css_first(_BLOCKS_IN_CELL) is not None
        or table.css_first("td + td, th + th, th + td") is None
    ]


def clean_page(body: str, *, title: str, source: str) -> CleanPage:
    """A page's HTML without what the rules for its host drop, and the structure that they name."""
    source_page = repair_source(body)
    tree = _Tree(source_page)
    rules = rules_for(source)
    tree.remove(tree.matches(rules.drop))
    if "data-cfemail" in body:
        _decode_mail(tree)
    timeline_nodes = tree.matches(rules.timeline)
    timeline = _timeline(timeline_nodes, source)
    tree.remove(timeline_nodes)
    offers = _take_offers(tree, rules)
    keywords = _take_keywords(tree, rules)
    tree.remove(_repeats_title(tree, rules, title))
    tree.mark(tree.matches(rules.figure), "figure")
    captions = tree.matches(rules.caption)
    tree.mark(captions, "caption")
    listings = _take_line_numbers(tree)
    tree.mark(_layout_tables(tree), "layout")
    tree.mark(listings, LISTING)
    warnings = (FLATTENED,) if source_page.is_flattened else ()
    return CleanPage(tree.html(), _captions(captions), keywords, offers, timeline, warnings)
