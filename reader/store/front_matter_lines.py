"""Literal reading of front matter line by line, for headers that are not valid YAML or that YAML misreads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.store.front_matter_values import Value
from reader.text.late import late

LIST_KEYS = frozenset(
    {
        *("tags", "tag", "categories", "category", "keywords", "keyword", "topics", "topic"),
        *("labels", "subjects", "series", "sections", "标签", "標籤", "分类", "分類"),
    }
)
"""the keys whose value is topics, in lower case"""
TEXT_KEYS = frozenset(
    {"title", "headline", "author", "byline", "description", "summary", "excerpt", "标题", "標題"}
)
"""further keys whose value is text, in lower case"""

# No-break and full-width spaces are text.
BLANK = " \t\n"
"""white space in YAML"""
_KNOWN_KEYS = "title|date|author|from|tags?|categor(?:y|ies)|layout|comments"
_KEY = late(
    # YAML requires a space after the colon. People forget it, and with these keys the line is unambiguous.
    rf"""(?:(?P<quote>["']?)(?P<key>[^\W\d][\w-]*)(?P=quote)[ \t]*:(?:[ \t]+|$)|(?P<known>{_KNOWN_KEYS}):)(?P<value>.*)""",
    re.IGNORECASE,
)
_CONTINUATION = late(r"[ \t]|-[ \t]|#|$")
_BLOCK_SCALAR = late(r"([|>])[-+0-9]*[ \t]*(?:#.*)?")
_QUOTED = late(r""""(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^']|'')*)'""", re.DOTALL)
_AFTER_QUOTES = late(r"[ \t]*(?:[ \t]#.*)?")
_LIST_COMMENT = late(r"(?:^|[ \t])#(?:[ \t].*|$)")
_INNER_QUOTE = late(r"""(?<=[\s(\[「『“（《:：,，])["']""")
_CONNECTIVES = frozenset(
    [
        "和",
        "与",
        "與",
        "及",
        "跟",
        "或",
        "同",
        "对",
        "對",
        "到",
        "还是",
        "還是",
        "以及",
        "而非",
        "不是",
        "不等于",
        "不等於",
        "vs",
    ]
)
_ESCAPE = late(r'\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrtb"/\\ ]))')
_ESCAPED_CHARS = {"n": "\n", "r": "\n", "t": "\t", "b": ""}
_LIST_ITEM = late(r"""(\s*(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')\s*|[^,]*)(?:,|\Z)""", re.DOTALL)


def header_length(text: str) -> int:
    """Return the length of the front matter at the start of `text`: keys, and lines that continue them."""
    end = position = 0
    has_key = False
    for line in text.split("\n"):
        is_key = _KEY.fullmatch(line) is not None
        if not is_key and not (has_key and _CONTINUATION.match(line)):
            break
        has_key = has_key or is_key
        position += len(line) + 1
        if line.strip():
            end = position
    return len(text) if position > len(text) else end


def split_fields(header: str) -> Iterator[tuple[str, str]]:
    """Yield the top-level keys of the header, each with the raw text after its colon and below it."""
    name = ""
    lines: list[str] = []
    for line in header.split("\n"):
        match = _KEY.fullmatch(line)
        if match is None:
            if not line.startswith("#"):
                lines.append(line)
            continue
        if name:
            yield name, "\n".join(lines)
        name, lines = match["key"] or match["known"], [match["value"]]
    if name:
        yield name, "\n".join(lines)


def is_literal_text(raw: str) -> bool:
    """Return whether raw text is neither quoted nor a block scalar nor bytes, so that it is its own value."""
    return raw[0] not in "\"'" and _BLOCK_SCALAR.match(raw) is None and not raw.startswith("!binary")


def parse_value(name: str, raw: str) -> Value:
    """Return the value of a key from its raw text."""
    if name.lower() in LIST_KEYS and (raw.startswith(("[", "-"))):
        return tuple(_list_items(raw))
    first, _, rest = raw.partition("\n")
    if _BLOCK_SCALAR.fullmatch(first):
        lines = [line.strip() for line in rest.split("\n")]
        return ("\n" if first[0] == "|" else " ").join(lines).strip()
    text = " ".join(line.strip(BLANK) for line in raw.split("\n") if line.strip(BLANK))
    return _unquote(text)


def _unquote(text: str) -> str:
    """Return the text inside quotes that enclose all of it, even if quotes inside it are not escaped.

    `"He said "no" twice"` loses its outer quotes; `"Yes" and "No"` is not enclosed by quotes.
    """
    quoted = _QUOTED.match(text)
    if quoted is not None and _AFTER_QUOTES.fullmatch(text, quoted.end()):
        if quoted["single"] is None:
            return _unescape(quoted["double"])
        return quoted["single"].replace("''", "'")
    if len(text) < 2 or text[0] not in "\"'" or text[-1] != text[0]:
        return text
    inner = text[1:-1]
    first = inner.find(text[0])
    inner_quote = _INNER_QUOTE.match(inner, max(first, 0))
    is_enclosed = inner_quote is not None or _is_quoted_inside(inner, text[0])
    return _unescape(inner) if is_enclosed else text


def _is_quoted_inside(inner: str, quote: str) -> bool:
    """Return whether the quotes in a text enclose words of it and not those between two quotations.

    Chinese has no blanks that would tell: `于"躺平"的` is one text, `甲"和"乙` stands between two quotations.
    """
    first = inner.find(quote)
    second = inner.find(quote, first + 1)
    if first < 1 or second < 0:
        return False
    quoted = inner[first + 1 : second]
    beside = inner[first - 1] + quoted[:1] + quoted[-1:]
    return beside.isalnum() and not beside.isascii() and quoted not in _CONNECTIVES


def _list_items(raw: str) -> Iterator[str]:
    """Yield the non-empty items of a list in brackets or with hyphens."""
    if raw.startswith("["):
        inner = raw[1:].rpartition("]")[0] or raw[1:]
        pieces = [match[1].strip() for match in _LIST_ITEM.finditer(inner)]
    else:
        pieces = [line.strip().removeprefix("-").strip() for line in raw.split("\n")]
    for piece in pieces:
        item = _unquote(_LIST_COMMENT.sub("", piece))
        if item:
            yield item


def _unescape(text: str) -> str:
    """Return the text of a double-quoted scalar; escapes unknown to YAML are kept as written."""
    unescaped = _ESCAPE.sub(_escaped_char, text)
    # JSON writes a character beyond U+FFFF as two escapes, the halves of a surrogate pair.
    return unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped_char(escape: re.Match[str]) -> str:
    two_digits, four_digits, eight_digits, letter = escape.groups()
    digits = two_digits or four_digits or eight_digits
    if digits is None:
        return _ESCAPED_CHARS.get(letter, letter)
    code_point = int(digits, 16)
    return chr(code_point) if code_point <= 0x10FFFF else escape.group()
