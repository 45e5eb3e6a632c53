"""Which posts of the index bear which mark."""

from __future__ import annotations

import threading
from collections.abc import Collection

from pyroaring import BitMap

from reader.index import Index
from reader.query.nodes import Flag
from reader.state.marks import Marks


class Marked:
    """The posts that are read and starred, as bitmaps. Any thread may ask."""

    def __init__(self, index: Index, marks: Marks) -> None:
        self._index = index
        self._marks = marks
        self._lock = threading.Lock()
        self._generation = -1
        self._posts: dict[Flag, BitMap] = {}

    def posts(self, flag: Flag) -> BitMap:
        """The posts that are read or starred; not to be changed."""
        with self._lock:
            generation = self._index.snapshot().generation
            if self._generation != generation:
                marks = self._marks.all()
                self._posts = {
                    Flag.READ: self._index.sharing_any(marks.read),
                    Flag.STARRED: self._index.sharing_any(marks.starred),
                }
                self._generation = generation
            return self._posts[flag]

    def change(self, flag: Flag, keys: Collection[str], value: bool) -> None:
        """Follows a change of marks."""
        with self._lock:
            if self._posts:
                posts = self._index.sharing_any(keys)
                before = self._posts[flag]
                self._posts[flag] = before | posts if value else before - posts
