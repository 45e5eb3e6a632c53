"""Front matter without a fence: `Key: value` lines above a blank line, as Pelican and MultiMarkdown write them."""

from __future__ import annotations

from typing import NamedTuple

from reader.store.field_names import TITLES, Field, is_known, role_of
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.text.field_keys import folded_key
from reader.text.late import late

_KEY = late(r"(?P<key>[^\W\d][\w .:-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*)|)")
_CONTINUATION = late(r"[ \t]+(?P<value>\S.*)")
_RULE = late(r"(?:-{3,}|_{3,}|;{3,})[ \t]*")
_MAX_LINES = 200
_LONGEST_LINE = 10_000
_LONGEST_VALUE = 60
"""characters of a value under a key that no program is known to write, where little else tells of a head"""
_ENDS_SENTENCE = (".", "!", "?", "。", "！", "？", "…", "”", '"', "：", ":", ",", "，", ";", "；")


class _Head(NamedTuple):
    """The lines of a head."""

    values: dict[str, Value]
    end: int
    """offset of the first line that is not its own"""
    is_closed: bool
    """whether a blank line or the end of the file follows"""


def parse_head(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not start with a head.

    Text that merely begins with a word and a colon is no head: the keys must be those that programs write.
    """
    head = _read(text)
    if head is None or not _is_head(head):
        return None
    return FrontMatter(head.values, text[head.end :], is_present=True, form=Form.HEAD)


def unopened_header(text: str) -> tuple[int, int] | None:
    """Return the end of a header whose opening line of hyphens is missing, and where its body starts.

    Hexo permits it, also with semicolons; Bear Blog closes its headers by a line of underscores. None where the text is no such header: a heading may be underlined like that.
    """
    position, keys, is_titled = 0, 0, False
    for _ in range(_MAX_LINES):
        line_end = text.find("\n", position)
        line = text[position : line_end if line_end >= 0 else len(text)]
        if _RULE.fullmatch(line):
            return (position, len(text) if line_end < 0 else line_end + 1) if is_titled or keys > 1 else None
        key = _KEY.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if key is not None and is_known(key["key"]):
            keys += 1
            is_titled = is_titled or key["key"] == "title"
        elif (key is None and not (keys and line.startswith((" ", "\t", "- ", "#")))) or not keys:
            return None
        if line_end < 0:
            return None
        position = line_end + 1
    return None


def _read(text: str) -> _Head | None:
    values: dict[str, Value] = {}
    position, key = 0, ""
    for _ in range(_MAX_LINES):
        line_end = text.find("\n", position)
        line = text[position : line_end if line_end >= 0 else len(text)]
        if len(line) > _LONGEST_LINE:
            return None
        if not line.strip():
            return _Head(values, position, is_closed=True) if values else None
        started, continued = _KEY.fullmatch(line), _CONTINUATION.fullmatch(line)
        if key and continued is not None:
            _add(values, key, "\n", continued["value"].strip())
        elif started is not None:
            is_repeated = started["key"] in values
            key = started["key"]
            _add(values, key, "\n" if is_repeated else "", (started["value"] or "").strip())
        else:
            return _Head(values, position, is_closed=False) if values else None
        if line_end < 0:
            return _Head(values, len(text), is_closed=True)
        position = line_end + 1
    return None


def _add(values: dict[str, Value], key: str, separator: str, text: str) -> None:
    before = values.get(key, "")
    values[key] = f"{before}{separator}{text}" if before else text


def _is_head(head: _Head) -> bool:
    """Return whether the lines are front matter and not the beginning of a text."""
    keys = list(head.values)
    roles = [role for key in keys if (role := role_of(key)) is not None]
    fields = {role.field for role in roles}
    is_titled = not TITLES.isdisjoint(map(folded_key, keys))
    unknown = [key for key in keys if not is_known(key)]
    known = len(keys) - len(unknown)
    if not is_titled:
        # A letter begins with a date and names, too.
        return (
            head.is_closed
            and not unknown
            and known > 1
            and Field.DATE in fields
            and bool(fields & {Field.TAGS, Field.CATEGORIES, Field.STATUS})
        )
    if not head.is_closed:
        return known > 1 and not unknown
    if known == 1:
        return len(unknown) <= 1 and all(_is_short(head.values[key]) for key in unknown)
    return len(unknown) <= 2 * known


def _is_short(value: Value) -> bool:
    text = str(value)
    return len(text) <= _LONGEST_VALUE and not text.endswith(_ENDS_SENTENCE)
