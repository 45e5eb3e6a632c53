"""Moves marks along when posts get other keys.

With what is said of a post, it is noted where the post is and what it holds: its place in its archive, a hash of its
bytes, and one of its title and text. A post that comes under another key to a known place, or with known contents, is the
post that was known there if no post has that one's key any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap

from reader.index import Index
from reader.index.chunks import chunks
from reader.index.fingerprints import Content, arrived, contents, files, sharing
from reader.index.sharing import NO_TEXT
from reader.library.identity import Identities
from reader.post import Post, PostId
from reader.state.known import BEHIND, Known, shared_item
from reader.state.ledger import Values
from reader.state.marks import Marks
from reader.state.statements import Item, Kind, Statement
from reader.text.identity import key_of, page_of, storable
from reader.text.plural import counted
from reader.text.spelling import tight_form

_ACTION = "moved"
"""what the log of changes calls it"""
_ALL_BITS = (1 << 64) - 1
_MOST_AT_ONCE = 1000
"""posts whose places are noted at once: about 50 ms of work"""


class _File(NamedTuple):
    """The file of a post, and the names under which it is known."""

    id: PostId
    content: Content | None
    """what it holds, if the index knows it"""

    @property
    def place(self) -> str:
        """The name of its place in its archive."""
        return f"path:{storable(f'{self.id.archive.name}/{self.id.path}')}"

    @property
    def contents(self) -> list[str]:
        """The names of what it holds: its bytes, and its title and text."""
        if self.content is None:
            return []
        size, digest, title, body = self.content
        names = [f"bytes:{digest & _ALL_BITS:016x}-{size}"] if digest else []
        return names if body == NO_TEXT else [*names, f"text:{title & _ALL_BITS:016x}{body & _ALL_BITS:016x}"]

    @property
    def names(self) -> list[str]:
        """All of its names."""
        return [self.place, *self.contents]

    def values(self, key: str, title: str) -> Iterator[tuple[Item, str]]:
        """Yield what is to be known of its post."""
        yield Item(Kind.KNOWN, self.place), f"{key}\n{title}"
        for name in self.contents:
            yield Item(Kind.KNOWN, name), key


class Moves:
    """Records where marked posts are, and moves their marks to the keys they get."""

    def __init__(self, index: Index, marks: Marks, identities: Identities) -> None:
        """Nothing is read yet."""
        self._index = index
        self._marks = marks
        self._known = Known(marks.ledger)
        self._identities = identities

    def places(self, posts: Sequence[Post], keys: Sequence[str]) -> Values:
        """Return where the posts are that have these keys, to be kept beside what is said of them.

        For very many that is left to the next load.
        """
        if len(posts) > _MOST_AT_ONCE:
            return {BEHIND: "1"}
        numbers = {archive: number for number, archive in enumerate(self._index.archives)}
        found: dict[PostId, Content] = {}
        with self._index.reading() as connection:
            if connection is not None:
                found = contents(connection, numbers, [post.id for post in posts])
        return dict(
            item
            for post, key in zip(posts, keys, strict=True)
            for item in _File(post.id, found.get(post.id)).values(key, post.title)
        )

    def catch_up(self) -> Iterator[Collection[Item]]:
        """Do before a load what is left from before, in steps; yield of what something was carried.

        Addresses are shared that were so in other archives. Posts are looked at if very much was said at once, or imported. Call
        between `Index.try_begin` and `end`. Raise StateError; the next call tries again.
        """
        if addresses := self._known.shared():
            self._index.part(addresses)
        if self._known.is_behind():
            yield from self._carry_to_all(self._index.snapshot().all)
            self._marks.ledger.remember({BEHIND: None})

    def carry(self) -> Iterator[Collection[Item]]:
        """Carry what was said to the posts that came since the last call, or got other keys, in steps; yield of what.

        Call between `Index.try_begin` and `end`. Raise StateError; the next call tries again.
        """
        self._identities.forget()
        with self._index.reading() as connection:
            last, numbers = arrived(connection) if connection else (-1, BitMap())
        # Without a file nothing was ever said of any post.
        if self._marks.ledger.file.exists():
            yield from self._carry_to_all(numbers)
        if last >= 0:
            self._index.forget_arrivals(last)

    def _carry_to_all(self, numbers: BitMap) -> Iterator[Collection[Item]]:
        """Carry what was said to the posts with these numbers, as far as anything is known of them."""
        may_be_known = self._quick_test() if len(numbers) > _MOST_AT_ONCE else lambda *_: True
        for some in chunks(list(numbers)):
            with self._index.reading() as connection:
                found = files(connection, self._index.archives, some) if connection else ()
                came = {number: _File(post_id, content) for number, post_id, content in found}
            yield self._carry_to(
                {number: file for number, file in came.items() if may_be_known(number, file)}
            )

    def _quick_test(self) -> Callable[[int, _File], bool]:
        """Return a function that tells without reading anything whether a post may be one of which something is known."""
        names = self._known.names()
        with self._index.reading() as connection:
            said = sharing(connection) if connection else BitMap()
        said |= self._index.sharing_any(self._marks.said_keys())
        return lambda number, file: number in said or not names.isdisjoint(file.names)

    def _carry_to(self, came: Mapping[int, _File]) -> Collection[Item]:
        """Carry what was said to some posts, given by number; return of what."""
        posts = {each.number: each.post for each in self._index.posts(list(came))}
        keys = {number: self._identities.key_of(post) for number, post in posts.items()}
        addresses = {number: own for number, post in posts.items() if (own := key_of(post)) != keys[number]}
        names = [name for file in came.values() for name in file.names]
        known = self._known.values([*names, *(shared_item(each).key for each in addresses.values())])
        here = self._index.newest_of({_key(value) for value in known.values()})
        goes: dict[str, list[str]] = {}
        titles: list[str] = []
        values: dict[Item, str | None] = {}
        for number, post in posts.items():
            key, file, address = keys[number], came[number], addresses.get(number)
            earlier = _earlier(file, key, post.title, known)
            old = next((each for each in earlier if each not in here), None)
            if old is None and address is not None and self._is_first(address, number, known):
                old = address
            if old is not None:
                goes.setdefault(old, []).append(key)
                titles.append(post.title)
            if old is not None or (file.place not in known and self._marks.is_said(key)):
                values.update(file.values(key, post.title))
                if address is not None:
                    values[shared_item(address)] = "1"
        statements = _under(self._known.statements(list(goes)), goes)
        earlier_texts = _under(self._known.earlier(list(goes)), goes)
        subject = titles[0] if len(titles) == 1 else counted(len(titles), "post")
        outcome = (
            self._marks.merge(statements, earlier_texts, _ACTION, subject=subject) if statements else None
        )
        if values:
            self._marks.ledger.remember(values)
        return outcome.values if outcome is not None else ()

    def _is_first(self, address: str, number: int, known: Mapping[str, str]) -> bool:
        """Return whether what was said of a shared address belongs to this post, as far as nothing else is known.

        That is the newest, which stood for the others as long as they were taken for its copies.
        """
        return (
            self._marks.is_said(address)
            and shared_item(address).key not in known
            and self._index.at_address(address)[:1] == [number]
            and not self._known.has_place_of(address)
        )


def _under(statements: Sequence[Statement], goes: Mapping[str, Sequence[str]]) -> list[Statement]:
    """Return statements as they are to be under the keys that their keys go to."""
    return [
        said._replace(item=said.item._replace(key=key)) for said in statements for key in goes[said.item.key]
    ]


def _key(value: str) -> str:
    """Return the key in what is known of a place, where a title follows it, or of contents."""
    return value.rpartition("\n")[0] or value


def _earlier(file: _File, key: str, title: str, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys that a post had before, as far as its place and what it holds tell."""
    if file.place in known:
        there, _, title_there = known[file.place].rpartition("\n")
        if there == key:
            return
        # A file may be written over with another post. One without an address of its own is taken for the same.
        pages = {page_of(there), page_of(key)}
        if len(pages - {""}) < 2 or tight_form(title_there) == tight_form(title):
            yield there
    for name in file.contents:
        if name in known and known[name] != key:
            yield known[name]
