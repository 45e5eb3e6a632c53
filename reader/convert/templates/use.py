"""One use of a template tag: its arguments, what it encloses, and where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.convert.templates.arguments import Arguments
from reader.convert.templates.lexer import Delimiters, TemplateTag
from reader.convert.templates.place import Place
from reader.convert.templates.tags import TagRow, normalised
from reader.text.words import word_set

TITLE_NAMES = ("title", "summary", "heading", "header", "name", "label", "caption")


WORDS_NAMES = ("content", "text", "message", "body", "description", "desc", "caption", "quote", "note")


_STYLE = word_set(
    """
    flat modern simple disabled no-icon noicon icon true false open closed close expanded expand collapsed primary
    secondary default light dark red orange yellow green cyan blue purple pink grey gray black white accent center
    left right block outline large larger small regular solid bolt fa fas far fab fal child child:codeblock code
    md html checked minus plus times nowrap external blank _blank self _self
    """
)
"""words among the arguments of boxes and buttons that say how they look"""


_ICON_OR_COLOR = re.compile(
    r"fa-[\w-]+|#[0-9a-f]{3,8}|var\([^)]*\)|rgba?\([^)]*\)|\d+(?:px|%|em|rem)?|icon-\w+|color:\w+",
    re.IGNORECASE,
)


class Use(NamedTuple):
    """One use of a tag in a text."""

    tag: TemplateTag
    row: TagRow | None
    arguments: Arguments
    inner: str | None
    """the Markdown that it encloses; None where nothing closes it"""
    place: Place

    @property
    def name(self) -> str:
        """The tag's name for comparison."""
        return normalised(self.tag.name)

    def main(self) -> str:
        """Return the argument that the tag is about."""
        names = self.row.names if self.row else ()
        value = self.arguments.first(*names) or self.arguments.at(0)
        if self.tag.delimiters is Delimiters.BRACKET:
            return value.removeprefix("=") or (self.inner or "").strip()
        return value


def is_style(word: str) -> bool:
    return word.lower() in _STYLE or _ICON_OR_COLOR.fullmatch(word) is not None


def rest_of(use: Use) -> str:
    """Return the Markdown that a tag encloses, where the tag itself has used it up or shows nothing."""
    return use.inner or ""
