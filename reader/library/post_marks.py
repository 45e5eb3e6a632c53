"""The marks of posts, by post and as bitmaps of the index for queries."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from datetime import datetime

from pyroaring import BitMap

from reader.index import Index
from reader.library.damage import Damage
from reader.post import Post
from reader.query.nodes import Flag
from reader.state.marks import Marks, Undone, key_of


class PostMarks:
    """The marks of the posts in the index. Copies of a post share its marks. Any thread may call."""

    def __init__(self, index: Index, marks: Marks, damage: Damage | None = None) -> None:
        self._index = index
        self._marks = marks
        self._damage = damage or Damage()
        self._lock = threading.Lock()
        self._generation = -1
        self._posts: dict[Flag, BitMap] = {}

    def posts(self, flag: Flag) -> BitMap:
        """Return the posts that are read or starred; not to be changed."""
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

    def _update(self, flag: Flag, keys: Collection[str], value: bool) -> None:
        """Apply a change of marks to the bitmaps, once they have been computed."""
        with self._lock:
            if self._posts:
                nothing = BitMap()
                changed = self._damage.read_or(nothing, lambda: self._index.sharing_any(keys))
                before = self._posts[flag]
                # A new bitmap, as queries in other threads still use the old one.
                self._posts[flag] = before | changed if value else before - changed

    def is_read(self, post: Post) -> bool:
        """Return whether the post or a copy of it is marked as read."""
        return self._marks.is_read(key_of(post))

    def is_starred(self, post: Post) -> bool:
        """Return whether the post or a copy of it is starred."""
        return self._marks.is_starred(key_of(post))

    def mark_read(self, posts: Iterable[Post], read: bool) -> int:
        """Mark the posts as read or unread, as one change; return how many changed. Raise StateError."""
        keys = frozenset(map(key_of, posts))
        count = self._marks.set_read(keys, read)
        self._update(Flag.READ, keys, read)
        return count

    def star(self, posts: Iterable[Post], starred: bool) -> int:
        """Star or unstar the posts, as one change; return how many changed. Raise StateError."""
        keys = frozenset(map(key_of, posts))
        count = self._marks.set_starred(keys, starred)
        self._update(Flag.STARRED, keys, starred)
        return count

    def undo(self) -> Undone | None:
        """Undo the last change of marks; return None if there is none. Raise StateError."""
        undone = self._marks.undo()
        if undone is not None:
            self._update(Flag(undone.kind), undone.keys, not undone.value)
        return undone

    def recently_read(self, most: int) -> list[tuple[Post, datetime]]:
        """Return up to `most` posts, the last read first, each with the time in UTC. Raise StateError."""
        read = self._marks.recently_read(most)
        newest = self._index.newest_of(key for key, _ in read)
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(newest.values()))}
        return [(posts[newest[key]], at) for key, at in read if newest.get(key) in posts]
