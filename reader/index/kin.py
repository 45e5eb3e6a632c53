"""What the index knows of posts that may belong together: their days, families, titles, and how rare words are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.chunks import chunks
from reader.index.postings import posts_with_all
from reader.index.schema import UNDATED
from reader.index.tokens import query_tokens


class Kin(NamedTuple):
    """A post among others."""

    day: int | None
    """its day as an ordinal; None without a date"""
    family: int
    """the same for all copies of a post"""


def kin_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Kin]:
    """Day and family of the posts with these numbers."""
    found: dict[int, Kin] = {}
    for some in chunks(list(numbers)):
        rows = connection.execute(
            f"SELECT id, day, family FROM post WHERE id IN ({','.join('?' * len(some))})", some
        )
        found.update((number, Kin(None if day == UNDATED else -day, family)) for number, day, family in rows)
    return found


def titles_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The titles of the posts with these numbers."""
    found: dict[int, str] = {}
    for some in chunks(list(numbers)):
        rows = connection.execute(
            f"SELECT id, content FROM post WHERE id IN ({','.join('?' * len(some))})", some
        )
        found.update(
            (number, json.loads(content.decode("utf-8", "surrogatepass"))[0]) for number, content in rows
        )
    return found


def with_title_piece(connection: sqlite3.Connection, piece: str, among: BitMap, most: int) -> BitMap | None:
    """The posts among some whose title holds the folded piece, or, for longer ones, may hold it.

    None for more than `most` of them.
    """
    tokens, _ = query_tokens(piece)
    found = posts_with_all(connection, tokens, title=True) & among
    return found if len(found) <= most else None
