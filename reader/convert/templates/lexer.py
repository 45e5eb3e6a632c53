"""Template tags in a text: where one begins and ends, its name and its arguments.

Liquid, Nunjucks, Twig and Hexo write `{% name … %}`, Hugo `{{< name … >}}` and `{{% name … %}}`, and all of
them `{{ expression }}`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_MAX_TAG_CHARS = 20_000
"""the length at which an opening delimiter counts as text; real tags stay far below it"""
_MAX_CLOSINGS = 8
"""closing delimiters inside quotes of one tag"""
_OPENING = re.compile(r"\{%|\{\{[<%]?")
_SHORTCODE_OPENING = re.compile(r"\{\{[<%]")
_TRIMMING = re.compile(r"\A[-~+]|[-~]\Z")
"""the signs that trim white space around a tag: `{%- … -%}`"""
_NAME = re.compile(r"(/?)[ \t\r\n]*([A-Za-z_][\w./-]*)")


class Delimiters(Enum):
    """The delimiters of a tag, and what they tell about it."""

    STATEMENT = ("{%", "%}")
    ANGLE = ("{{<", ">}}")
    """Hugo: what it encloses is HTML"""
    PERCENT = ("{{%", "%}}")
    """Hugo: what it encloses is Markdown"""
    EXPRESSION = ("{{", "}}")


_BY_OPENING = {delimiters.value[0]: delimiters for delimiters in Delimiters}


class TemplateTag(NamedTuple):
    """A tag as written in a text."""

    start: int
    end: int
    delimiters: Delimiters
    name: str
    """empty for an expression"""
    arguments: str
    """all that follows the name, or the whole expression"""
    is_end: bool = False
    """whether it closes an earlier tag: `endname` or `/name`"""
    is_void: bool = False
    """whether it closes itself: `{{< name />}}`"""


class TagLexer:
    """Finds the tags of one text; a delimiter that nothing closes is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_closing = {delimiters: text.rfind(delimiters.value[1]) for delimiters in Delimiters}

    def tag_at(self, start: int) -> TemplateTag | None:
        """Return the tag that begins at `start`; None where the text there is no tag."""
        opening = _OPENING.match(self._text, start)
        if opening is None:
            return None
        delimiters = _BY_OPENING[opening.group()]
        end = self._closing(delimiters, opening.end())
        if end < 0:
            return None
        inner = self._text[opening.end() : end]
        if delimiters in (Delimiters.STATEMENT, Delimiters.EXPRESSION):
            inner = _TRIMMING.sub("", inner)
        inner = inner.strip()
        end += len(delimiters.value[1])
        if delimiters is Delimiters.EXPRESSION:
            return TemplateTag(start, end, delimiters, "", inner)
        is_void = delimiters is not Delimiters.STATEMENT and inner.endswith("/")
        name = _NAME.match(inner)
        if name is None:
            return None
        arguments = inner[name.end() :].removesuffix("/") if is_void else inner[name.end() :]
        is_end = bool(name.group(1))
        word = name.group(2)
        if delimiters is Delimiters.STATEMENT and word.startswith("end") and len(word) > 3:
            is_end, word = True, word[3:]
        return TemplateTag(start, end, delimiters, word.rstrip("/"), arguments.strip(), is_end, is_void)

    def _closing(self, delimiters: Delimiters, start: int) -> int:
        """Return where the closing delimiter begins, outside quotes if it can be; -1 if there is none."""
        opening, closing = delimiters.value
        text = self._text
        if self._last_closing[delimiters] < start:
            return -1
        limit = start + _MAX_TAG_CHARS
        # Another opening of the kind tells that this one is not closed, so that the searches share no text.
        if delimiters in (Delimiters.ANGLE, Delimiters.PERCENT):
            other = _SHORTCODE_OPENING.search(text, start, limit)
            limit = other.start() if other else limit
        else:
            found = text.find(opening, start, limit)
            limit = found if found >= 0 else limit
        first = end = text.find(closing, start, limit)
        for _ in range(_MAX_CLOSINGS):
            if end < 0:
                break
            inner = text[start:end]
            if inner.count('"') % 2 == 0 and inner.count("`") % 2 == 0:
                return end
            end = text.find(closing, end + 1, limit)
        return first
