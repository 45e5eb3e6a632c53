"""The last list on a terminal: the posts that its numbers stand for, in the cache, one file a session.

A session is that of the shell (setsid(2)), so each terminal has its own list, also when the output of a later command
goes into a pipe.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader import paths
from reader.atomic import write_whole
from reader.errors import PostError
from reader.language import tr
from reader.library import Row
from reader.post import PostId
from reader.small_file import read_small

_MOST = 10_000
"""posts of a list that are kept"""
_MOST_BYTES = 20_000_000
_DAYS = 30
"""after which the list of a session is forgotten"""


def keeping(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows, and keep those that were asked for as the last list of this terminal."""
    ids: list[tuple[str, str]] = []
    try:
        for row in rows:
            if len(ids) < _MOST:
                ids.append((str(row.post.archive), row.post.path))
            yield row
    finally:
        # A cache that cannot be written costs the numbers, and nothing else.
        with contextlib.suppress(OSError):
            _write(ids)


def numbered(number: int) -> PostId:
    """Return the post with a number of the last list on this terminal, from 1. Raise PostError."""
    try:
        archive, path = map(str, json.loads(read_small(_file(), _MOST_BYTES))[number - 1])
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise PostError(
            str(number),
            tr(
                "No post has the number {number}: numbers are those of the last `reader list` on this terminal.",
                number=number,
            ),
        ) from error
    return PostId(Path(archive), path)


def _write(ids: list[tuple[str, str]]) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(ids), is_durable=False)
    for other in file.parent.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - other.stat().st_mtime > _DAYS * 86_400:
                other.unlink()


def _file() -> Path:
    return paths.cache_folder() / "lists" / f"{os.getsid(0)}.json"
