"""Formulas in TeX: what is one, and how it is carried through HTML."""

from __future__ import annotations

import re

from reader.text.late import late

FORMULA_CLASS = "language-math"
"""the class of the `code` or `pre` that holds the TeX of a formula"""

MAX_TEX_CHARS = 10_000
"""the longest formula that is looked for in running text"""

CLOSING_BRACKETS = {"\\(": "\\)", "\\[": "\\]", "\\\\(": "\\\\)", "\\\\[": "\\\\]"}
"""TeX's brackets around formulas, also as they are written where a backslash is escaped"""
ENVIRONMENT = late(
    r"\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|flalign|displaymath|math)\*?)\}"
)
"""the beginning of an environment that is a formula without other signs around it"""

_CODE_FORMULA = late(r"\$(`{1,8})(?!`)((?:[^`\n]|(?!\1)`){1,2000}?)\1(?!`)\$(?![A-Za-z0-9])")
_SIGN = late(r"\\[A-Za-z]|[\^_=]")
_SURE_SIGN = late(r"\\[A-Za-z]{2}|[\^_]\{")
_SHORT = 2
"""the length of formulas to which letters may be glued, as in `$n$th`"""
_COMMAND = late(r"\\[A-Za-z]+\*?(?:[ \t]*\{[^{}]{0,500}\})?")
_ANY_SIGN = late(r"[\^_=+*/<>|!'-]|\\[A-Za-z,;:!{|]")
_TWO_WORDS = late(r"[A-Za-z]{2,}[ \t\n]+[A-Za-z]{2,}")
_AMOUNT = late(r"\d[\d.,]*[ \t]*(?:[A-Za-z]{2,}|[kKmMbB]\b)")
_WIDE = late("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_BAR = late(r"(?<!\\)\|")
_NOT_TEX = late(r"`|\]\(|://|</?[A-Za-z][\w-]*(?:[ \t]|/?>)|\n[ \t]*\n")
_DISPLAY_STYLE = late(r"\{\\(?:display|text)style[ \t]*(.*)\}", re.DOTALL)


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


def dollar_formula(source: str, start: int, limit: int) -> tuple[str, str, int] | None:
    """Return the opening sign, the TeX and the end of the formula that the dollar at `start` opens.

    Pandoc's rule (no blank inside the dollars, no digit after the closing one), and no letter or digit on the outer
    sides unless TeX is beyond doubt: amounts of money and variables of shells are none.
    """
    before = source[start - 1] if start else " "
    limit = min(limit, start + MAX_TEX_CHARS)
    if source.startswith("$`", start):
        code = _CODE_FORMULA.match(source, start, limit)
        return ("$`", code[2].strip(), code.end()) if code else None
    if source.startswith("$$", start):
        end = source.find("$$", start + 2, limit)
        tex = source[start + 2 : end].strip() if end > 0 else ""
        is_outside = before != "$" and not source.startswith("$", end + 2)
        return ("$$", tex, end + 2) if is_outside and is_tex(tex) else None
    if before == "$":
        return None
    end = source.find("$", start + 1, limit)
    while end > 0 and source[end - 1] == "\\":
        end = source.find("$", end + 1, limit)
    if end < 0:
        return None
    tex, after = source[start + 1 : end], source[end + 1 : end + 2]
    if not tex or tex[0].isspace() or tex[-1].isspace() or after == "$" or not is_tex(tex):
        return None
    if _SURE_SIGN.search(tex):
        return "$", tex, end + 1  # as in `2$\\times$2`
    is_glued_before = before.isascii() and before.isalnum()
    is_glued_after = after.isascii() and (after.isdigit() or (after.isalpha() and len(tex) > _SHORT))
    return None if is_glued_before or is_glued_after else ("$", tex, end + 1)


def bracket_formula(source: str, start: int, limit: int) -> tuple[str, str, int] | None:
    """Return the opening sign, the TeX and the end of the formula that the backslash at `start` opens."""
    opening = source[start : start + 3] if source.startswith("\\\\", start) else source[start : start + 2]
    closing = CLOSING_BRACKETS.get(opening)
    limit = min(limit, start + MAX_TEX_CHARS)
    if closing is None:
        environment = ENVIRONMENT.match(source, start)
        if environment is None:
            return None
        end_tag = f"\\end{{{environment[1]}}}"
        end = source.find(end_tag, start, limit)
        return ("\\[", source[start : end + len(end_tag)], end + len(end_tag)) if end > 0 else None
    # No formula holds the sign that opens it; a run of such signs is so looked through once.
    again = source.find(opening, start + len(opening), limit)
    end = source.find(closing, start + len(opening), limit if again < 0 else again)
    if end < 0:
        return None
    tex = source[start + len(opening) : end].strip()
    # In CommonMark these are escaped brackets; what stands in them has to be TeX beyond doubt.
    return (opening[-2:], tex, end + len(closing)) if surely_tex(tex) else None


def with_bars_escaped(row: str) -> str:
    """Return the row of a table with the bars of its formulas escaped, so that they divide no cells."""
    pieces: list[str] = []
    start = position = 0
    while (place := row.find("$", position)) >= 0:
        found = None if row[place - 1 : place] == "\\" else dollar_formula(row, place, len(row))
        position = found[2] if found else place + 1
        if found and "|" in found[1]:
            pieces += (row[start:place], _BAR.sub(r"\\|", row[place:position]))
            start = position
    return "".join((*pieces, row[start:]))
