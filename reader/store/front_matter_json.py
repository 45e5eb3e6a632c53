"""JSON front matter: an object at the top of the file, or Hexo's members above a line of three semicolons."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from reader.language import Remark
from reader.store.field_names import is_known
from reader.store.front_matter_toml import clean_reason
from reader.store.front_matter_values import Form, FrontMatter, Value, nested_value

_OBJECT = re.compile(r"""\s*\{\s*["'\w}]""")
_MEMBERS = re.compile(r"""\s*(?:;{3,}[ \t]*\n\s*+\{?\s*+)?"[^"\n]{1,100}"\s{0,9}:""")
_FIRST_KEY = re.compile(r"""(?:\s|;{3,})*+(?:\{\s*+)?"([^"\n]{1,100})"\s{0,9}:""")
_SEMICOLONS = re.compile(r"^;{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)
_END_OF_LINE = re.compile(r"[ \t]*(?:;{3,}[ \t]*)?(?:\n|\Z)")
_LAST_BRACE = re.compile(r"^\}[ \t]*,?[ \t]*(?:\n|\Z)", re.MULTILINE)
_MEMBER = re.compile(
    r"""[ \t{]*(?P<quote>["']?)(?P<key>[\w$@.-]{1,100})(?P=quote)[ \t]*:[ \t]*(?P<value>.*)"""
)
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_TRAILING_COMMA = re.compile(r",\s{0,99}([}\]])")
_MAX_CHARS = 100_000
"""of a header that is not valid JSON"""
_MAX_MEMBERS = 1_000
"""of an object"""
# Numbers stay the text that the file has for them.
_TEXT_NUMBERS: dict[str, Any] = {
    "parse_int": str,
    "parse_float": str,
    "parse_constant": str,
    "strict": False,
}


def starts_with_json(text: str) -> bool:
    """Return whether the text starts with a key that programs write, in JSON."""
    first = _FIRST_KEY.match(text)
    return first is not None and is_known(first[1])


def parse_json(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not start with JSON.

    An object is front matter if it has a key that programs write there, so that an example in a text stays
    text. JSON that is broken is read line by line; an object that never ends is text.
    """
    if _OBJECT.match(text) is not None:
        return _object(text)
    if _MEMBERS.match(text) is not None:
        return _members(text)
    return None


def _object(text: str) -> FrontMatter | None:
    start = text.index("{")
    try:
        loaded, end = json.JSONDecoder(**_TEXT_NUMBERS).raw_decode(text, start)
    except ValueError as error:
        return _broken(text, start, clean_reason(str(error)))
    except RecursionError:
        return _broken(text, start, "it is nested too deep")
    line_end = _END_OF_LINE.match(text, end)
    if line_end is None or not isinstance(loaded, dict) or not any(map(is_known, loaded)):
        return None
    warnings = (
        (Remark("Only the first {most:,} members of the front matter are read.", most=_MAX_MEMBERS),)
        if len(loaded) > _MAX_MEMBERS
        else ()
    )
    body = text[line_end.end() :]
    return FrontMatter(_values(loaded), body, is_present=True, warnings=warnings, form=Form.JSON)


def _members(text: str) -> FrontMatter | None:
    """Return Hexo's front matter: members with or without braces, closed by semicolons."""
    opening = _SEMICOLONS.match(text, len(text) - len(text.lstrip()))
    start = opening.end() if opening else 0
    closing = _SEMICOLONS.search(text, start, start + _MAX_CHARS)
    if closing is None:
        return None
    header = text[start : closing.start()].strip().rstrip(",")
    body = text[closing.end() :]
    try:
        loaded = json.loads(header if header.startswith("{") else f"{{{header}}}", **_TEXT_NUMBERS)
        values, warnings = _values(loaded), list[str]()
    except (ValueError, RecursionError) as error:
        values, warnings = _by_line(header), [_not_valid(clean_reason(str(error)))]
    if not any(map(is_known, values)):
        return None
    return FrontMatter(values, body, is_present=True, warnings=tuple(warnings), form=Form.JSON)


def _broken(text: str, start: int, problem: str) -> FrontMatter | None:
    """Return the front matter in an object that is not valid JSON; None where it does not end."""
    closing = _LAST_BRACE.search(text, start, start + _MAX_CHARS)
    end = closing.end() if closing is not None else text.find("\n", start, start + _MAX_CHARS) + 1
    header = text[start:end].rstrip().rstrip(",")
    if not header.endswith("}"):
        return None
    try:
        loaded = json.loads(_TRAILING_COMMA.sub(r"\1", header), **_TEXT_NUMBERS)
        values = _values(loaded) if isinstance(loaded, dict) else {}
    except (ValueError, RecursionError):
        values = _by_line(header[:-1])
    if not any(map(is_known, values)):
        return None
    return FrontMatter(values, text[end:], is_present=True, warnings=(_not_valid(problem),), form=Form.JSON)


def _not_valid(problem: str) -> str:
    return Remark(
        "The front matter is not valid JSON ({problem}); it was read line by line.", problem=problem
    )


def _values(loaded: dict[str, object]) -> dict[str, Value]:
    return {key: nested_value(value) for key, value in islice(loaded.items(), _MAX_MEMBERS)}


def _by_line(header: str) -> dict[str, Value]:
    """Return what can be read of a broken object, each key of the top level by itself."""
    values: dict[str, Value] = {}
    for key, written in _parts(header.lstrip().removeprefix("{")):
        value = written.rstrip().rstrip(",").rstrip()
        for text in (value, value.rstrip("}").rstrip()):
            try:
                values[key] = nested_value(json.loads(text, **_TEXT_NUMBERS))
                break
            except (ValueError, RecursionError):
                continue
        else:
            values[key] = _literal(value)
    return values


def _parts(header: str) -> Iterator[tuple[str, str]]:
    """Yield each key of the top level with the text of its value, which may go over several lines."""
    key, depth, lines = "", 0, list[str]()
    for line in header.split("\n"):
        started = _MEMBER.fullmatch(line) if depth <= 0 else None
        if started is not None:
            if key:
                yield key, "\n".join(lines)
            key, depth, lines = started["key"], 0, [started["value"]]
        else:
            lines.append(line)
        bare = _STRING.sub("", lines[-1])
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
    if key:
        yield key, "\n".join(lines)


def _literal(value: str) -> Value:
    """Return the value of text that is no JSON: the strings in a list, or the text without its quotes."""
    if value.startswith(("[", "{")):
        return tuple(found[1] for found in _STRING.finditer(value))
    first = value.split("\n", 1)[0].strip().rstrip(",").strip()
    return first.strip("\"'")
