"""Body detection: whether a post's body is plain text, HTML or Markdown, and where it starts.

A body is HTML where CommonMark would take each of its blocks for HTML, so that the Markdown parser has nothing to do;
any other one is Markdown, which decides it block by block. The plain bodies of the specified format are the exception:
one line of text in a `<div>`, in which nothing is Markdown.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import islice

from reader.convert.html_blocks import markdown_follows_html
from reader.text.entities import unescape

_PREAMBLE = re.compile(
    r"\A\s*(?:<!--[^>\n]*-->\s*)?(?:\[[^\n]*\]\([^\n]*\)[ \t]*\n(?:-{3,}|={3,})[ \t]*(?:\n|\Z)\s*)?"
)
_PLAIN = re.compile(r"\A\s*<div>([^<]*)</div>\s*\Z")
_WRAPPED = re.compile(r"<(div|article|section|main)\b.*</\1\s*>\Z", re.IGNORECASE | re.DOTALL)
_MARKDOWN_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\smarkdown\s*=\s*[\"']?(?:1|block|span)\b", re.IGNORECASE)
"""the attribute with which kramdown and others parse what an element holds"""
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_MARKDOWN_PARAGRAPH = re.compile(r"\n[ \t]*\n {0,3}[^\s<]")
"""running text after an empty line, which separates paragraphs in Markdown only"""
_VERBATIM = re.compile(r"<(pre|code|script|style|textarea|!--)", re.IGNORECASE)
_HTML_BLOCK = re.compile(
    r"<(?:/?(?:address|article|aside|audio|blockquote|body|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|"
    r"footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|noscript|object|ol|p|picture|pre|"
    r"script|search|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video)(?=[\s/>])"
    r"|!--|/?[a-z][\w:.-]*(?:\s[^<>]*)?>[ \t]*(?:\n|\Z))",
    re.IGNORECASE,
)
"""the beginning of an HTML block (CommonMark 0.31, 4.6), with those elements added that are none inside a paragraph"""
_TEMPLATE = re.compile(
    r"\{\{[<%]-?\s*/?([A-Za-z][\w-]*)|\{%[-~]?\s*(?:end)?([a-z]\w*)|\{\{[-~]?\s*(?:site|page)\.\w|\|\s*(?:relative_|absolute_)?url\s*\}\}"
)
_MAX_TEMPLATE_SIGNS = 50
"""the signs of templates that are looked at in a body of HTML"""
_PARAGRAPH_TAG = re.compile(r"<(?:p|li|tr|dd|h[1-6])(?=[\s/>])", re.IGNORECASE)
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|```|~~~|> |\|.*\|[ \t]*$|\[\^[^\]]+\]:|[-=]{3,}[ \t]*$|!?\[[^\]\n]+\]\([^)\n]+\)"
    r"|\{%|\{\{[<%]|.*(?:\*\*|__)\S[^*\n]*(?:\*\*|__))",
    re.MULTILINE,
)
_MARKDOWN_INLINE = re.compile(r"\]\([^\s)]|\]\[\w|(?<!`)`[^`\n]+`")


class BodyKind(Enum):
    """The markup of a post's body."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"
    TEMPLATE = "template"
    """HTML with the tags of a template language"""


def without_preamble(body: str) -> str:
    """Return the body without the epoch comment and the title link that archives put before it."""
    preamble = _PREAMBLE.match(body)
    return body[preamble.end() :] if preamble else body


def plain_text(body: str) -> str | None:
    """Return the decoded text of a body that is one `<div>` without markup; None for any other body.

    Three of four posts are like this, so a pattern decides it without a parser.
    """
    plain = _PLAIN.match(body)
    if plain is None or _is_wrapped_markdown(plain.group(1)):
        return None
    return unescape(plain.group(1))


def _has_markdown_sign(text: str) -> bool:
    return _MARKDOWN_LINE.search(text) is not None or _MARKDOWN_INLINE.search(text) is not None


def _is_wrapped_markdown(inner: str) -> bool:
    """Return whether the text in a `<div>` without markup is Markdown: paragraphs, one of them with its signs."""
    return _EMPTY_LINE.search(inner) is not None and _has_markdown_sign(inner)


def _without_verbatim(text: str) -> str:
    """Return HTML without code and comments, whose empty lines separate nothing."""
    pieces = []
    position = 0
    unclosed: set[str] = set()
    while (opening := _VERBATIM.search(text, position)) is not None:
        name = opening.group(1).lower()
        end = re.compile("-->" if name == "!--" else f"</{name}", re.IGNORECASE)
        closing = None if name in unclosed else end.search(text, opening.end())
        if closing is None:
            unclosed.add(name)
        pieces.append(text[position : opening.end()])
        position = closing.start() if closing else opening.end()
    pieces.append(text[position:])
    return "".join(pieces)


def _has_templates(text: str) -> bool:
    """Return whether HTML has tags of known names, or expressions of a site, outside its code."""
    from reader.convert.templates.tags import row_of

    for sign in islice(_TEMPLATE.finditer(_without_verbatim(text)), _MAX_TEMPLATE_SIGNS):
        name = sign.group(1) or sign.group(2)
        if name is None or row_of(name) is not None:
            return True
    return False


def kind_of(body: str) -> BodyKind:
    """Return the kind of a body without its preamble; Markdown may contain HTML."""
    if plain_text(body) is not None:
        return BodyKind.PLAIN
    text = body.strip()
    if not text.startswith("<") or ("markdown" in text and _MARKDOWN_ATTRIBUTE.search(text)):
        return BodyKind.MARKDOWN
    if _MARKDOWN_PARAGRAPH.search(text):
        text = _without_verbatim(text)
    has_paragraph = _MARKDOWN_PARAGRAPH.search(text) is not None
    if _WRAPPED.match(text):
        # An archived page may hold bare text between its elements; Markdown in a wrapper has signs or no elements.
        is_html = not has_paragraph or (
            _PARAGRAPH_TAG.search(text) is not None and not _has_markdown_sign(text)
        )
    elif has_paragraph or not _HTML_BLOCK.match(text):
        is_html = False
    else:
        is_html = (text.endswith(">") or not _has_markdown_sign(text)) and not markdown_follows_html(text)
    if not is_html:
        return BodyKind.MARKDOWN
    return BodyKind.TEMPLATE if ("{%" in text or "{{" in text) and _has_templates(text) else BodyKind.HTML
