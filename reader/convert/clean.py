"""Application of the rules to a page: the visible body, and its keywords, related links and timeline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.article import Link, TimelineEntry
from reader.convert import inner_documents
from reader.convert.bbcode import replace_bbcode
from reader.convert.heading_marks import remove_heading_marks
from reader.convert.hidden import hidden_elements
from reader.convert.line_breaks import mark_kept_lines, with_kept_lines
from reader.convert.media import PLAIN_NAMES, place_media
from reader.convert.notes import pair_notes
from reader.convert.page_formulas import PageFormulas, may_have_formulas
from reader.convert.repair import RepairedHtml, repair_html
from reader.convert.rules import HostRules, is_category_page, page_tokens, rules_for
from reader.convert.whitespace import collapse_whitespace
from reader.convert.widgets import widget_elements
from reader.frozen import Frozen
from reader.language import Remark
from reader.text.equivalence import composed, composed_markup
from reader.text.late import late
from reader.text.safe import clean
from reader.text.urls import absolute, normalise

ROLE_ATTRIBUTE = "data-reader-role"
"""the attribute with an element's role for later steps: `figure`, `caption`, `box`, `layout` or `listing`"""

FLATTENED = Remark(
    "The page nests its elements deeper than a reader can follow; the deepest ones are drawn up."
)

BOX = "box"
"""the role of a note or a warning that is set apart from the text"""
LISTING = "listing"
"""the role of a table that holds code beside its line numbers"""

_BLOCKS_IN_CELL = "table table, h1, h2, h3, h4, h5, h6, figure, blockquote, pre, li + li, p + p + p"

_TAG = late(r"<[^>]*>")
_LINE_ENDS = late(r"<br[^>]*>|</(?:p|div|li)>")
_NON_LETTERS = late(r"[\W_]+")
_SITE_SUFFIX = late(r"\s+[-–—|｜]\s+[^-–—|｜]{1,30}$")
_MAX_TITLE_CHARS = 600
_TIME = late(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


class CleanPage(Frozen):
    """The visible body of a page and its structure."""

    html: str
    """well-formed HTML of the visible body, roles in `ROLE_ATTRIBUTE`; may contain control characters"""
    captions: tuple[str, ...] = ()
    """the HTML of each outermost caption"""
    keywords: tuple[str, ...] = ()
    related_links: tuple[Link, ...] = ()
    """links to other articles as on the page: may repeat, URLs may be relative"""
    timeline: tuple[TimelineEntry, ...] = ()
    warnings: tuple[str, ...] = ()
    """the defects of the page, a sentence each"""


class _Tree:
    """The parsed page that the rules are applied to."""

    def __init__(self, page: RepairedHtml, rules: HostRules) -> None:
        self.parser = LexborHTMLParser(page.html)
        self.tokens = page_tokens(page)
        if place_media(self.parser, self.tokens):
            names = self.tokens.names
            self.tokens = self.tokens._replace(
                tags=self.tokens.tags | PLAIN_NAMES, names=names if names is None else names | PLAIN_NAMES
            )
        self._selectors = rules.applicable(self.tokens)

    def html(self) -> str:
        """Return the current page, well-formed."""
        root = self.parser.body
        return (root.html if root is not None else self.parser.html) or ""

    def matches(self, role: str) -> list[LexborNode]:
        """Return the elements that the rules give a role, a field of `Rules`, in document order."""
        selector = self._selectors.get(role, "")
        return _unique(self.parser.css(selector)) if selector else []

    def tables(self) -> list[LexborNode]:
        """Return the tables of the page in document order."""
        return self.parser.css("table") if "table" in self.tokens.tags else []

    def remove(self, nodes: list[LexborNode]) -> None:
        """Remove the elements, which are in document order."""
        # Inner nodes first: removing an outer node would leave the inner ones dangling.
        for node in reversed(nodes):
            node.decompose()

    def set_role(self, nodes: Iterable[LexborNode], role: str) -> None:
        """Set the role attribute of the elements."""
        for node in nodes:
            node.attrs[ROLE_ATTRIBUTE] = role


def _unique(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Return the distinct nodes; lexbor reports a node once for each selector of a list that matches it."""
    seen: dict[int, LexborNode] = {}
    for node in nodes:
        seen.setdefault(node.mem_id, node)
    return list(seen.values())


def _visible_text(node: LexborNode) -> str:
    """Return the visible text of a node on one line."""
    return collapse_whitespace(composed(clean(node.text()))).replace("\n", " ").strip()


def _anchors(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the links among the nodes and inside them."""
    return [
        anchor
        for anchor in _unique(inner for node in nodes for inner in (node, *node.css("a[href]")))
        if anchor.tag == "a" and "href" in anchor.attributes
    ]


def _take_related(tree: _Tree, source: str) -> tuple[Link, ...]:
    """Remove the links to other articles from the tree, and return those with text; lists of articles are none."""
    nodes = tree.matches("related")
    links = [Link(_visible_text(anchor), anchor.attributes.get("href") or "") for anchor in _anchors(nodes)]
    tree.remove(nodes)
    return tuple(
        link for link in links if link.text and not is_category_page(source, absolute(source, link.url))
    )


def resolve_related(page: CleanPage, source: str) -> tuple[Link, ...]:
    """Return the links to other articles with absolute URLs, the first for each page."""
    links: dict[str, Link] = {}
    for related in page.related_links:
        link = Link(related.text, absolute(source, related.url))
        links.setdefault(normalise(link.url), link)
    return tuple(links.values())


def _take_keywords(tree: _Tree) -> tuple[str, ...]:
    """Remove the keywords from the tree, and return their names."""
    nodes = tree.matches("keyword")
    names = [_visible_text(node).lstrip("#＃").strip() for node in _anchors(nodes) or nodes[-1:]]
    tree.remove(nodes)
    return tuple(dict.fromkeys(filter(None, names)))


def _captions(nodes: list[LexborNode]) -> tuple[str, ...]:
    """Return the HTML of the outermost captions; the nodes are in document order."""
    inner: set[int] = set()
    captions = []
    for node in nodes:
        if node.mem_id not in inner:
            captions.append(node.html or "")
            inner.update(other.mem_id for other in node.css(f'[{ROLE_ATTRIBUTE}="caption"]'))
    return tuple(captions)


def _parse_time(text: str) -> datetime | None:
    """Return the time of a timeline entry as a naive local datetime; None if it cannot be parsed."""
    match = _TIME.search(text)
    if not match:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type] # six numbers at most
    except ValueError:
        return None


def _timeline(nodes: list[LexborNode], source: str) -> tuple[TimelineEntry, ...]:
    """Return the distinct entries of the timelines."""
    entries: dict[tuple[str, str], TimelineEntry] = {}
    for item in _unique(item for node in nodes for item in node.css("li")):
        clock = item.css_first(".timelineTime, time")
        time = item.attributes.get("data-time") or ""
        if not time and clock is not None:
            time = clock.attributes.get("datetime") or _visible_text(clock)
        heading = item.css_first(".timelineTitle")
        title = _visible_text(heading if heading is not None else item)
        if heading is None and clock is not None:
            title = title.replace(_visible_text(clock), "", 1).strip()
        anchor = item.css_first("a[href]")
        url = absolute(source, anchor.attributes.get("href") or "") if anchor is not None else None
        time = clean(time).strip()
        if title:
            entries.setdefault((time, title), TimelineEntry(time, title, url, _parse_time(time)))
    return tuple(entries.values())


def _title_key(text: str) -> str:
    """Return the letters and digits of a title, for comparison."""
    return _NON_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _title_repetitions(tree: _Tree, title: str) -> list[LexborNode]:
    """Return the headings whose text is the title, with or without the site's name after it."""
    nodes = tree.matches("title")
    keys = {_title_key(title), _title_key(_SITE_SUFFIX.sub("", title))} - {""} if nodes else set()
    if not keys:
        return []
    repetitions = []
    for node in nodes:
        text = node.text()
        if len(text) <= _MAX_TITLE_CHARS and _title_key(text) in keys:
            repetitions.append(node)
    return repetitions


def _decode_mail(tree: _Tree) -> None:
    """Replace Cloudflare's obfuscated e-mail addresses, each byte XORed with the first one, by plain ones."""
    for node in reversed(_unique(tree.parser.css("[data-cfemail]"))):
        try:
            code = bytes.fromhex(node.attributes.get("data-cfemail") or "")
            address = bytes(byte ^ code[0] for byte in code[1:]).decode()
        except (ValueError, IndexError):
            continue
        if "@" in address:
            node.replace_with(address)


def _take_line_numbers(tree: _Tree) -> list[LexborNode]:
    """Return the tables with a cell of line numbers and a cell of code, and remove the numbers."""
    listings = []
    for table in tree.tables():
        cells = table.css("td, th")
        if len(cells) != 2 or len(table.css("tr")) != 1:
            continue
        numbers = (cells[0].text(separator=" ") or "").split()
        if not numbers or numbers != [str(number) for number in range(1, len(numbers) + 1)]:
            continue
        if len(numbers) == 1 and cells[0].css_first("p, div, span, pre") is None:
            continue  # a cell that holds a number, not the lines of a listing
        lines = _TAG.sub("", _LINE_ENDS.sub("\n", cells[1].html or "")).split("\n")
        line_count = sum(1 for line in lines if line.strip())
        code = "".join(lines)
        if line_count <= len(numbers) <= 2 * line_count and sum(map(str.isascii, code)) > len(code) / 2:
            cells[0].decompose()
            listings.append(table)
    return listings


def _bracket_side_notes(tree: _Tree) -> None:
    """Put the notes beside the text, which a style sheet moves to the margin, in parentheses in the sentence."""
    if tree.tokens.names is not None and tree.tokens.names.isdisjoint((".sidenote", ".marginnote")):
        return
    for note in tree.parser.css("p span.sidenote, p span.marginnote, li span.sidenote"):
        if note.text().strip() and (note.child is not None):
            note.child.insert_before(" (")
            note.insert_child(")")


def _place_captions(tree: _Tree) -> None:
    """Put the captions of tables before the rows, where a browser shows them."""
    if "caption" not in tree.tokens.tags:
        return
    for caption in tree.parser.css("table > caption"):
        first = caption.parent.child if caption.parent is not None else None
        if first is not None and first.mem_id != caption.mem_id:
            first.insert_before(caption.clone())
            caption.decompose()


def _layout_tables(tree: _Tree) -> list[LexborNode]:
    """Return the tables used for layout: those of one column or with blocks in their cells."""
    return [
        table
        for table in tree.tables()
        if table.css_first(_BLOCKS_IN_CELL) is not None
        or table.css_first("td + td, th + th, th + td") is None
    ]


def clean_page(body: str, *, title: str, source: str) -> CleanPage:
    """Return the page with the rules for the host of `source` applied, without repetitions of `title`."""
    if inner_documents.SIGN in body:
        body = inner_documents.open_inner_documents(body)
    repaired = repair_html(replace_bbcode(body))
    tree = _Tree(repaired, rules_for(source))
    formulas = None
    if may_have_formulas(body, tree.tokens.names):
        formulas = PageFormulas(tree.parser, body)
        formulas.replace_elements()
    tree.remove(hidden_elements(tree.parser, repaired.html, tree.tokens.names))
    tree.remove(tree.matches("drop"))
    tree.remove(widget_elements(tree.parser, tree.tokens))
    if "data-cfemail" in body:
        _decode_mail(tree)
    timeline_nodes = tree.matches("timeline")
    timeline = _timeline(timeline_nodes, source)
    tree.remove(timeline_nodes)
    related_links = _take_related(tree, source)
    keywords = _take_keywords(tree)
    remove_heading_marks(tree.parser, repaired.html, tree.tokens.names)
    pair_notes(tree.parser, repaired.html, source)
    mark_kept_lines(tree.parser, repaired.html, tree.tokens.names)
    tree.remove(_title_repetitions(tree, title))
    tree.set_role(tree.matches("box"), BOX)
    for box_title in tree.matches("box_title"):
        box_title.inner_html = f"<b>{box_title.inner_html}</b>"
    tree.set_role(tree.matches("figure"), "figure")
    captions = tree.matches("caption")
    tree.set_role(captions, "caption")
    _place_captions(tree)
    _bracket_side_notes(tree)
    listings = _take_line_numbers(tree)
    tree.set_role(_layout_tables(tree), "layout")
    tree.set_role(listings, LISTING)
    warnings = (FLATTENED,) if repaired.is_flattened else ()
    markup = with_kept_lines(formulas.replace_text(tree.html()) if formulas else tree.html())
    return CleanPage(
        composed_markup(markup, body),
        tuple(composed_markup(caption, body) for caption in _captions(captions)),
        keywords,
        related_links,
        timeline,
        warnings,
    )
