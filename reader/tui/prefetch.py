"""Prepares the articles that are likely to be read next, off the screen's thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from reader.errors import PostUnreadableError
from reader.library import ResultSet
from reader.post import Post
from reader.tui.thread_pool import start_in_background

_REST_SECONDS = 0.02
"""how long the screen has to paint and to send what was asked for: two threads of Python share one processor"""
_STEPS = (1, 2, -1, 3)
"""which neighbours are prepared, counted in the direction in which one reads, in this order"""


class Prefetcher:
    """Prepares the neighbours of the open post; a later place takes the place of an earlier one."""

    def __init__(self, prepare: Callable[[Post], None]) -> None:
        """`prepare` may take long and may raise PostUnreadableError, which is told when the post is opened."""
        self._prepare = prepare
        self._lock = threading.Lock()
        self._place: tuple[ResultSet, int, int] | None = None
        self._is_at_work = False
        self._is_stopped = False

    def follow(self, results: ResultSet, index: int, direction: int) -> None:
        """Prepare what stands around `index`, first what comes next in the `direction`, 1 or -1.

        Only the loop's thread may call it.
        """
        with self._lock:
            self._place = (results, index, direction)
            self._is_stopped = False
            if self._is_at_work:
                return
            self._is_at_work = True
        # Waking a thread takes a while, too, which must not be that in which the article is painted.
        asyncio.get_running_loop().call_later(_REST_SECONDS, start_in_background, self._work)

    def stop(self) -> None:
        """Begin with no further article: one is awaited that was not foreseen, and needs the processor alone."""
        with self._lock:
            self._place = None
            self._is_stopped = True

    def _work(self) -> None:
        is_later = False
        while (place := self._next_place()) is not None:
            if is_later:
                time.sleep(_REST_SECONDS)
            is_later = True
            for post in _neighbours(*place):
                if self._place is not None or self._is_stopped:
                    break
                with suppress(PostUnreadableError):
                    self._prepare(post)

    def _next_place(self) -> tuple[ResultSet, int, int] | None:
        with self._lock:
            place, self._place = self._place, None
            self._is_at_work = place is not None
            return place


def _neighbours(results: ResultSet, index: int, direction: int) -> list[Post]:
    first = max(0, index - max(_STEPS))
    rows = dict(enumerate(results.rows(first, index + max(_STEPS) + 1), first))
    places = (index + step * direction for step in _STEPS)
    return [rows[place].post for place in places if place in rows]
