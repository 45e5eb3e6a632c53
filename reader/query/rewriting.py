"""A query with a part of it exchanged, left out, or looked for anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from reader.frozen import replace
from reader.query.nodes import (
    And,
    Contains,
    MatchAll,
    Node,
    Or,
    TextField,
    Together,
    Words,
    conjunction,
    disjunction,
)


def replaced(node: Node, old: Node, new: Node) -> Node:
    """Return the node with another in the place of a part of it.

    Texts that can no longer stand near one another may stand anywhere, as those of different parts of a post.
    """
    if node == old:
        return new
    match node:
        case And(nodes):
            return conjunction(replaced(each, old, new) for each in nodes)
        case Or(nodes):
            changed = [replaced(each, old, new) for each in nodes]
            return MatchAll() if MatchAll() in changed else disjunction(changed)
        case Together(nodes):
            texts = [replaced(each, old, new) for each in nodes]
            kept = tuple(each for each in texts if isinstance(each, Words | Contains | Or))
            parts = {part for text in kept for part in _parts(text)}
            can_be_near = len(kept) == len(texts) and len(parts) == 1
            return replace(node, nodes=kept) if can_be_near else conjunction(texts)
        case _:
            return node


def without(node: Node, old: Node) -> Node:
    """Return the node without a part of it that must hold; one of several that may hold stays."""
    if isinstance(node, And):
        return conjunction(without(each, old) for each in node.nodes)
    if isinstance(node, Together) and old in node.nodes:
        kept = tuple(each for each in node.nodes if each != old)
        return replace(node, nodes=kept) if len(kept) > 1 else conjunction(kept)
    return MatchAll() if node == old else node


def anywhere(node: Node) -> Node | None:
    """Return the node with words anywhere that were to stand near one another; None if there are none."""
    clauses = node.nodes if isinstance(node, And) else (node,)
    if not any(isinstance(clause, Together) for clause in clauses):
        return None
    return conjunction(
        conjunction(clause.nodes) if isinstance(clause, Together) else clause for clause in clauses
    )


def _parts(text: Words | Contains | Or) -> Iterator[TextField | None]:
    """Yield the parts of a post in which a text, or each of a choice of texts, stands; None for any part."""
    for each in text.nodes if isinstance(text, Or) else (text,):
        yield each.field if isinstance(each, Contains) else None
