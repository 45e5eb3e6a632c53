"""The marks of posts, read and written by post, whatever key they are stored under."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterable, Iterator, Mapping

from reader.errors import StateError
from reader.index import Index
from reader.library.change_log import ChangeLog
from reader.library.damage import Damage
from reader.library.identity import Identities
from reader.library.marked_posts import MarkedPosts
from reader.library.moves import Moves
from reader.library.reading_progress import ReadingProgress
from reader.post import Post
from reader.state.marks import Marks
from reader.state.statements import Item, Kind

_OPTIONS = {Kind.READ: "read", Kind.STARRED: "star", Kind.LABEL: "label"}


class PostMarks:
    """The marks of posts. Copies of a post share its marks. Thread-safe."""

    def __init__(
        self, index: Index, marks: Marks, damage: Damage | None = None, *, archives: str = ""
    ) -> None:
        """Nothing is read yet. `archives` is what the log of changes says of where they were made."""
        damage = damage or Damage()
        self._marks = marks
        self._identities = Identities(index, damage)
        self._moves = Moves(index, marks, self._identities)
        self._archives = archives
        self.marked = MarkedPosts(index, marks, damage)
        """the posts with each mark, for queries"""
        self.change_log = ChangeLog(index, marks, self._moves, self.marked, damage, archives)
        """what makes changes, and takes them back"""
        self.reading_progress = ReadingProgress(index, marks, self._identities, self.marked)
        """how far posts were read"""

    # What the marks are

    def is_marked(self, post: Post, kind: Kind) -> bool:
        """Return whether the post or a copy of it has a mark of a kind, of any name."""
        return self._marks.is_marked(kind, self._identities.key_of(post))

    def names(self, post: Post, kind: Kind) -> frozenset[str]:
        """Return the names of the marks of a kind that the post or a copy of it has."""
        return self._marks.names(kind, self._identities.key_of(post))

    def of(self, post: Post) -> dict[Kind, frozenset[str]]:
        """Return the names of the marks of each kind that the post or a copy of it has."""
        return self._marks.of(self._identities.key_of(post))

    def all_names(self, kind: Kind) -> frozenset[str]:
        """Return the names of the marks of a kind that posts of any archive have."""
        return self._marks.all_names(kind)

    def item(self, post: Post, kind: Kind, name: str = "") -> Item:
        """Return what a statement about the post is about."""
        return Item(kind, self._identities.key_of(post), name)

    def value(self, post: Post, kind: Kind, name: str = "") -> str | None:
        """Return the value of a mark of the post or a copy of it, None if it has none. Raise StateError."""
        item = self.item(post, kind, name)
        return self._marks.ledger.value(item) if self._marks.is_marked(kind, item.key) else None

    def notes(self, post: Post) -> str:
        """Return the notes on a post and on its highlights; empty without any, or where they cannot be read."""
        return self.marked.notes.of(self._identities.key_of(post))

    def all(self, kind: Kind) -> dict[tuple[str, str], str]:
        """Return all values of a kind in any archive, by key and name. Raise StateError."""
        return self._marks.ledger.all(kind)

    def times(self, kind: Kind) -> dict[tuple[str, str], int]:
        """Return when each value of a kind was set, in milliseconds since 1970, by key and name. Raise StateError."""
        return {
            (item.key, item.name): at
            for item, value, at in self._marks.ledger.statements([kind])
            if value is not None
        }

    # Changes

    def mark(
        self, posts: Iterable[Post], kind: Kind, value: bool, *, name: str = "", is_durable: bool = True
    ) -> int:
        """Mark posts or take their marks away, as one change; return how many changed. Raise StateError.

        `is_durable` is explained at `StateFile.transaction`.
        """
        posts = list(posts)
        keys = list(map(self._identities.key_of, posts))
        outcome = self._marks.set(
            kind,
            keys,
            value,
            action=f"{'' if value else 'un'}{kind}{f':{name}' if name else ''}",
            name=name,
            subject=posts[0].title if len(posts) == 1 else "",
            archive=self._archives,
            beside=self._moves.places(posts, keys) if value else {},
            is_durable=is_durable,
        )
        return self.change_log.add(outcome)

    def mark_together(self, posts: Iterable[Post], marks: Mapping[tuple[Kind, str], bool]) -> int:
        """Mark posts with marks of several kinds and names, or take these away, as one change that the log calls a command.

        Return how many changed. Raise StateError.
        """
        if len(marks) == 1:
            (((kind, name), value),) = marks.items()
            return self.mark(posts, kind, value, name=name)
        now = str(time.time_ns() // 1_000_000)
        values = {
            self.item(post, kind, name): now if value else None
            for post in posts
            for (kind, name), value in marks.items()
        }
        options = (
            f"--{'' if value else 'un'}{_OPTIONS[kind]} {name}".rstrip()
            for (kind, name), value in marks.items()
        )
        return self.change_log.say(values, "reader mark", subject=" ".join(options))

    # What others change

    def catch_up(self) -> Iterator[None]:
        """Do before a load, in steps, what is left from before; see `Moves.catch_up`."""
        yield from self._following(self._moves.catch_up())

    def carry(self) -> Iterator[None]:
        """Carry what was said of posts to the keys that they got in a load, in steps; see `Moves.carry`."""
        yield from self._following(self._moves.carry())

    def _following(self, steps: Iterator[Collection[Item]]) -> Iterator[None]:
        # What cannot be written now is written after the next load.
        with contextlib.suppress(StateError):
            for items in steps:
                self.marked.follow(items)
                yield

    def follow(self) -> bool:
        """Take over what other runs of the program said since the last call; return whether there was anything.

        Raise StateError.
        """
        items = self._marks.follow()
        if items is None:
            self.marked.forget()
            return True
        self.marked.follow(items)
        return bool(items)
