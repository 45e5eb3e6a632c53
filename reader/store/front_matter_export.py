"""Heads that exports write as text: `Key: value` lines below the title (Notion, Yarle), a list under the heading
“Metadata” (Readwise, Matter), lines behind tabs (Day One)."""

from __future__ import annotations

import re

from reader.store.field_names import Field, role_of
from reader.store.field_values import address_of
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.text.dates import read_date
from reader.text.late import late

_TITLE = late(r"\s{0,20}#[ \t]+(?P<title>[^\n]{1,1000}?)[ \t]*#*[ \t]*\n(?:[ \t]*\n){1,5}")
_PICTURE = late(r"!\[[^\]\n]{0,200}\]\((?P<address>[^()\s]{1,2000})\)[ \t]*\n(?:[ \t]*\n){0,5}")
_METADATA = late(
    r"\s{0,20}#{1,3}[ \t]+(?:Metadata|元数据|元資料|中繼資料)[ \t]*\n(?:[ \t]*\n){0,3}", re.IGNORECASE
)
_LINE = late(
    r"(?:\t|[ ]{4})?(?P<key>[^\W\d_][\w /-]{0,40})(?:\(s\))?:(?:[ \t]+(?P<value>[^\n]{0,2000}))?(?:\n|\Z)"
)
_ITEM = late(
    r"[-*][ \t]+(?:\*\*)?(?P<key>[^\W\d_][\w /-]{0,40}):(?:\*\*)?(?:[ \t]+(?P<value>[^\n]{0,2000}))?(?:\n|\Z)"
)
_TABBED = late(r"\t(?P<key>[A-Z][\w ]{0,20}):\t(?P<value>[^\n]{0,500})(?:\n|\Z)")
_BLANK_LINE = late(r"[ \t]*(?:\n|\Z)")
_MAX_LINES = 60
_FIELDS = frozenset(
    (Field.TITLE, Field.DATE, Field.UPDATED, Field.AUTHOR, Field.ADDRESS, Field.TAGS, Field.CATEGORIES)
)
"""what the reader shows of a post in its own place; lines of other keys stay in the text"""


def parse_export(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not start with such a head.

    Lines of a text may look alike: one of them has to be a date or a web address, or two have to be fields.
    """
    if text.startswith("\t"):
        values, end, kept = _lines(text, 0, _TABBED)
        return _front_matter(text, values, 0, end, kept) if values.keys() & {"Date"} else None
    title = _TITLE.match(text)
    start = position = title.end() if title else 0
    picture = _PICTURE.match(text, position)
    position = picture.end() if picture else position
    metadata = _METADATA.match(text, position)
    if metadata is not None:
        values, end, kept = _lines(text, metadata.end(), _ITEM)
        start = metadata.start()
    elif title is not None and picture is None:
        values, end, kept = _lines(text, start, _LINE)
        if not _BLANK_LINE.match(text, end):
            return None
    else:
        return None
    if title is not None:
        values.setdefault("title", title["title"])
    if picture is not None:
        values.setdefault("cover", picture["address"])
    return _front_matter(text, values, start, end, kept)


def _lines(text: str, start: int, pattern: re.Pattern[str]) -> tuple[dict[str, Value], int, str]:
    """Return the values of the lines from `start`, where these end, and those that are no fields."""
    values: dict[str, Value] = {}
    kept: list[str] = []
    for _ in range(_MAX_LINES):
        found = pattern.match(text, start)
        if found is None or start == len(text):
            break
        key, value = found["key"].strip(), (found["value"] or "").strip()
        values[key] = value.strip("*")
        role = role_of(key)
        if (role is None or role.field not in _FIELDS) and value:
            kept.append(f"{key}: {value}")
        start = found.end()
    return values, start, "\\\n".join(kept)


def _front_matter(text: str, values: dict[str, Value], start: int, end: int, kept: str) -> FrontMatter | None:
    fields = [(role.field, value) for key, value in values.items() if value and (role := role_of(key))]
    known = {field for field, _ in fields if field in _FIELDS} - {Field.TITLE}
    if not known or (len(known) < 2 and not any(_is_sure(field, value) for field, value in fields)):
        return None
    body = f"{text[:start]}{kept}\n\n{text[end:]}" if kept else text[:start] + text[end:]
    return FrontMatter(values, body, is_present=True, form=Form.HEAD)


def _is_sure(field: Field, value: Value) -> bool:
    """Return whether a value is what its key says, and not words."""
    if field is Field.ADDRESS:
        return bool(address_of(value))
    return (
        field in (Field.DATE, Field.UPDATED) and isinstance(value, str) and read_date(value).date is not None
    )
