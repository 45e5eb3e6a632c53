"""Splits a query into words, operators and fields, full-width signs included."""

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
    *("lang", "date", "day", "after", "before", "is", "has", "field", "sort"),
)

QUOTES = '"“”„‟＂'
"""any of these closes a phrase opened by any other, as input methods mix them up"""
CORNERS = {"「": "」", "『": "』"}
SIGNS = "()（）|｜" + QUOTES + "".join(CORNERS) + "".join(CORNERS.values())
"""characters that end a word without a space"""
MINUS = "-－"
EQUALS = "=＝"
NAMES = ("author", "site")
"""fields whose value may be a whole name: `author:=Ann`"""
COLONS = ":："

_WORD = re.compile(rf"[^\s\x00-\x1f\x7f{re.escape(SIGNS)}]+")
_PLAIN_WORD = re.compile(rf"[^\s\x00-\x1f\x7f{QUOTES}{''.join(CORNERS)}]+")
_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+)[{COLONS}]")
_ESCAPE = re.compile(rf"\\([\\{QUOTES}{''.join(CORNERS)}{''.join(CORNERS.values())}])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Kind(Enum):
    """A kind of token."""

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
    """A part of the query and its position."""

    kind: Kind
    position: int
    text: str = ""
    """the word, or the field's value, without quotes"""
    field: str = ""
    """the field's name"""
    value_position: int = 0
    """position of the field's value"""
    is_whole: bool = False
    """whether the field's value is a whole name"""


def tokens(query: str) -> list[Token]:
    """Return the tokens of the query, ending in an END. Raise QueryError."""
    return [*_split(query), Token(Kind.END, len(query))]


def plain_words(text: str) -> list[str]:
    """Return the words and quoted phrases of a text in which nothing is a field or an operator.

    A phrase that is not closed, as while it is typed, goes on to the end.
    """
    words, position = [], 0
    while position < len(text):
        if match := _PLAIN_WORD.match(text, position):
            words.append(match[0])
            position = match.end()
        elif text[position] in _OPENING:
            try:
                phrase, position, _ = _phrase(text, position)
            except QueryError:
                phrase, position = text[position + 1 :].strip(QUOTES), len(text)
            words.append(phrase)
        else:
            position += 1
    return [word for word in words if word.strip()]


def _split(query: str) -> Iterator[Token]:
    position = 0
    while position < len(query):
        sign = query[position]
        if sign.isspace() or _CONTROL.match(sign):
            position += 1
        elif kind := _SIGN_KINDS.get(sign):
            if kind is Kind.NOT and query[position + 1 : position + 2].strip() == "":
                # A dash between words, as in titles, must not exclude the word after it.
                raise QueryError(
                    query, position, f"{sign} stands right before what it rules out; quote it to look for it."
                )
            yield Token(kind, position)
            position += 2 if query[position : position + 2] in ("||", "｜｜") else 1
        elif match := _FIELD.match(query, position):
            if _is_field(query, match):
                field, start = fold(match[1]), match.end()
                is_whole = field in NAMES and query[start : start + 1] in tuple(EQUALS)
                start += is_whole
                text, end, is_quoted = _value(query, start, query[position:start])
                if (
                    field == "field"
                    and not is_quoted
                    and text[-1] in EQUALS
                    and query[end : end + 1] in _OPENING
                ):
                    value, end, _ = _phrase(query, end)
                    text += value
                yield Token(Kind.FIELD, position, text, field, start, is_whole)
            else:
                text, end, _ = _value(query, position)
                yield Token(Kind.WORD, position, text)
            position = end
        else:
            text, end, quoted = _value(query, position)
            kind = Kind.WORD if quoted else _OPERATORS.get(fold(text), Kind.WORD)
            yield Token(kind, position, text)
            position = end


def _is_field(query: str, match: re.Match[str]) -> bool:
    """Return whether the letters before a colon name a field. Raise QueryError for an unknown one.

    Addresses and single letters before a colon are words.
    """
    name = fold(match[1])
    if name in FIELDS:
        return True
    if query.startswith("//", match.end()) or len(name) == 1:
        return False
    # Imported late: only an unknown field needs it.
    import difflib

    near = difflib.get_close_matches(name, FIELDS, 1)
    fields = ", ".join(f"{field}:" for field in FIELDS)
    advice = f"Did you mean {near[0]}:?" if near else f"The fields are {fields}."
    raise QueryError(
        query,
        match.start(),
        f'There is no field {match[1]}. {advice} Quote "{match[0]}" to look for the words.',
    )


def _value(query: str, position: int, field: str = "") -> tuple[str, int, bool]:
    """Return the word or phrase at the position, its end, and whether it is quoted."""
    opening = query[position : position + 1]
    if opening in _OPENING:
        return _phrase(query, position)
    if match := _WORD.match(query, position):
        return match[0], match.end(), False
    if field:
        raise QueryError(
            query, position, f"{field} needs a value right after it, quoted where it has spaces."
        )
    raise QueryError(query, position, f"This {opening} closes nothing.")


def _phrase(query: str, opening: int) -> tuple[str, int, bool]:
    """Return the quoted text that opens at the position, its end, and True; backslash escapes signs."""
    closing = CORNERS.get(query[opening], QUOTES)
    parts, position = [], opening + 1
    while position < len(query) and query[position] not in closing:
        if escaped := _ESCAPE.match(query, position):
            parts.append(escaped[1])
            position += 2
        else:
            parts.append(query[position])
            position += 1
    text = _CONTROL.sub(" ", "".join(parts))
    if position >= len(query):
        raise QueryError(query, opening, f"This {query[opening]} is not closed.")
    if not text.strip():
        raise QueryError(query, opening, "There is nothing between the quotes.")
    return text, position + 1, True
