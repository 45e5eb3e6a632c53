"""Template tags in a text: where one begins and ends, its name and its arguments.

Liquid, Nunjucks, Twig and Hexo write `{% name … %}`, Hugo `{{< name … >}}` and `{{% name … %}}`, and all of
them `{{ expression }}`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from reader.convert.templates.tags import SHORTCODES

_MAX_TAG_CHARS = 20_000
"""the length at which an opening delimiter counts as text; real tags stay far below it"""
_MAX_CLOSINGS = 8
"""closing delimiters inside quotes of one tag"""
OPENING = re.compile(
    r"\{%|\{\{[<%]?|(?<![\[!\\])\\?\[(?=/?(?:wp_caption|" + "|".join(sorted(SHORTCODES)) + r")[\s\]=\\])",
    re.IGNORECASE,
)
"""what may be the beginning of a tag"""
_SHORTCODE_OPENING = re.compile(r"\{\{[<%]")
_TRIMMING = re.compile(r"\A[-~+]|[-~]\Z")
"""the signs that trim white space around a tag: `{%- … -%}`"""
_NAME = re.compile(r"(/?)[ \t\r\n]*([A-Za-z_][\w./-]*)")
_VOID = re.compile(r"(?:\A[\w.-]+|[\s\"'`])/\Z")
"""the sign of a tag that closes itself, which is no part of an address"""
_ESCAPED_BRACKET = "\\["
"""how converters from HTML to Markdown write the bracket of a shortcode that they do not know"""
_ESCAPE = re.compile(r"\\([_*\[\]~`\\])")
_STRING = re.compile(r"\{\{[-~]?[ \t]*(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}')[^{}\n]{0,500}\}\}")
"""an expression that begins with a string, in which delimiters are text: `{{ '{%' }}`"""


class Delimiters(Enum):
    """The delimiters of a tag, and what they tell about it."""

    STATEMENT = ("{%", "%}")
    ANGLE = ("{{<", ">}}")
    """Hugo: what it encloses is HTML"""
    PERCENT = ("{{%", "%}}")
    """Hugo: what it encloses is Markdown"""
    EXPRESSION = ("{{", "}}")
    BRACKET = ("[", "]")
    """WordPress and forums; only tags of known names"""


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
        opening = OPENING.match(self._text, start)
        if opening is None:
            return None
        is_escaped = opening.group() == _ESCAPED_BRACKET
        delimiters = Delimiters.BRACKET if is_escaped else _BY_OPENING[opening.group()]
        string = _STRING.match(self._text, start) if delimiters is Delimiters.EXPRESSION else None
        end = string.end() - 2 if string else self._closing(delimiters, opening.end())
        if end < 0:
            return None
        inner = self._text[opening.end() : end]
        if delimiters in (Delimiters.STATEMENT, Delimiters.EXPRESSION):
            inner = _TRIMMING.sub("", inner)
        if is_escaped:
            inner = _ESCAPE.sub(r"\1", inner.removesuffix("\\"))
        inner = inner.strip()
        end += len(delimiters.value[1])
        if delimiters is Delimiters.EXPRESSION:
            return TemplateTag(start, end, delimiters, "", inner)
        is_void = delimiters is not Delimiters.STATEMENT and _VOID.search(inner) is not None
        if delimiters is Delimiters.STATEMENT and inner.startswith("#"):
            return TemplateTag(start, end, delimiters, "comment", inner, is_void=True)
        name = _NAME.match(inner)
        if name is None or (delimiters is Delimiters.BRACKET and self._is_markdown_link(end, inner)):
            return None
        arguments = inner[name.end() :].removesuffix("/") if is_void else inner[name.end() :]
        is_end = bool(name.group(1))
        word = name.group(2)
        if delimiters is Delimiters.STATEMENT and word.startswith("end"):
            is_end, word = True, word[3:].lstrip("_")
        return TemplateTag(start, end, delimiters, word.rstrip("/"), arguments.strip(), is_end, is_void)

    def _is_markdown_link(self, end: int, inner: str) -> bool:
        """Return whether brackets are the text or the label of a link: `[video](a)`, `[code][1]`, `[url]: b`."""
        following = self._text[end : end + 1]
        return following == "(" or (following in ("[", ":") and "=" not in inner and " " not in inner)

    def _closing(self, delimiters: Delimiters, start: int) -> int:
        """Return where the closing delimiter begins, outside quotes if it can be; -1 if there is none."""
        opening, closing = delimiters.value
        text = self._text
        if self._last_closing[delimiters] < start:
            return -1
        limit = start + _MAX_TAG_CHARS
        # Another opening of the kind tells that this one is not closed, so that the searches share no text.
        if delimiters is Delimiters.BRACKET:
            line_end = text.find("\n\n", start, limit)
            limit = line_end if line_end >= 0 else limit
            found = text.find(opening, start, limit)
            limit = found if found >= 0 else limit
        elif delimiters in (Delimiters.ANGLE, Delimiters.PERCENT):
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
