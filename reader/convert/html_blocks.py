"""HTML blocks in Markdown, as CommonMark reads them: Markdown inside them, and after them, stands between empty lines.

kramdown, Python-Markdown and others parse what an element holds by its attribute `markdown`, and take up Markdown on
the line after an element. Empty lines say the same to CommonMark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header"
    "|iframe|li|main|nav|noscript|object|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_BLOCK_TAG = re.compile(rf"<(/?)({_BLOCKS})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\smarkdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?", re.IGNORECASE)
_TAG_WITH_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\smarkdown\b[^<>]*>", re.IGNORECASE)
_OFF = re.compile(r"=\s*[\"']?(?:0|false|off)", re.IGNORECASE)
_BLOCK_LINE = re.compile(
    rf"(?m)^ {{0,3}}<(?:/?(?:{_BLOCKS})|hr|img)\b[^\n]*>[ \t]*\n(?= {{0,3}}[^\s<>])", re.IGNORECASE
)
"""a line of an HTML block before a line that does not begin as HTML"""
_CLOSED = re.compile(rf"(?:</(?:{_BLOCKS})\s*|<(?:hr|img)\b[^<>]*)>[ \t]*\n\Z", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"[ \t]*(?:#{1,6} |[-*+] |\d{1,9}[.)] |`{3}|~{3}|>|\||\[\^|!?\[[^\]\n]*\][(\[:]|\x02)|[^\n]*(?:\*\*|__|\]\(|`|\x02)"
)


def _parsed_elements(text: str) -> Iterator[str]:
    """Yield the text in pieces, with empty lines inside block elements that have the attribute `markdown`."""
    position = 0
    is_parsed: dict[str, list[bool]] = {}
    for tag in _BLOCK_TAG.finditer(text):
        slash, name, attributes = tag.groups()
        opened = is_parsed.setdefault(name.lower(), [])
        if slash:
            if opened and opened.pop():
                yield text[position : tag.start()] + "\n\n"
                position = tag.start()
        elif not attributes.endswith("/"):
            attribute = _ATTRIBUTE.search(attributes)
            opened.append(attribute is not None and not _OFF.search(attribute.group()))
            if opened[-1]:
                yield text[position : tag.end()] + "\n\n"
                position = tag.end()
    yield text[position:]


def _without_attribute(tag: re.Match[str]) -> str:
    return _ATTRIBUTE.sub("", tag.group())


def _is_end(line: re.Match[str]) -> bool:
    """Return whether a line of an HTML block ends an element, and Markdown follows."""
    return _CLOSED.search(line.group()) is not None and _MARKDOWN.match(line.string, line.end()) is not None


def _separated(line: re.Match[str]) -> str:
    return f"{line.group()}\n" if _is_end(line) else line.group()


def markdown_follows_html(text: str) -> bool:
    """Return whether a line of Markdown follows on an HTML block without an empty line between them."""
    return any(map(_is_end, _BLOCK_LINE.finditer(text)))


def separate_html_blocks(text: str) -> str:
    """Return Markdown, its code masked, with empty lines where HTML ends and Markdown begins."""
    if "markdown" in text:
        text = _TAG_WITH_ATTRIBUTE.sub(_without_attribute, "".join(_parsed_elements(text)))
    return _BLOCK_LINE.sub(_separated, text)
