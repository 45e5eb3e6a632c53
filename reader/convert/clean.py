"""A page's HTML with the rules applied: what is left is what a reader sees, and the structure stands beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.article import Link, TimelineEntry
from reader.convert.guard import guarded
from reader.convert.rules import Rules, rules_for
from reader.convert.whitespace import settle
from reader.text.safe import clean
from reader.text.urls import absolute, normalise

_BLOCKS_IN_CELL = "table table, h1, h2, h3, h4, h5, h6, figure, blockquote, pre, li + li, p + p + p"
ROLE = "data-reader-role"
"""the attribute that carries a role of the rules to the later steps"""

_WORDS = re.compile(r"[\W_]+")
_SITE_SUFFIX = re.compile(r"\s+[-–—|｜]\s+[^-–—|｜]{1,30}$")
_MOST_TITLE = 600
_TIME = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What is left of a page."""

    html: str
    """well-formed HTML of the visible body, captions and figures marked by `ROLE`"""
    keywords: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()


def _unique(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Each node once; lexbor reports a node for every selector of a list that matches it."""
    seen: dict[int, LexborNode] = {}
    for node in nodes:
        seen.setdefault(node.mem_id, node)
    return list(seen.values())


def _matches(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> list[LexborNode]:
    return _unique(tree.css(", ".join(selectors))) if selectors else []


def _remove(nodes: list[LexborNode]) -> None:
    # Inner nodes first: removing an outer one would leave the inner ones dangling.
    for node in reversed(nodes):
        node.decompose()


def visible_text(node: LexborNode) -> str:
    """The text of a node on one line, as a reader sees it."""
    return settle(clean(node.text())).replace("\n", " ").strip()


def _mark(nodes: Iterable[LexborNode], role: str) -> None:
    for node in nodes:
        node.attrs[ROLE] = role


def _anchors(tree: LexborHTMLParser, role: str) -> list[LexborNode]:
    """The links in and on the nodes of a role."""
    return _unique(tree.css(f'[{ROLE}="{role}"] a[href], a[{ROLE}="{role}"][href]'))


def _take_related(tree: LexborHTMLParser, rules: Rules, source: str) -> tuple[Link, ...]:
    """The links to other articles, which leave the tree; of two to one page the first with words counts."""
    nodes = _matches(tree, rules.related)
    if not nodes:
        return ()
    _mark(nodes, "related")
    found: dict[str, Link] = {}
    for anchor in _anchors(tree, "related"):
        link = Link(visible_text(anchor), absolute(source, anchor.attributes.get("href") or ""))
        key = normalise(link.url)
        if link.text and key not in found:
            found[key] = link
    _remove(nodes)
    return tuple(found.values())


def _take_keywords(tree: LexborHTMLParser, rules: Rules) -> tuple[str, ...]:
    """The topics that the page lists, which leave the tree."""
    nodes = _matches(tree, rules.keyword)
    if not nodes:
        return ()
    _mark(nodes, "keyword")
    names = [visible_text(node).lstrip("#＃").strip() for node in _anchors(tree, "keyword") or nodes[-1:]]
    _remove(nodes)
    return tuple(dict.fromkeys(filter(None, names)))


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


def _repeats_title(tree: LexborHTMLParser, rules: Rules, title: str) -> list[LexborNode]:
    wanted = {_skeleton(title), _skeleton(_SITE_SUFFIX.sub("", title))} - {""}
    if not wanted:
        return []
    found = []
    for node in _matches(tree, rules.title):
        text = node.text()
        if len(text) <= _MOST_TITLE and _skeleton(text) in wanted:
            found.append(node)
    return found


def _decode_mail(tree: LexborHTMLParser) -> None:
    for node in reversed(_unique(tree.css("[data-cfemail]"))):
        try:
            code = bytes.fromhex(node.attributes.get("data-cfemail") or "")
            address = bytes(byte ^ code[0] for byte in code[1:]).decode()
        except (ValueError, IndexError):
            continue
        if "@" in address:
            node.replace_with(address)


def _layout_tables(tree: LexborHTMLParser) -> list[LexborNode]:
    """The tables that only arrange a page: of one column, or with blocks in their cells."""
    return [
        table
        for table in _unique(tree.css("table"))
        if table.css_first(_BLOCKS_IN_CELL) is not None
        or table.css_first("td + td, th + th, th + td") is None
    ]


def clean_page(body: str, *, title: str, source: str) -> CleanPage:
    """A page's HTML without what the rules for its host drop, and the structure that they name."""
    tree = LexborHTMLParser(guarded(body))
    rules = rules_for(source)
    _remove(_matches(tree, rules.drop))
    if "data-cfemail" in body:
        _decode_mail(tree)
    timeline_nodes = _matches(tree, rules.timeline) if "timeline" in body else []
    timeline = _timeline(timeline_nodes, source)
    _remove(timeline_nodes)
    related = _take_related(tree, rules, source)
    keywords = _take_keywords(tree, rules)
    _remove(_repeats_title(tree, rules, title))
    _mark(_matches(tree, rules.figure), "figure")
    _mark(_matches(tree, rules.caption), "caption")
    if "<table" in body:
        _mark(_layout_tables(tree), "layout")
    html = (tree.body.html if tree.body is not None else tree.html) or ""
    return CleanPage(clean(html), keywords, related, timeline)
