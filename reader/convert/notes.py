"""Notes of a page, known by their structure: a mark leads to a place in which a link leads back to the mark.

The ids that programs give to notes have no common form. The links of a note get one that later steps know
(`reader.text.anchors.note_key`); those of programs that already write such a form stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.convert.fragment_links import fragment_of
from reader.text.anchors import note_key

_NOTE = "#endnote-{}"
_MARK = "#endnote-ref-{}"
_MAX_MARK_CHARS = 20
"""of the words of a mark; a longer link that leads both ways is an entry of a table of contents"""
_MAX_CLIMB = 4
"""elements around an id, within which its mark or the text of its note is looked for"""
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_BODIES = frozenset(["li", "p", "dd", "tr", "aside", "div", "blockquote", "section", "td", "details"])
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class _Link:
    """A link to a place of the page."""

    def __init__(self, node: LexborNode, fragment: str, order: int) -> None:
        self.node = node
        self.fragment = fragment
        """as written, with its `#`"""
        self.name = unquote(fragment[1:])
        self.order = order


def pair_notes(parser: LexborHTMLParser, html: str, source: str) -> None:
    """Give the links of a page's notes, to a note and back, fragments that tell which belong together.

    `html` is the page, `source` the URL that it was archived from.
    """
    if "#" not in html or ("id=" not in html and "name=" not in html):
        return
    links = list(_links(parser, source))
    if len(links) < 2:
        return
    places = _places(parser, {link.name for link in links})
    bodies: dict[int, dict[str, _Link]] = {}
    by_node = {link.node.mem_id: link for link in links}
    numbers: dict[int, int] = {}
    for link in links:
        target = places.get(link.name)
        if target is None or len(link.node.text().strip()) > _MAX_MARK_CHARS:
            continue
        back = _link_back(link, target, by_node, bodies)
        if back is None or back.order <= link.order:
            continue
        if note_key(link.fragment) and note_key(link.fragment) == note_key(back.fragment):
            continue
        number = numbers.setdefault(target.mem_id, len(numbers) + 1)
        link.node.attrs["href"] = _NOTE.format(number)
        back.node.attrs["href"] = _MARK.format(number)


def _links(parser: LexborHTMLParser, source: str) -> Iterator[_Link]:
    """Yield the links of a page to places of its own, in order."""
    for order, node in enumerate(parser.css('a[href*="#"]')):
        fragment = fragment_of((node.attributes.get("href") or "").strip(), source)
        if len(fragment) > 1:
            yield _Link(node, fragment, order)


def _places(parser: LexborHTMLParser, wanted: set[str]) -> dict[str, LexborNode]:
    """Return the elements that have one of the wanted names, the first for each."""
    places: dict[str, LexborNode] = {}
    for node in parser.css("[id], a[name]"):
        for name in _names(node):
            if name in wanted:
                places.setdefault(name, node)
    return places


def _names(node: LexborNode) -> Iterator[str]:
    """Yield the names by which links lead to an element."""
    for attribute in ("id", "name"):
        if name := node.attributes.get(attribute):
            yield name


def _link_back(
    link: _Link, target: LexborNode, by_node: dict[int, _Link], bodies: dict[int, dict[str, _Link]]
) -> _Link | None:
    """Return the link at a target, or in the note there, that leads back to `link`."""
    body: LexborNode | None = target
    for _ in range(_MAX_CLIMB):
        if body is None or body.tag in _BODIES or body.tag in _HEADINGS:
            break
        body = body.parent
    if body is None or body.tag not in _BODIES:
        return None
    if body.mem_id not in bodies:
        inner = (by_node.get(node.mem_id) for node in body.css('a[href*="#"]'))
        backs: dict[str, _Link] = {}
        for one in inner:
            if one is not None:
                backs.setdefault(one.name, one)
        bodies[body.mem_id] = backs
    found = bodies[body.mem_id]
    return next((found[name] for name in _names_near(link.node) if name in found), None)


def _names_near(node: LexborNode) -> Iterator[str]:
    """Yield the names of a mark: on its link, around and inside it, and on an empty element beside it."""
    yield from _names(node)
    for inner in node.css("[id], [name]"):
        yield from _names(inner)
    around: LexborNode | None = node
    for _ in range(_MAX_CLIMB):
        if around is None or around.tag not in _INLINE:
            break
        yield from _names(around)
        for beside in (around.prev, around.next):
            if beside is not None and beside.tag in _INLINE and not beside.text().strip():
                yield from _names(beside)
        around = around.parent
