"""Formats messages about a query, shown below the line in which it is typed."""

from __future__ import annotations

from reader.query import QueryError
from reader.query.hints import Hint, hints


def complaint(said: QueryError | Hint) -> str:
    """Return the reason behind a caret under its position; repeat the query above if it was shortened."""
    shown, caret = said.caret()
    if shown.strip() == said.query.strip():
        return f"{caret} {said.reason}"
    return f"{shown}\n{caret} {said.reason}"


def hint(query: str) -> str:
    """Return the first thing to say of a query that can be read; empty for nothing."""
    return next(map(complaint, hints(query)), "")
