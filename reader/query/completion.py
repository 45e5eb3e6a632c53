"""Finds the part of a query under the cursor, for suggestions; the query may be incomplete."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.query.field_names import COMPARED_FIELDS, field_named
from reader.query.signs import CHINESE, COLONS, CORNERS, EQUALS, MINUS, OPENING, QUOTES, SIGNS, SLASHES, STOPS
from reader.query.tokens import LONGEST
from reader.query.values import WORD

_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+|[{CHINESE}]{{1,4}})[{COLONS}]")
_EXPRESSION = re.compile(
    rf"[{SLASHES}](?=\S)(?:\\.|[^\\{SLASHES}])*(?:\\?\Z|[{SLASHES}](?=\Z|[\s{re.escape(SIGNS)}]))", re.DOTALL
)
"""an expression, which may not be closed yet"""
_ESCAPED = re.compile(rf"\\([\\{re.escape(SIGNS)}])")
_BARE = re.compile(rf"[^\s{re.escape(SIGNS)}]*")


class CompletionContext(NamedTuple):
    """A word, or a field with its value, in a query."""

    start: int
    """offset where it begins, after a minus sign"""
    end: int
    field: str
    """name of the field; empty for a word"""
    value: str
    """the word, or the value typed so far, without quotes"""


def completion_context(query: str, cursor: int) -> CompletionContext:
    """Return the part that contains the cursor or ends at it; an empty one between parts."""
    position = 0 if len(query) <= LONGEST else cursor
    while position < min(cursor, len(query)):
        if query[position].isspace() or query[position] in MINUS or query[position] in "()（）|｜" + STOPS:
            position += 1
            continue
        part = _part_at(query, position)
        if part.end >= cursor:
            return part
        position = max(part.end, position + 1)
    return CompletionContext(cursor, cursor, "", "")


def _part_at(query: str, start: int) -> CompletionContext:
    match = _FIELD.match(query, start)
    field = (field_named(match[1]) if match else None) or ""
    begin = match.end() if match and field else start
    if query[begin : begin + 1] in tuple(EQUALS) and (field or query[begin + 1 : begin + 2] in OPENING):
        begin += 1
    is_compared = not field or field in COMPARED_FIELDS
    if is_compared and (expression := _EXPRESSION.match(query, begin)):
        return CompletionContext(start, expression.end(), field, expression[0])
    opening = query[begin : begin + 1]
    if opening and opening in (*QUOTES, *CORNERS):
        closing = CORNERS.get(opening, QUOTES)
        phrase = re.compile(rf"((?:\\.|[^\\{re.escape(closing)}])*)\\?", re.DOTALL).match(query, begin + 1)
        assert phrase is not None, "nothing is a phrase, too"
        value = _ESCAPED.sub(r"\1", phrase[1])
        return CompletionContext(start, min(phrase.end() + 1, len(query)), field, value)
    bare = (_BARE if field else WORD).match(query, begin)
    end = bare.end() if bare else begin
    return CompletionContext(start, end, field, query[begin:end])
