"""Page properties of Logseq as front matter: `key:: value` lines before the first block of a page."""

from __future__ import annotations

import re

from reader.store.front_matter_values import Form, FrontMatter, Value

_LINE = re.compile(r"([A-Za-z][\w-]{0,60}):: (?:[ \t]*(\S.*))?|([A-Za-z][\w-]{0,60})::[ \t]*")
_MAX_LINES = 100
_LONGEST_LINE = 10_000


def parse_properties(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not begin with a property."""
    values: dict[str, Value] = {}
    position = 0
    for _ in range(_MAX_LINES):
        line_end = text.find("\n", position)
        end = line_end if line_end >= 0 else len(text)
        found = _LINE.fullmatch(text, position, end) if end - position <= _LONGEST_LINE else None
        if found is None:
            break
        values[found[1] or found[3]] = (found[2] or "").strip()
        position = min(end + 1, len(text))
        if line_end < 0:
            break
    return FrontMatter(values, text[position:], is_present=True, form=Form.PROPERTIES) if values else None
