"""Splits a post's file into front matter and body, and reads the front matter so that text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontmatter.default_handlers import YAMLHandler

Value = str | tuple[str, ...]

NOT_CLOSED = "The front matter is not closed by a line of three hyphens."

_OPENING = re.compile(r"\s*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# YAML's white space; no-break and full-width spaces are text.
_BLANK = " \t\n"
_KNOWN_KEYS = "title|date|author|from|tags?|categor(?:y|ies)|layout|comments"
_KEY = re.compile(
    # YAML wants a space after the colon; people forget it, and with these keys nothing else can be meant.
    rf"""(?:(?P<quote>["']?)(?P<key>[^\W\d][\w-]*)(?P=quote)[ \t]*:(?:[ \t]+|$)|(?P<known>{_KNOWN_KEYS}):)(?P<value>.*)""",
    re.IGNORECASE,
)
# A line on which YAML and a plain reading can not differ: a text in double quotes without escapes, a list of
# bare words, or a bare text in which nothing is an indicator, a comment or another key (YAML 1.2.2, 7.3.3).
_BREAKS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_BARE_ITEM = rf"[^\[\]{{}},:#\"'&*!|>%@`?{_BREAKS}-]+"
_SIMPLE_LINE = re.compile(
    rf"""([A-Za-z_][\w-]*):\ +
    (?: (?: "([^"\\{_BREAKS}]*)" | \[({_BARE_ITEM}(?:,{_BARE_ITEM})*)\] ) \ *
      | ([^\s\[\]{{}},:#"'&*!|>%@`?{_BREAKS}-](?:[^:#{_BREAKS}]|:(?=[^\s{_BREAKS}])|(?<=[^\s])\#)*+) )
    """,
    re.VERBOSE,
)
_CONTINUATION = re.compile(r"[ \t]|-[ \t]|#|$")
_BLOCK_SCALAR = re.compile(r"([|>])[-+0-9]*[ \t]*(?:#.*)?")
_QUOTED = re.compile(r""""(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^']|'')*)'""", re.DOTALL)
_AFTER_QUOTES = re.compile(r"[ \t]*(?:[ \t]#.*)?")
_LIST_COMMENT = re.compile(r"(?:^|[ \t])#(?:[ \t].*|$)")
_INNER_QUOTE = re.compile(r"""(?<=[\s(\[「『“（《:：,，])["']""")
_ESCAPE = re.compile(r'\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrtb"/\\ ]))')
_ESCAPED = {"n": "\n", "r": "\n", "t": "\t", "b": ""}
_LIST_KEYS = frozenset({"tags", "tag", "categories", "category"})
_LIST_ITEM = re.compile(r"""(\s*(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')\s*|[^,]*)(?:,|\Z)""", re.DOTALL)

# libyaml descends once for every bracket and overruns the C stack at some 100,000 of them; front matter is
# short, so a longer one is read line by line.
_LONGEST_FOR_YAML = 32_768


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above the body of a post."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """text by key, keys in small letters; lists as tuples; a value that is only nested keys is left out"""
    body: str = ""
    """all that follows the front matter, unchanged but for line ends, which are line feeds"""
    is_present: bool = False
    """whether the file begins with front matter"""
    warnings: tuple[str, ...] = ()
    """what was wrong with it, a sentence each"""

    def text(self, *keys: str) -> str:
        """The first value among `keys` that says something, as one text; empty where none does."""
        for key in keys:
            value = self.values.get(key, "")
            text = value if isinstance(value, str) else ", ".join(value)
            if text.strip():
                return text
        return ""

    def items(self, *keys: str) -> Iterator[str]:
        """The values of `keys` as single items, a list's one by one and a text's parted at its commas."""
        for key in keys:
            value = self.values.get(key, ())
            yield from value.split(",") if isinstance(value, str) else value


def begins_with_front_matter(start: bytes) -> bool:
    """Whether a file that begins with these bytes has front matter, closed or not."""
    text = start.decode("utf-8-sig", errors="replace").replace("\r", "\n")
    return _OPENING.match(text) is not None


def parse(text: str) -> FrontMatter:
    """The front matter and the body of a file's text. Never raises.

    YAML is read without its types: `007`, `no`, `null` and `2021-13-45` are the text that stands there. Where
    YAML fails, or would take part of a title for a comment, an anchor or a list, the lines are read instead.
    Only `---` (or `...`) alone on its line closes the front matter, as in Jekyll; a longer line does not. One
    that is never closed ends before the first line that does not belong to it.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(body=text)
    closing = _CLOSING.search(text, opening.end())
    if closing is not None:
        header = text[opening.end() : closing.start()]
        simple = _simple_values(header)
        if simple is not None:
            return FrontMatter(simple, text[closing.end() :], is_present=True)
        values, problem = _read_yaml(header)
        if problem is None or not _holds_body(header):
            return _front_matter(header, values, problem, text[closing.end() :])
    # Either no line closes it, or the line that seems to is a rule in the body.
    end = opening.end() + _belonging_length(text[opening.end() :])
    header = text[opening.end() : end]
    if not header.strip():
        return FrontMatter(body=text)
    values, problem = _read_yaml(header)
    return _front_matter(header, values, problem, text[end:], NOT_CLOSED)


def _simple_values(header: str) -> dict[str, Value] | None:
    """The values of a header of simple lines only, each key once; None for any other.

    Nearly all real headers are: 0.02 ms each this way, and five times as much by YAML.
    """
    values: dict[str, Value] = {}
    for line in header.removesuffix("\n").split("\n") if header else ():
        found = _simple_line(line)
        if found is None or found[0] in values:
            return None
        values[found[0]] = found[1]
    return values


# Half of the lines of a header stand in many posts: its layout, author and channel.
@lru_cache(maxsize=1024)
def _simple_line(line: str) -> tuple[str, Value] | None:
    found = _SIMPLE_LINE.fullmatch(line)
    if found is None:
        return None
    key, quoted, items, bare = found.groups()
    key = key.lower()
    if items is None:
        return key, quoted if quoted is not None else bare.rstrip(" ")
    pieces = tuple(item.strip(" ") for item in items.split(","))
    return (key, pieces) if key in _LIST_KEYS and all(pieces) else None


def _front_matter(
    header: str, values: Mapping[str, object], problem: str | None, body: str, *warnings: str
) -> FrontMatter:
    """The values of the header, YAML's where they mean what stands there, else the lines' own."""
    fields = list(_fields(header))
    found = list(warnings)
    names = [name for name, _ in fields]
    found += [
        f"The key {name} stands more than once in the front matter; the last one counts."
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if problem is not None:
        found.append(f"The front matter is not valid YAML ({problem}); it was read line by line.")
    result: dict[str, Value] = {}
    for name, raw in fields:
        value = values.get(name)
        if problem is not None or _is_misread(name, raw, value):
            result[name] = _line_value(name, raw)
        else:
            _keep(result, name, value)
    for name, value in values.items():
        if name not in result:
            _keep(result, name, value)
    return FrontMatter(result, body, is_present=True, warnings=tuple(found))


def _keep(values: dict[str, Value], name: str, value: object) -> None:
    """Puts a value that is text, or a list with text in it, among the values; anything nested is left out."""
    if isinstance(value, str):
        values[name] = value
    elif isinstance(value, list):
        values[name] = tuple(item for item in value if isinstance(item, str))


def _is_misread(name: str, raw: str, value: object) -> bool:
    """Whether YAML, without an error, gives something else than the text that stands after the key."""
    if not raw:
        return False
    if name in _LIST_KEYS:
        if isinstance(value, list):
            return " #" in raw or not all(isinstance(item, str) and item for item in value)
        return raw[0] not in "\"'" and _BLOCK_SCALAR.match(raw) is None and value != raw
    if name not in ("title", "author"):
        return False
    return raw[0] not in "\"'" and _BLOCK_SCALAR.match(raw) is None and value != raw


@cache
def _handler() -> YAMLHandler:
    """The YAML handler of python-frontmatter; imported late, for it takes 18 ms and a start needs no post."""
    from frontmatter.default_handlers import YAMLHandler

    return YAMLHandler()


@cache
def _loader() -> type:
    """YAML's loader that leaves every scalar as text: libyaml's where it is built in, for it is ten times faster."""
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _read_yaml(header: str) -> tuple[Mapping[str, object], str | None]:
    """The header's mapping with keys in small letters, and what is wrong with it as YAML, if anything."""
    from yaml import YAMLError

    if len(header) > _LONGEST_FOR_YAML:
        return {}, "it is too long"
    try:
        loaded = _handler().load(header, Loader=_loader())
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can not be read"
        return {}, f"line {mark.line + 2}: {reason}" if mark else str(reason)
    except RecursionError:
        return {}, "it is nested too deep"
    if loaded is None or loaded == "":
        return {}, None
    if not isinstance(loaded, dict):
        return {}, "it holds no keys"
    return {str(key).lower(): value for key, value in loaded.items()}, None


def _holds_body(header: str) -> bool:
    """Whether a header that is no YAML has run into the body: a blank line, an element or a link ends it."""
    length = _belonging_length(header)
    rest = header[length:]
    return length == 0 or (bool(rest) and (rest[0] in "<[" or not rest.partition("\n")[0].strip()))


def _belonging_length(text: str) -> int:
    """How many characters at the start of `text` look like front matter: keys, and lines that continue them."""
    end = position = 0
    has_key = False
    for bare in text.split("\n"):
        is_key = _KEY.fullmatch(bare) is not None
        if not is_key and not (has_key and _CONTINUATION.match(bare)):
            break
        has_key = has_key or is_key
        position += len(bare) + 1
        if bare.strip():
            end = position
    return len(text) if position > len(text) else end


def _fields(header: str) -> Iterator[tuple[str, str]]:
    """The top-level keys of the header, in small letters, each with the text after its colon.

    Lines that continue a value belong to it; blank lines around it do not.
    """
    name = ""
    lines: list[str] = []
    for line in header.split("\n"):
        found = _KEY.fullmatch(line)
        if found is None:
            if not line.startswith("#"):
                lines.append(line)
            continue
        if name:
            yield name, "\n".join(lines).strip(_BLANK)
        name, lines = (found["key"] or found["known"]).lower(), [found["value"]]
    if name:
        yield name, "\n".join(lines).strip(_BLANK)


def _line_value(name: str, raw: str) -> Value:
    """The value of a key from its lines alone."""
    if name in _LIST_KEYS and (raw.startswith(("[", "-"))):
        return tuple(_line_items(raw))
    first, _, rest = raw.partition("\n")
    if _BLOCK_SCALAR.fullmatch(first):
        lines = [line.strip() for line in rest.split("\n")]
        return ("\n" if first[0] == "|" else " ").join(lines).strip()
    text = " ".join(line.strip(_BLANK) for line in raw.split("\n") if line.strip(_BLANK))
    return _without_quotes(text)


def _without_quotes(text: str) -> str:
    """The text inside the quotes that enclose all of it, also where quotes inside it are not escaped.

    `"He said "no" twice"` loses its outer quotes; `"Yes" and "No"` has none that enclose it.
    """
    quoted = _QUOTED.match(text)
    if quoted is not None and _AFTER_QUOTES.fullmatch(text, quoted.end()):
        return (
            _unescaped(quoted["double"]) if quoted["single"] is None else quoted["single"].replace("''", "'")
        )
    if len(text) < 2 or text[0] not in "\"'" or text[-1] != text[0]:
        return text
    inner = text[1:-1]
    opening = _INNER_QUOTE.search(inner)
    is_enclosed = opening is not None and opening.start() == inner.find(text[0])
    return _unescaped(inner) if is_enclosed else text


def _line_items(raw: str) -> Iterator[str]:
    """The items of a list in brackets or of one with a hyphen before each item."""
    if raw.startswith("["):
        inner = raw[1:].rpartition("]")[0] or raw[1:]
        pieces = [found[1].strip() for found in _LIST_ITEM.finditer(inner)]
    else:
        pieces = [line.strip().removeprefix("-").strip() for line in raw.split("\n")]
    for piece in pieces:
        item = _without_quotes(_LIST_COMMENT.sub("", piece))
        if item:
            yield item


def _unescaped(text: str) -> str:
    """The text of a double-quoted scalar; an escape that YAML does not know stays as it is written."""
    plain = _ESCAPE.sub(_character, text)
    # JSON writes a character beyond U+FFFF as two escapes, the halves of a surrogate pair.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(escape: re.Match[str]) -> str:
    short, middle, long, letter = escape.groups()
    digits = short or middle or long
    if digits is None:
        return _ESCAPED.get(letter, letter)
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else escape.group()
