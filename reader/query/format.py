"""Writes a query as text, the inverse of `parse`."""

from __future__ import annotations

from collections.abc import Sequence

from reader.query.dates import time_named
from reader.query.errors import QueryError
from reader.query.lengths import length_text
from reader.query.moments import Ago
from reader.query.nodes import (
    NEAR,
    OTHER,
    And,
    Archived,
    Contains,
    Dated,
    Equals,
    Has,
    HasField,
    Is,
    Labelled,
    Length,
    Match,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Order,
    Saved,
    Span,
    Tagged,
    Together,
    Words,
    Written,
)
from reader.query.query import Query
from reader.query.signs import TILDES
from reader.query.token import Kind
from reader.query.tokens import tokens
from reader.query.values import between_slashes, quoted


def text_of(query: Query) -> str:
    """Return the query as a user would type it: `parse(text_of(query)) == query`. Empty for no clauses."""
    clauses = query.clauses
    parts = [clause_text(clauses[0])] if len(clauses) == 1 else _side_by_side(clauses)
    if query.order is not Order.NEWEST:
        parts.append(f"sort:{query.order}")
    return " ".join(parts)


def clause_text(node: Node) -> str:
    """Return one clause as typed on its own, for a chip."""
    match node:
        case MatchAll():
            return ""
        case Words(text, match):
            return _text("", text, match)
        case Contains(field, text, match):
            return _text(f"{field}:", text, match)
        case Equals(field, name):
            return _text(f"{field}:=", name)
        case Archived(address):
            return address
        case Tagged() | Labelled() | Saved():
            return _text(f"{_name_field(node)}:", node.name)
        case Written(language):
            return f"lang:{language or OTHER}"
        case Is(flag):
            return f"is:{flag}"
        case Has(part):
            return f"has:{part}"
        case HasField(name, value):
            return _text("field:", name if value is None else f"{name}={value}")
        case Dated() | OnDay() | Length():
            return _span(node)
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
        return " ".join(_side_by_side(node.nodes))
    match node.nodes:
        case (Words(text, Match.ALIKE), Dated() as time) if time == time_named(text):
            return text
    return " or ".join(clause_text(part) for part in node.nodes)


def _side_by_side(nodes: Sequence[Node]) -> list[str]:
    """Return the texts of conditions that all hold, in which no two words are read as one."""
    parts = [_grouped(node) for node in nodes]
    if any(token.is_united for token in tokens(" ".join(parts))):
        for index, node in enumerate(nodes):
            if isinstance(node, Words) and node.match is Match.ALIKE:
                parts[index] = quoted(node.text)
    return parts


def _grouped(node: Node) -> str:
    """Return the text of a node within another, in parentheses where needed."""
    text = clause_text(node)
    # A word that names a time is short for the choice of both.
    return f"({text})" if isinstance(node, And | Or | Together) and not time_named(text) else text


def _text(prefix: str, text: str, match: Match = Match.ALIKE) -> str:
    """Return a text after the name of its field, with the signs that say how it is compared.

    It is quoted where it would be read as anything else.
    """
    match match:
        case Match.EXPRESSION:
            return prefix + between_slashes(text)
        case Match.WILD:
            return prefix + (f"{text[:-1]}\\{text[-1]}" if text[-1] in TILDES else text)
        case Match.EXACT:
            prefix, suffix = f"{prefix}=", ""
        case Match.ONE_OFF:
            suffix = "~"
        case Match.ALIKE:
            suffix = ""
    bare = f"{prefix}{text}{suffix}"
    if not prefix and time_named(bare):
        return quoted(text)
    return bare if _reads_as(bare, text, match) else f"{prefix}{quoted(text)}{suffix}"


def _reads_as(written: str, text: str, match: Match) -> bool:
    """Return whether a query is one word, or one field, of this text."""
    try:
        first, *rest = tokens(written)
    except QueryError:
        return False
    is_one = first.kind in (Kind.WORD, Kind.FIELD) and len(rest) == 1
    return is_one and (first.text, first.match) == (text, match)


def _name_field(node: Tagged | Labelled | Saved) -> str:
    match node:
        case Tagged(_, kind):
            return "tag" if kind is None else str(kind)
        case Labelled():
            return "label"
        case Saved():
            return "saved"


def _span(dated: Dated | OnDay | Length) -> str:
    if isinstance(dated, Length):
        return f"length:{length_text(dated.least, dated.most)}"
    if isinstance(dated, OnDay):
        return f"day:{dated}"
    first, last = dated.first, dated.last
    if first is not None and first == last and not isinstance(first, Ago):
        return _text("date:", str(first))
    if first is not None and last is not None:
        return _text("date:", f"{first}..{last}")
    return _text("after:", str(first)) if first is not None else _text("before:", str(last))
