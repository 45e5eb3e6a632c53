"""How far the user read each post, and when."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo

from reader.index import Index
from reader.library.identity import Identities
from reader.library.marked_posts import WHOLE, MarkedPosts
from reader.post import Post
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.passage import Passage


class ReadingProgress:
    """Where the user left posts, and which were read last. Copies of a post share it. Thread-safe."""

    def __init__(self, index: Index, marks: Marks, identities: Identities, marked: MarkedPosts) -> None:
        """Nothing is read yet. `marked` is told when a post was begun or finished."""
        self._index = index
        self._marks = marks
        self._identities = identities
        self._marked = marked

    def of(self, post: Post) -> int:
        """Return how much of the post was read, in thousandths."""
        return self._marks.progress(self._identities.key_of(post))

    def place(self, post: Post) -> Passage | None:
        """Return where in the article the user left it; None for its top. Raise StateError."""
        value = self._marks.ledger.value(Item(Kind.PLACE, self._identities.key_of(post), ""))
        try:
            before, words, after, offset = json.loads(value or "[]")
            return Passage(str(before), str(words), str(after), int(offset))
        except (ValueError, TypeError, OverflowError):
            return None

    def keep(self, post: Post, place: Passage | None, progress: int) -> None:
        """Remember where in the article the user is, None for its top, and how much was read. Raise StateError."""
        key = self._identities.key_of(post)
        text = json.dumps(place, ensure_ascii=False) if place is not None else None
        self._marks.keep_place(key, text, progress)
        self._marked.forget_progress()

    def begun(self, most: int) -> list[tuple[Post, int, datetime]]:
        """Return up to `most` posts that were begun and not finished, most recent first. Raise StateError.

        With each come how much was read, in thousandths, and when, in UTC.
        """
        said = [
            (each.at, each.item.key, int(each.value))
            for each in self._marks.ledger.statements([Kind.PROGRESS])
            if each.value is not None and each.value.isdecimal() and each.value not in ("0", WHOLE)
        ]
        said = sorted(said, reverse=True)[:most]
        posts = self._newest_posts(key for _, key, _ in said)
        return [
            (posts[key], progress, datetime.fromtimestamp(at / 1000, UTC))
            for at, key, progress in said
            if key in posts
        ]

    def recently_read(self, most: int) -> list[tuple[Post, datetime]]:
        """Return up to `most` posts, the last read first, each with the time in UTC. Raise StateError."""
        read = self._marks.recently_read(most)
        posts = self._newest_posts(key for key, _ in read)
        return [(posts[key], at) for key, at in read if key in posts]

    def _newest_posts(self, keys: Iterable[str]) -> dict[str, Post]:
        """Return the newest of the copies with each key; keys of which no post is in the index are left out."""
        newest = self._index.newest_of(keys)
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(newest.values()))}
        return {key: posts[number] for key, number in newest.items() if number in posts}

    def days(self, zone: tzinfo) -> list[tuple[date, int]]:
        """Return the days in a zone on which posts were read one by one, with their number. Raise StateError."""
        return list(Counter(at.astimezone(zone).date() for _, at in self._marks.recently_read(-1)).items())
