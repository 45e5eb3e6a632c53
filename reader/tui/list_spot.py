"""Where the list stood in an earlier run. Does not import Textual: the first frame is painted before that is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reader.library import ResultSet
from reader.post import PostId


class ListSpot(NamedTuple):
    """The rows of a list by their indexes."""

    cursor: int
    top: int
    """the row at the top of the screen"""


FIRST_ROW = ListSpot(0, 0)
"""where a list stands that nobody moved in"""


def post_name(post_id: PostId | None) -> object:
    """Return a post as JSON."""
    return None if post_id is None else [str(post_id.archive), post_id.path]


def post_named(name: object) -> PostId | None:
    """Return the post that was written so; None for anything else."""
    match name:
        case [str(archive), str(path)]:
            return PostId(Path(archive), path)
        case _:
            return None


def spot_in(standing: object, results: ResultSet) -> ListSpot | None:
    """Return where a list that stood so stands in other results; None if its post is not among them."""
    if not isinstance(standing, dict):
        return None
    row, top = post_named(standing.get("row")), post_named(standing.get("top"))
    cursor = results.index_of(row) if row is not None else None
    if cursor is None:
        return None
    first = results.index_of(top) if top is not None else None
    return ListSpot(cursor, cursor if first is None else first)
