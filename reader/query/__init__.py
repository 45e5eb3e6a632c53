"""The query language: read, written back, matched."""

from reader.query.errors import QueryError
from reader.query.format import text_of
from reader.query.parse import parse
from reader.query.query import Query

__all__ = ["Query", "QueryError", "parse", "text_of"]
