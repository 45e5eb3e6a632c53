"""SQL look-ups for stories: days and duplicate groups of posts, and posts with a piece of a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.postings import posts_with_all
from reader.index.schema import UNDATED
from reader.index.tokens import query_tokens


class DayAndGroup(NamedTuple):
    """The day of a post, and the copies that it belongs to."""

    day: int | None
    """ordinal of the day in the index's time zone; None without a date"""
    duplicate_group: int
    """the same number for all copies of a post"""


def days_and_groups(connection: apsw.Connection, numbers: Sequence[int]) -> dict[int, DayAndGroup]:
    """Return day and duplicate group of those of the posts that are in the index."""
    result: dict[int, DayAndGroup] = {}
    for some in chunks(numbers):
        rows = connection.execute(
            f"SELECT id, day, family FROM post WHERE id IN ({placeholders(some)})", some
        )
        # The column holds negative ordinals, so that the newest day sorts first.
        result.update(
            (number, DayAndGroup(None if day == UNDATED else -day, group)) for number, day, group in rows
        )
    return result


def with_piece(connection: apsw.Connection, piece: str, *, title: bool) -> BitMap:
    """Return the posts with all tokens of the folded piece in their titles, or else anywhere in their texts.

    For a piece that is a single token these are the posts that contain it; for longer ones, those that may.
    May include posts that left.
    """
    tokens, _ = query_tokens(piece)
    return posts_with_all(connection, tokens, title=title)
