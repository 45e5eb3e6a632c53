"""Body detection: whether a post's body is plain text, HTML or Markdown, and where it starts."""

from __future__ import annotations

import html
import re
from enum import Enum

_PREAMBLE = re.compile(
    r"\A\s*(?:<!--[^>\n]*-->\s*)?(?:\[[^\n]*\]\([^\n]*\)[ \t]*\n(?:-{3,}|={3,})[ \t]*(?:\n|\Z)\s*)?"
)
_PLAIN = re.compile(r"\A\s*<div>([^<]*)</div>\s*\Z")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*(?:[\s/][^<>]*)?>")
_WRAPPED = re.compile(r"<(div|article|section|main)\b.*</\1\s*>\Z", re.IGNORECASE | re.DOTALL)
_MARKDOWN_PARAGRAPH = re.compile(r"\n[ \t]*\n {0,3}[^\s<]")
"""running text after an empty line, which separates paragraphs in Markdown only"""
_OPENING_BLOCK = re.compile(
    r"<(?:div|article|section|main|p|figure|table|header|ul|ol|blockquote|h[1-6]|picture|img|iframe|!--)\b",
    re.IGNORECASE,
)
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|```|~~~|> |\|.*\|[ \t]*$|\[\^[^\]]+\]:|[-=]{3,}[ \t]*$|!?\[[^\]\n]+\]\([^)\n]+\)"
    r"|\{%|.*(?:\*\*|__)\S[^*\n]*(?:\*\*|__))",
    re.MULTILINE,
)


class BodyKind(Enum):
    """The markup of a post's body."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


def without_preamble(body: str) -> str:
    """Return the body without the epoch comment and the title link that archives put before it."""
    preamble = _PREAMBLE.match(body)
    return body[preamble.end() :] if preamble else body


def plain_text(body: str) -> str | None:
    """Return the decoded text of a body that is one `<div>` without markup; None for any other body.

    Three of four posts are like this, so a pattern decides it without a parser.
    """
    plain = _PLAIN.match(body)
    return html.unescape(plain.group(1)) if plain else None


def kind_of(body: str) -> BodyKind:
    """Return the kind of a body without its preamble; Markdown may contain HTML."""
    if _PLAIN.match(body):
        return BodyKind.PLAIN
    text = body.strip()
    if _WRAPPED.match(text):
        return BodyKind.HTML
    if not _TAG.search(text) or _MARKDOWN_PARAGRAPH.search(text):
        return BodyKind.MARKDOWN
    is_page = _OPENING_BLOCK.match(text) is not None and text.endswith(">")
    return BodyKind.HTML if is_page or not _MARKDOWN_LINE.search(text) else BodyKind.MARKDOWN
