"""The tree of a page, to which plain elements for pictures and media are added."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.convert.embeds import Embed

ROLE_ATTRIBUTE = "data-reader-role"
"""the attribute with an element's role for later steps: `figure`, `caption`, `layout` or `listing`"""

_MAX_ELEMENTS = 5_000
"""of one kind that are looked at; no article has a tenth of it"""

_MAX_CLIMB = 200


class Page:
    """A parsed page, and whether it was changed."""

    def __init__(self, parser: LexborHTMLParser) -> None:
        self.parser = parser
        self.is_changed = False

    def each(self, selector: str) -> list[LexborNode]:
        """Return the matching elements, each once, up to the limit."""
        nodes: dict[int, LexborNode] = {}
        for node in self.parser.css(selector):
            nodes.setdefault(node.mem_id, node)
            if len(nodes) >= _MAX_ELEMENTS:
                break
        return list(nodes.values())

    def element(self, name: str, **attributes: str) -> LexborNode:
        """Return a new element with the attributes that are not empty."""
        node = self.parser.create_node(name)
        for key, value in attributes.items():
            if value:
                node.attrs[key] = value
        self.is_changed = True
        return node

    def embed(self, embed: Embed, title: str) -> LexborNode:
        """Return a plain element for what a player shows."""
        name = "audio" if embed.kind == "audio" else "iframe"
        return self.element(name, src=embed.url, title=title)


def attributes_of(node: LexborNode) -> dict[str, str]:
    """Return the attributes of an element; empty values for those without one."""
    return {name: value or "" for name, value in node.attributes.items()}


def has_words(node: LexborNode) -> bool:
    """Return whether an element contains text."""
    return any(
        (part.text(deep=False) or "").strip()
        for part in node.traverse(include_text=True)
        if part.is_text_node
    )


def is_in(node: LexborNode, name: str) -> bool:
    """Return whether an element lies within one of that name."""
    return outer_element(node, name) is not None


def outer_element(node: LexborNode, name: str) -> LexborNode | None:
    """Return the nearest element of a name around a node, at most `_MAX_CLIMB` levels above it."""
    outer = node.parent
    for _ in range(_MAX_CLIMB):
        if outer is None or outer.tag == name:
            return outer
        outer = outer.parent
    return None


def neighbour(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """Return the nearest element beside a node, unless words stand between the two."""
    other = node.next if forward else node.prev
    while other is not None and not other.is_element_node:
        if other.is_text_node and (other.text(deep=False) or "").strip():
            return None
        other = other.next if forward else other.prev
    return other


def distinct(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Return each node once; lexbor reports one for every selector of a list that matches it."""
    found: dict[int, LexborNode] = {}
    for node in nodes:
        found.setdefault(node.mem_id, node)
    return list(found.values())


def outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """Return the distinct nodes that lie in no other one of them; only these may be removed one after another."""
    candidates = distinct(nodes)
    ids = {node.mem_id for node in candidates}
    is_inside: dict[int, bool] = {}
    found = []
    for node in candidates:
        path: list[int] = []
        outer = node.parent
        while outer is not None and outer.mem_id not in ids and outer.mem_id not in is_inside:
            path.append(outer.mem_id)
            outer = outer.parent
        inside = outer is not None and (outer.mem_id in ids or is_inside[outer.mem_id])
        is_inside.update(dict.fromkeys(path, inside))
        if not inside:
            found.append(node)
    return found
