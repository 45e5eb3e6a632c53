"""A part of a query that is read as one: a word, an operator, a sign, or a field with its value."""

from __future__ import annotations

from enum import Enum, auto

from reader.frozen import Frozen
from reader.query.nodes import Match, Span


class Kind(Enum):
    """A kind of token."""

    WORD = auto()
    ADDRESS = auto()
    """the address of a page"""
    FIELD = auto()
    """a field with its value"""
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    TOGETHER = auto()
    """an operator of texts that stand near one another"""
    STRAY = auto()
    """a quotation mark or parenthesis without its counterpart, as in half a sentence that was pasted: it parts words"""
    END = auto()


class Token(Frozen):
    """A part of the query and its position."""

    kind: Kind
    position: int
    text: str = ""
    """the word, or the field's value, without signs and quotes; the name of an operator"""
    match: Match = Match.ALIKE
    """how the word, or the value of a field of texts, is compared"""
    field: str = ""
    """the field's name"""
    value_position: int = 0
    """position of the field's value"""
    is_whole: bool = False
    """whether the field's value is a whole name"""
    within: int | Span = 0
    """how near an operator's texts stand"""
    is_ordered: bool = False
    """whether an operator's texts stand in their order"""
    is_united: bool = False
    """whether it is several words, see `united`"""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a phrase without a sign that says how it is compared."""
        return self.kind is Kind.WORD and self.match is Match.ALIKE
