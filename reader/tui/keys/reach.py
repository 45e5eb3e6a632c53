"""Which of several claims to keys hold: no key stands for two things, nor does a key begin a sequence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")


class Clash(NamedTuple, Generic[Item]):
    """A key that two claim, or that begins a sequence of another: the loser has no use of it."""

    key: str
    loser: Item
    winning_key: str
    winner: Item


def reach(claims: Iterable[tuple[str, Item]]) -> tuple[dict[str, Item], list[Clash[Item]]]:
    """Return what each key or sequence stands for, and the claims that are lost; of two rivals the first has the key."""
    held: dict[str, Item] = {}
    begun: dict[str, str] = {}
    """what the held sequences begin with, each with the first such sequence"""
    lost: list[Clash[Item]] = []
    for key, item in claims:
        starts = _starts(key)
        rival = next((each for each in (key, *starts) if each in held), None) or begun.get(key)
        if rival is None:
            held[key] = item
            for start in starts:
                begun.setdefault(start, key)
        elif held[rival] != item or rival != key:
            lost.append(Clash(key, item, rival, held[rival]))
    return held, lost


def _starts(key: str) -> list[str]:
    """Return the sequences that a longer one begins with: `ctrl+x` for `ctrl+x ctrl+c`."""
    keys = key.split(" ")
    return [" ".join(keys[:end]) for end in range(1, len(keys))]
