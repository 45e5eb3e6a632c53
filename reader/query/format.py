"""Writes a query as text, the inverse of `parse`."""

from __future__ import annotations

import re

from reader.post import TagKind
from reader.query.nodes import (
    NEAR,
    OTHER,
    Ago,
    And,
    Contains,
    Dated,
    Equals,
    Has,
    HasField,
    Is,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Order,
    Span,
    Tagged,
    Together,
    Words,
    Written,
)
from reader.query.query import Query
from reader.query.tokens import COLONS, CORNERS, EQUALS, MINUS, QUOTES, SIGNS
from reader.text.script import fold

_PLAIN = re.compile(rf"(?![{MINUS}{EQUALS}])[^\s\x00-\x1f\x7f\\{COLONS}{re.escape(SIGNS)}]+")
_ESCAPED = re.compile(rf"[\\{QUOTES}{''.join(CORNERS)}{''.join(CORNERS.values())}]")


def text_of(query: Query) -> str:
    """Return the query as a user would type it: `parse(text_of(query)) == query`. Empty for no clauses."""
    clauses = query.clauses
    parts = [clause_text(clauses[0])] if len(clauses) == 1 else [_grouped(clause) for clause in clauses]
    if query.order is not Order.NEWEST:
        parts.append(f"sort:{query.order}")
    return " ".join(parts)


def clause_text(node: Node) -> str:
    """Return one clause as typed on its own, for a chip."""
    match node:
        case MatchAll():
            return ""
        case Words(words):
            return _quoted(words)
        case Contains(field, words):
            return f"{field}:{_quoted(words)}"
        case Equals(field, name):
            return f"{field}:={_quoted(name)}"
        case Tagged(name, kind):
            return f"{_tag_field(kind)}:{_quoted(name)}"
        case Written(language):
            return f"lang:{language or OTHER}"
        case Is(flag):
            return f"is:{flag}"
        case Has(part):
            return f"has:{part}"
        case HasField(name, value):
            return f"field:{_quoted(name if value is None else f'{name}={value}')}"
        case Dated():
            return _dates(node)
        case OnDay():
            return f"day:{node}"
        case Not(inner):
            return f"-{_grouped(inner)}"
        case And() | Or() | Together():
            return _joined(node)


def _near(node: Together) -> str:
    """Return the operator of texts that stand near one another."""
    if isinstance(node.within, Span):
        return "SENT" if node.within is Span.SENTENCE else "PARA"
    name = "THEN" if node.is_ordered else "NEAR"
    return name if node.within == NEAR else f"{name}/{node.within}"


def _joined(node: And | Or | Together) -> str:
    if isinstance(node, Together):
        return f" {_near(node)} ".join(map(_grouped, node.nodes))
    if isinstance(node, And):
        return " ".join(_grouped(part) for part in node.nodes)
    return " or ".join(clause_text(part) for part in node.nodes)


def _grouped(node: Node) -> str:
    """Return the text of a node within another, in parentheses where needed."""
    return f"({clause_text(node)})" if isinstance(node, And | Or | Together) else clause_text(node)


def _quoted(words: str) -> str:
    """Return the words bare if they parse as one word, else quoted."""
    if _PLAIN.fullmatch(words) and fold(words) not in ("and", "or", "not"):
        return words
    return '"' + _ESCAPED.sub(r"\\\g<0>", words) + '"'


def _tag_field(kind: TagKind | None) -> str:
    return "tag" if kind is None else str(kind)


def _dates(dated: Dated) -> str:
    first, last = dated.first, dated.last
    if first is not None and first == last and not isinstance(first, Ago):
        return f"date:{_quoted(str(first))}"
    if first is not None and last is not None:
        return f"date:{_quoted(f'{first}..{last}')}"
    return f"after:{_quoted(str(first))}" if first is not None else f"before:{_quoted(str(last))}"
