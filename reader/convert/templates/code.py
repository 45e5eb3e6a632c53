"""Template tags that hold code, as Markdown code that no later pass changes."""

from __future__ import annotations

import re

from reader.convert.code_spans import Code, CodeKind
from reader.convert.masking import MaskedText, continuation, line_prefix, mask_code, stands_alone
from reader.convert.templates.arguments import Arguments, Value, is_web_address, parse_arguments
from reader.convert.templates.lexer import Delimiters
from reader.convert.templates.place import as_text, link, without_indent
from reader.convert.templates.tags import Kind, normalised, row_of

_BACKTICKS = re.compile("`{3,}")
_RAW_TAG = re.compile(r"\{%[-~+]?[ \t]*(?:end)?(?:raw|verbatim)[ \t]*[-~]?%\}")
_RAW_LINE = re.compile(r"(?m)^[ \t>]*\{%[-~+]?[ \t]*(?:end)?(?:raw|verbatim)[ \t]*[-~]?%\}[ \t]*(?:\n|\Z)")
ESCAPED_SHORTCODE = re.compile(r"(\{\{[<%]|\{%)/\*([^{}]{0,2000}?)\*/([>%]\}\}|%\})")
"""a tag of Hugo or Zola that is shown, not run"""
_FENCED = re.compile(r"\s*(`{3,}|~{3,})[^\n]*\n.*\n[ \t]*\1[ \t]*\s*\Z", re.DOTALL)
_TAB = re.compile(
    r"<!--\s*(?:(?:tab|timeline|node)\s+(?P<title>[^\n]*?)|(?:end)?(?:tab|timeline|node))\s*-->"
)
"""a tab or an event of Hexo's themes, and its end"""
_LANGUAGE_WORD = re.compile(r"[a-z][a-z0-9+#_-]{0,19}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[\w+#.-]+")
_OPTION = re.compile(r"\{[^}]*\}|\.\w+|(?:linenos|nowrap|show|true|false|hide)\b|\d[\d,-]*", re.IGNORECASE)


def hide_code(text: str) -> MaskedText:
    """Return a Markdown text with templates with its code masked: comments gone, raw blocks text, code fenced."""
    return mask_code(text, _rewrite)


def hide_code_of_html(text: str) -> MaskedText:
    """Return HTML with templates with its code masked, blocks of code between empty lines."""
    return mask_code(text, _rewrite_in_html, is_html=True)


def _rewrite_in_html(masked: MaskedText, text: str, code: Code) -> str:
    """Return what takes the place of a piece of code in HTML, whose indentation means nothing."""
    source = text[code.start : code.end]
    if code.tag is None and code.kind is not CodeKind.COMMENT:
        return masked.hide(_without_raw_tags(source), "")
    rewritten = _rewrite(
        masked,
        source,
        code._replace(
            start=0,
            end=len(source),
            content_end=code.content_end - code.start,
            tag=code.tag and code.tag._replace(start=0, end=code.tag.end - code.start),
        ),
    )
    return f"\n\n{rewritten}\n\n" if "\x02" in rewritten else rewritten


def _rewrite(masked: MaskedText, text: str, code: Code) -> str:
    """Return what takes the place of a piece of code."""
    if code.kind is CodeKind.COMMENT:
        return ""
    prefix = line_prefix(text, code.start)
    source = text[code.start : code.end]
    if code.tag is None:
        tab = _TAB.fullmatch(source) if code.kind is CodeKind.HTML else None
        if tab is not None:
            title = tab.group("title") or ""
            title = title if "%}" in title else title.partition("@")[0].strip()
            return f"\n\n**{title}**\n\n" if title else ""
        return masked.hide(_without_raw_tags(source), prefix)
    row = row_of(code.tag.name)
    content = text[code.tag.end : code.content_end]
    if row is not None and row.kind is Kind.RAW:
        return _raw(masked, content)
    if row is not None and row.kind is Kind.FORMULA:
        content = content.strip()
        is_block = stands_alone(text, code.start, code.end) or "\n" in content
        return f"\n$$\n{content.strip('$')}\n$$\n" if is_block else f"${content.strip('$')}$"
    language, title = _language_and_title(code.tag.name, parse_arguments(code.tag.arguments))
    if not language and _FENCED.match(content):
        return f"\n{title}\n{_nested(masked, mask_code(content))}\n"
    return _fenced(masked, text, code, language, title)


def _without_raw_tags(code: str) -> str:
    """Return Markdown code as its site shows it: without the tags that keep its templates from being run."""
    if "raw" in code or "verbatim" in code:
        code = _RAW_TAG.sub("", _RAW_LINE.sub("", code))
    return ESCAPED_SHORTCODE.sub(r"\1\2\3", code) if "/*" in code else code


def _nested(masked: MaskedText, inner: MaskedText) -> str:
    """Return a text masked by itself as a part of another."""
    pieces = re.split("\x02(\\d+)\x03", inner.text)
    pieces[1::2] = [masked.hide(*inner.piece(int(number))) for number in pieces[1::2]]
    return "".join(pieces)


def _raw(masked: MaskedText, content: str) -> str:
    """Return the Markdown of a raw block, in which nothing is a template."""
    inner = mask_code(content)
    inner.text = escape_braces(inner.text)
    return _nested(masked, inner)


def escape_braces(text: str) -> str:
    """Return Markdown in which no later pass takes a brace for a template's."""
    return text.replace("{", "&#123;")


def _fenced(masked: MaskedText, text: str, code: Code, language: str, title: str) -> str:
    """Return a template block of code as a fenced block, its lines unchanged, under its title."""
    assert code.tag is not None
    content = text[code.tag.end : code.content_end]
    if code.tag.delimiters is Delimiters.BRACKET and "&" in content:
        # WordPress keeps the content of its shortcodes escaped.
        content = content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    prefix = line_prefix(text, code.start)
    is_alone = stands_alone(text, code.start, code.end)
    indent = continuation(prefix) if is_alone else ""
    lines = without_indent(_without_raw_tags(content).split("\n"), indent)
    while lines and not lines[0].strip():
        lines.pop(0)
    if code.tag.name == "mermaid" and code.tag.delimiters is Delimiters.STATEMENT and code.tag.arguments:
        lines.insert(0, code.tag.arguments)  # the first line of the drawing
    while lines and not lines[-1].strip():
        lines.pop()
    runs = _BACKTICKS.findall("\n".join(lines))
    fence = "`" * max([4, *(len(run) + 1 for run in runs)])
    hidden = masked.hide(f"\n{indent}".join((fence + language, *lines, fence)), prefix if is_alone else "")
    if title:
        return f"{title}\n\n{indent}{hidden}" if is_alone else f"\n\n{title}\n\n{hidden}\n"
    return hidden if is_alone else f"\n{hidden}\n"


def _language_and_title(name: str, arguments: Arguments) -> tuple[str, str]:
    """Return the language and the title of a tag of code, as Markdown.

    Hexo's `codeblock` begins with the title and may end with an address and its text; all others begin with the
    language.
    """
    language = arguments.first("lang", "language", "type", "syntax")
    title = arguments.first("title", "caption", "filename", "file", "name")
    values: list[Value] = [value for value in arguments.positional if not _OPTION.fullmatch(value.text)]
    address = next((value.text for value in values if is_web_address(value.text)), "")
    texts = [value.text for value in values]
    index = texts.index(address) if address else len(texts)
    words, link_words = texts[:index], texts[index + 1 :]
    tag = normalised(name)
    if tag not in _LANGUAGE_FIRST and tag not in _TITLE_FIRST:
        language, words = language or _DIAGRAMS.get(tag, ""), []
    elif (
        words
        and not language
        and _LANGUAGE_WORD.fullmatch(words[0])
        and (tag in _LANGUAGE_FIRST or (len(words) == 1 and words[0].islower()))
    ):
        language = words.pop(0)
    if tag in _TITLE_FIRST and words and not title:
        title = " ".join(words)
    label = as_text(title)
    if address:
        label = (
            " ".join((label, link(as_text(" ".join(link_words)), address)))
            if link_words
            else link(label, address)
        )
    found = _LANGUAGE.match(language)
    return found.group() if found else "", label


_LANGUAGE_FIRST = frozenset(
    ("highlight", "prism", "syntaxhighlight", "sourcecode", "snippet", "codesnippet", "gcode")
)
_TITLE_FIRST = frozenset(("codeblock", "code"))
_DIAGRAMS = {
    "mermaid": "mermaid", "plantuml": "plantuml", "graphviz": "dot", "dot": "dot", "terminal": "console",
    "console": "console", "shell": "shell", "goat": "text",
}  # fmt: skip
