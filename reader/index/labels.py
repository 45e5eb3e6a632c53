"""Which posts have which tag, author, host, day, script and part: a bitmap of post numbers each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from pyroaring import BitMap

from reader.index.document import Document
from reader.post import Post, TagKind
from reader.query.match import host_of
from reader.text.script import fold

AUTHOR = "author"
HOST = "host"
DAY = "day"
SCRIPT = "script"
PART = "part"


class Label:
    """What some posts have in common."""

    __slots__ = ("kind", "name", "posts", "shown", "spellings")

    def __init__(self, kind: str, name: str, posts: BitMap, spellings: dict[str, int]) -> None:
        self.kind = kind
        self.name = name
        """folded"""
        self.posts = posts
        self.spellings = spellings
        """for tags and authors: how many posts spell it so"""
        self.shown = max(spellings, key=spellings.__getitem__) if spellings else name
        """the spelling that most posts have; the first of equals"""

    def add(self, number: int, spellings: list[str]) -> None:
        """Takes a post in."""
        self.posts.add(number)
        for spelling in spellings:
            count = self.spellings[spelling] = self.spellings.get(spelling, 0) + 1
            if count > self.spellings.get(self.shown, 0):
                self.shown = spelling

    def remove(self, number: int, spellings: list[str]) -> None:
        """Takes a post out."""
        self.posts.discard(number)
        for spelling in spellings:
            self.spellings[spelling] = self.spellings.get(spelling, 1) - 1
            if self.spellings[spelling] <= 0:
                del self.spellings[spelling]
        if spellings:
            self.shown = max(self.spellings, key=self.spellings.__getitem__, default=self.name)


class Labels:
    """All labels of an index, by kind and name. One thread changes them; any thread reads."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Label]] = {}
        self._changed: dict[tuple[str, str], Label] = {}

    @classmethod
    def load(cls, connection: sqlite3.Connection) -> Labels:
        """The labels as the index has them."""
        made = cls()
        for kind, name, posts, spellings in connection.execute("SELECT * FROM label"):
            label = Label(kind, name, BitMap.deserialize(posts), json.loads(spellings) if spellings else {})
            made._kinds.setdefault(kind, {})[name] = label
        return made

    def of_kind(self, kind: str) -> list[Label]:
        """All labels of the kind at this moment."""
        return list(self._kinds.get(kind, {}).values())

    def posts(self, kind: str, name: str) -> BitMap:
        """The posts with the label; not to be changed."""
        label = self._kinds.get(kind, {}).get(name)
        return label.posts if label is not None else BitMap()

    def counts(self, kind: str, posts: BitMap) -> Iterator[tuple[Label, int]]:
        """The labels of the kind that any of the posts has, with how many have it."""
        for label in self.of_kind(kind):
            if count := label.posts.intersection_cardinality(posts):
                yield label, count

    def add(self, number: int, document: Document, day: int) -> None:
        """Takes a post in."""
        for kind, name, spellings in labels_of(document.post, day):
            self._changing(kind, name).add(number, spellings)
        if document.script is not None:
            self._changing(SCRIPT, str(document.script)).add(number, [])
        for part in document.parts:
            self._changing(PART, str(part)).add(number, [])

    def remove(self, number: int, post: Post, day: int) -> None:
        """Takes a post out."""
        for kind, name, spellings in labels_of(post, day):
            self._changing(kind, name).remove(number, spellings)
        # Script and parts are no part of what is kept of a post, and there are few of them.
        for kind in (SCRIPT, PART):
            for label in self.of_kind(kind):
                if number in label.posts:
                    self._changing(kind, label.name).posts.discard(number)

    def _changing(self, kind: str, name: str) -> Label:
        names = self._kinds.setdefault(kind, {})
        label = names.get(name)
        if label is None:
            label = names[name] = Label(kind, name, BitMap(), {})
        self._changed[kind, name] = label
        return label

    def write(self, connection: sqlite3.Connection) -> None:
        """Writes what changed."""
        rows = []
        for (kind, name), label in self._changed.items():
            if label.posts:
                spellings = json.dumps(label.spellings, ensure_ascii=False) if label.spellings else None
                rows.append((kind, name, label.posts.serialize(), spellings))
            else:
                connection.execute("DELETE FROM label WHERE kind = ? AND name = ?", (kind, name))
                self._kinds[kind].pop(name, None)
        connection.executemany("INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?)", rows)
        self._changed.clear()


def labels_of(post: Post, day: int) -> Iterator[tuple[str, str, list[str]]]:
    """Kind and name of the labels that a post's values give, with the spellings of tags and authors."""
    spelt: dict[tuple[TagKind, str], list[str]] = {}
    for tag in post.tags:
        spelt.setdefault((tag.kind, fold(tag.name)), []).append(tag.name)
    for (kind, name), spellings in spelt.items():
        yield str(kind), name, spellings
    if post.author:
        yield AUTHOR, fold(post.author), [post.author]
    if host := host_of(fold(post.source)):
        yield HOST, host, []
    if post.date is not None:
        yield DAY, str(day), []
