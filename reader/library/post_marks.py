"""The marks of posts, by post and as bitmaps of the index for queries."""

from __future__ import annotations

import contextlib
import json
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from itertools import chain
from typing import NamedTuple

from pyroaring import BitMap

from reader.errors import StateError
from reader.index import Index
from reader.index.evaluate import Mark
from reader.index.values import FacetValues
from reader.library.damage import Damage
from reader.library.identity import Identities
from reader.library.moves import Moves
from reader.library.note_search import NoteSearch
from reader.post import Post
from reader.query.nodes import Flag, Labelled, Part
from reader.state.ledger import Change, Outcome, Values
from reader.state.marks import Marks
from reader.state.statements import POST_KINDS, Item, Kind
from reader.text.passage import Passage
from reader.text.spelling import search_form

_KIND_OF = {Flag.READ: Kind.READ, Flag.STARRED: Kind.STARRED}
_KIND_OF_PART = {Part.LABEL: Kind.LABEL, Part.NOTE: Kind.NOTE, Part.HIGHLIGHT: Kind.HIGHLIGHT}


_WHOLE = "1000"
"""the progress of an article that was read to its end, in thousandths"""


class LabelPosts(NamedTuple):
    """A label and its posts."""

    name: str
    """the spelling with most posts"""
    posts: BitMap
    """the posts with any spelling of it; not to be changed"""


class PostMarks:
    """The marks of the posts in the index. Copies of a post share its marks. Any thread may call."""

    def __init__(
        self, index: Index, marks: Marks, damage: Damage | None = None, *, archives: str = ""
    ) -> None:
        """`archives` is what the log of changes says of where they were made."""
        self._index = index
        self._marks = marks
        self._damage = damage or Damage()
        self._identities = Identities(index, self._damage)
        self._moves = Moves(index, marks, self._identities)
        self._archives = archives
        self._lock = threading.Lock()
        self._generation = -1
        self._posts: dict[tuple[Kind, str | None], BitMap] = {}
        """the posts with a mark of a kind and name, None for any name, as far as they were asked for"""
        self._has_all_labels = False
        """whether the posts of all labels were asked for"""
        self._labels: Mapping[str, LabelPosts] | None = None
        self._notes = NoteSearch(marks)
        self._numbers: dict[str, list[int]] = {}
        """the posts with each of the keys of posts that have notes, as far as they were asked for"""
        self._done: list[Change] = []
        self._undone: list[Change] = []

    # What the marks are

    def posts(self, flag: Flag) -> BitMap:
        """Return the posts that are read or starred; not to be changed."""
        if flag in (Flag.BEGUN, Flag.FINISHED):
            return self._posts_come_to(is_finished=flag is Flag.FINISHED)
        return self.posts_with(_KIND_OF[flag])

    def _posts_come_to(self, *, is_finished: bool) -> BitMap:
        """Return the posts that were read to the end, or begun and not finished."""
        with self._lock:
            self._renew()
            mark = (Kind.PROGRESS, str(is_finished))
            if mark not in self._posts:
                values = self._marks.ledger.all(Kind.PROGRESS).items()
                keys = [
                    key for (key, _), value in values if (value == _WHOLE) is is_finished and value != "0"
                ]
                self._posts[mark] = self._index.sharing_any(keys)
            return self._posts[mark]

    def posts_with(self, kind: Kind, name: str | None = None) -> BitMap:
        """Return the posts with a mark of a kind, of this name or else of any; not to be changed."""
        with self._lock:
            self._renew()
            found = self._posts.get((kind, name))
            if found is None:
                found = self._index.sharing_any(self._marks.keys(kind, name))
                self._posts[kind, name] = found
            return found

    def matching(self, mark: Mark) -> BitMap:
        """Return the posts of which the user said so, as queries ask for them; not to be changed.

        May raise ExpressionTimeError for an expression that is looked for in notes.
        """
        match mark:
            case Flag():
                return self.posts(mark)
            case Part():
                return self.posts_with(_KIND_OF_PART[mark])
            case Labelled(name):
                label = self.labels().get(search_form(name))
                return label.posts if label else BitMap()
            case _:
                return self._noted(self._notes.matching(mark))

    def _noted(self, keys: set[str]) -> BitMap:
        """Return the posts with keys of posts that have notes."""
        with self._lock:
            self._renew()
            if missing := keys - self._numbers.keys():
                self._numbers |= self._index.numbers_by_key(missing)
            return BitMap(list(chain.from_iterable(map(self._numbers.__getitem__, keys))))

    def notes(self, post: Post) -> str:
        """Return the notes on a post and on its highlights; empty without any, or where they can not be read."""
        return self._notes.of(self._identities.key_of(post))

    def labels(self) -> Mapping[str, LabelPosts]:
        """Return the labels that posts in the index have, by the forms of their names."""
        with self._lock:
            self._renew()
            if not self._has_all_labels:
                for name, keys in self._marks.keys_by_name(Kind.LABEL).items():
                    self._posts[Kind.LABEL, name] = self._index.sharing_any(keys)
                self._has_all_labels = True
            if self._labels is None:
                self._labels = self._merged_labels()
            return self._labels

    def label_values(self) -> FacetValues:
        """Return the labels that posts in the index have, as the values of a facet."""
        labels = self.labels()
        return FacetValues(
            [label.name for label in labels.values()],
            list(labels),
            [label.posts for label in labels.values()],
        )

    def _merged_labels(self) -> Mapping[str, LabelPosts]:
        by_form: dict[str, list[tuple[int, str, BitMap]]] = {}
        for (kind, name), posts in self._posts.items():
            if kind is Kind.LABEL and name is not None and posts:
                by_form.setdefault(search_form(name), []).append((-len(posts), name, posts))
        return {
            form: LabelPosts(min(some)[1], BitMap.union(BitMap(), *(posts for *_, posts in some)))
            for form, some in sorted(by_form.items())
        }

    def _renew(self) -> None:
        """Forget the bitmaps if they are not those of the current index."""
        generation = self._index.snapshot().generation
        if self._generation != generation:
            self._forget()
            self._generation = generation

    def _forget(self) -> None:
        self._posts = {}
        self._labels, self._has_all_labels = None, False
        self._numbers = {}

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
        """Return what was said of the post or a copy of it, None if nothing was. Raise StateError."""
        item = self.item(post, kind, name)
        return self._marks.ledger.value(item) if self._marks.is_marked(kind, item.key) else None

    def all(self, kind: Kind) -> dict[tuple[str, str], str]:
        """Return all values of a kind in any archive, by key and name. Raise StateError."""
        return self._marks.ledger.all(kind)

    def times(self, kind: Kind) -> dict[tuple[str, str], int]:
        """Return when each value of a kind was said, in milliseconds since 1970, by key and name. Raise StateError."""
        return {
            (item.key, item.name): at
            for item, value, at in self._marks.ledger.statements([kind])
            if value is not None
        }

    def progress(self, post: Post) -> int:
        """Return how much of the post was read, in thousandths."""
        return self._marks.progress(self._identities.key_of(post))

    def place(self, post: Post) -> Passage | None:
        """Return where in the article the user left it; None for its top. Raise StateError."""
        value = self._marks.ledger.value(self.item(post, Kind.PLACE))
        try:
            before, words, after, offset = json.loads(value or "[]")
            return Passage(str(before), str(words), str(after), int(offset))
        except (ValueError, TypeError, OverflowError):
            return None

    def keep_place(self, post: Post, place: Passage | None, progress: int) -> None:
        """Remember where in the article the user is, None for its top, and how much was read. Raise StateError."""
        key = self._identities.key_of(post)
        text = json.dumps(place, ensure_ascii=False) if place is not None else None
        self._marks.keep_place(key, text, progress)
        with self._lock:
            self._forget_progress()

    def _forget_progress(self) -> None:
        for is_finished in (True, False):
            self._posts.pop((Kind.PROGRESS, str(is_finished)), None)

    def begun(self, most: int) -> list[tuple[Post, int, datetime]]:
        """Return up to `most` posts that were begun and not finished, the last first. Raise StateError.

        With each come how much was read, in thousandths, and when, in UTC.
        """
        said = [
            (each.at, each.item.key, int(each.value))
            for each in self._marks.ledger.statements([Kind.PROGRESS])
            if each.value is not None and each.value.isdecimal() and each.value not in ("0", _WHOLE)
        ]
        said = sorted(said, reverse=True)[:most]
        newest = self._index.newest_of(key for _, key, _ in said)
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(newest.values()))}
        return [
            (posts[newest[key]], progress, datetime.fromtimestamp(at / 1000, UTC))
            for at, key, progress in said
            if newest.get(key) in posts
        ]

    def recently_read(self, most: int) -> list[tuple[Post, datetime]]:
        """Return up to `most` posts, the last read first, each with the time in UTC. Raise StateError."""
        read = self._marks.recently_read(most)
        newest = self._index.newest_of(key for key, _ in read)
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(newest.values()))}
        return [(posts[newest[key]], at) for key, at in read if newest.get(key) in posts]

    def read_days(self, zone: tzinfo) -> list[tuple[date, int]]:
        """Return the days in a zone on which posts were read one by one, with their number. Raise StateError."""
        return list(Counter(at.astimezone(zone).date() for _, at in self._marks.recently_read(-1)).items())

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
        return self._done_with(outcome)

    def say(self, values: Values, action: str, *, subject: str) -> int:
        """Say values of items, as one change; return how many changed. Raise StateError."""
        outcome = self._marks.say(
            values, action, subject=subject, archive=self._archives, beside=self._places(values)
        )
        return self._done_with(outcome)

    def _places(self, values: Iterable[Item]) -> Values:
        """Return where the posts are that items are about: the newest of copies."""
        newest = self._index.newest_of({item.key for item in values if item.kind in POST_KINDS})
        post_of = {each.number: each.post for each in self._index.posts(list(newest.values()))}
        keys = [key for key, number in newest.items() if number in post_of]
        return self._moves.places([post_of[newest[key]] for key in keys], keys)

    def catch_up(self) -> Iterator[None]:
        """Do before a load, in steps, what is left from before; see `Moves.catch_up`."""
        yield from self._following(self._moves.catch_up())

    def carry(self) -> Iterator[None]:
        """Carry what was said of posts to the keys that they got in a load, in steps; see `Moves.carry`."""
        yield from self._following(self._moves.carry())

    def _following(self, steps: Iterator[Collection[Item]]) -> Iterator[None]:
        # What can not be written now is written after the next load.
        with contextlib.suppress(StateError):
            for items in steps:
                self._follow(items)
                yield

    def _done_with(self, outcome: Outcome | None) -> int:
        """Note a change as the last one that can be undone; return how many items changed."""
        if outcome is None:
            return 0
        self._done.append(outcome.change)
        self._undone.clear()
        self._follow(outcome.values)
        return outcome.change.size

    def undo(self) -> Outcome | None:
        """Take back the last change of this run; return None if there is none. Raise StateError."""
        return self._step(self._done, self._undone)

    def redo(self) -> Outcome | None:
        """Do again what was undone last; return None if there is nothing. Raise StateError."""
        return self._step(self._undone, self._done)

    def _step(self, source: list[Change], target: list[Change]) -> Outcome | None:
        """Take back the last change in `source` of which something is left; that becomes the last one in `target`."""
        while source:
            outcome = self._marks.take_back(source[-1].id)
            source.pop()
            if outcome is not None:
                target.append(outcome.change)
                self._follow(outcome.values)
                return outcome
        return None

    def take_back(self, change: int) -> Outcome | None:
        """Take back any change of the log, as a change that can be undone. Raise StateError."""
        outcome = self._marks.take_back(change)
        self._done_with(outcome)
        return outcome

    @property
    def last_change(self) -> Change | None:
        """the change that `undo` would take back"""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Change | None:
        """the change that `redo` would take back"""
        return self._undone[-1] if self._undone else None

    def changes(self, most: int) -> list[Change]:
        """Return up to `most` changes of any run, the last first. Raise StateError."""
        return self._marks.ledger.changes(most)

    def follow(self) -> bool:
        """Take over what other runs of the program said since the last call; return whether there was anything.

        Raise StateError.
        """
        items = self._marks.follow()
        if items is None:
            self._notes.forget()
            with self._lock:
                self._forget()
            return True
        self._follow(items)
        return bool(items)

    def post_of(self, outcome: Outcome) -> Post | None:
        """Return the newest copy of the post that a change was about; None if it was about several, or it is not indexed."""
        keys = {item.key for item in outcome.values}
        return self._damage.read_or(None, lambda: self._newest(keys.pop())) if len(keys) == 1 else None

    def _newest(self, key: str) -> Post | None:
        posts = self._index.posts(list(self._index.newest_of([key]).values()))
        return posts[0].post if posts else None

    def _about(self, items: Iterable[Item]) -> BitMap:
        """Return the posts that items are about."""
        nothing = BitMap()
        keys = [item.key for item in items]
        return self._damage.read_or(nothing, lambda: self._index.sharing_any(keys))

    def _follow(self, items: Iterable[Item]) -> None:
        """Make the bitmaps true to the marks of these items, as far as they were computed."""
        by_mark: dict[tuple[Kind, str | None], list[Item]] = {}
        for item in items:
            for name in (item.name, None):
                by_mark.setdefault((item.kind, name), []).append(item)
        for kind in (Kind.NOTE, Kind.HIGHLIGHT):
            self._notes.forget(item.key for item in by_mark.get((kind, None), ()))
        with self._lock:
            labels = {mark for mark in by_mark if mark[0] is Kind.LABEL}
            if labels and self._has_all_labels:
                self._posts = dict.fromkeys(labels, BitMap()) | self._posts
            if labels:
                self._labels = None
            if (Kind.PROGRESS, None) in by_mark:
                self._forget_progress()
            for mark in by_mark.keys() & self._posts.keys():
                kind, name = mark
                items = by_mark[mark]
                marked = [item for item in items if self._has(item.key, kind, name)]
                # A new bitmap, as queries in other threads still use the old one.
                self._posts[mark] = (self._posts[mark] - self._about(items)) | self._about(marked)

    def _has(self, key: str, kind: Kind, name: str | None) -> bool:
        names = self._marks.names(kind, key)
        return bool(names) if name is None else name in names
