"""The error of a query that can not be parsed."""

from __future__ import annotations

import unicodedata

from reader.errors import UsageError

_SHOWN = 60
_MARGIN = 30


class QueryError(UsageError):
    """A query can not be parsed. The message is the reason, the query and a caret under the place."""

    def __init__(self, query: str, position: int, reason: str) -> None:
        self.query = query
        self.position = position
        self.reason = reason
        super().__init__("\n".join((reason, *self.caret())))

    def caret(self) -> tuple[str, str]:
        """Return the query, cut to the surroundings of the place if long, and a line with a caret.

        Wide characters count two columns, as in a terminal.
        """
        start = max(0, self.position - _MARGIN) if len(self.query) > _SHOWN else 0
        shown = "".join(
            character if character.isprintable() or character == "\u3000" else " "
            for character in self.query[start : start + _SHOWN]
        )
        columns = sum(
            2 if unicodedata.east_asian_width(character) in "WF" else 1
            for character in shown[: self.position - start]
        )
        return f"  {shown}", f"  {' ' * columns}^"
