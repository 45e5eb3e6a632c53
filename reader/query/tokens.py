"""Splits a query into words, operators and fields, full-width signs included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reader.frozen import replace
from reader.language import tr
from reader.query.addresses import address_at
from reader.query.errors import QueryError
from reader.query.field_names import (
    COMPARED_FIELDS,
    FIELDS,
    NAME_FIELDS,
    NAMES,
    TEXT_FIELDS,
    field_named,
    nearest_fields,
)
from reader.query.nodes import Match, Words
from reader.query.operators import word_or_operator
from reader.query.side_by_side import united
from reader.query.signs import (
    BLANKS,
    CHINESE,
    COLONS,
    COMMAS,
    CORNERS,
    EQUALS,
    MINUS,
    OPENING,
    PARENTHESES,
    QUOTES,
    STOPS,
)
from reader.query.token import Kind, Token
from reader.query.values import (
    PLAIN_WORD,
    Value,
    example_at,
    is_closed,
    phrase_at,
    plain_word_at,
    text_at,
    value_at,
)
from reader.text.late import late
from reader.text.script import fold

MOST_PARTS = 500
"""words, phrases and fields of a query"""
MOST_CHARACTERS = 10_000
"""characters of all their texts"""
_MOST_TOKENS = 5_000
"""parts with operators and parentheses: more than writing a query of the most parts takes"""
LONGEST = 100_000
"""characters of a query that are looked at: more than writing one of the most characters takes"""

_FIELD = late(rf"([A-Za-zＡ-Ｚａ-ｚ]+|[{CHINESE}]{{1,4}})[{COLONS}]")
_GAP = late(f"[{BLANKS}{STOPS}{COMMAS}]+")
_MINUSES = late(f"[{MINUS}]+")
_EQUALS_BEFORE_GROUP = late(f"[{EQUALS}](?=[{PARENTHESES}])")
_LONGEST_SHOWN = 20
"""characters of an unknown field that a sentence repeats"""


_JOINING = frozenset((Kind.OR, Kind.AND, Kind.NOT, Kind.TOGETHER))
_SIGN_KINDS = {
    sign: kind
    for kind, signs in ((Kind.OPEN, PARENTHESES), (Kind.CLOSE, ")）"), (Kind.OR, "|｜"))
    for sign in signs
}


def tokens(query: str) -> list[Token]:
    """Return the tokens of the query, ending in an END. Raise QueryError."""
    _check_text(query)
    found, parts, characters = [], 0, 0
    # Beyond the most, one says that it is too many.
    for token in united(query, list(islice(_split(query), _MOST_TOKENS + 1))):
        found.append(token)
        parts += token.kind in (Kind.WORD, Kind.ADDRESS, Kind.FIELD)
        characters += len(token.text)
        if parts > MOST_PARTS:
            raise QueryError(query, token.position, tr("A query has at most {most} words.", most=MOST_PARTS))
        if characters > MOST_CHARACTERS:
            raise _too_long(query, token.position)
        if len(found) > _MOST_TOKENS:
            raise QueryError(
                query, token.position, tr("A query has at most {most:,} words and signs.", most=_MOST_TOKENS)
            )
    found = _with_shared_fields(query, _with_stray_parentheses(query, found))
    return [*found, Token(Kind.END, len(query))]


def _with_stray_parentheses(query: str, found: list[Token]) -> list[Token]:
    """Return the tokens with parentheses that have no counterpart as strays.

    Beside an operator or a field a parenthesis groups, so that a missing one is a mistake: there they are left as
    they are.
    """
    if any(token.kind in _JOINING or _is_shared(token) for token in found):
        return found
    unmatched: list[int] = []
    for number, token in enumerate(found):
        if token.kind is Kind.CLOSE and unmatched and found[unmatched[-1]].kind is Kind.OPEN:
            unmatched.pop()
        elif token.kind in (Kind.OPEN, Kind.CLOSE):
            unmatched.append(number)
    for number in unmatched:
        position = found[number].position
        found[number] = Token(Kind.STRAY, position, query[position])
    return found


def _check_text(query: str) -> None:
    """Raise QueryError for a text that is too long to be looked at, or has no characters where bytes were no UTF-8."""
    if len(query) > LONGEST:
        raise _too_long(query, MOST_CHARACTERS)
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise QueryError(
            query, error.start, tr("Here are bytes that are not UTF-8, which no text has.")
        ) from None


def _too_long(query: str, position: int) -> QueryError:
    return QueryError(query, position, tr("A query has at most {most:,} characters.", most=MOST_CHARACTERS))


def plain_texts(text: str) -> list[Words]:
    """Return the words and quoted phrases of a text in which nothing is a field or an operator between texts.

    A phrase that is not closed, as while it is typed, goes on to the end. Words beyond the most of a query are
    left out.
    """
    text, position = text[:LONGEST], 0
    words: list[Token] = []
    while position < len(text) and len(words) < MOST_PARTS:
        gap, word = _GAP.match(text, position), PLAIN_WORD.match(text, position)
        if gap:
            position = gap.end()
        elif value := _plain_value(text, position, word.end() if word else position + 1):
            words.append(Token(Kind.WORD, position, value.text, value.match))
            position = value.end
        else:
            position += 1
    return [Words(word.text, word.match) for word in united(text, words) if word.text.strip()]


def _plain_value(text: str, position: int, end: int) -> Value | None:
    """Return the text at a position with what its signs say; without what they say where that cannot be read."""
    if address := address_at(text, position):
        return Value(address, position + len(address))
    try:
        value = text_at(text, position)
    except QueryError:
        value = None
    if value is not None and value.end >= end:
        return value
    if text[position] in OPENING:
        return Value(text[position + 1 :].strip(QUOTES), len(text))
    return Value(text[position:end], end) if PLAIN_WORD.match(text, position) else None


def _split(query: str) -> Iterator[Token]:
    position = 0
    # A mark that is not closed is looked for to the end of the query, so once only.
    strays = set(CORNERS.values())
    while position < len(query):
        sign = query[position]
        if plain := plain_word_at(query, position):
            end = position + len(plain)
            yield word_or_operator(query, position, Value(plain, end))
            position = end
        elif gap := _GAP.match(query, position):
            position = gap.end()
        elif signs := _MINUSES.match(query, position):
            if query[signs.end() : signs.end() + 1].strip() == "":
                raise _lone_minus(query, signs)
            # Several count as one: nobody who types two means to have ruled out what is ruled out.
            yield Token(Kind.NOT, position, signs[0])
            position = signs.end()
        elif kind := _SIGN_KINDS.get(sign):
            yield Token(kind, position)
            position += 2 if query[position : position + 2] in ("||", "｜｜") else 1
        elif sign in strays or (sign in OPENING and not is_closed(query, position)):
            strays.update(QUOTES if sign in QUOTES else sign)
            yield Token(Kind.STRAY, position, sign)
            position += 1
        elif address := address_at(query, position):
            yield Token(Kind.ADDRESS, position, address)
            position += len(address)
        elif equals := _EQUALS_BEFORE_GROUP.match(query, position):
            yield Token(Kind.FIELD, position, match=Match.EXACT)
            position = equals.end()
        elif (match := _FIELD.match(query, position)) and (field := _field_name(query, match)):
            token, position = _field_or_shared(query, position, match.end(), field)
            yield token
        else:
            value = text_at(query, position)
            assert value is not None, "every sign has been seen to"
            yield word_or_operator(query, position, value)
            position = value.end


def _field_or_shared(query: str, position: int, start: int, field: str) -> tuple[Token, int]:
    """Return the field at a position, and where it ends: without a value before a parenthesis, see `_with_shared_fields`."""
    takes_equals = field in (*TEXT_FIELDS, *NAME_FIELDS)
    equals = _EQUALS_BEFORE_GROUP.match(query, start) if takes_equals else None
    end = equals.end() if equals else start
    if query[end : end + 1] not in tuple(PARENTHESES):
        return _field(query, position, end, field)
    return Token(Kind.FIELD, position, field=field, match=Match.EXACT if equals else Match.ALIKE), end


def _lone_minus(query: str, signs: re.Match[str]) -> QueryError:
    """Return the error for a dash between words, as in titles, which must not exclude the word after it."""
    sign = signs[0][0]
    if example := example_at(query, signs.end()):
        reason = tr(
            "{sign} stands right before what it rules out, as in {example}; quote it to look for it.",
            sign=sign,
            example=f"{sign}{example}",
        )
    else:
        reason = tr("{sign} stands right before what it rules out; quote it to look for it.", sign=sign)
    return QueryError(query, signs.start(), reason)


def _with_shared_fields(query: str, found: list[Token]) -> list[Token]:
    """Return the tokens with what stands before a parenthesis, a field or =, at each word within.

    title:=(a | b) is title:=a | title:=b. Words with signs of their own keep these.
    """
    kept: list[Token] = []
    shared = [("", False)]
    """the field before each parenthesis that is open, and whether an equals sign is there"""
    before: Token | None = None
    for token in found:
        if _is_shared(token):
            before = token
            continue
        field, is_exact = shared[-1]
        if token.kind is Kind.OPEN:
            if before is not None:
                field, is_exact = before.field or field, is_exact or before.match is Match.EXACT
            shared.append((field, is_exact))
        elif token.kind is Kind.CLOSE and len(shared) > 1:
            shared.pop()
        elif token.kind in (Kind.WORD, Kind.ADDRESS):
            if field:
                token = _of_field(query, token, field, is_whole=is_exact and field in NAMES)
            if is_exact and token.match is Match.ALIKE and field not in NAME_FIELDS:
                token = replace(token, match=Match.EXACT)
        kept.append(token)
        before = None
    return kept


def _of_field(query: str, word: Token, field: str, *, is_whole: bool) -> Token:
    """Return the token of a word to which a field before a parenthesis belongs."""
    token, _ = _field(query, word.position, word.position, field, is_whole=is_whole)
    return replace(token, text=word.text, is_united=True) if word.is_united else token


def _is_shared(token: Token) -> bool:
    return token.kind is Kind.FIELD and not token.text


def _field(query: str, position: int, start: int, field: str, *, is_whole: bool = False) -> tuple[Token, int]:
    """Return the field at a position with the value that starts at another, and where that ends. Raise QueryError."""
    # The names of tags, labels and searches are whole in any case.
    if field in (*NAMES, *NAME_FIELDS) and query[start : start + 1] in tuple(EQUALS):
        is_whole = True
        start += 1
    is_compared = field in COMPARED_FIELDS and not is_whole
    value = text_at(query, start) if is_compared else value_at(query, start)
    if value is None:
        written = query[position:start]
        raise QueryError(
            query,
            start,
            tr("{written} needs a value right after it, quoted where it has spaces.", written=written),
        )
    if (
        field == "field"
        and not value.is_quoted
        and value.text[-1] in EQUALS
        and query[value.end : value.end + 1] in OPENING
    ):
        rest = phrase_at(query, value.end)
        value = Value(value.text + rest.text, rest.end)
    token = Token(Kind.FIELD, position, value.text, value.match, field, start, is_whole)
    return token, value.end


def _field_name(query: str, match: re.Match[str]) -> str | None:
    """Return the name of the field that a word before a colon names; None where it is a word.

    Raise QueryError for an unknown one in Latin letters; single letters and addresses are words.
    """
    name = match[1]
    if field := field_named(name):
        return field
    is_address = query.startswith("//", match.end())
    if is_address or len(name) == 1 or not fold(name).isascii():
        return None
    near = nearest_fields(name)
    fields = ", ".join(f"{field}:" for field in FIELDS)
    advice = (
        tr("Did you mean {near}:?", near=near[0]) if near else tr("The fields are {fields}.", fields=fields)
    )
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    raise QueryError(
        query,
        match.start(),
        tr(
            'There is no field {shown}. {advice} Quote "{shown}:" to look for the words.',
            shown=shown,
            advice=advice,
        ),
    )
