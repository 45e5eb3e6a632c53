"""Front matter in a comment: `.. key: value` lines, as Nikola writes them also without the comment, and `key: value`
lines, as Wiki.js and programs that post to Qiita do."""

from __future__ import annotations

import re

from reader.store.field_names import is_known
from reader.store.front_matter_head import parse_head
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.store.front_matter_yaml import parse_yaml

_COMMENT = re.compile(
    r"\s{0,100}<!--[ \t]*\n(?P<lines>(?:(?!-->)[^\n]{0,10000}\n){1,200})[ \t]*-->[ \t]*(?:\n|\Z)"
)
_ONE_LINE = re.compile(
    r"\s{0,20}<!--[ \t]*(?P<key>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>[^\n]{0,1000}?)[ \t]*-->[ \t]*(?:\n|\Z)"
)
_DOTTED = re.compile(
    r"\.\.[ \t]+(?P<key>[A-Za-z][\w -]{0,40}):(?:[ \t]+(?P<value>[^\n]{0,10000}))?[ \t]*(?:\n|\Z)"
)
_ABOVE_YAML = re.compile(r"\s{0,100}<!--(?:(?!-->).){0,5000}-->\s{0,100}(?=---\n)", re.DOTALL)
_MAX_LINES = 100


def parse_comment(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not begin with such lines."""
    if text.lstrip()[:2] == "..":
        return _dotted(text.lstrip())
    comment = _COMMENT.match(text)
    if comment is None:
        return _one_line_each(text)
    lines, body = comment["lines"], text[comment.end() :]
    if lines.lstrip()[:2] == "..":
        found = _dotted(lines.lstrip())
        return None if found is None else FrontMatter(found.values, body, is_present=True, form=Form.COMMENT)
    head = parse_head(lines)
    if head is None or head.body.strip():
        return None
    # Lists and quoted text in it are YAML.
    found = parse_yaml(f"---\n{lines}---\n") or head
    return FrontMatter(found.values, body, is_present=True, form=Form.COMMENT)


def text_below_comment(text: str) -> str:
    """Return a text from its rule of hyphens on where only a comment, such as a licence, stands above it; or nothing."""
    above = _ABOVE_YAML.match(text)
    return text[above.end() :] if above is not None else ""


def _dotted(text: str) -> FrontMatter | None:
    values: dict[str, Value] = {}
    position = 0
    for _ in range(_MAX_LINES):
        found = _DOTTED.match(text, position)
        if found is None:
            break
        values[found["key"].strip()] = (found["value"] or "").strip()
        position = found.end()
    return _if_titled(values, text[position:])


def _one_line_each(text: str) -> FrontMatter | None:
    """Return the front matter of a text that begins with comments of one field each, as the first Wiki.js wrote them."""
    values: dict[str, Value] = {}
    position = 0
    while len(values) < _MAX_LINES and (found := _ONE_LINE.match(text, position)) is not None:
        values[found["key"].strip()] = found["value"]
        position = found.end()
    return _if_titled(values, text[position:])


def _if_titled(values: dict[str, Value], body: str) -> FrontMatter | None:
    """Return the front matter if one of the keys is `title` and they are such that programs write."""
    if not any(key.lower() == "title" for key in values) or sum(map(is_known, values)) * 2 < len(values):
        return None
    return FrontMatter(values, body, is_present=True, form=Form.COMMENT)
