"""Formats query errors for display under the line in which the query is typed."""

from __future__ import annotations

from reader.query import QueryError


def complaint(error: QueryError) -> str:
    """Return the reason behind a caret under its position; repeat the query above if it was shortened."""
    shown, caret = error.caret()
    if shown.strip() == error.query.strip():
        return f"{caret} {error.reason}"
    return f"{shown}\n{caret} {error.reason}"
