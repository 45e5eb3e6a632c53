"""What is wrong with a query, as the line in which it is typed says it."""

from __future__ import annotations

from reader.query import QueryError


def complaint(error: QueryError) -> str:
    """Return what is wrong with a caret under the place; the query is repeated where it was shortened."""
    shown, caret = error.caret()
    if shown.strip() == error.query.strip():
        return f"{caret} {error.reason}"
    return f"{shown}\n{caret} {error.reason}"
