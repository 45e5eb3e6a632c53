"""Escaping for Markdown: inline text, line starts, link destinations and titles."""

from __future__ import annotations

from reader.text.entities import unescape
from reader.text.late import late

_SIGNS = "\\`*_[]"
"""the signs that are escaped wherever they stand, the backslash first"""
_SIGN_IN_PLACE = late(r"(?=<[A-Za-z/!?]|[!^]$)")
"""the place before a sign that is escaped for what stands beside it"""
_TILDE_AT_AN_END = late(r"(?=^~|~$)")
_ENTITY_LIKE = late(r"&(?=[A-Za-z#])")
_LINE_START = late(
    r"(?m)^(?:(?=#{1,6}(?:[ \t]|$))|(?=[-+](?:[ \t]|$))|(?=>)|(?=[:~](?:[ \t]|$))|(?=[-=|:][-=|: \t]*$)"
    r"|(?<=^)(?P<number>\d{1,9})(?=[.)](?:[ \t]|$)))"
)
_BALANCED = late(r"[^()]*(?:\([^()]*\)[^()]*)*")
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:")
"""what an autolink begins with (CommonMark 0.31, 6.5)"""
_UNSAFE_IN_URL = late(r'[\s<>\\"`\x00-\x1f\x7f]')


def _escape_entities(text: str) -> str:
    """Return text in which nothing reads as an entity; an `&` that cannot start one stays."""
    if "&" not in text or unescape(text) == text:
        return text
    return _ENTITY_LIKE.sub("&amp;", text)


def escape_inline(text: str) -> str:
    """Return text without inline markup, wherever in a line it is placed."""
    # "[4](Staples)" and "[1]: note" get an entity besides the escapes, so that even a program that undoes the
    # escapes first sees no link and no definition.
    text = _escape_entities(text)
    for sign in _SIGNS:
        if sign in text:
            text = text.replace(sign, f"\\{sign}")
    if "~~" in text:
        # The single ones, too, at no cost: a text may be a million of these pairs.
        text = text.replace("~", "\\~")
    elif "~" in text:
        text = _TILDE_AT_AN_END.sub(r"\\", text)
    if "<" in text or text.rstrip("\n")[-1:] in ("!", "^"):
        text = _SIGN_IN_PLACE.sub(r"\\", text)
    return text.replace("\\](", "&#93;(").replace("\\]:", "&#93;:")


def escape_line_starts(markdown: str) -> str:
    """Return inline Markdown whose lines start no heading, list, quote, rule, table or definition."""
    return _LINE_START.sub(lambda match: (match["number"] or "") + "\\", markdown)


def link_destination(url: str) -> str:
    """Return a URL as a CommonMark link destination, without parentheses that would end it."""
    url = _UNSAFE_IN_URL.sub(lambda match: f"%{ord(match.group()):02X}", url)
    if not _BALANCED.fullmatch(url):
        url = url.replace("(", "%28").replace(")", "%29")
    return _escape_entities(url)


def link_title(text: str) -> str:
    """Return a CommonMark link title in quotes, with the space before it; empty for empty text."""
    if not text:
        return ""
    return ' "' + _escape_entities(text.replace("\\", "\\\\")).replace('"', "&quot;") + '"'


def autolink(url: str) -> str:
    """Return a bare URL as Markdown: `<url>`, or a full link where that form could be misread."""
    if _SCHEME.match(url) and unescape(url) == url and not _UNSAFE_IN_URL.search(url):
        return f"<{url}>"
    return f"[{escape_inline(url)}]({link_destination(url)})"
