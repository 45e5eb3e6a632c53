"""What the fields of a query ask for, by their values: `date:`, `lang:`, `is:` and the others."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from reader.language import tr
from reader.post import TagKind
from reader.query.dates import DateReadingError, read_dates, read_day_of_year, read_moment
from reader.query.errors import QueryError
from reader.query.field_names import value_named
from reader.query.lengths import LengthReadingError, read_length
from reader.query.nodes import (
    OTHER,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Labelled,
    Node,
    OnDay,
    Part,
    Tagged,
    TextField,
    Written,
    disjunction,
)
from reader.query.token import Token
from reader.text.script import Script, fold

_TEXT_FIELDS = frozenset(map(str, TextField))
_TAG_KINDS = frozenset(map(str, TagKind))
_Choice = TypeVar("_Choice", bound=StrEnum)


def field_node(query: str, token: Token) -> Node:
    """Return the node for a field with a value, of all fields but `saved:` and `sort:`.

    `query` is the whole text that the token is of. Raise QueryError if the field does not take that value.
    """
    name, value = token.field, token.text
    if name == "tag":
        return Tagged(value)
    if name in _TAG_KINDS:
        return Tagged(value, TagKind(name))
    if name in _TEXT_FIELDS:
        if token.is_whole:
            return Equals(TextField(name), value)
        return Contains(TextField(name), value, token.match)
    return _READERS[name](query, token)


def choice_of(kind: type[_Choice], query: str, token: Token) -> _Choice:
    """Return the member of an enumeration that a field's value names. Raise QueryError if it names none."""
    choices = {str(member): member for member in kind}
    if (chosen := choices.get(value_named(token.field, token.text))) is not None:
        return chosen
    reason = tr("{field}: takes one of {choices}.", field=token.field, choices=", ".join(choices))
    raise QueryError(query, token.value_position, reason)


def _language(query: str, token: Token) -> Node:
    """Return the node for a language, Chinese in either script if the value says no more."""
    # Imported late: few queries name a language.
    from reader.text.language_names import CHINESE, language_named

    if fold(token.text) == OTHER:
        return Written(None)
    code = language_named(token.text)
    if code == CHINESE:
        return disjunction((Written(Script.HANT), Written(Script.HANS)))
    if code:
        return Written(code)
    reason = tr(
        "lang: takes one of {scripts}, {other}, the code of another language such as ja, or its name.",
        scripts=", ".join(Script),
        other=OTHER,
    )
    raise QueryError(query, token.value_position, reason)


def _front_matter(query: str, token: Token) -> Node:
    """Return the node for a key of the front matter, or for a key and its value."""
    name, sign, value = token.text.replace("＝", "=", 1).partition("=")
    node = HasField(name.strip(), value.strip() if sign else None)
    if not node.path.strip("."):
        reason = tr("field: takes the name of a key, or name=value.")
        raise QueryError(query, token.value_position, reason)
    return node


def _length(query: str, token: Token) -> Node:
    try:
        return read_length(token.text)
    except LengthReadingError as error:
        raise QueryError(query, token.value_position, str(error)) from None


def _dates(query: str, token: Token, read: Callable[[str], Dated | OnDay]) -> Node:
    """Return the node for the time that `read` finds in the value."""
    try:
        return read(token.text)
    except DateReadingError as error:
        raise QueryError(query, token.value_position + error.offset, error.reason) from None


def _after(text: str) -> Dated:
    return Dated(read_moment(text), None)


def _before(text: str) -> Dated:
    return Dated(None, read_moment(text))


_READERS: dict[str, Callable[[str, Token], Node]] = {
    "lang": _language,
    "is": lambda query, token: Is(choice_of(Flag, query, token)),
    "field": _front_matter,
    "label": lambda _, token: Labelled(token.text),
    "has": lambda query, token: Has(choice_of(Part, query, token)),
    "date": lambda query, token: _dates(query, token, read_dates),
    "day": lambda query, token: _dates(query, token, read_day_of_year),
    "length": _length,
    "after": lambda query, token: _dates(query, token, _after),
    "before": lambda query, token: _dates(query, token, _before),
}
