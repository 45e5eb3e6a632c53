"""Splitting of a file into front matter and body; each form of front matter is a module `front_matter_*`."""

from __future__ import annotations

import re

from reader.store.front_matter_values import Form, FrontMatter
from reader.store.front_matter_yaml import parse_unopened_yaml, parse_yaml, starts_with_yaml
from reader.text.late import late

_NAMED_OPENING = late(r"\s*---[ \t]*(json|toml|ya?ml|js|javascript|rb|ruby)[ \t]*\n", re.IGNORECASE)
_CLOSING = late(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST_KEY = 70
"""characters at the start of a text among which the colons of a property stand"""
_FENCES = "-—–"
"""hyphens, and the dashes that word processors make of them"""


def begins_with_front_matter(start: bytes) -> bool:
    """Return whether a file that starts with these bytes has front matter, even if it is never closed.

    Of the forms without a fence only those count that a text can hardly begin with by chance.
    """
    text = start.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    if starts_with_yaml(text):
        return True
    first = text.lstrip()[:1]
    if first == "+":
        from reader.store.front_matter_toml import starts_with_toml

        return starts_with_toml(text)
    if first in ("{", ";", '"'):
        from reader.store.front_matter_json import starts_with_json

        return starts_with_json(text)
    # The last line may be cut.
    front_matter = parse(text.rpartition("\n")[0])
    return front_matter.form is Form.KIRBY or (
        front_matter.form is not Form.NONE and len(front_matter.values) > 1
    )


def parse(text: str) -> FrontMatter:
    """Return the front matter and the body of a file's text. Never raises."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("---\n"):
        return parse_yaml(text) or FrontMatter({}, text)
    return _parse_other(text) or FrontMatter({}, text)


def _parse_other(text: str) -> FrontMatter | None:
    """Return the front matter of a text by its first sign."""
    first = text.lstrip()[:1]
    if first and first in _FENCES:
        return parse_yaml(text) or _parse_named(text) or _parse_properties(text)
    # Imported late: few archives have other forms than YAML.
    if first == "+":
        from reader.store.front_matter_toml import parse_toml

        return parse_toml(text)
    if first and first in '{;"':
        from reader.store.front_matter_json import parse_json

        found = parse_json(text)
        return found if found is not None or first != '"' else parse_unopened_yaml(text)
    if first == "#" or text.startswith("\t"):
        from reader.store.front_matter_export import parse_export

        return parse_export(text)
    if (first == "<" and "<!--" in text[:_LONGEST_KEY]) or (first == "." and ".. " in text[:_LONGEST_KEY]):
        from reader.store.front_matter_comment import parse_comment, text_below_comment

        below = text_below_comment(text)
        return (parse_yaml(below) if below else None) or parse_comment(text)
    if first.isalpha():
        if "\n\n----\n" in text:
            from reader.store.front_matter_kirby import parse_kirby

            if (kirby := parse_kirby(text)) is not None:
                return kirby
        if (found := _parse_properties(text)) is not None:
            return found
        from reader.store.front_matter_head import parse_head

        return parse_unopened_yaml(text) or parse_head(text)
    return None


def _parse_properties(text: str) -> FrontMatter | None:
    if ":: " not in text[:_LONGEST_KEY]:
        return None
    from reader.store.front_matter_properties import parse_properties

    return parse_properties(text)


def _parse_named(text: str) -> FrontMatter | None:
    """Return the front matter of a text whose first line names its language, as Eleventy permits: `---json`."""
    opening = _NAMED_OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    header, body = text[opening.end() : closing.start()], text[closing.end() :]
    language = opening[1].lower()
    if language == "json":
        from reader.store.front_matter_json import parse_json

        return parse_json(f"{header.strip()}\n{body}")
    if language == "toml":
        from reader.store.front_matter_toml import parse_toml

        return parse_toml(f"+++\n{header}+++\n{body}")
    if language in ("js", "javascript", "rb", "ruby"):
        from reader.store.mdx import script_values

        return FrontMatter(script_values(header), body, is_present=True, form=Form.SCRIPT)
    return parse_yaml(f"---\n{header}---\n{body}")
