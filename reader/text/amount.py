"""The length of a text and its reading time."""

from __future__ import annotations

from typing import NamedTuple

from reader.text.script import Script

_CHINESE = bytes((*range(0x2E, 0xA0), *range(0xF9, 0xFB), 0xFF))
"""the high bytes of characters that are counted one by one, in UTF-16: Chinese, kana, and their punctuation"""
_WORD, _BLANKS = b"w", b" \t\n\x0b\x0c\r"
_LETTERS = b"".join(b" " if bytes((byte,)) in _BLANKS else _WORD for byte in range(256))
"""for each byte of ASCII whether it parts words; what is not ASCII has become a question mark, which does not"""
_LETTERS_IN_CHINESE = _LETTERS[: ord("?")] + b" " + _LETTERS[ord("?") + 1 :]
"""the same where it does"""
_COUNTED_BY_CHARACTERS = frozenset((Script.HANT, Script.HANS, "ja"))
_LETTERS_OF_WORD = 6
"""letters of a word with its blank, where the few words beside Chinese are estimated"""
_CHARACTERS_A_MINUTE = 400
"""Chinese is read aloud at 255 characters a minute (Trauzettel-Klosinski and Dietz 2012), and silent reading is faster
by 238 to 183 (Brysbaert 2019), which makes 330; sites that tell reading times count 500"""
_WORDS_A_MINUTE = 238
"""silent reading of English non-fiction (Brysbaert 2019, a review of 190 studies)"""


class Amount(NamedTuple):
    """Characters of Chinese and Japanese, signs included, and words of other languages."""

    characters: int
    words: int

    @property
    def length(self) -> int:
        """How many there are together."""
        return self.characters + self.words

    @property
    def minutes(self) -> int:
        """How long reading takes, one minute at least."""
        return max(round(self.characters / _CHARACTERS_A_MINUTE + self.words / _WORDS_A_MINUTE), 1)


def amount_of(text: str) -> Amount:
    """Return how much there is to read in a text; in 5 to 10 nanoseconds a character.

    Words are parted by blanks, and by Chinese. Beside Chinese, only words that hold ASCII are counted.
    """
    high = text.encode("utf-16-be", "surrogatepass")[::2]
    characters = len(high) - len(high.translate(None, _CHINESE))
    letters = text.encode("ascii", "replace").translate(_LETTERS_IN_CHINESE if characters else _LETTERS)
    return Amount(characters, letters.count(b" " + _WORD) + letters.startswith(_WORD))


def length_of(text: str, encoded: bytes, language: str | None) -> int:
    """Return about what `Amount.length` is of a text that is there in UTF-8, too, and in a language, at next to no cost.

    A character of Chinese takes two bytes more than one of ASCII. Exact where a text is in Chinese alone, or has no Chinese.
    """
    characters = (len(encoded) - len(text)) // 2
    is_chinese = language in _COUNTED_BY_CHARACTERS
    if not is_chinese and language in (None, Script.EN):
        # Half of a text in Greek or Cyrillic would be taken for Chinese.
        is_chinese = 2 * characters > len(text)
    if is_chinese:
        return characters + (len(text) - characters) // _LETTERS_OF_WORD
    return len(encoded.split())
