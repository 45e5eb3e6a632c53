"""The words of a bash command line that is being typed, and words written for its reader.

Quoting is that of the Bash Reference Manual, 3.1.2; which part of a word a completion replaces is readline's to say: what
follows the open quote, or else the last unquoted character of `COMP_WORDBREAKS`; an `@` or `$` among these it replaces too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SPECIAL = re.compile(r"""[\s!"#$&'()*;<>?\[\\\]^`{|}]""")
_SPECIAL_IN_DOUBLE = re.compile(r'["$`\\]')
_REPLACED_BREAKS = "$@"
"""bash's `rl_special_prefixes`"""


class Line(NamedTuple):
    """A command line up to the cursor."""

    words: list[str]
    """the words before the last one, without their quotes, the program first"""
    word: str
    """the last word so far, without quotes; empty after a blank"""
    kept: str
    """what of it stands before the part that a completion replaces"""
    quote: str
    """the quote that is open: ' or ", or nothing"""


def line_of(text: str, breaks: str) -> Line:
    """Return the words of a command line up to the cursor; `breaks` are the signs that end a word for readline."""
    words: list[str] = []
    word, kept, quote = "", "", ""
    has_begun = False
    place = 0
    while place < len(text):
        sign, place = text[place], place + 1
        if quote:
            if sign == quote:
                quote = ""
            elif sign == "\\" and quote == '"' and text[place : place + 1] in ("\\", '"', "$", "`"):
                word, place = word + text[place], place + 1
            else:
                word += sign
        elif sign in "'\"":
            quote, kept, has_begun = sign, word, True
        elif sign.isspace():
            if has_begun:
                words.append(word)
            word, kept, has_begun = "", "", False
        else:
            if sign == "\\":
                sign, place = text[place : place + 1], place + 1
            word, has_begun = word + sign, True
            if sign in breaks and text[place - 2 : place - 1] != "\\":
                kept = word[:-1] if sign in _REPLACED_BREAKS else word
    return Line(words, word, kept, quote)


def completed(text: str, line: Line) -> str | None:
    """Return what readline is to put in place of the last part of a line, so that its last word is `text`.

    readline closes an open quote, unless the last sign looks as if it did. None where `written` has none.
    """
    part = written(text, line)
    return part + line.quote if part and line.quote and part.endswith(line.quote) else part


def written(text: str, line: Line) -> str | None:
    """Return the signs for `text` in the last part of a line, within the quote that is open there.

    None where a completion that does not begin as the word would have to change what readline keeps.
    """
    if not text.startswith(line.kept):
        return None
    part = text.removeprefix(line.kept)
    if line.quote == "'":
        return part.replace("'", r"'\''")
    if line.quote:
        return _SPECIAL_IN_DOUBLE.sub(r"\\\g<0>", part)
    escaped = _SPECIAL.sub(r"\\\g<0>", part)
    return f"\\{escaped}" if escaped.startswith("~") and not line.kept else escaped
