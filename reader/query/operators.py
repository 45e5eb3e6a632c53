"""The operators that are written as words: or, and, not, and NEAR, THEN, SENT and PARA in capitals."""

from __future__ import annotations

import re
import unicodedata

from reader.language import tr
from reader.query.errors import QueryError
from reader.query.nodes import NEAR, Match, Span
from reader.query.token import Kind, Token
from reader.query.values import Value
from reader.text.script import fold

_LONGEST = 20
"""characters of what may be an operator"""
_OPERATORS = {"or": Kind.OR, "and": Kind.AND, "not": Kind.NOT}
_TOGETHER: dict[str, tuple[int | Span, bool]] = {
    "NEAR": (NEAR, False),
    "THEN": (NEAR, True),
    "SENT": (Span.SENTENCE, False),
    "PARA": (Span.PARAGRAPH, False),
}
"""operators of texts that stand near one another, in capitals: how near, and whether in this order"""
_MOST_WITHIN = 9999


def word_or_operator(query: str, position: int, value: Value) -> Token:
    """Return the token of a text that is not the value of a field. Raise QueryError for a wrong number."""
    if value.is_quoted or value.match is not Match.ALIKE or value.end - position > _LONGEST:
        return Token(Kind.WORD, position, value.text, value.match)
    if kind := _OPERATORS.get(fold(value.text)):
        return Token(kind, position, value.text)
    name, slash, number = unicodedata.normalize("NFKC", value.text).partition("/")
    if name not in _TOGETHER:
        return Token(Kind.WORD, position, value.text, value.match)
    within, is_ordered = _TOGETHER[name]
    if slash and isinstance(within, Span):
        raise QueryError(
            query,
            position + len(name),
            tr("{name} takes no number: {name} is a whole sentence.", name=name)
            if within is Span.SENTENCE
            else tr("{name} takes no number: {name} is a whole paragraph.", name=name),
        )
    if slash:
        if not re.fullmatch(r"0*[1-9]\d{0,3}", number, re.ASCII):
            raise QueryError(
                query,
                position + len(name) + 1,
                tr(
                    "{name}/ takes a number from 1 to {most}, as in {name}/20; quote it to look for it.",
                    name=name,
                    most=_MOST_WITHIN,
                ),
            )
        within = int(number)
    return Token(Kind.TOGETHER, position, name, within=within, is_ordered=is_ordered)
