"""Page properties of Logseq, and attributes of Roam, as front matter: `key:: value` lines at the top of a page."""

from __future__ import annotations

import re

from reader.store.field_names import Field, role_of
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.text.words import word_set

_LINE = re.compile(r"([A-Za-z][\w-]{0,60}):: (?:[ \t]*(\S.*))?|([A-Za-z][\w-]{0,60})::[ \t]*")
_BULLET = re.compile(r"[-*] ([A-Za-z][\w -]{0,60}):: (?:[ \t]*(\S.*))?()")
"""an attribute of Roam, a block of its own"""
_FIELDS = frozenset(
    (
        Field.TITLE,
        Field.DATE,
        Field.UPDATED,
        Field.AUTHOR,
        Field.TAGS,
        Field.CATEGORIES,
        Field.TOPICS,
        Field.DRAFT,
        Field.PUBLISHED,
        Field.LANGUAGE,
    )
)
_SETTINGS = word_set(
    "alias aliases collapsed exclude-from-graph-view filters heading icon id public template"
)
_MAX_LINES = 100
_LONGEST_LINE = 10_000


def parse_properties(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not begin with a property."""
    values: dict[str, Value] = {}
    position = 0
    pattern = _BULLET if text.startswith(("- ", "* ")) else _LINE
    for _ in range(_MAX_LINES):
        line_end = text.find("\n", position)
        end = line_end if line_end >= 0 else len(text)
        found = pattern.fullmatch(text, position, end) if end - position <= _LONGEST_LINE else None
        if found is None:
            break
        values[found[1] or found[3]] = (found[2] or "").strip()
        position = min(end + 1, len(text))
        if line_end < 0:
            break
    if not values or (pattern is _BULLET and not any(map(role_of, values))):
        return None
    shown = "\\\n".join(f"{key}: {value}" for key, value in values.items() if value and _is_shown(key))
    body = f"{shown}\n\n{text[position:]}" if shown else text[position:]
    return FrontMatter(values, body, is_present=True, form=Form.PROPERTIES)


def _is_shown(key: str) -> bool:
    """Return whether a property stays above the text: what the reader shows as a field, and settings, do not."""
    role = role_of(key)
    return key.lower() not in _SETTINGS and (role is None or role.field not in _FIELDS)
