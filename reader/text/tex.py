"""Formulas in TeX: what is one, and how it is carried through HTML."""

from __future__ import annotations

import re

FORMULA_CLASS = "language-math"
"""the class of the `code` or `pre` that holds the TeX of a formula"""

MAX_TEX_CHARS = 10_000
"""the longest formula that is looked for in running text"""

_SIGN = re.compile(r"\\[A-Za-z]|[\^_=]")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?(?:[ \t]*\{[^{}]{0,500}\})?")
_ANY_SIGN = re.compile(r"[\^_=+*/<>|!'-]|\\[A-Za-z,;:!{|]")
_TWO_WORDS = re.compile(r"[A-Za-z]{2,}[ \t\n]+[A-Za-z]{2,}")
_AMOUNT = re.compile(r"\d[\d.,]*[ \t]*(?:[A-Za-z]{2,}|[kKmMbB]\b)")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_NOT_TEX = re.compile(r"`|\]\(|://|</?[A-Za-z][\w-]*(?:[ \t]|/?>)|\n[ \t]*\n")
_DISPLAY_STYLE = re.compile(r"\{\\(?:display|text)style[ \t]*(.*)\}", re.DOTALL)


def is_tex(text: str) -> bool:
    """Return whether a text between dollars is a formula: not words, an amount of money, code or a link."""
    if not text.strip() or _NOT_TEX.search(text):
        return False
    bare = _COMMAND.sub("", text)
    if _SIGN.search(text):
        return not (_TWO_WORDS.search(bare) and "\\" not in text and len(bare.split()) > 6)
    return not (_WIDE.search(text) or _TWO_WORDS.search(bare) or _AMOUNT.match(text))


def surely_tex(text: str) -> bool:
    """Return whether a text between `\\(` and `\\)`, which may be escaped brackets, is a formula."""
    if not is_tex(text):
        return False
    return _ANY_SIGN.search(text) is not None or (len(text) <= 2 and text.isalpha() and text.isascii())


def bare_tex(text: str) -> str:
    """Return TeX without white space and the style that some programs put around it."""
    text = text.strip()
    styled = _DISPLAY_STYLE.fullmatch(text)
    return styled[1].strip() if styled else text
