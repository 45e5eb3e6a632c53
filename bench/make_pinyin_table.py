"""Write the tables of reader/text/pinyin.py and sounds.py from pypinyin's: `python bench/make_pinyin_table.py`.

It needs `pip install pypinyin`; the reader itself does not: loading its tables costs 150 ms, most of them in
one piece that no key gets through. Tones are left out, ü is v, and of a character's readings the commonest few
are kept, which pypinyin names first. Sounds are those of the characters of GB 2312 alone, with the readings that pypinyin's
phrases use: almost any two characters share some reading of old books.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

FOLDER = Path(__file__).parents[1] / "reader" / "text"
FIRST, LAST = 0x4E00, 0x9FFF
READINGS = 2
SHARE = 20
"""1/n of the phrases with a character that must use a reading"""
LEVEL_1, LEVEL_2, END = b"\xb0", b"\xd8", b"\xf8"
"""first bytes of the common and of the rarer characters in GB 2312"""
WIDTH = 110
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0304\u030c"))
_HEAD = '''"""Readings of Chinese characters for reader/text/pinyin.py, written by bench/make_pinyin_table.py.

From pypinyin {version} (https://github.com/mozillazg/python-pinyin, MIT License, Copyright mozillazg and
contributors), which has them from the Unihan database.
"""

# a syllable without its tone, then the characters that are read so
SYLLABLES = (
{lines}
)
'''
_SOUNDS = '''"""Sounds of Chinese characters for reader/text/sounds.py, written by bench/make_pinyin_table.py.

From pypinyin {version} (https://github.com/mozillazg/python-pinyin, MIT License, Copyright mozillazg and
contributors). These are the characters of GB 2312, with the readings that words of today use.
"""

# a syllable without its tone, then the 3,755 common characters that are read so
COMMON = (
{common}
)
# the 3,008 rarer ones
RARER = (
{rarer}
)
'''


def plain(reading: str) -> str:
    """A syllable without its tone, with v for ü."""
    letters = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", letters).replace("ü", "v")


def table(characters: Mapping[str, Sequence[str]]) -> str:
    """The syllables with their characters, as lines of Python."""
    assert all(syllable.isascii() and syllable.islower() for syllable in characters)
    text = " ".join(syllable + "".join(members) for syllable, members in sorted(characters.items()))
    return "\n".join(f'    "{text[start : start + WIDTH]}"' for start in range(0, len(text), WIDTH))


def readings(code: int) -> list[str]:
    """The readings of a character, the commonest first."""
    return [reading for reading in dict.fromkeys(map(plain, pinyin_dict.get(code, "").split(","))) if reading]


def sounds() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The common and the rarer characters of each syllable."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases_dict.items():
        for character, syllable in zip(phrase, syllables, strict=False):
            used[character][plain(syllable[0])] += 1
    common, rarer = defaultdict(list), defaultdict(list)
    for code in range(FIRST, LAST + 1):
        character = chr(code)
        place = character.encode("gb2312", "ignore")
        if not LEVEL_1 <= place < END:
            continue
        counts = used[character]
        for rank, reading in enumerate(readings(code)):
            if rank == 0 or counts[reading] * SHARE > counts.total():
                (common if place < LEVEL_2 else rarer)[reading].append(character)
    return common, rarer


def main() -> None:
    """Write the tables."""
    characters = defaultdict(list)
    for code in range(FIRST, LAST + 1):
        for reading in readings(code)[:READINGS]:
            characters[reading].append(chr(code))
    pypinyin = version("pypinyin")
    head = _HEAD.format(version=pypinyin, lines=table(characters))
    (FOLDER / "pinyin_table.py").write_text(head, encoding="utf-8")
    common, rarer = map(table, sounds())
    text = _SOUNDS.format(version=pypinyin, common=common, rarer=rarer)
    (FOLDER / "sound_table.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
