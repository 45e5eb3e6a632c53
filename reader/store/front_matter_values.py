"""The values of a file's front matter, whatever form it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum

from reader.frozen import Frozen
from reader.text.field_keys import folded_key

Value = str | tuple["Value", ...] | dict[str, "Value"]
"""text, a list, or nested keys; numbers, dates and truth values are the text that the file has for them"""

_DEEPEST = 20
"""levels of nested values that are kept; no program writes more than five"""


class Form(StrEnum):
    """A form of front matter."""

    NONE = ""
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    PAGE = "page"
    """a whole HTML page, which says the same in its elements"""
    MDX = "mdx"
    """an object that an MDX file exports"""
    SCRIPT = "script"
    """what JavaScript or Ruby gives names to, between fences that Eleventy and Bridgetown run"""
    PROPERTIES = "properties"
    """`key:: value` lines, as Logseq writes them"""
    COMMENT = "comment"
    """lines of fields in a comment, and those of Nikola, which begin with two dots"""
    KIRBY = "kirby"
    """fields with lines of hyphens between them, of which one is the text"""
    HEAD = "head"
    """`Key: value` lines without a fence around them, as Pelican and MultiMarkdown write them"""


class FrontMatter(Frozen):
    """The front matter of a file, and the body below it."""

    values: dict[str, Value]
    """all that it says, by key as written"""
    body: str = ""
    """everything after the front matter, unchanged except for line ends, which are line feeds"""
    is_present: bool = False
    """whether the file starts with front matter"""
    warnings: tuple[str, ...] = ()
    """the defects of the front matter, a sentence each"""
    form: Form = Form.NONE
    """the form that it is written in"""

    def text(self, *names: str) -> str:
        """Return the first non-blank value among `names` as one text, or an empty string.

        Names are compared by `folded_key`; lists are joined with commas.
        """
        for name in names:
            for value in self.named(name):
                text = ", ".join(texts_of(value))
                if text.strip():
                    return text
        return ""

    def named(self, name: str) -> Iterator[Value]:
        """Yield the top-level values whose key is the name, compared by `folded_key`; the last one first."""
        folded = folded_key(name)
        for key in reversed(list(self.values)):
            if folded_key(key) == folded:
                yield self.values[key]

    def items(self, *names: str) -> Iterator[str]:
        """Yield the items of the values of `names`; text is split at its commas."""
        for name in names:
            for value in self.named(name):
                yield from value.split(",") if isinstance(value, str) else texts_of(value)


def texts_of(value: Value) -> Iterator[str]:
    """Yield the text of a value, or the texts that stand in its list; nested keys are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, str):
                yield item


def nested_value(value: object, depth: int = 0) -> Value:
    """Return what a parser of YAML, TOML or JSON read as a value; `_DEEPEST` levels of it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        if depth < _DEEPEST:
            return {str(key): nested_value(inner, depth + 1) for key, inner in value.items()}
        return ""
    if isinstance(value, list):
        return tuple(nested_value(item, depth + 1) for item in value) if depth < _DEEPEST else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | time) else str(value)
