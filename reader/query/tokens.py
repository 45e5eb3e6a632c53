"""Cuts a query into words, signs and fields, full-width signs included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from reader.query.errors import QueryError
from reader.text.script import fold

FIELDS = (
    *("title", "text", "caption", "author", "site"),
    *("tag", "channel", "keyword", "hashtag"),
    *("lang", "date", "day", "after", "before", "is", "has", "sort"),
)

QUOTES = '"“”„‟＂'
"""any of these closes a phrase that any of these opened: input methods mix them up"""
CORNERS = {"「": "」", "『": "』"}
SIGNS = "()（）|｜" + QUOTES + "".join(CORNERS) + "".join(CORNERS.values())
"""what ends a word without a space"""
MINUS = "-－"
EQUALS = "=＝"
NAMES = ("author", "site")
"""the fields whose value may be a whole name: `author:=Ann`"""
COLONS = ":："

_WORD = re.compile(rf"[^\s\x00-\x1f\x7f{re.escape(SIGNS)}]+")
_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+)[{COLONS}]")
_ESCAPE = re.compile(rf"\\([\\{QUOTES}{''.join(CORNERS)}{''.join(CORNERS.values())}])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    FIELD = auto()
    """a field with its value"""
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    END = auto()


_OPENING = frozenset((*QUOTES, *CORNERS))
_OPERATORS = {"or": Kind.OR, "and": Kind.AND, "not": Kind.NOT}
_SIGN_KINDS = {
    sign: kind
    for kind, signs in ((Kind.OPEN, "(（"), (Kind.CLOSE, ")）"), (Kind.OR, "|｜"), (Kind.NOT, MINUS))
    for sign in signs
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query and where it stands."""

    kind: Kind
    position: int
    text: str = ""
    """the word, or the field's value, without quotes"""
    field: str = ""
    """the field's name"""
    value_position: int = 0
    """where the field's value begins"""
    is_whole: bool = False
    """whether the field's value is a whole name and no part of one"""


def tokens(query: str) -> list[Token]:
    """The pieces of the query, the last one an END. Raises QueryError."""
    return [*_pieces(query), Token(Kind.END, len(query))]


def _pieces(query: str) -> Iterator[Token]:
    place = 0
    while place < len(query):
        sign = query[place]
        if sign.isspace() or _CONTROL.match(sign):
            place += 1
        elif kind := _SIGN_KINDS.get(sign):
            if kind is Kind.NOT and query[place + 1 : place + 2].strip() == "":
                # A dash between words, as in titles, must not rule out the word after it.
                raise QueryError(
                    query, place, f"{sign} stands right before what it rules out; quote it to look for it."
                )
            yield Token(kind, place)
            place += 2 if query[place : place + 2] in ("||", "｜｜") else 1
        elif match := _FIELD.match(query, place):
            if _is_field(query, match):
                field, start = fold(match[1]), match.end()
                is_whole = field in NAMES and query[start : start + 1] in tuple(EQUALS)
                start += is_whole
                text, end, _ = _value(query, start, query[place:start])
                yield Token(Kind.FIELD, place, text, field, start, is_whole)
            else:
                text, end, _ = _value(query, place)
                yield Token(Kind.WORD, place, text)
            place = end
        else:
            text, end, quoted = _value(query, place)
            kind = Kind.WORD if quoted else _OPERATORS.get(fold(text), Kind.WORD)
            yield Token(kind, place, text)
            place = end


def _is_field(query: str, match: re.Match[str]) -> bool:
    """Whether the letters before a colon name a field; a misspelt field is an error, an address a word."""
    name = fold(match[1])
    if name in FIELDS:
        return True
    if query.startswith("//", match.end()) or len(name) == 1:
        return False
    # Imported late: only a misspelt field needs it.
    import difflib

    near = difflib.get_close_matches(name, FIELDS, 1)
    fields = ", ".join(f"{field}:" for field in FIELDS)
    advice = f"Did you mean {near[0]}:?" if near else f"The fields are {fields}."
    raise QueryError(
        query,
        match.start(),
        f'There is no field {match[1]}. {advice} Quote "{match[0]}" to look for the words.',
    )


def _value(query: str, place: int, field: str = "") -> tuple[str, int, bool]:
    """The word or phrase at the place, where it ends, and whether it is quoted."""
    opening = query[place : place + 1]
    if opening in _OPENING:
        return _phrase(query, place)
    if match := _WORD.match(query, place):
        return match[0], match.end(), False
    if field:
        raise QueryError(query, place, f"{field} needs a value right after it, quoted where it has spaces.")
    raise QueryError(query, place, f"This {opening} closes nothing.")


def _phrase(query: str, opening: int) -> tuple[str, int, bool]:
    """The quoted text whose opening sign stands at the place; a backslash keeps a sign as it is."""
    closing = CORNERS.get(query[opening], QUOTES)
    parts, place = [], opening + 1
    while place < len(query) and query[place] not in closing:
        if escaped := _ESCAPE.match(query, place):
            parts.append(escaped[1])
            place += 2
        else:
            parts.append(query[place])
            place += 1
    text = _CONTROL.sub(" ", "".join(parts))
    if place >= len(query):
        raise QueryError(query, opening, f"This {query[opening]} is not closed.")
    if not text.strip():
        raise QueryError(query, opening, "There is nothing between the quotes.")
    return text, place + 1, True
