"""Says what in a query looks like an operator or a field and is none, while the query runs as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from reader.language import tr
from reader.query.errors import QueryError, caret
from reader.query.field_names import NAME_FIELDS, TEXT_FIELDS
from reader.query.hint_rules import OF_HAN, OF_NAMES, OF_TEXTS, OF_WORDS, Remark, Rule, Word
from reader.query.nodes import Match
from reader.query.token import Kind
from reader.query.tokens import tokens
from reader.text.script import is_han

_LONGEST = 40
"""characters of a word about which a hint is given: longer ones are text"""


class Hint(NamedTuple):
    """What a part of a query is taken for, and how to write what it may be meant to be."""

    query: str
    position: int
    reason: str
    """one sentence for the user"""

    def caret(self) -> tuple[str, str]:
        """Return the query, cut to the surroundings of the place if long, and a line with a caret."""
        return caret(self.query, self.position)


def hints(query: str) -> list[Hint]:
    """Return what to say of a query that can be read; nothing of one that cannot."""
    try:
        found = tokens(query)
    except QueryError:
        return []
    return [
        Hint(query, max(token.position, token.value_position) + remark.offset, remark.reason)
        for number, token in enumerate(found)
        for remark in _remarks(Word(query, found, number))
    ]


def _remarks(word: Word) -> Iterator[Remark]:
    """Yield the first thing to say of a word, if there is any."""
    token = word.token
    if token.kind is Kind.STRAY:
        yield Remark(tr("This {sign} has no counterpart and is left out.", sign=token.text))
        return
    if token.kind is Kind.NOT and 1 < len(token.text) <= _LONGEST and not token.text.isalpha():
        yield Remark(tr("{signs} counts as one: -{rest} is enough.", signs=token.text, rest=word.after()))
        return
    if token.match is not Match.ALIKE or not 0 < len(token.text) <= _LONGEST or word.is_quoted:
        return
    rules: tuple[Rule, ...] = ()
    if token.kind is Kind.WORD:
        rules = OF_HAN if is_han(token.text) else OF_WORDS
    elif token.field in NAME_FIELDS:
        rules = OF_NAMES
    elif token.field in TEXT_FIELDS:
        rules = OF_TEXTS
    yield from islice((remark for rule in rules if (remark := rule(word))), 1)
