"""Chinese names by the Latin letters of their reading: 武漢 by `wuhan`, `wh`, `whan` or `wuh`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.text import pinyin_table

LONGEST = 24
"""letters of the input that are used; what is typed to find a name is shorter"""
_LONGEST_NAME = 60
_LONGEST_SYLLABLE = 6
_START, _OTHER = "|", "/|"
"""the separators before a character's first reading, and before each further one; both end in the same sign,
to which a search can skip"""
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0304\u030c"))
_LATIN_WORD = re.compile("[a-z0-9]+")
_TONE_NUMBER = re.compile("(?<=[aeiouvngr])[1-5]")
_SKIP = r"(?:[a-z0-9]*/\|)*"
"""skips from a character's first reading to any of its readings"""
_NEXT = rf"(?:[a-z0-9]*(?:/\|[a-z0-9]*)*\|{_SKIP})"
"""skips from inside one character's readings to the beginning of a reading of the next character"""
_BOUNDARIES = " '’`-_"


class _Readings(dict[int, str]):
    """A table for `str.translate`: the readings of Chinese characters; Latin letters as they are; nothing for others."""

    def __missing__(self, code: int) -> str:
        return ""


@cache
def _readings() -> _Readings:
    readings: dict[str, list[str]] = {}
    for syllable, characters in re.findall("([a-z]+)([^a-z ]+)", pinyin_table.SYLLABLES):
        for character in characters:
            readings.setdefault(character, []).append(syllable)
    table = _Readings({ord(character): _START + _OTHER.join(all_) for character, all_ in readings.items()})
    table.update(
        {code: chr(code) for code in (*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1))}
    )
    table[ord(_START)] = _START
    return table


@cache
def _characters() -> dict[str, frozenset[str]]:
    return {
        syllable: frozenset(characters)
        for syllable, characters in re.findall("([a-z]+)([^a-z ]+)", pinyin_table.SYLLABLES)
    }


def characters_read(syllable: str) -> frozenset[str]:
    """Return the characters that can be read so, in both scripts; ü may be written as v or u."""
    also = syllable.replace("u", "v") if re.fullmatch("[ln]u?e?", syllable) else ""
    return _characters().get(syllable, frozenset()) | _characters().get(also, frozenset())


def divisions(typed: str, most: int) -> list[list[str]]:
    """Return the ways to divide typed letters into two syllables or up to `most`, those with the fewest first.

    A space or an apostrophe parts syllables wherever it stands (xi'an); letters that are no pinyin have no division.
    """
    plain = letters(typed)
    found: list[list[str]] = []

    def divide(rest: str, before: list[str]) -> None:
        if not rest:
            found.append(before)
        elif len(before) < most:
            for length in range(1, min(len(rest), _LONGEST_SYLLABLE) + 1):
                if characters_read(rest[:length]):
                    divide(rest[length:].removeprefix(" "), [*before, rest[:length]])

    divide(plain or "", [])
    return sorted((syllables for syllables in found if len(syllables) > 1), key=len)


def spell(name: str) -> str:
    """Return the readings of a name in which `pattern` can be searched: `|wu|han/|tan`.

    Each character has its common readings, a Latin word counts as one character, and everything else is left out.
    A name reads the same in traditional and simplified characters.
    """
    name = name[:_LONGEST_NAME].lower().replace(_START, " ")
    return _LATIN_WORD.sub(rf"{_START}\g<0>", name).translate(_readings())


def letters(typed: str) -> str | None:
    """Return the typed letters without tones; None if they cannot be pinyin.

    ü may be typed as v or u, tones as accents or numbers; a space or an apostrophe separates syllables (xi'an).
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", typed.lower()).translate(_TONES))
    plain = _TONE_NUMBER.sub("", plain.replace("ü", "v").strip())
    for sign in _BOUNDARIES[1:]:
        plain = plain.replace(sign, " ")
    if not re.fullmatch("[a-z0-9 ]+", plain) or not plain[0].isalpha():
        return None
    return " ".join(plain.split())[:LONGEST]


def pattern(typed: str, *, inside: bool = False) -> re.Pattern[str] | None:
    """Return a pattern that finds names in the lines of `spell`; None if the typed letters cannot be pinyin.

    Each letter continues the syllable before it or begins that of the next character, so whole syllables, initials and
    any mixture match. Without `inside` the match must start right after a line feed, else at any character.
    """
    plain = letters(typed)
    if plain is None:
        return None
    start = r"\|" if inside else rf"\n\|{_SKIP}"
    parts, parted, before = [start], False, ""
    for letter in plain:
        if letter == " ":
            parted = True
            continue
        if before:
            parts.append(_NEXT if parted else f"{_NEXT}??")
        # 綠 is lü, which is typed as lv or lu.
        parts.append("[uv]" if letter == "u" and before in ("l", "n") else letter)
        parted, before = False, letter
    return re.compile("".join(parts))


def is_pinyin(word: str) -> bool:
    """Return whether a word in Latin letters, in any case and without tones, consists of syllables of pinyin."""
    return bool(_syllables().fullmatch(word.lower()))


@cache
def _syllables() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(re.findall('([a-z]+)[^a-z ]+', pinyin_table.SYLLABLES))})+")
