"""TOML front matter between lines of three plus signs, as Hugo and Zola write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.language import Remark
from reader.store.front_matter_values import Form, FrontMatter, Value, nested_value

_OPENING = re.compile(r"\s*\+{3,}[ \t]*\n")
_CLOSING = re.compile(r"^\+{3,}[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(
    r"""[ \t]*(?P<key>[\w-]{1,100}|"[^"\n]{1,100}"|'[^'\n]{1,100}')[ \t]*=[ \t]*(?P<value>.*)"""
)
_TABLE = re.compile(r"""[ \t]*\[{1,2}[ \t]*(?P<name>[\w."' -]{1,200}?)[ \t]*\]{1,2}[ \t]*(?:#.*)?""")
# A part is parsed again line by line, so that a long header would take long.
_MAX_TOML_CHARS = 100_000
# tomllib keeps every head of a dotted key, which is quadratic: 1.5 GB for 20,000 parts.
_LONG_KEY = re.compile(r"""(?:[\w"'-]{1,100}[ \t]{0,9}\.[ \t]{0,9}){50}""")
_QUOTED_ITEM = re.compile(r""""([^"\n]*)"|'([^'\n]*)'""")


def starts_with_toml(text: str) -> bool:
    """Return whether the text starts with the line that opens TOML front matter."""
    return _OPENING.match(text) is not None


def parse_toml(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not start with TOML.

    TOML that is broken is read key by key: what is wrong with one costs no other.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end(), opening.end() + _MAX_TOML_CHARS)
    if closing is None:
        return _unclosed(text, opening.end())
    header, body = text[opening.end() : closing.start()], text[closing.end() :]
    if not header.strip():
        return FrontMatter({}, body, is_present=True, form=Form.TOML)
    values, problem = _load(header)
    if values is not None:
        return FrontMatter(values, body, is_present=True, form=Form.TOML)
    values = _by_line(header)
    if not values:
        return None
    warning = Remark(
        "The front matter is not valid TOML ({problem}); it was read line by line.", problem=problem
    )
    return FrontMatter(values, body, is_present=True, warnings=(warning,), form=Form.TOML)


def _unclosed(text: str, start: int) -> FrontMatter | None:
    """Return the front matter of a header without an end: the lines of keys and tables at its start."""
    end = start
    while end < min(len(text), start + _MAX_TOML_CHARS):
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        line = text[end:line_end]
        if _KEY.fullmatch(line) is None and _TABLE.fullmatch(line) is None:
            break
        end = line_end + 1
    # A last line of megabytes is cut.
    header = text[start : min(end, start + _MAX_TOML_CHARS)]
    values = (_load(header)[0] or _by_line(header)) if header else {}
    if not values:
        return None
    if (closing := _CLOSING.match(text, end)) is not None:
        end = closing.end()
        warning = Remark(
            "Only the first {most:,} characters of the front matter are read.", most=_MAX_TOML_CHARS
        )
    else:
        warning = Remark("The front matter is not closed by a line of three plus signs.")
    return FrontMatter(values, text[end:], is_present=True, warnings=(warning,), form=Form.TOML)


def _load(header: str) -> tuple[dict[str, Value] | None, str]:
    """Return the values of TOML, and why it is not valid, if it is not."""
    import tomllib  # 4 ms, for the archives that have TOML

    if header.count(".") >= 50 and _LONG_KEY.search(header) is not None:
        return None, "a key has too many parts"
    try:
        # A float stays the text that the file has for it.
        return {key: nested_value(value) for key, value in tomllib.loads(header, parse_float=str).items()}, ""
    except (tomllib.TOMLDecodeError, ValueError) as error:
        return None, clean_reason(str(error))
    except RecursionError:
        return None, "it is nested too deep"


def clean_reason(message: str) -> str:
    """Return the message of a parser without its capital, full stop and line breaks."""
    first = message.split("\n", 1)[0].strip().rstrip(".")
    return first[:1].lower() + first[1:160]


def _by_line(header: str) -> dict[str, Value]:
    """Return what can be read of broken TOML, each key with the lines below it by itself."""
    values: dict[str, Value] = {}
    table = values
    for name, key, written in _parts(header):
        if name is not None:
            table = _table(values, name)
            continue
        loaded, _ = _load(f"x = {written}")
        table[key] = loaded["x"] if loaded else _literal(written)
    return {key: value for key, value in values.items() if value != {}}


def _parts(header: str) -> Iterator[tuple[str | None, str, str]]:
    """Yield the name of each table, or each key with its value and the lines that continue it."""
    key, lines = "", list[str]()
    for line in header.split("\n"):
        started = _KEY.fullmatch(line)
        table = _TABLE.fullmatch(line) if started is None else None
        if started is None and table is None:
            lines.append(line)
            continue
        if key:
            yield None, key, "\n".join(lines).strip()
        key, lines = "", []
        if started is not None:
            key, lines = started["key"].strip("\"'"), [started["value"]]
        elif table is not None:
            yield table["name"].replace('"', "").replace("'", ""), "", ""
    if key:
        yield None, key, "\n".join(lines).strip()


def _table(values: dict[str, Value], name: str) -> dict[str, Value]:
    """Return the table of a dotted name, which is made where it is missing."""
    table = values
    for part in name.split(".")[:5]:
        inner = table.get(part.strip())
        if not isinstance(inner, dict):
            inner = {}
            table[part.strip()] = inner
        table = inner
    return table


def _literal(written: str) -> Value:
    """Return the value of text that is no TOML: the items of a list, or the text without its quotes."""
    if written.startswith("["):
        quoted = [double or single for double, single in _QUOTED_ITEM.findall(written)]
        items = quoted or [item.strip() for item in written.strip("[]").split(",")]
        return tuple(item for item in items if item)
    text = written.split("\n", 1)[0].strip()
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1]
    return text.strip("\"'")
