"""The log of the user's changes: made, listed, undone and redone."""

from __future__ import annotations

from collections.abc import Iterable

from reader.index import Index
from reader.library.damage import Damage
from reader.library.marked_posts import MarkedPosts
from reader.library.moves import Moves
from reader.post import Post
from reader.state.ledger import Change, Outcome, Values
from reader.state.marks import Marks
from reader.state.statements import POST_KINDS, Item


class ChangeLog:
    """The changes of this run, which can be undone in order, and the last ones of all runs. Thread-safe."""

    def __init__(
        self, index: Index, marks: Marks, moves: Moves, marked: MarkedPosts, damage: Damage, archives: str
    ) -> None:
        """Nothing is read yet. `marked` follows the changes; `archives` is what the log says of where they were made."""
        self._index = index
        self._marks = marks
        self._moves = moves
        self._archives = archives
        self._marked = marked
        self._damage = damage
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def last_change(self) -> Change | None:
        """the change that `undo` would undo"""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Change | None:
        """the change that `redo` would redo"""
        return self._undone[-1] if self._undone else None

    def say(self, values: Values, action: str, *, subject: str) -> int:
        """Say values of items, as one change; return how many changed. Raise StateError."""
        outcome = self._marks.say(
            values, action, subject=subject, archive=self._archives, beside=self._places(values)
        )
        return self.add(outcome)

    def _places(self, values: Iterable[Item]) -> Values:
        """Return where the posts are that items are about: the newest of copies."""
        newest = self._index.newest_of({item.key for item in values if item.kind in POST_KINDS})
        post_of = {each.number: each.post for each in self._index.posts(list(newest.values()))}
        keys = [key for key, number in newest.items() if number in post_of]
        return self._moves.places([post_of[newest[key]] for key in keys], keys)

    def add(self, outcome: Outcome | None) -> int:
        """Note a change as the last one that can be undone; return how many items changed."""
        if outcome is None:
            return 0
        self._done.append(outcome.change)
        self._undone.clear()
        self._marked.follow(outcome.values)
        return outcome.change.size

    def undo(self) -> Outcome | None:
        """Undo the last change of this run; return None if there is none. Raise StateError."""
        return self._step(self._done, self._undone)

    def redo(self) -> Outcome | None:
        """Redo the last undone change; return None if there is none. Raise StateError."""
        return self._step(self._undone, self._done)

    def _step(self, source: list[Change], target: list[Change]) -> Outcome | None:
        """Take back the last change in `source` of which something is left; that becomes the last one in `target`."""
        while source:
            outcome = self._marks.take_back(source[-1].id)
            source.pop()
            if outcome is not None:
                target.append(outcome.change)
                self._marked.follow(outcome.values)
                return outcome
        return None

    def take_back(self, change: int) -> Outcome | None:
        """Undo any change, as a change that can itself be undone; return None if nothing of it is left.

        What was changed once more since stays as it is. Raise StateError.
        """
        outcome = self._marks.take_back(change)
        self.add(outcome)
        return outcome

    def recent(self, most: int) -> list[Change]:
        """Return up to `most` changes of any run and archive, most recent first. Raise StateError."""
        return self._marks.ledger.changes(most)

    def post_of(self, outcome: Outcome) -> Post | None:
        """Return the newest copy of the post that a change was about.

        None if it was about several, or about one that is not in the index.
        """
        keys = {item.key for item in outcome.values}
        return self._damage.read_or(None, lambda: self._newest(keys.pop())) if len(keys) == 1 else None

    def _newest(self, key: str) -> Post | None:
        posts = self._index.posts(list(self._index.newest_of([key]).values()))
        return posts[0].post if posts else None
