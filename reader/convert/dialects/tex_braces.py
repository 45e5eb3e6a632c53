"""What stands in formulas and would be read as something else: braces as template tags, bars as edges of cells.

Braces are hidden while templates are expanded, bars escaped in the rows of tables.
"""

from __future__ import annotations

import re

from reader.text.tex import bracket_formula, dollar_formula, with_bars_escaped

SIGNS = ("$", "\\(", "\\[")
HIDDEN, _HIDDEN_END = "\x0e", "\x0f"
"""what stands for braces meanwhile"""
_TEMPLATE_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
_ROW = re.compile(r"(?m)^[ \t>]*\|[^\n$]*\$[^\n]*$")
_OPENING = re.compile(r"\$|\\\\?[(\[]|\\begin\{|\\.")


def hide_braces(text: str) -> str:
    """Return a text with the braces of its formulas hidden."""
    text = text.replace(HIDDEN, "").replace(_HIDDEN_END, "")
    if not _TEMPLATE_SIGN.search(text):
        return text
    pieces: list[str] = []
    start = position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        is_dollar = opening[0] == "$"
        find = dollar_formula if is_dollar else bracket_formula
        found = find(text, opening.start(), len(text))
        position = found[2] if found else opening.end()
        if found and _TEMPLATE_SIGN.search(text, opening.start(), position):
            tex = text[opening.start() : position].replace("{", HIDDEN).replace("}", _HIDDEN_END)
            pieces += (text[start : opening.start()], tex)
            start = position
    pieces.append(text[start:])
    return "".join(pieces)


def restore_braces(text: str) -> str:
    """Return a text with the braces of its formulas in place."""
    return text.replace(HIDDEN, "{").replace(_HIDDEN_END, "}")


def escape_bars(text: str) -> str:
    """Return a text with the bars of formulas in the rows of tables escaped."""
    return _ROW.sub(lambda row: with_bars_escaped(row[0]), text)
