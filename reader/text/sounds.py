"""Characters that sound alike in Mandarin, tones aside: what an input method offers for the same keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reader.text import sound_table
from reader.text.spelling import search_form

_RETROFLEX = re.compile("^([zcs])h")
_BACK_NASAL = re.compile("(?<=[aei])ng$")
_NONE: frozenset[str] = frozenset()


@cache
def _common() -> dict[str, str]:
    """Return the common characters of each syllable, in the form in which texts are searched."""
    return _read(sound_table.COMMON)


@cache
def _syllables() -> dict[str, frozenset[str]]:
    """Return the syllables of each character."""
    found: dict[str, set[str]] = {}
    for syllables in (_common(), _read(sound_table.RARER)):
        for syllable, characters in syllables.items():
            for character in characters:
                found.setdefault(character, set()).add(syllable)
    return {character: frozenset(syllables) for character, syllables in found.items()}


def _read(table: str) -> dict[str, str]:
    found = re.findall("([a-z]+)([^a-z ]+)", table)
    return {syllable: search_form(characters) for syllable, characters in found}


@cache
def _blurred(syllable: str) -> str:
    """Return what is left of a syllable where zh and z, ch and c, sh and s, n and l, and n and ng at the end are one."""
    blurred = _BACK_NASAL.sub("n", _RETROFLEX.sub(r"\1", syllable))
    return f"l{blurred[1:]}" if blurred.startswith("n") else blurred


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """Return the syllables that are often taken for one another, by what is left of them."""
    alike: dict[str, tuple[str, ...]] = {}
    for syllable in _common():
        alike[_blurred(syllable)] = (*alike.get(_blurred(syllable), ()), syllable)
    return alike


def sound_same(one: str, other: str) -> bool:
    """Return whether two characters, each in the form of the search, share a reading."""
    return not _syllables().get(one, _NONE).isdisjoint(_syllables().get(other, _NONE))


def sound_near(one: str, other: str) -> bool:
    """Return whether readings of two characters are often taken for one another."""
    blurred = set(map(_blurred, _syllables().get(one, _NONE)))
    return not blurred.isdisjoint(map(_blurred, _syllables().get(other, _NONE)))


def same_sound(character: str) -> str:
    """Return the common characters with a reading of this one, which may be one of them."""
    return _of(_syllables().get(character, _NONE))


def near_sound(character: str) -> str:
    """Return the common characters with a reading that is often taken for one of this one's."""
    alike = _alike()
    return _of(
        {near for each in _syllables().get(character, _NONE) for near in alike.get(_blurred(each), ())}
    )


def _of(syllables: Iterable[str]) -> str:
    """Return the common characters of the syllables."""
    return "".join(dict.fromkeys("".join(_common().get(each, "") for each in sorted(syllables))))
