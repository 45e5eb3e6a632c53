"""YAML front matter between lines of three hyphens, read without YAML's types so that text stays text."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.frozen import replace
from reader.language import Remark
from reader.store.field_names import is_known
from reader.store.front_matter_head import unopened_header
from reader.store.front_matter_lines import (
    BLANK,
    LIST_KEYS,
    TEXT_KEYS,
    header_length,
    is_literal_text,
    parse_value,
    split_fields,
)
from reader.store.front_matter_values import Form, FrontMatter, Value, nested_value
from reader.text.late import late

if TYPE_CHECKING:
    from frontmatter.default_handlers import YAMLHandler

NOT_CLOSED = Remark("The front matter is not closed by a line of three hyphens.")

_OPENING = late(r"\s*---[ \t]*\n")
# Four and more hyphens, which people write, or dashes, which word processors make of hyphens.
_OTHER_OPENING = late(r"\s*(?:-{4,}|[-—–]{0,3}[—–][-—–]{0,3})[ \t]*\n(?=[ \t]*[\w\"'#])")
_OTHER_CLOSING = late(r"^(?:-{3,}|[-—–]{0,3}[—–][-—–]{0,3})[ \t]*(?:\n|\Z)", re.MULTILINE)
_CLOSING = late(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# A line that YAML and a literal reading cannot read differently: text in double quotes without escapes, a
# list of bare words, or bare text without indicators, comments and further keys (YAML 1.2.2, 7.3.3).
_BREAKS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_BARE_ITEM = rf"[^\[\]{{}},:#\"'&*!|>%@`?{_BREAKS}-]+"
_SIMPLE_LINE = late(
    rf"""([A-Za-z_][\w-]*):\ +
    (?: (?: "([^"\\{_BREAKS}]*)" | \[({_BARE_ITEM}(?:,{_BARE_ITEM})*)\] ) \ *
      | ([^\s\[\]{{}},:#"'&*!|>%@`?{_BREAKS}-](?:[^:#{_BREAKS}]|:(?=[^\s{_BREAKS}])|(?<=[^\s])\#)*+) )
    """,
    re.VERBOSE,
)
# libyaml recurses for every bracket and overflows the C stack at about 100,000 of them. Front matter is
# short, so a longer header is read line by line.
_MAX_YAML_CHARS = 32_768
_MAX_HEADER_CHARS = 256_000
"""characters of a header that are read at all; line by line they take half a second"""
_MAX_NODES = 50_000
"""values of a header with all that its aliases repeat: more than a header of that length has without them"""
_MAX_REPEATED = 10
"""repeated keys that are told of"""
_TOO_LONG = Remark("Only the first {most:,} characters of the front matter are read.", most=_MAX_HEADER_CHARS)
_ENDS = tuple("。！？，：…")
_ENDS_WORDS = tuple(".!?,:”")
"""the ends of sentences, the latter where there are several words"""
_ANCHOR = re.compile(r"[&*]([\w-]{1,100})(?=\s|\Z)")
_ITEM_KEYS = frozenset({"name", "title", "label", "slug", "term", "value", "id", "url"})
"""the keys of items of a list that are mappings"""


def starts_with_yaml(text: str) -> bool:
    """Return whether the text starts with the line that opens YAML front matter."""
    return _OPENING.match(text) is not None


def parse_yaml(text: str) -> FrontMatter | None:
    """Return the front matter and the body of a text with line feeds; None if it does not start with YAML.

    YAML is read without its types: `007`, `no`, `null` and `2021-13-45` stay text. Where YAML fails, or would
    read part of a title as a comment, an anchor or a list, the lines are read literally. Only `---` (or
    `...`) alone on its line closes what `---` opened, as in Jekyll; a longer line does not, unless it follows
    the keys at once. A longer line, or one of dashes, is closed by any such line. Unclosed front matter ends
    before the first line that cannot belong to it.

    Lines between two rules are text where their keys are none that programs write and all their values are
    sentences, as in a dialogue.
    """
    usual = _OPENING.match(text)
    opening = usual or _OTHER_OPENING.match(text)
    if opening is None:
        return None
    is_other = usual is None
    # A limit, as a text may begin with a rule of that kind.
    end = opening.end() + _MAX_YAML_CHARS if is_other else len(text)
    closing = (_OTHER_CLOSING if is_other else _CLOSING).search(text, opening.end(), end)
    if closing is not None:
        header = text[opening.end() : closing.start()]
        if len(header) > _MAX_HEADER_CHARS:
            start = text[: opening.end()] + _beginning(header)
            found = parse_yaml(f"{start}\n{text[closing.start() :]}")
            return found and replace(found, warnings=(_TOO_LONG, *found.warnings))
        found = _closed(header, text[closing.end() :])
        if found is not None:
            return found if _is_header(found.values, header, needs_known=is_other) else None
    return None if is_other else _unclosed(text, opening.end())


def _closed(header: str, body: str) -> FrontMatter | None:
    """Return front matter that a line closes; None if that line seems to be a rule in the body."""
    simple_values = _parse_simple(header)
    if simple_values is not None:
        return FrontMatter(simple_values, body, is_present=True, form=Form.YAML)
    values, problem = _load(header)
    if problem is not None and _contains_body(header):
        return None
    return _front_matter(header, values, problem, body)


def _unclosed(text: str, start: int) -> FrontMatter | None:
    """Return front matter that no line closes, and that begins at an offset of the text."""
    end = start + header_length(text[start : start + _MAX_HEADER_CHARS])
    header = text[start:end]
    if not header.strip():
        return None
    values, problem = _load(header)
    longer = _OTHER_CLOSING.match(text, end)
    body = text[end if longer is None else longer.end() :]
    found = _front_matter(header, values, problem, body, *(() if longer else (NOT_CLOSED,)))
    return found if _is_header(found.values, header, needs_known=True) else None


def _beginning(header: str) -> str:
    """Return the lines of a header up to the limit, or the beginning of its only line."""
    beginning = header[: _MAX_HEADER_CHARS - 1]
    return beginning.rpartition("\n")[0] or beginning


def parse_unopened_yaml(text: str) -> FrontMatter | None:
    """Return the front matter of a text that lacks the line before it, as Hexo permits; None if it has none."""
    found = unopened_header(text)
    if found is None:
        return None
    header = text[: found[0]]
    values, problem = _load(header)
    return _front_matter(header, values, problem, text[found[1] :])


def _is_header(values: Mapping[str, Value], header: str, *, needs_known: bool) -> bool:
    """Return whether the lines between two rules are front matter and not text."""
    if "title" in values:
        return True
    if header.startswith(("\n", " \n")):
        return any(map(is_known, values)) and not all(map(_is_sentence, values.values()))
    if needs_known:
        return any(map(is_known, values))
    # Who speaks in a dialogue is written with a capital letter, or in Chinese.
    return (
        not values
        or any(key[:1].islower() for key in values)
        or any(map(is_known, values))
        or not all(map(_is_sentence, values.values()))
    )


def _is_sentence(value: Value) -> bool:
    """Return whether a value is more than one word and ends as a sentence does."""
    if not isinstance(value, str):
        return False
    end = value.rstrip()[-1:]
    return end in _ENDS or (end in _ENDS_WORDS and " " in value.strip())


def _parse_simple(header: str) -> dict[str, Value] | None:
    """Return the values of a header of simple lines with distinct keys; None for any other header.

    Nearly all real headers are simple. This takes 0.02 ms a header, YAML five times as much.
    """
    values: dict[str, Value] = {}
    for line in header.removesuffix("\n").split("\n") if header else ():
        item = _parse_simple_line(line)
        if item is None or item[0] in values:
            return None
        values[item[0]] = item[1]
    return values


# Half of the lines of a header are in many posts: layout, author and channel.
@lru_cache(maxsize=1024)
def _parse_simple_line(line: str) -> tuple[str, Value] | None:
    match = _SIMPLE_LINE.fullmatch(line)
    if match is None:
        return None
    key, quoted, items, bare = match.groups()
    if items is None:
        return key, quoted if quoted is not None else bare.rstrip(" ")
    stripped = tuple(item.strip(" ") for item in items.split(","))
    return (key, stripped) if key.lower() in LIST_KEYS and all(stripped) else None


def _front_matter(
    header: str, loaded: Mapping[str, object], problem: str | None, body: str, *warnings: str
) -> FrontMatter:
    """Return the front matter with YAML's values, or the literal text where YAML misreads it."""
    fields = list(split_fields(header))
    if "!binary" in header:
        loaded = {
            name: _from_binary(value) if isinstance(value, str) and f"{name}: !binary" in header else value
            for name, value in loaded.items()
        }
    names = Counter(name.lower() for name, _ in fields)
    all_warnings = list(warnings)
    all_warnings += [
        Remark("The key {name} stands more than once in the front matter; the last one counts.", name=name)
        for name, count in names.items()
        if count > 1
    ][:_MAX_REPEATED]
    if problem is not None:
        all_warnings.append(
            Remark(
                "The front matter is not valid YAML ({problem}); it was read line by line.", problem=problem
            )
        )
    values: dict[str, Value] = {}
    for name, written in fields:
        value, raw = loaded.get(name), written.strip(BLANK)
        if problem is not None:
            values[name] = _parse_field(name, written)
        elif _is_misread(name, raw, value) and not _is_anchored(raw, header):
            values[name] = parse_value(name, raw)
        elif name in loaded:
            values[name] = nested_value(value)
    for name, value in loaded.items():
        if name not in values:
            values[name] = nested_value(value)
    return FrontMatter(values, body, is_present=True, warnings=tuple(all_warnings), form=Form.YAML)


def _from_binary(value: str) -> str:
    """Return the text of a value that YAML marks as bytes, as old importers of Jekyll wrote texts and dates."""
    try:
        return base64.b64decode(value, validate=False).decode()
    except ValueError:
        return value


def _parse_field(name: str, written: str) -> Value:
    """Return the value of a field in a header that is not valid YAML; the field by itself may be."""
    raw = written.strip(BLANK)
    if "\n" in raw or written.startswith("\n") or raw.startswith(("[", "{")):
        loaded, problem = _load(f"{name}: {written}")
        value = loaded.get(name)
        if problem is None and isinstance(value, list | dict) and not _is_misread(name, raw, value):
            return nested_value(value)
    return parse_value(name, raw)


def _is_misread(name: str, raw: str, value: object) -> bool:
    """Return whether YAML reads something else than the literal text after the key, without an error."""
    if not raw:
        return False
    folded = name.lower()
    if folded in LIST_KEYS and isinstance(value, list):
        return (" #" in raw and all(isinstance(item, str) for item in value)) or not all(map(_is_item, value))
    if isinstance(value, list | dict):
        # A title in brackets is text, unless its keys have lines of their own.
        # WordPress writes `rendered` below it.
        return folded == "title" and "\n" not in raw and not (isinstance(value, dict) and "rendered" in value)
    return (folded in LIST_KEYS or folded in TEXT_KEYS) and is_literal_text(raw) and value != raw


def _is_anchored(raw: str, header: str) -> bool:
    """Return whether a value has an anchor that another value refers to, or refers to one: `&t Boats`, `*t`."""
    anchor = _ANCHOR.match(raw)
    return anchor is not None and all(
        re.search(rf"[:,\[-][ \t]*{sign}{anchor[1]}(?![\w-])", header) for sign in ("&", r"\*")
    )


def _is_item(item: object) -> bool:
    """Return whether an item of a list is more than text with a colon or a hash, which YAML misreads."""
    if isinstance(item, dict):
        return any(str(key).lower() in _ITEM_KEYS for key in item)
    return bool(item)


@cache
def _handler() -> YAMLHandler:
    """Return the YAML handler of python-frontmatter, whose import takes 22 ms; most headers do without it."""
    from frontmatter.default_handlers import YAMLHandler

    return YAMLHandler()


@cache
def _loader() -> type:
    """Return YAML's loader that leaves scalars as text: libyaml's if available, as it is ten times faster."""
    import yaml  # 20 ms

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _load(header: str) -> tuple[Mapping[str, object], str | None]:
    """Return the header's mapping, and why it is not valid YAML, if it is not."""
    from yaml import YAMLError  # 20 ms

    if len(header) > _MAX_YAML_CHARS:
        return {}, "it is too long"
    try:
        loaded = _handler().load(header, Loader=_loader())
        if "*" in header and _nodes(loaded, {}) > _MAX_NODES:
            return {}, "its aliases repeat too much"
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        return {}, f"line {mark.line + 2}: {reason}" if mark else str(reason)
    except RecursionError:
        return {}, "it is nested too deep"
    if loaded is None or loaded == "":
        return {}, None
    if not isinstance(loaded, dict):
        return {}, "it holds no keys"
    return {str(key): value for key, value in loaded.items()}, None


def _nodes(value: object, known: dict[int, int]) -> int:
    """Return how many values one has with all in it, as often as aliases repeat them; `known` holds those counted.

    Sixty lines of aliases make more values than there are atoms. A value that holds itself has no end.
    """
    if not isinstance(value, dict | list):
        return 1
    if id(value) not in known:
        known[id(value)] = _MAX_NODES
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_nodes(each, known) for each in inner)
    return known[id(value)]


def _contains_body(header: str) -> bool:
    """Return whether a header that is not valid YAML includes part of the body.

    Its own lines then end before a blank line, an element or a link.
    """
    length = header_length(header)
    rest = header[length:]
    return length == 0 or (bool(rest) and (rest[0] in "<[" or not rest.partition("\n")[0].strip()))
