"""The error of a query that cannot be parsed."""

from __future__ import annotations

import unicodedata

from reader.errors import UsageError

_SHOWN = 60
_MARGIN = 30


class QueryError(UsageError):
    """A query cannot be parsed. The message is the reason, the query and a caret under the place."""

    def __init__(self, query: str, position: int, reason: str, *, is_unfinished: bool = False) -> None:
        self.query = query
        self.position = position
        self.reason = reason
        self.is_unfinished = is_unfinished
        """whether an operator stands last, and the query can be read up to it"""
        super().__init__("\n".join((reason, *self.caret())))

    def caret(self) -> tuple[str, str]:
        """Return the query, cut to the surroundings of the place if long, and a line with a caret."""
        return caret(self.query, self.position)


def caret(query: str, position: int) -> tuple[str, str]:
    """Return the query, cut to the surroundings of a place in it if long, and a line with a caret under the place.

    Wide characters count two columns, as in a terminal.
    """
    start = max(0, position - _MARGIN) if len(query) > _SHOWN else 0
    shown = "".join(
        character if character.isprintable() or character == "\u3000" else " "
        for character in query[start : start + _SHOWN]
    )
    columns = sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown[: position - start]
    )
    return f"  {shown}", f"  {' ' * columns}^"
