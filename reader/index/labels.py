"""Labels of posts: a bitmap of post numbers per tag, author, host, day, language and part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.file import IndexFile
from reader.post import Post, TagKind
from reader.query.sites import host_of
from reader.text.script import fold
from reader.text.spelling import search_form

AUTHOR = "author"
HOST = "host"
DAY = "day"
LANGUAGE = "language"
PART = "part"
DRAFT = "draft"
FIELD = "field"

BatchLabels = dict[tuple[str, str], tuple[list[int], dict[str, int]]]
"""by kind and name of label: positions of posts in a batch, and how many posts use each spelling"""
_LAST = "\U0010ffff"
"""sorts after all that a name may go on with"""
_NO_SPELLINGS: Mapping[str, int] = {}
_decoded = json.JSONDecoder().raw_decode
"""returns the value of a JSON text and its length, in half the time of `json.loads`: there are thousands of labels"""


class Label:
    """A property that posts share. Stays serialised after loading, since most labels are used once."""

    __slots__ = ("_posts", "_shown", "_spellings", "kind", "name")

    def __init__(self, kind: str, name: str, posts: bytes = b"", spellings: str | None = None) -> None:
        """Take `posts` and `spellings` as `packed` returns them; without them the label is empty."""
        self.kind = kind
        self.name = name
        """the form of the name; a host, folded"""
        self._posts: BitMap | bytes = posts or BitMap()
        self._spellings: dict[str, int] | str | None = spellings
        self._shown: str | None = None

    @property
    def posts(self) -> BitMap:
        """The posts with the label; not to be changed."""
        return BitMap.deserialize(self._posts) if isinstance(self._posts, bytes) else self._posts

    def unpacked(self) -> BitMap:
        """Return `posts` and keep them deserialised, for labels that every query uses."""
        if isinstance(self._posts, bytes):
            self._posts = self.posts
        return self._posts

    @property
    def spellings(self) -> dict[str, int]:
        """Number of posts per spelling, for tags and authors; not to be changed."""
        if isinstance(self._spellings, str):
            found: dict[str, int] = _decoded(self._spellings)[0]
            return found
        return self._spellings or {}

    @property
    def shown(self) -> str:
        """The commonest spelling; of equals the first by code point, in whatever order posts were read."""
        if self._shown is None:
            spellings = self.spellings
            if len(spellings) == 1:
                (shown,) = spellings
            else:
                shown = min(spellings, key=lambda each: (-spellings[each], each), default=self.name)
            self._shown = self.name if shown == self.name else shown
        return self._shown

    def packed(self) -> tuple[bytes, str | None]:
        """Return posts and spellings as they are stored."""
        spellings = self.spellings
        return self.posts.serialize(), json.dumps(spellings, ensure_ascii=False) if spellings else None

    def add(self, numbers: Iterable[int], spellings: Mapping[str, int] = _NO_SPELLINGS) -> None:
        """Add posts, with the number of them per spelling."""
        posts, counts = self._unpack()
        posts.update(numbers)
        for spelling, count in spellings.items():
            counts[spelling] = counts.get(spelling, 0) + count
        if spellings:
            self._shown = None

    def remove(self, number: int, spellings: Sequence[str] = ()) -> None:
        """Remove a post."""
        posts, counts = self._unpack()
        posts.discard(number)
        for spelling in spellings:
            counts[spelling] = counts.get(spelling, 1) - 1
            if counts[spelling] <= 0:
                del counts[spelling]
        if spellings:
            self._shown = None

    def _unpack(self) -> tuple[BitMap, dict[str, int]]:
        """Return both values deserialised, to be changed in place."""
        spellings = self._spellings
        if spellings is None or isinstance(spellings, str):
            spellings = self._spellings = self.spellings
        return self.unpacked(), spellings


class Labels:
    """All labels of an index, by kind and name. One thread changes them; any thread reads.

    The labels of a kind are loaded when all of them are needed: the list needs only the days.
    """

    def __init__(self, file: IndexFile | None = None, generation: int = -1) -> None:
        """Take the labels in the file that has this generation; without a file there are none."""
        self._file = file
        self._generation = generation
        self._kinds: dict[str, dict[str, Label]] = {}
        self._changed: set[Label] = set()

    def _read(self, kind: str, condition: str = "true", *values: str | int) -> Iterator[Label]:
        """Yield the labels of the kind that the file holds now."""
        if self._file is None:
            return
        with self._file.reading_of(self._generation) as connection:
            statement = f"SELECT name, posts, spellings FROM label WHERE kind = ? AND {condition}"
            for row in connection.execute(statement, (kind, *values)):
                yield Label(kind, *row)

    def _of_kind(self, kind: str) -> dict[str, Label]:
        names = self._kinds.get(kind)
        if names is None:
            # Two threads may load a kind at once; the first result is kept, as nothing has changed it yet.
            names = self._kinds.setdefault(kind, {label.name: label for label in self._read(kind)})
        return names

    def of_kind(self, kind: str) -> list[Label]:
        """Return all labels of the kind."""
        return list(self._of_kind(kind).values())

    def get(self, kind: str, name: str) -> Label | None:
        """Return the label, not to be changed; None if no post has it."""
        names = self._kinds.get(kind)
        if names is None:
            names = {label.name: label for label in self._read(kind, "name = ?", name)}
        return names.get(name)

    def like(self, kind: str, form: str, most: int) -> list[Label]:
        """Return up to `most` labels of the kind, the largest first, whose names begin with a form; then others with it.

        Reads these alone, for who asks once. Sizes are those of the stored bitmaps, which grow with their posts.
        """
        order = "ORDER BY length(posts) DESC, name LIMIT ?"
        found = list(self._read(kind, f"name >= ? AND name < ? {order}", form, form + _LAST, most))
        if form and len(found) < most:
            condition = f"instr(name, ?) > 1 {order}"
            found += self._read(kind, condition, form, most - len(found))
        return found

    def posts(self, kind: str, name: str) -> BitMap:
        """Return the posts with the label; not to be changed."""
        label = self.get(kind, name)
        return label.posts if label is not None else BitMap()

    def posts_of(self, kind: str, names: Sequence[str]) -> dict[str, BitMap]:
        """Return the posts of each of these labels that exist, with one look-up for all; not to be changed."""
        loaded = self._kinds.get(kind)
        if loaded is None:
            loaded = {
                label.name: label
                for some in chunks(names)
                for label in self._read(kind, f"name IN ({placeholders(some)})", *some)
            }
        return {name: loaded[name].posts for name in names if name in loaded}

    def counts(self, kind: str, posts: BitMap) -> Iterator[tuple[Label, int]]:
        """Yield the labels of the kind that any of the posts has, with the number of those posts.

        Labels of a kind that nothing else has loaded are not kept in memory.
        """
        for label in self.of_kind(kind) if kind in self._kinds else self._read(kind):
            if count := label.posts.intersection_cardinality(posts):
                yield label, count

    def add(self, first: int, labels: BatchLabels, days: Sequence[int | None]) -> None:
        """Add posts numbered from `first`, with the day of each."""
        for (kind, name), (positions, spellings) in labels.items():
            self._label_to_change(kind, name).add([first + position for position in positions], spellings)
        of_day: dict[int, list[int]] = {}
        for number, day in enumerate(days, first):
            if day is not None:
                of_day.setdefault(day, []).append(number)
        for day, numbers in of_day.items():
            self._label_to_change(DAY, str(day)).add(numbers)

    def remove(self, number: int, post: Post, day: int) -> None:
        """Remove a post."""
        for kind, name, spellings in labels_of(post):
            self._label_to_change(kind, name).remove(number, spellings)
        if post.date is not None:
            self._label_to_change(DAY, str(day)).remove(number)
        # The stored values of a post do not include its language and parts; there are few such labels.
        for kind in (LANGUAGE, PART, FIELD):
            for label in self.of_kind(kind):
                if number in label.posts:
                    self._label_to_change(kind, label.name).remove(number)

    def put(self, kind: str, name: str, having: Iterable[int], lacking: Iterable[int]) -> None:
        """Add a label to posts and take it from others, as far as they do not have or lack it already."""
        posts = self.posts(kind, name)
        more, fewer = BitMap(having) - posts, posts & BitMap(lacking)
        if more or fewer:
            label = self._label_to_change(kind, name)
            label.add(more)
            for number in fewer:
                label.remove(number)

    def _label_to_change(self, kind: str, name: str) -> Label:
        names = self._of_kind(kind)
        label = names.get(name)
        if label is None:
            label = names[name] = Label(kind, name)
        self._changed.add(label)
        return label

    def write(self, connection: apsw.Connection) -> None:
        """Write the changed labels."""
        rows = []
        for label in self._changed:
            if label.posts:
                rows.append((label.kind, label.name, *label.packed()))
            else:
                connection.execute("DELETE FROM label WHERE kind = ? AND name = ?", (label.kind, label.name))
                self._kinds[label.kind].pop(label.name, None)
        # In key order, so that the B-tree is written sequentially.
        rows.sort()
        connection.executemany("INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?)", rows)
        self._changed.clear()


@lru_cache(maxsize=4096)
def _form(name: str) -> str:
    """Return the form of a name that many posts share."""
    return search_form(name)


def labels_of(post: Post) -> Iterator[tuple[str, str, list[str]]]:
    """Yield kind, form of the name and spellings of the labels that follow from a post's values; not its day."""
    spelt: dict[tuple[TagKind, str], list[str]] = {}
    for tag in post.tags:
        spelt.setdefault((tag.kind, _form(tag.name)), []).append(tag.name)
    for (kind, name), spellings in spelt.items():
        yield str(kind), name, spellings
    if post.author:
        yield AUTHOR, _form(post.author), [post.author]
    if post.is_draft:
        yield DRAFT, "", []
    if host := host_of(fold(post.source)):
        yield HOST, host, []
