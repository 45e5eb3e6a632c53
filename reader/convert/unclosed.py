"""End tags for elements that show nothing of what they hold, and that a page never closes: what follows stays visible.

A browser shows nothing after `<svg><foreignObject>` or a comment without an end. Such pages were cut, or a
program has dropped the end tag; their words are read all the same.
"""

from __future__ import annotations

import re

from reader.text.late import late

_ENDED_AT_ONCE = frozenset(
    (
        "object", "video", "audio", "canvas", "noscript", "template", "dialog", "svg", "foreignobject", "datalist",
        "iframe", "noembed", "rp",
    )
)  # fmt: skip
"""what holds fallbacks or drawings: it ends after its start tag and its sources"""
_ENDED_AT_BLOCK = frozenset(("script", "style", "title", "noframes"))
"""what holds no markup: it ends where a block begins"""
SWALLOWING = _ENDED_AT_ONCE | _ENDED_AT_BLOCK
"""the names of the elements that are closed, in lower case"""

_SOURCES = late(r"(?:\s*<(?:source|track|param|embed)\b[^<>]*>)*", re.IGNORECASE)
_PARENTHESES = late(r"[\s()（）\[\]【】「」]*")
_BLOCK = late(
    r"\n[ \t]*\n|<(?:p|div|h[1-6]|ul|ol|section|article|table|blockquote|figure|pre)(?=[\s>])", re.IGNORECASE
)
_COMMENT_END = late(
    r"\n|<(?:p|div|h[1-6]|ul|ol|section|article|table|blockquote|figure)(?=[\s>])", re.IGNORECASE
)
_MAX_CLOSED = 200
"""end tags of a name that are added to a page"""


def close_comment(markup: str) -> str:
    """Return HTML in which the last comment ends with its line, or before a block, if nothing else ends it."""
    start = markup.rfind("<!--")
    if start < 0 or markup.find("-->", start) >= 0 or markup.startswith("<!-->", start):
        return markup
    end = _COMMENT_END.search(markup, start)
    return f"{markup[: end.start()]}-->{markup[end.start() :]}" if end else markup


def close_elements(markup: str, names: frozenset[str]) -> str:
    """Return HTML with an end tag for each element of the names, all of `SWALLOWING`, that has none."""
    for name in sorted(names):
        if markup.count(f"<{name}") != markup.count(f"</{name}") or f"<{name.upper()}" in markup:
            markup = _closed(markup, name)
    return markup


def _closed(markup: str, name: str) -> str:
    """Return HTML with an end tag for each element of a name that has none."""
    opened: list[int] = []
    for tag in re.compile(
        rf"<(/?){name}(?=[\s/>])(?:[^<>\"']|\"[^\"]{{0,2000}}\"|'[^']{{0,2000}}')*>", re.IGNORECASE
    ).finditer(markup):
        if not tag[1]:
            if not tag[0].endswith("/>"):
                opened.append(tag.end())
        elif opened:
            opened.pop()
    pieces = []
    position = 0
    for start in opened[:_MAX_CLOSED]:
        end = _end(markup, name, start)
        if end >= position:
            pieces += [markup[position:end], f"</{name}>"]
            position = end
    return "".join([*pieces, markup[position:]])


def _end(markup: str, name: str, start: int) -> int:
    """Return where an element of a name ends that begins before `start`; -1 for one that no block follows."""
    if name in _ENDED_AT_BLOCK:
        block = _BLOCK.search(markup, start)
        return block.start() if block else -1
    pattern = _PARENTHESES if name == "rp" else _SOURCES
    found = pattern.match(markup, start)
    return found.end() if found else start
