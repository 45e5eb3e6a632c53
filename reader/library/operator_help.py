"""Explains the operators of the query language where they are typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from reader.language import later, tr
from reader.query.completion import CompletionContext
from reader.query.field_names import COMPARED_FIELDS
from reader.query.nodes import NEAR
from reader.query.signs import COLONS, EQUALS, QUESTIONS, SLASHES, STARS, TILDES

_WITHIN = 20
_BETWEEN = {
    "NEAR": later("within {number} words or characters"),
    "THEN": later("in this order, within {number}"),
    "SENT": later("both in one sentence"),
    "PARA": later("both in one paragraph"),
    "OR": later("one of both"),
    "AND": later("both, as with a blank"),
    "NOT": later("the first without the second"),
}
_WITH_NUMBER = ("NEAR", "THEN")
_NUMBERED = re.compile(r"(NEAR|THEN)/", re.IGNORECASE)
_FIELD = re.compile(f"[^{COLONS}]*[{COLONS}]")


class Explained(NamedTuple):
    """An operator, what it means, and how the part of the query reads with it."""

    name: str
    meaning: str
    written: str
    ends: bool = True
    """whether the part of the query is complete with it"""


def explained(query: str, piece: CompletionContext) -> Iterator[Explained]:
    """Yield the operators that the part of the query is, or may become."""
    typed = query[piece.start : piece.end]
    if not piece.field and query[: piece.start].strip():
        yield from _between(unicodedata.normalize("NFKC", typed))
    if not piece.field or piece.field in COMPARED_FIELDS:
        field = found[0] if piece.field and (found := _FIELD.match(typed)) else ""
        yield from _of_text(field, typed[len(field) :])


def _between(typed: str) -> Iterator[Explained]:
    """Yield the operators between texts that begin as typed: in capitals, or whole names in small letters."""
    if found := _NUMBERED.fullmatch(typed):
        name = found[1].upper()
        yield _with_number(name)
    if not typed.isalpha() or not (typed.isupper() or typed.upper() in _WITH_NUMBER):
        return
    for name, meaning in _BETWEEN.items():
        if name.startswith(typed.upper()):
            yield Explained(name, tr(meaning, number=NEAR), name)
    if typed.upper() in _WITH_NUMBER:
        yield _with_number(typed.upper())


def _with_number(name: str) -> Explained:
    written = f"{name}/{_WITHIN}"
    return Explained(written, tr(_BETWEEN[name], number=_WITHIN), written)


def _of_text(field: str, text: str) -> Iterator[Explained]:
    """Yield what the signs of a text say of it."""
    first, last = text[:1], text[-1:]
    if first and first in EQUALS:
        yield Explained(f"{field}=word", tr("letter by letter, a whole Latin word"), field + text, ends=False)
    elif first and first in SLASHES:
        is_closed = len(text) > 1 and last in SLASHES
        yield Explained(
            f"{field}/…/",
            tr(r"a regular expression; \/ is a slash within"),
            f"{field}{text}{'' if is_closed or len(text) == 1 else first}",
            ends=False,
        )
    elif len(text) > 1 and last in TILDES:
        yield Explained(
            f"{field}word~", tr("one character other, missing or added"), field + text, ends=False
        )
    elif any(sign in STARS or sign in QUESTIONS for sign in text.rstrip(QUESTIONS)):
        yield Explained(f"{field}w*rd  w?rd", tr("* any characters, ? one"), field + text, ends=False)
