"""What the blocks of a body are, HTML or Markdown, where its first signs do not say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from reader.convert.html_blocks import markdown_follows_html
from reader.convert.templates.own_values import own_value
from reader.convert.templates.tags import row_of

_MARKDOWN_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\smarkdown\s*=\s*[\"']?(?:1|block|span)\b", re.IGNORECASE)
"""the attribute with which kramdown and others parse what an element holds"""
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
    r"\[/(?:wp_)?caption\]|\[(?:gallery|playlist)\]|\[(?:gallery|playlist|audio|video|soundcloud|youtube|vimeo)\s[a-z]\w*=|\{\{<-?\s*/?[A-Za-z][^<>{}\n]{0,500}>\}\}|\{\{[<%]-?\s*/?([A-Za-z][\w-]*)|\{%[-~]?\s*(?:end)?([a-z]\w*)|\{\{[-~]?\s*(?:site|page)\.\w|\|\s*(?:relative_|absolute_)?url\s*\}\}"
)
_EXPRESSION = re.compile(r"\{\{[-~]?\s*([^{}\n]{1,200}?)\s*[-~]?\}\}")
_MAX_TEMPLATE_SIGNS = 50
"""the signs of templates that are looked at in a body of HTML"""
_PARAGRAPH_TAG = re.compile(r"<(?:p|li|tr|dd|h[1-6])(?=[\s/>])", re.IGNORECASE)
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|```|~~~|> |\|.*\|[ \t]*$|\[\^[^\]]+\]:|[-=]{3,}[ \t]*$|!?\[[^\]\n]+\]\([^)\n]+\)"
    r"|\{%|\{\{[<%]|.*(?:\*\*|__)\S[^*\n]*(?:\*\*|__))",
    re.MULTILINE,
)
_MARKDOWN_INLINE = re.compile(r"\]\([^\s)]|\]\[\w|(?<!`)`[^`\n]+`")


def has_markdown_sign(text: str) -> bool:
    """Return whether a text has a line or an inline mark that only Markdown gives a meaning."""
    return _MARKDOWN_LINE.search(text) is not None or _MARKDOWN_INLINE.search(text) is not None


def has_markdown_attribute(text: str) -> bool:
    """Return whether an element says that what it holds is Markdown."""
    return _MARKDOWN_ATTRIBUTE.search(text) is not None


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


def has_templates(text: str, values: Mapping[str, object]) -> bool:
    """Return whether HTML has tags of known names or of Hugo, or expressions of a site, outside its code.

    An expression that names one of the `values` of the post's front matter is one, too, but not in a post of the
    specified format, which is an archived page.
    """
    text = _without_verbatim(text)
    for sign in islice(_TEMPLATE.finditer(text), _MAX_TEMPLATE_SIGNS):
        name = sign.group(1) or sign.group(2)
        if name is None or row_of(name) is not None:
            return True
    return "from" not in values and any(
        own_value(sign.group(1), values) is not None
        for sign in islice(_EXPRESSION.finditer(text), _MAX_TEMPLATE_SIGNS)
    )


def is_wrapped_html(text: str) -> bool:
    """Return whether a body in one wrapper is HTML.

    An archived page may hold bare text between its elements; Markdown in a wrapper has signs or no elements.
    """
    text = _without_verbatim(text)
    if _MARKDOWN_PARAGRAPH.search(text) is None:
        return True
    return _PARAGRAPH_TAG.search(text) is not None and not has_markdown_sign(text)


def is_html(text: str) -> bool:
    """Return whether CommonMark takes each block of a body that begins with `<` for HTML."""
    text = _without_verbatim(text)
    if _MARKDOWN_PARAGRAPH.search(text) or not _HTML_BLOCK.match(text):
        return False
    return (text.endswith(">") or not has_markdown_sign(text)) and not markdown_follows_html(text)
