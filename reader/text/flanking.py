"""Which delimiter runs can open and close emphasis: CommonMark's flanking rules with the CJK-friendly amendment."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class Flanks(NamedTuple):
    """The sides on which a delimiter run touches text (CommonMark 0.31, 6.2)."""

    left: bool
    """whether the run is left-flanking: text follows it"""
    right: bool
    """whether the run is right-flanking: text is before it"""


def is_space(character: str) -> bool:
    """Return whether a character is white space to the flanking rules."""
    return character.isspace() or unicodedata.category(character) == "Zs"


def is_cjk(character: str) -> bool:
    """Return whether a character belongs to a script without spaces between words, punctuation included.

    Thai, Lao, Burmese and Khmer are such scripts, too.
    """
    if "\u0e00" <= character < "\u1800":
        return character < "\u0f00" or "\u1000" <= character < "\u10a0" or character >= "\u1780"
    return unicodedata.east_asian_width(character) in "WFH" and unicodedata.category(character) != "So"


def is_punctuation(character: str) -> bool:
    """Return whether a character is punctuation to the flanking rules, which exclude that of CJK."""
    return unicodedata.category(character)[0] in "PS" and not is_cjk(character)


def flanks(before: str, after: str) -> Flanks:
    """Return the flanks of a delimiter run between two characters; the ends of a text count as spaces.

    CommonMark 0.31, 6.2, with the CJK-friendly amendment: CJK punctuation is no punctuation to the flanking rules,
    and a run between punctuation and a CJK character flanks as if a space stood there. Without the amendment
    `**「…」**中文` does not close.
    """
    space_before, space_after = is_space(before), is_space(after)
    sign_before, sign_after = is_punctuation(before), is_punctuation(after)
    return Flanks(
        not space_after and (not sign_after or space_before or sign_before or is_cjk(before)),
        not space_before and (not sign_before or space_after or sign_after or is_cjk(after)),
    )
