"""Line breaking classes of characters: UAX #14, tailored to CLREQ and JLREQ, as one letter each.

The classes are derived from Python's own Unicode data; characters that their category does not tell are
listed. Letters, with the classes of UAX #14 that they stand for:

A AL HL and all alphabets, I ID, h Hangul, s the letters of SA, e those from right to left, N NU, O OP (wide and quotes), o OP (narrow), C CL,
P CP, Q QU (straight), q the apostrophe, S NS CJ, X EX, J IS, Y SY, R PR, T PO, H HY HH, B BA, b BB, D B2, L IN, G GL WJ, M CM ZWJ,
r RI, u superscripts, n circled numbers (ID), `_` SP, K BK.
"""

from __future__ import annotations

import unicodedata

_LISTED = {
    # Latin-1 quotes, which open in one language and close in another: opening before a word, closing after it.
    "O": "“‘«‹„‚‟‛〝",
    "C": "”»›、。，．｡､﹐﹑﹒〞〟",
    "P": ")]",
    "Q": "\"'",
    "q": "’",
    "o": "([{¡¿",
    # Small kana and the long vowel mark (CJ), iteration marks, and the middle dots, wave dashes and slashes
    # that CLREQ keeps from the line start.
    "S": "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーｧｨｩｪｫｬｭｮｯｰ々〻ゝゞヽヾ゛゜ﾞﾟ〜～・･゠·‧•ㆍ៖ៗ：；﹔﹕‼⁇⁈⁉／－–",
    "X": "!?！？﹗﹖؟؛۔׃׆༎",
    "J": ",.:;،։⁄٫٬",
    "Y": "/",
    "R": "$+\\£¤¥±€№−∓＄￡￥￦",
    "T": "%¢°‰‱′″‴℃℉％￠﹪٪؉؊",
    "H": "-‐֊־",
    "B": "|‒†‡।॥་།၊။។៕፡",
    "b": "´ˈˌ",
    "D": "—⸺⸻―",
    "L": "…‥⋯․",
    "G": "\u00a0\u202f\u2007\u2011\u2060\ufeff\u0f0c\u034f",
    "_": " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u1680",
    "K": "\n",
    "n": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    # Note marks, exponents and ordinals.
    "u": "¹²³ªº⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎",
}  # fmt: skip
_BY_CATEGORY = {
    "Mn": "M", "Me": "M", "Mc": "M", "Nd": "N", "Ps": "O", "Pe": "C", "Pi": "O", "Pf": "C", "Sc": "R",
}  # fmt: skip
_HANGUL_MEDIALS = range(0x1160, 0x1200)
_HANGUL = (range(0xAC00, 0xD7A4), range(0x1100, 0x1160), range(0x3131, 0x318F), range(0xFFA1, 0xFFDD))
_JOINERS = "\u200c\u200d"
_TAGS = range(0xE0020, 0xE0080)
_OPERATORS = range(0x2200, 0x2300)
# Thai, Lao, Burmese and Khmer.
_SOUTHEAST = (range(0x0E01, 0x0EDF), range(0x1000, 0x10A0), range(0x1780, 0x17E0))


def _class(character: str) -> str:
    code = ord(character)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "r"
    if character in _JOINERS or 0x1F3FB <= code <= 0x1F3FF or code in _HANGUL_MEDIALS or code in _TAGS:
        return "M"
    if any(code in letters for letters in _HANGUL):
        return "h"
    if 0x31F0 <= code <= 0x31FF:
        return "S"
    category = unicodedata.category(character)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Lo" and any(code in letters for letters in _SOUTHEAST):
        return "s"
    if category[0] == "L" and unicodedata.bidirectional(character) in ("R", "AL"):
        return "e"
    if category == "Sm" and code in _OPERATORS:
        return "R"  # a relation or operator stays with what follows it
    if 0xFF21 <= code <= 0xFF5A:
        return "A"  # a word in full-width letters is one word
    if category == "Cn" and not 0x20000 <= code < 0x40000:
        return "A"  # Python calls unassigned characters wide
    if unicodedata.east_asian_width(character) in "WF" or (category == "So" and code >= 0x2600):
        return "I"
    # Circled numbers, arrows, emoji and other ambiguous symbols behave like Chinese characters.
    if unicodedata.east_asian_width(character) == "A" and code >= 0x2100:
        return "I"
    return "A"


class _Classes(dict[int, str]):
    """Code point to class letter, filled on demand."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _class(chr(code))
        return letter


_CLASSES = _Classes({ord(character): letter for letter, text in _LISTED.items() for character in text})


def classes(text: str) -> str:
    """Return the class letter of each character of `text`."""
    return text.translate(_CLASSES)
