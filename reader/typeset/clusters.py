"""Grapheme clusters, and the orthographic syllables of scripts that stack or reorder their letters (UAX #29).

Consulted where a word is longer than the line and has to be broken somewhere; elsewhere no rule breaks inside a word.
"""

from __future__ import annotations

from reader.typeset.classes import classes

_LONGEST_FLAGS = 64
"""regional indicators before a place that are counted, to tell pairs"""
_BEFORE_CONSONANT = frozenset("เแโใไເແໂໃໄ")
"""Thai and Lao vowels written before the consonant after which they are spoken"""
_AFTER_CONSONANT = frozenset("ะาำๅๆฯะาຳຽໆຯ")
"""Thai and Lao vowels that are letters, and the signs of repetition and abbreviation"""
_STACKING = frozenset(
    "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u1a60\ua9c0\u1b44\u0f84"
)
"""viramas: the consonant after one is written below the one before it or joined to it"""
_TAMIL_CONJUNCTS = frozenset(("\u0b95\u0bcd\u0bb7", "\u0bb8\u0bcd\u0bb0", "\u0bb6\u0bcd\u0bb0"))
_JOINERS = "\u200c\u200d"


def is_inside_cluster(text: str, place: int) -> bool:
    """Return whether a line that begins at offset `place` tears what reads as one character."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if after < "\u0300" and before < "\u0300":
        return False
    if before == "\u200d":
        return True
    if (before in _BEFORE_CONSONANT or after in _AFTER_CONSONANT) and _are_of_one_script(before, after):
        return True
    letter = classes(after)
    if letter == "M":
        return not before.isspace()
    if letter == "r":
        return _count_flags(text, place) % 2 == 1
    if text[place - 2 : place + 1] in _TAMIL_CONJUNCTS:
        return True
    base = place - 1
    while base > 0 and text[base] in _JOINERS:
        base -= 1
    return (
        base > 0
        and text[base] in _STACKING
        and after.isalpha()
        and _are_of_one_script(text[base - 1], after)
        and _are_of_one_script(text[base], after)
    )


def _are_of_one_script(one: str, other: str) -> bool:
    """Return whether two letters of southern Asia are of one script: each has 128 code points to itself."""
    return ord(one) >> 7 == ord(other) >> 7


def cluster_start(text: str, place: int, least: int) -> int:
    """Return the start of the cluster around `place`, or `least` where the cluster begins no later than that."""
    while place > least and is_inside_cluster(text, place):
        place -= 1
    return place


def _count_flags(text: str, place: int) -> int:
    """Return how many regional indicators stand directly before `place`."""
    first = max(0, place - _LONGEST_FLAGS)
    letters = classes(text[first:place])
    return len(letters) - len(letters.rstrip("r"))
