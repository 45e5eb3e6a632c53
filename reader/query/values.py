"""Reads one text of a query: a word, a phrase, or an expression, with the signs that say how it is compared.

    word   "two words"      a text           =word  ="two words"    letter by letter
    武*路  colo?r           * any, ? one     word~  "two words"~    one character off
    /expression/            \\/ within       \\*  \\?  \\~            the sign itself

A ? at the end of a word is a question mark. A word that begins with a slash and has another in its middle is a path.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.language import tr
from reader.query.errors import QueryError
from reader.query.nodes import Match
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
    QUESTIONS,
    QUOTES,
    SIGNS,
    SLASHES,
    STARS,
    STOPS,
    TILDES,
    is_blank,
)
from reader.text.late import late

_COMMA = rf"(?<![{CHINESE}])[{COMMAS}](?![{CHINESE}{re.escape(SIGNS)}{STOPS}{COMMAS}]|\s|$)"
_PARTING = f"{STOPS}{COMMAS}"
WORD = late(rf"(?:[^\s\x00-\x1f\x7f{re.escape(SIGNS)}{_PARTING}]|{_COMMA})+")
_VALUE = late(rf"(?:[^\s\x00-\x1f\x7f{re.escape(SIGNS)}{_PARTING}]|{_COMMA}|。(?=。)|(?<=。)。)+")
"""the value of a field, which may be a range of dates: 2024。。2025"""
_ALL_CORNERS = "".join((*CORNERS, *CORNERS.values()))
PLAIN_WORD = late(rf"(?:[^\s\x00-\x1f\x7f{QUOTES}{_ALL_CORNERS}{_PARTING}]|{_COMMA})+")
_END_OF_WORD = late(rf"$|[{BLANKS}{re.escape(SIGNS)}{_PARTING}]")
_EXPRESSION = late(rf"[{SLASHES}]((?:\\.|[^\\{SLASHES}])*)[{SLASHES}]", re.DOTALL)
_SLASH = late(rf"\\(?=[{SLASHES}])|\\.", re.DOTALL)
_PATH = late(rf"(?:\\.|[^\\{SLASHES}])*[{SLASHES}]")
_ESCAPED_IN_PHRASE = late(rf"\\([\\{QUOTES}{_ALL_CORNERS}])")
_ESCAPED = late(rf"\\([\\{STARS}{QUESTIONS}{TILDES}])")
_WILD_PARTS = late(rf"\\([\\{STARS}{QUESTIONS}{TILDES}])|(.)", re.DOTALL)
_CONTROL = late(r"[\x00-\x1f\x7f]+")
_PHRASE_ENDS = {
    opening: late(rf"((?:\\.|[^\\{closing}])*)[{closing}]", re.DOTALL)
    for opening, closing in (dict.fromkeys(QUOTES, QUOTES) | CORNERS).items()
}
_LONGEST_PLAIN = 100
"""characters of a word that is looked at without a pattern"""
_MOST_GAPS = 20
"""of a word: each is looked for in each text that the others leave"""
_LONGEST_SHOWN = 40
"""characters of a text that a sentence takes as an example"""
_LEAST_ONE_OFF = 2
"""letters of a text in which one may be off: every text has one of a single letter"""


class Value(NamedTuple):
    """A text, and where it ends in the query."""

    text: str
    end: int
    match: Match = Match.ALIKE
    is_quoted: bool = False


def plain_word_at(query: str, position: int) -> str:
    """Return the letters and digits from the position to a space or the end; empty if anything else is among them.

    Most queries are such words, and need none of the patterns, which take longer to compile than a search takes.
    """
    end = position + _LONGEST_PLAIN
    space = query.find(" ", position, end)
    if space < 0 and len(query) > end:
        return ""
    word = query[position:] if space < 0 else query[position:space]
    return word if word.isalnum() else ""


def text_at(query: str, position: int) -> Value | None:
    """Return the text at the position with what its signs say; None where there is none. Raise QueryError."""
    sign = query[position : position + 1]
    if sign and sign in EQUALS:
        return _exact(query, position)
    if sign and sign in SLASHES and (expression := _expression(query, position)):
        return expression
    if sign in OPENING:
        phrase = phrase_at(query, position)
        tilde = query[phrase.end : phrase.end + 1]
        if tilde and tilde in TILDES and _END_OF_WORD.match(query, phrase.end + 1):
            _check_one_off(query, phrase.end, phrase.text)
            return Value(phrase.text, phrase.end + 1, Match.ONE_OFF, is_quoted=True)
        return phrase
    word = WORD.match(query, position)
    return _word(query, position, word[0]) if word else None


def example_at(query: str, position: int) -> str:
    """Return the text behind blanks at the position as it is typed, and `(…)` for a group, to be shown in a sentence.

    Empty where another sign is there, and for a long text.
    """
    while query[position : position + 1].isspace():
        position += 1
    sign = query[position : position + 1]
    if not sign or sign in MINUS:
        return ""
    if sign in PARENTHESES:
        return "(…)"
    try:
        value = text_at(query, position)
    except QueryError:
        return ""
    if value is None:
        return ""
    typed = query[position : value.end]
    if typed.endswith(tuple(COLONS)):
        # A field: what is quoted or in parentheses behind it belongs to it.
        is_apart = query[value.end : value.end + 1].isspace()
        rest = "" if is_apart else example_at(query, value.end)
        typed = typed + rest if rest else ""
    return typed if len(typed) <= _LONGEST_SHOWN else ""


def is_closed(query: str, opening: int) -> bool:
    """Return whether the quotation mark at the position has one that closes it."""
    return _PHRASE_ENDS[query[opening]].match(query, opening + 1) is not None


def value_at(query: str, position: int) -> Value | None:
    """Return the word or phrase at the position as it stands; None where there is none. Raise QueryError."""
    if query[position : position + 1] in OPENING:
        return phrase_at(query, position)
    word = _VALUE.match(query, position)
    return Value(word[0], word.end()) if word else None


def phrase_at(query: str, opening: int) -> Value:
    """Return the quoted text that opens at the position; a backslash escapes signs. Raise QueryError."""
    found = _PHRASE_ENDS[query[opening]].match(query, opening + 1)
    if found is None:
        raise QueryError(query, opening, tr("This {sign} is not closed.", sign=query[opening]))
    text = _CONTROL.sub(" ", _ESCAPED_IN_PHRASE.sub(r"\1", found[1]))
    if is_blank(text):
        raise QueryError(query, opening, tr("There is nothing between the quotes."))
    return Value(text, found.end(), is_quoted=True)


def quoted(text: str) -> str:
    """Return the text as a phrase, the inverse of `phrase_at`."""
    return '"' + re.sub(rf"[\\{QUOTES}{_ALL_CORNERS}]", r"\\\g<0>", text) + '"'


def between_slashes(expression: str) -> str:
    """Return the expression as it is typed."""
    escaped = re.sub(
        rf"\\.|[{SLASHES}]", lambda part: part[0] if len(part[0]) > 1 else "\\" + part[0], expression
    )
    return f"/{escaped}/"


def _exact(query: str, position: int) -> Value:
    sign, start = query[position], position + 1
    if query[start : start + 1] in OPENING:
        return phrase_at(query, start)._replace(match=Match.EXACT)
    if word := WORD.match(query, start):
        return Value(word[0], word.end(), Match.EXACT, is_quoted=True)
    raise QueryError(
        query,
        position,
        tr("{sign} needs a word right after it: {sign}word; quote it to look for the sign.", sign=sign),
    )


def _expression(query: str, position: int) -> Value | None:
    """Return the expression that opens at the position; None where the slash begins a path or stands alone."""
    after = query[position + 1 : position + 2]
    if after.isspace():
        return None
    found = _EXPRESSION.match(query, position)
    if found and _END_OF_WORD.match(query, found.end()):
        if not found[1]:
            raise QueryError(query, position, tr("There is no expression between the slashes."))
        text = _CONTROL.sub(" ", _SLASH.sub(lambda part: part[0] if len(part[0]) > 1 else "", found[1]))
        from reader.query.expressions import ExpressionError, compiled

        try:
            compiled(text)
        except ExpressionError as error:
            raise QueryError(
                query, position + 1 + _typed_length(text[: error.offset]), error.reason
            ) from None
        return Value(text, found.end(), Match.EXPRESSION, is_quoted=True)
    word = WORD.match(query, position)
    if word and _PATH.match(word[0], 1):
        return None
    sign = query[position]
    raise QueryError(
        query,
        position,
        tr(
            "This {sign} begins an expression, which ends with a {sign} too; quote the word to look for the sign.",
            sign=sign,
        ),
    )


def _typed_length(expression: str) -> int:
    return len(between_slashes(expression)) - 2


def _word(query: str, position: int, word: str) -> Value:
    """Return the text of an unquoted word, in which some signs say how it is compared. Raise QueryError."""
    end = position + len(word)
    # Escaped signs are masked, so that offsets hold for both.
    masked = _ESCAPED.sub("xx", word)
    is_one_off = masked[-1] in TILDES
    if is_one_off:
        word, masked = word[:-1], masked[:-1]
    stem = masked.rstrip(QUESTIONS)
    wild = next((sign for sign in stem if sign in STARS or sign in QUESTIONS), "")
    if is_one_off:
        if not word:
            raise QueryError(
                query, position, tr("~ stands right after a word: word~; quote it to look for it.")
            )
        if wild:
            raise QueryError(query, end - 1, tr("A word has {wild} or ~, not both.", wild=wild))
        text = _ESCAPED.sub(r"\1", word)
        _check_one_off(query, end - 1, text)
        return Value(text, end, Match.ONE_OFF)
    if not wild:
        return Value(_ESCAPED.sub(r"\1", word), end)
    if is_blank(re.sub(rf"[{STARS}{QUESTIONS}]", "", stem)):
        raise QueryError(
            query,
            position,
            tr("{wild} needs a letter beside it: 武{wild}路; quote it to look for it.", wild=wild),
        )
    if len(re.findall(rf"[{STARS}{QUESTIONS}]+", stem)) > _MOST_GAPS:
        raise QueryError(
            query, position, tr("A word has at most {most} places with * or ?.", most=_MOST_GAPS)
        )
    return Value(_wild(word, len(stem)), end, Match.WILD)


def _wild(word: str, stem: int) -> str:
    """Return the pattern of a word, of which the first `stem` characters may be wild."""
    parts = []
    for found in _WILD_PARTS.finditer(word):
        escaped, plain = found.groups()
        character = escaped or plain
        if character in STARS:
            character = "*"
        elif character in QUESTIONS:
            character = "?"
        is_wild = plain and character in "*?" and found.start() < stem
        parts.append(character if is_wild or character not in "*?\\" else f"\\{character}")
    return "".join(parts)


def _check_one_off(query: str, tilde: int, text: str) -> None:
    """Raise QueryError for a text of which any other would be one character off."""
    if sum(map(str.isalnum, text)) < _LEAST_ONE_OFF:
        raise QueryError(query, tilde, tr("~ needs a word of two characters or more before it."))
