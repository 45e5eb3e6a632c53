"""Line ends of the source that a page shows as line breaks, written as `br` so that every later step keeps them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from reader.convert.elements import UNFORMATTED_INLINE
from reader.text.late import late

_ATTRIBUTE = "data-reader-lines"
_STYLES = (
    '[style*="white-space:pre" i]', '[style*="white-space: pre" i]', '[style*="white-space : pre" i]',
    '[style*="white-space:break-spaces" i]', '[style*="white-space: break-spaces" i]',
    '[style*="white-space-collapse:preserve" i]', '[style*="white-space-collapse: preserve" i]',
)  # fmt: skip
_CLASSES = (
    # Tailwind and Bootstrap
    "whitespace-pre", "whitespace-pre-wrap", "whitespace-pre-line", "whitespace-break-spaces", "text-pre-wrap",
    "pre-wrap", "prewrap", "pre-line", "preline",
    # verse
    "poem", "poetry", "verse", "lyrics", "stanza",
)  # fmt: skip
_NAMED = (*(f".{name}" for name in _CLASSES), "textarea", "address", "poem")
_START = late(rf'<([a-z][^\s/>]*)[^>]*\s{_ATTRIBUTE}="[^>]*>')
_TAG = late(r"(<[^>]*>)")
_NAME = late(r"</?([a-z][^\s/>]*)")
_INLINE = UNFORMATTED_INLINE | {"a", "b", "strong", "i", "em", "s", "del", "code", "kbd", "samp", "sup", "q"}
_LINE_END = late(r"[ \t]*\n[ \t]*")


def mark_kept_lines(parser: LexborHTMLParser, html: str, names: frozenset[str] | None) -> None:
    """Mark the elements of a page in which a line end of the source is a line break.

    `html` is the page, `names` its tags and classes (those with a dot in front); None if they are not known.
    """
    selectors = [name for name in _NAMED if names is None or name in names]
    if "white-space" in html or "WHITE-SPACE" in html:
        selectors += _STYLES
    if selectors:
        for node in parser.css(", ".join(selectors)):
            if node.tag not in ("pre", "code", "table"):
                node.attrs[_ATTRIBUTE] = ""


def with_kept_lines(html: str) -> str:
    """Return serialised HTML with a `br` for each line end inside the elements that are marked."""
    if _ATTRIBUTE not in html:
        return html
    pieces = []
    position = 0
    while (start := _START.search(html, position)) is not None:
        end = _content_end(html, start[1], start.end())
        pieces += [html[position : start.end()], _with_breaks(html[start.end() : end])]
        position = end
    pieces.append(html[position:])
    return "".join(pieces)


def _content_end(html: str, name: str, position: int) -> int:
    """Return the end of the content of an element opened before `position`."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s>])").finditer(html, position):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


def _with_breaks(content: str) -> str:
    """Return the content of an element with a `br` for each line end, but those that only lay out the source."""
    parts = _TAG.split(content)
    for index in range(0, len(parts), 2):
        if "\n" not in parts[index]:
            continue
        text = parts[index]
        core = text.strip(" \t\n")
        if not core:
            if 0 < index < len(parts) - 1 and _is_inline(parts[index - 1]) and _is_inline(parts[index + 1]):
                parts[index] = _edge(text)
            continue
        start = text.find(core)
        before, after = text[:start], text[start + len(core) :]
        if index and _is_inline(parts[index - 1]):
            before = _edge(before)
        if index + 1 < len(parts) and _is_inline(parts[index + 1]):
            after = _edge(after)
        parts[index] = f"{before}{_LINE_END.sub('<br>', core)}{after}"
    return "".join(parts)


def _is_inline(tag: str) -> bool:
    name = _NAME.match(tag)
    return name is not None and name[1] in _INLINE


def _edge(space: str) -> str:
    """Return the white space between text and an inline tag; with indentation it is that of the source."""
    return "<br>" * len(space) if space and not space.strip("\n") else space
