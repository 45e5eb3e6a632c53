"""Parts posts that share an address without being copies of one another, such as the issues of a newsletter.

Whether posts of one address are one post is decided by what they say, from all of them at once: so the order in
which they came makes no difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import apsw

from reader.index.document import Texts, hash_of, post_of
from reader.index.schema import UNDATED
from reader.index.tokens import letters_of
from reader.post import Post
from reader.text.identity import key_of, key_within, part_of, path_key, place_key

_MOST_COMPARED = 100
"""different posts of one address up to which each is compared with each other; more are a home page's"""
_FEW_SAMPLES, _SAMPLES, _SAMPLE_LETTERS = 9, 64, 8
"""pieces of a text that are looked for in another, first a few of them, and their length: unrelated texts share few
pieces of eight letters"""
_SAME, _DIFFERENT = 0.9, 0.5
"""shares of common pieces from which two texts are one, and below which they are not; titles and days decide between"""
_LEAST_LETTERS = 20
"""letters of a text below which it proves nothing"""
NO_TEXT = hash_of("")
"""hash of the form of a text that is empty"""


class _Claimant(NamedTuple):
    """A post that has an address."""

    number: int
    key: int
    day: int
    title: int
    body: int
    post: Post

    @property
    def part(self) -> str:
        """The post's own part of the page."""
        return part_of(self.post.source)

    def may_be(self, other: _Claimant) -> bool:
        """Return whether the other has the same title or day, or its day is not known."""
        return self.title == other.title or self.day == other.day or UNDATED in (self.day, other.day)


def settle(
    connection: apsw.Connection, archives: Sequence[Path], addresses: Iterable[int], parted: Set[int]
) -> dict[int, int]:
    """Decide anew which posts of each address, a hashed key, are one; return the keys that changed, by post.

    Posts of an address that is not shared have it as their key; others have a key within it, and a row in `shared`. So
    have those of addresses that are `parted` for good.
    """
    changed: dict[int, int] = {}

    @cache
    def letters(number: int) -> str:
        texts = Texts.unpacked(connection.execute("SELECT packed FROM texts WHERE id = ?", (number,)).get)
        return letters_of(texts.whole[texts.body_start :]).replace(" ", "")

    for address in addresses:
        claimants = list(_claimants(connection, archives, address))
        is_parted = address in parted
        if not claimants or (len(claimants) == 1 and claimants[0].key == address and not is_parted):
            continue
        groups = _groups(claimants, letters)
        names = _names(groups) if len(groups) > 1 or is_parted else {}
        whole = key_of(claimants[0].post)
        for each in claimants:
            name = names.get(each.number)
            key = address if name is None else hash_of(key_within(whole, name))
            if key == each.key:
                continue
            changed[each.number] = key
            connection.execute("UPDATE post SET key = ? WHERE id = ?", (key, each.number))
            if name is None:
                connection.execute("DELETE FROM shared WHERE id = ?", (each.number,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO shared VALUES (?, ?, ?)", (each.number, address, name)
                )
        letters.cache_clear()
    return changed


def _claimants(connection: apsw.Connection, archives: Sequence[Path], address: int) -> Iterator[_Claimant]:
    columns = "post.id, post.key, day, title, body, archive, path, content"
    rows = connection.execute(
        f"SELECT {columns} FROM post WHERE key = ?"
        f" UNION SELECT {columns} FROM shared JOIN post USING (id) WHERE address = ?",
        (address, address),
    )
    for number, key, day, title, body, archive, path, content in rows:
        post = post_of(archives[archive], os.fsdecode(path), content)
        yield _Claimant(number, key, day, title, body, post)


def _names(groups: Sequence[Sequence[_Claimant]]) -> dict[int, str]:
    """Return a name for each post that only it and its copies have."""
    for name_of in (path_key, place_key):
        names = [{name_of(each.post.archive, each.post.path) for each in group} for group in groups]
        if len(set.union(*names)) == sum(map(len, names)):
            break
    return {each.number: min(own) for group, own in zip(groups, names, strict=True) for each in group}


def _groups(claimants: Sequence[_Claimant], letters: Callable[[int], str]) -> list[list[_Claimant]]:
    """Return the posts in groups of copies; copies of copies are copies."""
    group_of = {each.number: [each] for each in claimants}

    def join(one: _Claimant, other: _Claimant) -> None:
        kept, joined = group_of[one.number], group_of[other.number]
        if kept is not joined:
            kept += joined
            group_of.update((each.number, kept) for each in joined)

    def join_by(value_of: Callable[[_Claimant], Hashable]) -> None:
        first: dict[Hashable, _Claimant] = {}
        for each in claimants:
            value = value_of(each)
            if value is not None:
                join(first.setdefault(value, each), each)

    join_by(lambda each: None if each.body == NO_TEXT else each.body)
    join_by(lambda each: None if each.day == UNDATED else (each.title, each.day, each.part))
    different = {(each.title, each.day, each.body, each.part): each for each in claimants}.values()
    if len(different) <= _MOST_COMPARED:
        for one, other in combinations(different, 2):
            if group_of[one.number] is not group_of[other.number] and _are_copies(one, other, letters):
                join(one, other)
    return list({id(group): group for group in group_of.values()}.values())


def _are_copies(one: _Claimant, other: _Claimant, letters: Callable[[int], str]) -> bool:
    """Return whether two posts of an address, whose texts are not equal, are one post."""
    if one.part != other.part:
        return False
    shorter, longer = sorted((letters(one.number), letters(other.number)), key=lambda text: (len(text), text))
    if len(shorter) < _LEAST_LETTERS:
        return one.may_be(other)
    # Most posts that are different have nothing in common at all.
    share = _common_share(shorter, longer, _FEW_SAMPLES) and _common_share(shorter, longer, _SAMPLES)
    return share >= _SAME or (share >= _DIFFERENT and one.may_be(other))


def _common_share(shorter: str, longer: str, samples: int) -> float:
    """Return the share of so many pieces of a text, taken throughout, that stand in another text."""
    last = len(shorter) - _SAMPLE_LETTERS
    starts = {last * number // (samples - 1) for number in range(samples)}
    return sum(shorter[start : start + _SAMPLE_LETTERS] in longer for start in starts) / len(starts)
