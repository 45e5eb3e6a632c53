"""Chinese names by the Latin letters of their reading: 武漢 by `wuhan`, `wh`, `whan` or `wuh`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from reader.text import pinyin_table

LONGEST = 24
"""letters that are looked at: what is typed to find a name is shorter"""
_LONGEST_NAME = 60
_START, _OTHER = "|", "/|"
"""what stands before a character's first reading, and before each further one: each begins with the same sign,
so that a search can skip to it"""
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0304\u030c"))
_RUN = re.compile("[a-z0-9]+")
_TONE_NUMBER = re.compile("(?<=[aeiouvngr])[1-5]")
_SKIP = r"(?:[a-z0-9]*/\|)*"
"""the way from the first of a character's readings to any of them"""
_NEXT = rf"(?:[a-z0-9]*(?:/\|[a-z0-9]*)*\|{_SKIP})"
"""the way from inside one character's readings to the beginning of one of the next's"""
_BOUNDARIES = " '’`-_"


class _Readings(dict[int, str]):
    """A table for `str.translate`: a character's readings, itself for Latin letters, else nothing."""

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


def spell(name: str) -> str:
    """How the name is read, for `pattern` to be looked for in: `|wu|han/|tan`.

    Each character has its commonest readings, a Latin word counts as one character, and everything else is left
    out. Names in traditional and in simplified characters are read alike.
    """
    name = name[:_LONGEST_NAME].lower().replace(_START, " ")
    return _RUN.sub(rf"{_START}\g<0>", name).translate(_readings())


def letters(typed: str) -> str | None:
    """The letters of what is typed, without tones, as `pattern` wants them; None where it can be no pinyin.

    ü may be written as v or u, tones as marks or as numbers; a space or an apostrophe parts syllables (xi'an).
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", typed.lower()).translate(_TONES))
    plain = _TONE_NUMBER.sub("", plain.replace("ü", "v").strip())
    for sign in _BOUNDARIES[1:]:
        plain = plain.replace(sign, " ")
    if not re.fullmatch("[a-z0-9 ]+", plain) or not plain[0].isalpha():
        return None
    return " ".join(plain.split())[:LONGEST]


def pattern(typed: str, *, inside: bool = False) -> re.Pattern[str] | None:
    """What finds the names that are typed so in lines that `spell` made; None where it can be no pinyin.

    Every letter goes on in the syllable before it or begins the next character's, so that whole syllables,
    initials and any mixture do. Without `inside` the name must begin so, right after a line feed, else any of its
    characters.
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
        # 綠 is lü, for which keyboards have lv, and hurried people lu.
        parts.append("[uv]" if letter == "u" and before in ("l", "n") else letter)
        parted, before = False, letter
    return re.compile("".join(parts))
