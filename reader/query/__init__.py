"""The query language: parsed, written back, changed by facets."""

from reader.query.errors import QueryError
from reader.query.format import text_of
from reader.query.parse import parse
from reader.query.query import Query
from reader.query.tokens import plain_texts

__all__ = ["Query", "QueryError", "parse", "plain_texts", "text_of"]
