"""Slips of typing: how what was typed may have come from what was meant."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from reader.text.look_alikes import look_alikes
from reader.text.script import is_han
from reader.text.sounds import sound_near, sound_same

_KEYBOARD = ("1234567890-", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./")
"""the rows of QWERTY; each stands half a key further to the right than the one above"""

_TELLING, _TELLING_LETTERS = 3, 4
"""characters of a word, in Chinese and in Latin letters, from which it is known by all but one of them"""


class Slip(IntEnum):
    """A kind of slip, the likeliest first."""

    SOUND = 0
    """characters of the same sound in Mandarin, tones aside"""
    SHAPE = 1
    """a Chinese character that looks much like another"""
    HAND = 2
    """two letters exchanged, a letter doubled or not, the key beside, or a sign or blank too many or missing"""
    ACCENT = 3
    """characters whose sounds are often taken for one another: zh and z, n and l, ang and an"""
    MISSING = 4
    """one character was left out"""
    CHARACTER = 5
    """one character is another, or one too many"""
    HALF = 6
    """one of two Chinese characters is another, which half of all words that begin or end so could be"""


def slip_between(typed: str, meant: str) -> Slip | None:
    """Return the slip that makes one form of another; None if it is none or more than one.

    Any number of characters may sound alike. A digit is no slip for another, as numbers are not spelt, nor is any letter
    in the place of another in so short a Latin word that what is left of it tells little.
    """
    if len(typed) == len(meant):
        return _among_equals(typed, meant)
    if abs(len(typed) - len(meant)) == 1:
        slip = Slip.MISSING if len(typed) < len(meant) else Slip.CHARACTER
        return _one_more(min(typed, meant, key=len), max(typed, meant, key=len), slip)
    return None


def _among_equals(typed: str, meant: str) -> Slip | None:
    places = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    pairs = [(typed[place], meant[place]) for place in places]
    digits = [one.isdigit() + other.isdigit() for one, other in pairs]
    if not places or 2 in digits or sum(digits) > 1:
        return None
    if all(sound_same(*pair) for pair in pairs):
        return Slip.SOUND
    if len(places) == 2 and places[1] == places[0] + 1 and pairs[0] == pairs[1][::-1]:
        return Slip.HAND
    if all(sound_near(*pair) for pair in pairs):
        return Slip.ACCENT
    if len(places) > 1:
        return None
    if meant[places[0]] in look_alikes(typed[places[0]]):
        return Slip.SHAPE
    if are_neighbours(*pairs[0]):
        return Slip.HAND
    shortest = _TELLING_LETTERS if all(each.isascii() for each in pairs[0]) else _TELLING
    if len(typed) >= shortest:
        return Slip.CHARACTER
    return Slip.HALF if len(typed) == 2 and is_han(typed + meant) else None


def _one_more(shorter: str, longer: str, slip: Slip) -> Slip | None:
    place = next(
        (place for place, (one, other) in enumerate(zip(shorter, longer, strict=False)) if one != other),
        len(shorter),
    )
    if shorter[place:] != longer[place + 1 :] or longer[place].isdigit():
        return None
    more, beside = longer[place], longer[max(place - 1, 0) : place] + longer[place + 1 : place + 2]
    is_near = not more.isalnum() or more in beside or any(are_neighbours(more, other) for other in beside)
    return Slip.HAND if is_near else slip


def are_neighbours(one: str, other: str) -> bool:
    """Return whether the keys of two letters are side by side, also aslant."""
    return other in _neighbours().get(one, "")


@cache
def _neighbours() -> dict[str, str]:
    places = {key: (x, y) for y, row in enumerate(_KEYBOARD) for x, key in enumerate(row)}
    # A key stands above the one at its own place in the next row and the one before.
    steps = {(1, 0), (-1, 0), (0, 1), (-1, 1), (0, -1), (1, -1)}
    return {
        key: "".join(other for other, (at_x, at_y) in places.items() if (at_x - x, at_y - y) in steps)
        for key, (x, y) in places.items()
    }
