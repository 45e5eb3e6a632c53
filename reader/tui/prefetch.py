"""Prepares the articles that are likely to be read next, in a background thread."""

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
"""pause for the screen to paint and to write, since only one Python thread computes at a time"""
_STEPS = (1, 2, -1, 3)
"""the neighbours to prepare, in this order, as steps in the reading direction"""


class Prefetcher:
    """Prepares the neighbours of the open post; a later request replaces an earlier one."""

    def __init__(self, prepare: Callable[[Post], None]) -> None:
        """`prepare` may raise PostUnreadableError, which is ignored: opening the post will show it."""
        self._prepare = prepare
        self._lock = threading.Lock()
        self._request: tuple[ResultSet, int, int] | None = None
        self._is_running = False
        self._is_stopped = False

    def follow(self, results: ResultSet, index: int, direction: int) -> None:
        """Prepare the neighbours of `index`, starting in the reading direction (1 or -1).

        Call it in the event loop's thread.
        """
        with self._lock:
            self._request = (results, index, direction)
            self._is_stopped = False
            if self._is_running:
                return
            self._is_running = True
        # Later: waking a thread takes time, too, and the article is to be painted first.
        asyncio.get_running_loop().call_later(_REST_SECONDS, start_in_background, self._work)

    def stop(self) -> None:
        """Start no further article: the user waits for one that was not prepared and needs the processor."""
        with self._lock:
            self._request = None
            self._is_stopped = True

    def _work(self) -> None:
        is_later = False
        while (request := self._take_request()) is not None:
            if is_later:
                time.sleep(_REST_SECONDS)
            is_later = True
            for post in _neighbours(*request):
                if self._request is not None or self._is_stopped:
                    break
                with suppress(PostUnreadableError):
                    self._prepare(post)

    def _take_request(self) -> tuple[ResultSet, int, int] | None:
        with self._lock:
            request, self._request = self._request, None
            self._is_running = request is not None
            return request


def _neighbours(results: ResultSet, index: int, direction: int) -> list[Post]:
    first = max(0, index - max(_STEPS))
    rows = dict(enumerate(results.rows(first, index + max(_STEPS) + 1), first))
    indexes = (index + step * direction for step in _STEPS)
    return [rows[each].post for each in indexes if each in rows]
