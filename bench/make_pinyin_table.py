"""Write the table of reader/text/pinyin.py from pypinyin's: `python bench/make_pinyin_table.py`.

It needs `pip install pypinyin`; the reader itself does not: loading its tables costs 150 ms, most of them in
one piece that no key gets through. Tones are left out, ü is v, and of a character's readings the commonest few
are kept, which pypinyin names first.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

OUT = Path(__file__).parents[1] / "reader" / "text" / "pinyin_table.py"
FIRST, LAST = 0x4E00, 0x9FFF
READINGS = 2
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


def plain(reading: str) -> str:
    """A syllable without its tone, with v for ü."""
    letters = unicodedata.normalize("NFD", reading).translate(_TONES)
    return unicodedata.normalize("NFC", letters).replace("ü", "v")


def main() -> None:
    """Write the table."""
    characters = defaultdict(list)
    for code in range(FIRST, LAST + 1):
        readings = dict.fromkeys(map(plain, pinyin_dict.get(code, "").split(",")))
        for reading in [reading for reading in readings if reading][:READINGS]:
            characters[reading].append(chr(code))
    assert all(syllable.isascii() and syllable.islower() for syllable in characters)
    text = " ".join(syllable + "".join(members) for syllable, members in sorted(characters.items()))
    lines = "\n".join(f'    "{text[start : start + WIDTH]}"' for start in range(0, len(text), WIDTH))
    OUT.write_text(_HEAD.format(version=version("pypinyin"), lines=lines), encoding="utf-8")


if __name__ == "__main__":
    main()
