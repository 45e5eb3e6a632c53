"""Expressions of template languages that name a value of the post's own front matter.

Jekyll writes `{{ page.title }}`, Eleventy and Hexo `{{ title }}`, Hugo `{{< param title >}}`, VuePress
`{{ $frontmatter.title }}`, Dendron `{{fm.title}}`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from reader.text.field_keys import folded_key
from reader.text.words import word_set

_PATH = re.compile(r"\$?\.?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\s*(?:'[^']*'|\"[^\"]*\"|\d+)\s*\])*")
_STEP = re.compile(r"[\w-]+")
_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)\s*(?:[:(]\s*)?(?:\"([^\"]*)\"|'([^']*)')?[^|]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=\D|\Z)")
_OWNERS = word_set("page post this frontmatter fm params meta")
"""names that stand before those of the front matter, in lower case"""
_MOST_CHARS = 2000
"""of a value; longer ones are no titles or names"""
_KEEPING = word_set(
    "e escape escape_once force_escape h html lstrip markdown markdownify md normalize_whitespace plainify raw rstrip"
    " safe smartify string strip strip_html striptags trim xml_escape"
)
"""filters that change nothing that a reader sees"""
_CHANGING = {
    "upcase": str.upper, "upper": str.upper, "downcase": str.lower, "lower": str.lower, "title": str.title,
    "capitalize": str.capitalize,
}  # fmt: skip
_SIGNS = str.maketrans(
    {sign: f"&#{ord(sign)};" for sign in string.punctuation if sign not in ",/"} | {"\n": " "}
)


def own_value(expression: str, values: Mapping[str, object]) -> str | None:
    """Return the value of an expression, such as `page.title | upcase`; None where the post has none.

    A filter that makes another thing of a value than text, or that is not known, leaves none.
    """
    path = _PATH.match(expression)
    if path is None or not values:
        return None
    rest = expression[path.end() :].strip()
    steps = _STEP.findall(path[0])
    while len(steps) > 1 and steps[0].lower() in _OWNERS:
        steps = steps[1:]
    found: object = values
    for step in steps:
        found = _step(found, step)
    if found is None or isinstance(found, Mapping) or (rest and not rest.startswith("|")):
        return None
    return _filtered(found, rest)


def _step(value: object, key: str) -> object:
    """Return the value under a key, or at a place of a list; None if there is none."""
    if isinstance(value, Mapping):
        if key in value:
            return value[key]
        return next(
            (inner for other, inner in value.items() if folded_key(str(other)) == folded_key(key)), None
        )
    if isinstance(value, tuple) and key.isdecimal() and int(key) < len(value):
        return value[int(key)]
    return None


def _filtered(value: object, filters: str) -> str | None:
    for name, double, single in _FILTER.findall(filters):
        argument = double or single
        items = value if isinstance(value, tuple) else (value,)
        if name in ("first", "last"):
            value = items[0 if name == "first" else -1] if items else ""
        elif name == "join":
            value = argument.join(map(str, items))
        elif name == "default":
            value = value or argument
        elif name == "append":
            value = f"{_text(value)}{argument}"
        elif name == "prepend":
            value = f"{argument}{_text(value)}"
        elif name in _CHANGING:
            value = _CHANGING[name](_text(value))
        elif "date" in name.lower():
            value = day[0] if (day := _DAY.match(_text(value))) is not None else value
        elif name not in _KEEPING:
            return None
    text = _text(value)
    return text if len(text) <= _MOST_CHARS else None


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def as_plain(text: str) -> str:
    """Return a text in which nothing is a sign of Markdown, HTML or a template, wherever it is put."""
    plain = text.translate(_SIGNS)
    # A blank ends an address in Markdown.
    return plain.replace(" ", "&#32;") if "://" in text or text.startswith("/") else plain
