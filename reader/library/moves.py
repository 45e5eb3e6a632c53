"""Carries what was said of posts along when they get other keys.

With what is said of a post, it is noted where the post is and what it holds: its place in its archive, a hash of its
bytes, and one of its title and text. A post that comes under another key to a known place, or with known contents, is the
post that was known there if no post has that one's key any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.index import Index
from reader.index.chunks import chunks
from reader.index.prints import Arrival, Content, arrivals, arrived, contents
from reader.index.sharing import NO_TEXT
from reader.library.identity import Identities
from reader.library.versions import folded
from reader.post import Post, PostId
from reader.state.known import Known
from reader.state.ledger import Values
from reader.state.marks import Marks
from reader.state.statements import Item, Kind, Statement
from reader.text.identity import page_of, storable

_ACTION = "moved"
"""what the log of changes calls it"""
_ALL_BITS = (1 << 64) - 1
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class _File(NamedTuple):
    """The file of a post, and the names under which it is known."""

    post: Post
    content: Content | None
    """what it holds, if the index knows it"""

    @property
    def place(self) -> str:
        """The name of its place in its archive."""
        return f"path:{storable(f'{self.post.archive.name}/{self.post.path}')}"

    @property
    def contents(self) -> list[str]:
        """The names of what it holds: its bytes, and its title and text."""
        if self.content is None:
            return []
        size, digest, title, body = self.content
        names = [f"bytes:{digest & _ALL_BITS:016x}-{size}"] if digest else []
        return names if body == NO_TEXT else [*names, f"text:{title & _ALL_BITS:016x}{body & _ALL_BITS:016x}"]

    def values(self, key: str) -> Iterator[tuple[Item, str]]:
        """Yield what is to be known of the post with a key."""
        yield Item(Kind.KNOWN, self.place), _JSON.encode({"key": key, "title": self.post.title})
        for name in self.contents:
            yield Item(Kind.KNOWN, name), _JSON.encode({"key": key})


class Moves:
    """Notes where posts are of which something is said, and carries what was said to the keys that they get."""

    def __init__(self, index: Index, marks: Marks, identities: Identities) -> None:
        """Read nothing yet."""
        self._index = index
        self._marks = marks
        self._known = Known(marks.ledger)
        self._identities = identities

    def places(self, posts: Sequence[Post]) -> Values:
        """Return where the posts are, to be kept beside what is said of them."""
        numbers = {archive: number for number, archive in enumerate(self._index.archives)}
        found: dict[PostId, Content] = {}
        with self._index.reading() as connection:
            if connection is not None:
                found = contents(connection, numbers, [post.id for post in posts])
        return dict(
            item
            for post in posts
            for item in _File(post, found.get(post.id)).values(self._identities.key_of(post))
        )

    def carry(self) -> Sequence[Item]:
        """Carry what was said to the posts that came since the last call, or got other keys; return of what.

        Call while nothing else writes the index. Raise StateError; the next call tries again.
        """
        self._identities.forget()
        with self._index.reading() as connection:
            last, numbers = arrived(connection) if connection else (-1, ())
        if not self._marks.ledger.file.exists():
            numbers = ()  # Nothing was ever said of any post.
        items: list[Item] = []
        for some in chunks(list(numbers)):
            with self._index.reading() as connection:
                came = list(arrivals(connection, self._index.archives, some)) if connection else []
            items += self._carry_to(came)
        if last >= 0:
            self._index.forget_arrivals(last)
        return items

    def _carry_to(self, came: Sequence[Arrival]) -> Iterable[Item]:
        """Carry what was said to some posts."""
        files = [_File(*each) for each in came]
        known = {
            name: _Known(**json.loads(value))
            for name, value in self._known.values(
                [name for file in files for name in (file.place, *file.contents)]
            ).items()
        }
        keys = [self._identities.key_of(file.post) for file in files]
        here = self._index.newest_of({each.key for each in known.values()})
        goes: dict[str, list[str]] = {}
        places: dict[Item, str] = {}
        for key, file in zip(keys, files, strict=True):
            old = next((each for each in _earlier(file, key, known) if each not in here), None)
            if old is not None:
                goes.setdefault(old, []).append(key)
            if old is not None or (file.place not in known and self._marks.is_said(key)):
                places.update(file.values(key))
        statements = [
            Statement(said.item._replace(key=key), said.value, said.at)
            for said in self._known.statements(list(goes))
            for key in goes[said.item.key]
        ]
        outcome = self._marks.merge(statements, _ACTION) if statements else None
        if places:
            self._marks.ledger.remember(places)
        return outcome.values if outcome is not None else ()


class _Known(NamedTuple):
    """What is known of a place, or of bytes."""

    key: str
    title: str = ""


def _earlier(file: _File, key: str, known: Mapping[str, _Known]) -> Iterator[str]:
    """Yield the keys that a post had before, as far as its place and what it holds tell."""
    at_place = known.get(file.place)
    if at_place is not None:
        if at_place.key == key:
            return
        # A file may be written over with another post. One without an address of its own is taken for the same.
        pages = {page_of(at_place.key), page_of(key)}
        if len(pages - {""}) < 2 or folded(at_place.title) == folded(file.post.title):
            yield at_place.key
    for name in file.contents:
        if name in known and known[name].key != key:
            yield known[name].key
