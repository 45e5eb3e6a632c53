"""Hebrew and Arabic on a terminal: directions by the Unicode bidirectional algorithm, and text in visual order.

Most terminals show characters in the order in which they are written, so that the reader turns right-to-left text
itself; python-bidi finds the levels (UAX #9). A terminal that turns text gets it in logical order. Joining of Arabic
letters is left to the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

# The first bytes in UTF-8 of Hebrew, Arabic and their relatives; the last two are also those of other characters.
_LEAD_BYTES = bytes((*range(0xD6, 0xE0), 0xEF, 0xF0))
_LONGEST = 4_000
"""characters whose levels are found at once; a longer paragraph is taken apart"""
_PAIRS = "()[]{}<>«»‹›≤≥≪≫⟨⟩（）［］｛｝「」『』〈〉《》【】〔〕"
_MIRRORED = dict(
    zip(_PAIRS, "".join(_PAIRS[at : at + 2][::-1] for at in range(0, len(_PAIRS), 2)), strict=True)
)
_VTE_WITH_MODES = 5800
"""the version of VTE, as in VTE_VERSION, from which an application may turn text itself (mode 8 of ECMA-48)"""

EXPLICIT, IMPLICIT = "\x1b[8l", "\x1b[8h"
"""tell the terminal that the application turns text, or that it is to do so again (BDSM of ECMA-48)"""

Levels = Sequence[int]
"""the embedding level of each character: odd ones run from right to left"""


def has_rtl(text: str) -> bool:
    """Return whether a text has letters that are written from right to left."""
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _LEAD_BYTES)) == len(data):
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def is_rtl(text: str) -> bool:
    """Return whether a paragraph runs from right to left.

    Its first letter decides (rules P2 and P3 of UAX #9), and where that is another one, whether most letters are: a
    Hebrew sentence that begins with a name in Latin letters is Hebrew. A Chinese character says as much as three letters.
    """
    strong = [unicodedata.bidirectional(character) for character in text if character.isalpha()]
    directions = [direction in ("R", "AL") for direction in strong if direction in ("L", "R", "AL")]
    if not directions or directions[0]:
        return bool(directions)
    wide = sum(unicodedata.east_asian_width(character) == "W" for character in text)
    return 2 * sum(directions) > len(directions) + 2 * wide


def levels_of(text: str, *, rtl: bool) -> Levels:
    """Return the level of each character of a paragraph with the given direction."""
    levels: list[int] = []
    for start in range(0, len(text), _LONGEST):
        levels += _levels(text[start : start + _LONGEST], rtl=rtl)
    return levels


def _levels(text: str, *, rtl: bool) -> list[int]:
    # Imported late: few archives need it.
    from bidi import get_display

    encoded = [character.encode("utf-8", "replace") for character in text]
    told = get_display(b"".join(encoded).decode(), base_dir="R" if rtl else "L", debug=True)
    assert isinstance(told, str)
    # What it tells is a level for each byte, then one for each paragraph.
    by_byte = re.findall(r"Level\(\s*(\d+)", told)
    levels = []
    place = 0
    for each in encoded:
        levels.append(int(by_byte[place]) if place < len(by_byte) else int(rtl))
        place += len(each)
    return levels


def visual_order(text: str, levels: Levels) -> list[tuple[int, int]]:
    """Return the (start, end) of the clusters of a line from left to right (rule L2); `levels` are of its characters.

    A mark stays behind its letter, as a terminal expects it.
    """
    clusters: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if clusters and (character == "\u200d" or unicodedata.category(character)[0] == "M"):
            clusters[-1] = (clusters[-1][0], index + 1)
        else:
            clusters.append((index, index + 1))
    own = [levels[start] for start, _ in clusters]
    for level in range(max(own, default=0), 0, -1):
        place = 0
        while place < len(clusters):
            end = place
            while end < len(clusters) and own[end] >= level:
                end += 1
            if end > place:
                clusters[place:end] = clusters[place:end][::-1]
                own[place:end] = own[place:end][::-1]
            place = end + 1
    return clusters


def mirrored(text: str, level: int) -> str:
    """Return a cluster as it looks at a level: brackets face the other way from right to left."""
    return _MIRRORED.get(text, text) if level % 2 else text


def visual(text: str) -> str:
    """Return a line in visual order, in its own direction."""
    if not has_rtl(text):
        return text
    levels = levels_of(text, rtl=is_rtl(text))
    return "".join(mirrored(text[start:end], levels[start]) for start, end in visual_order(text, levels))


def turns(setting: str, environment: Mapping[str, str]) -> bool:
    """Return whether the reader turns text, by the setting `bidi` and, for `auto`, by what the terminal is.

    Konsole, mlterm and the terminal of macOS turn text and cannot be told to leave it; those made with VTE can,
    unless a multiplexer stands between.
    """
    if setting != "auto":
        return setting == "visual"
    if "KONSOLE_VERSION" in environment or "MLTERM" in environment:
        return False
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    return not (_has_vte(environment) and ("TMUX" in environment or "STY" in environment))


def is_to_be_told(setting: str, environment: Mapping[str, str]) -> bool:
    """Return whether the terminal may turn text unless it is sent `EXPLICIT`.

    SSH passes none of the variables on by which a terminal is known; one that does not know the mode passes over it.
    """
    may_be_vte = _has_vte(environment) or "SSH_CONNECTION" in environment
    return (
        turns(setting, environment) and may_be_vte and "TMUX" not in environment and "STY" not in environment
    )


def _has_vte(environment: Mapping[str, str]) -> bool:
    version = environment.get("VTE_VERSION", "")
    return version.isdigit() and int(version) >= _VTE_WITH_MODES


class _Labels:
    """How labels are shown: titles, names and other single lines."""

    turned = True


def turn_labels(*, turned: bool) -> None:
    """Set whether labels are put into visual order, for the whole process: it has one terminal."""
    _Labels.turned = turned


def label(text: str) -> str:
    """Return a label as the terminal is to be sent it."""
    return visual(text) if _Labels.turned else text


def is_turned(text: str) -> bool:
    """Return whether a label runs from right to left once it is put into visual order."""
    return _Labels.turned and is_rtl(text)


def marked_label(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return the pieces of a label from left to right, and whether each lies in one of the ranges `marks` of the text."""
    if not (_Labels.turned and has_rtl(text)):
        pieces, place = [], 0
        for start, end in marks:
            pieces += [(text[place:start], False), (text[start:end], True)]
            place = end
        return [*pieces, (text[place:], False)]
    levels = levels_of(text, rtl=is_rtl(text))
    return [
        (mirrored(text[start:end], levels[start]), any(first <= start < last for first, last in marks))
        for start, end in visual_order(text, levels)
    ]
