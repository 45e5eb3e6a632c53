"""Body detection: whether a post's body is plain text, HTML or Markdown, and where it starts.

A body is HTML where CommonMark would take each of its blocks for HTML, so that the Markdown parser has nothing to do;
any other one is Markdown, which decides it block by block. The plain bodies of the specified format are the exception:
one line of text in a `<div>`, in which nothing is Markdown.

What tells the specified format is here; the rest, in `reader.convert.body_blocks`, is imported where it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from reader.text.entities import unescape
from reader.text.equivalence import composed
from reader.text.late import late

Values = Mapping[str, object]
"""the values of a post's front matter by key: text, lists as tuples, and mappings of them"""
NO_VALUES: Values = MappingProxyType({})

_PREAMBLE = late(
    r"\A\s*(?:<!--[^>\n]*-->\s*)?(?:\[[^\n]*\]\([^\n]*\)[ \t]*\n(?:-{3,}|={3,})[ \t]*(?:\n|\Z)\s*)?"
)
_BLANKS = (" ", "\t")
_PLAIN = late(r"\A\s*<div>([^<]*)</div>\s*\Z")
_WRAPPED = late(r"<(div|article|section|main)\b.*</\1\s*>\Z", re.IGNORECASE | re.DOTALL)
_SHORTCODE = late(
    r"\[/(?:wp_)?caption\]|\[(?:gallery|playlist|audio|video|soundcloud|youtube|vimeo)(?:\s[a-z]|\])"
)
"""a shortcode of WordPress in HTML"""
_EMPTY_LINE = late(r"\n[ \t]*\n")
_MARKDOWN_PARAGRAPH = late(r"\n[ \t]*\n {0,3}[^\s<]")
"""running text after an empty line, which separates paragraphs in Markdown only"""
_HEAD_CHARS = 4000
"""the beginning of a body in a wrapper in which Markdown begins, if it is any: archived pages are long"""


class BodyKind(Enum):
    """The markup of a post's body."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"
    TEMPLATE = "template"
    """HTML with the tags of a template language"""


def without_preamble(body: str) -> str:
    """Return the body without the epoch comment and the title link that archives put before it.

    Markdown keeps the indentation of its first line, which may be code or the head of a table.
    """
    preamble = _PREAMBLE.match(body)
    if preamble is None:
        return body
    end = preamble.end()
    if body[end - 1 : end] in _BLANKS and not body.startswith("<", end):
        end = len(body[:end].rstrip(" \t"))
    return body[end:]


def plain_text(body: str) -> str | None:
    """Return the decoded text of a body that is one `<div>` without markup; None for any other body.

    Three of four posts are like this, so a pattern decides it without a parser.
    """
    plain = _PLAIN.match(body)
    if plain is None or _is_wrapped_markdown(plain.group(1)):
        return None
    text = plain.group(1)
    return composed(unescape(text)) if "&#" in text else unescape(text)


def _is_wrapped_markdown(inner: str) -> bool:
    """Return whether the text in a `<div>` without markup is Markdown: paragraphs, one of them with its signs."""
    if not _EMPTY_LINE.search(inner) or not inner.strip():
        return False
    from reader.convert.body_blocks import has_markdown_sign

    return has_markdown_sign(inner)


def _is_html(text: str) -> bool:
    if _WRAPPED.match(text):
        head = text[:_HEAD_CHARS]
        if "markdown" not in head and not _MARKDOWN_PARAGRAPH.search(head):
            return True
        from reader.convert.body_blocks import has_markdown_attribute, is_wrapped_html

        return not has_markdown_attribute(text) and is_wrapped_html(text)
    from reader.convert.body_blocks import has_markdown_attribute, is_html

    return not has_markdown_attribute(text) and is_html(text)


def kind_of(body: str, values: Values = NO_VALUES) -> BodyKind:
    """Return the kind of a body without its preamble; Markdown may contain HTML.

    `values` are those of the front matter, which templates in the body may name.
    """
    if plain_text(body) is not None:
        return BodyKind.PLAIN
    text = body.strip()
    if not text.startswith("<") or not _is_html(text):
        return BodyKind.MARKDOWN
    if ("{" in text and ("{%" in text or "{{" in text)) or ("[" in text and _SHORTCODE.search(text)):
        from reader.convert.body_blocks import has_templates

        if has_templates(text, values):
            return BodyKind.TEMPLATE
    return BodyKind.HTML
