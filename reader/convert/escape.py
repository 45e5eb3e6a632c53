"""Text written as Markdown so that it comes out as it was: escapes, addresses, titles."""

from __future__ import annotations

import html
import re

_INLINE = re.compile(r"[\\`*_\[\]]|<(?=[A-Za-z/!?])|~(?=~)|(?<=~)~|^~|~$|[!^]$")
_ENTITY_LIKE = re.compile(r"&(?=[A-Za-z#])")
_INSIDE_WORD = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")
_LINE_START = re.compile(
    r"(?m)^(?:(?=#{1,6}(?:[ \t]|$))|(?=[-+](?:[ \t]|$))|(?=>)|(?=[:~](?:[ \t]|$))|(?=[-=|:][-=|: \t]*$)"
    r"|(?<=^)(?P<number>\d{1,9})(?=[.)](?:[ \t]|$)))"
)
_LINK_LIKE = re.compile(r"\\\](?=\(|\[|:)")
_BALANCED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
_UNSAFE_IN_ADDRESS = re.compile(r'[\s<>\\"`\x00-\x1f\x7f]')


def escape_entities(text: str) -> str:
    """`text` in which nothing reads as an entity; ampersands that can not be one stay as they are."""
    if "&" not in text or html.unescape(text) == text:
        return text
    return _ENTITY_LIKE.sub("&amp;", text)


def escape_inline(text: str) -> str:
    """`text` in which no character is inline markup, wherever in a line it stands."""
    # "[4](Staples)" and "[1]: note" are written with an entity as well, so that even a reader that undoes the
    # escapes first takes them for no link and no definition.
    return _LINK_LIKE.sub("&#93;", _INLINE.sub(r"\\\g<0>", escape_entities(text)))


def escape_line_starts(markdown: str) -> str:
    """Inline Markdown whose lines begin no block: no heading, list, quote, rule, table or definition."""
    return _LINE_START.sub(lambda match: (match["number"] or "") + "\\", markdown)


def destination(url: str) -> str:
    """An address as a Markdown link's destination, without the brackets that would end it."""
    url = _UNSAFE_IN_ADDRESS.sub(lambda match: f"%{ord(match.group()):02X}", url)
    if not _BALANCED.fullmatch(url):
        url = url.replace("(", "%28").replace(")", "%29")
    return escape_entities(url)


def title(text: str) -> str:
    """A Markdown title in quotes, with the space before it; nothing for no text."""
    if not text:
        return ""
    return ' "' + escape_entities(text.replace("\\", "\\\\")).replace('"', "&quot;") + '"'


def autolink(url: str) -> str:
    """A bare address as Markdown: `<address>`, or a link where that form could be misread."""
    if html.unescape(url) == url and not _UNSAFE_IN_ADDRESS.search(url):
        return f"<{url}>"
    return f"[{escape_inline(url)}]({destination(url)})"
