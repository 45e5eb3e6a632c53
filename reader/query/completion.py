"""Which piece of a query is being typed, for suggestions; the query need not be readable yet."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.query.tokens import COLONS, CORNERS, EQUALS, FIELDS, MINUS, NAMES, QUOTES, SIGNS
from reader.text.script import fold

_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+)[{COLONS}]")
_BARE = re.compile(rf"[^\s{re.escape(SIGNS)}]*")


class CompletionContext(NamedTuple):
    """A word, or a field with its value, in a query."""

    start: int
    """where it begins, after a sign that rules it out"""
    end: int
    field: str
    """the field's name; empty for a word"""
    value: str
    """the word, or what there is of the value, without quotes"""


def completion_context(query: str, cursor: int) -> CompletionContext:
    """The piece that the cursor stands in or at the end of; an empty one between pieces."""
    place = 0
    while place < min(cursor, len(query)):
        if query[place].isspace() or query[place] in MINUS or query[place] in "()（）|｜":
            place += 1
            continue
        piece = _piece(query, place)
        if piece.end >= cursor:
            return piece
        place = max(piece.end, place + 1)
    return CompletionContext(cursor, cursor, "", "")


def _piece(query: str, start: int) -> CompletionContext:
    match = _FIELD.match(query, start)
    field = fold(match[1]) if match and fold(match[1]) in FIELDS else ""
    begin = match.end() if match and field else start
    if field in NAMES and query[begin : begin + 1] in tuple(EQUALS):
        begin += 1
    opening = query[begin : begin + 1]
    if opening and opening in (*QUOTES, *CORNERS):
        closing = CORNERS.get(opening, QUOTES)
        end = next((place for place in range(begin + 1, len(query)) if query[place] in closing), len(query))
        return CompletionContext(start, min(end + 1, len(query)), field, query[begin + 1 : end])
    bare = _BARE.match(query, begin)
    end = bare.end() if bare else begin
    return CompletionContext(start, end, field, query[begin:end])
