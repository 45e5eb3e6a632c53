"""Markdown bodies as HTML, so that all posts take the same way through the converter.

The size is limited, then passes rewrite what is no CommonMark, template tags and the dialects of programs, in a text
in which placeholders stand for code, and last the parser makes HTML of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import paragraph as paragraph_rule
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.convert.body import NO_VALUES, BodyKind, Values
from reader.convert.dialects import (
    AFTER_TEMPLATES,
    BEFORE_TEMPLATES,
    PLUGINS,
    Pass,
    org_blocks,
    simple_tables,
)
from reader.convert.html_blocks import separate_html_blocks
from reader.convert.limits import limit_markdown
from reader.convert.masking import mask_code, without_placeholders
from reader.convert.templates.lexer import OPENING
from reader.text.emphasis import emphasis_for_cjk
from reader.text.equivalence import composed_markup
from reader.text.markdown_parsers import with_rules_made

MYST_SIGNS = ("```{", "~~~{", ":::{", "}`", ")=\n")
"""one of them is in each text with directives or roles of MyST"""
_MAX_UNCLOSED_BRACKETS = 500
"""per paragraph"""
_INDENTATION = re.compile(r"(?m)^[ \t]+")
_TEMPLATE_SIGN = re.compile(r"\{#|" + OPENING.pattern, re.IGNORECASE)
_TABLE_OF_CONTENTS = re.compile(r"(?m)^(?:[*+-]|1\.)[ \t]+\S.*\n\{:[ \t]*toc[^}\n]*\}[ \t]*$")
_KRAMDOWN_ATTRIBUTES = re.compile(
    r"(?m)^\{:[^}\n]*\}[ \t]*$|(?<=[)\]*_`\x03])\{:[^}\n]*\}|(?:(?<=[ \t])|^)\{[ \t]?[#.][\w .#:-]+\}[ \t]*$"
)
_MAX_NESTING = 100
"""levels of tokens; the parser leaves out all that follows what is nested deeper"""
_DEEPEST_CONTAINER = _MAX_NESTING - 10
"""the level from which nothing holds blocks any more: a list of definitions takes three at once"""
_DEEP_MARKERS = re.compile(
    r"(?m)^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){16})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+"
)
_DEEP_INDENT = re.compile(r"(?m)^( {40}) +(?=[-*+>]|\d{1,9}[.)])")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable(
        ["table", "strikethrough"]
    )
    parser.use(deflist_plugin).use(tasklists_plugin)
    emphasis_for_cjk(parser, as_meant=True)
    for plugin in PLUGINS:
        plugin(parser)
    parser.block.ruler.before("table", "deep", _text_where_deep)
    return with_rules_made(parser)


def _text_where_deep(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take blocks within too many others for paragraphs."""
    return not silent and state.level >= _DEEPEST_CONTAINER and paragraph_rule(state, line, end, silent)


def _limit_nesting(text: str) -> str:
    """Return Markdown with fewer markers of quotes and lists than would be taken for text."""
    text = _DEEP_MARKERS.sub(r"\1", text)
    return _DEEP_INDENT.sub(r"\1", text) if _DEEP_INDENT.search(text) else text


def _escape_unclosed_brackets(text: str) -> str:
    """Return Markdown with `[` escaped in paragraphs where too many are not closed.

    For each of them the parser scans the rest of the paragraph.
    """
    if text.count("[") - text.count("]") <= _MAX_UNCLOSED_BRACKETS:
        return text
    paragraphs = text.split("\n\n")
    for index, paragraph in enumerate(paragraphs):
        if paragraph.count("[") - paragraph.count("]") > _MAX_UNCLOSED_BRACKETS:
            paragraphs[index] = paragraph.replace("\\[", "[").replace("[", "\\[")
    return "\n\n".join(paragraphs)


def _render(text: str) -> str:
    """Return Markdown as HTML."""
    return str(_parser().render(text))


def _apply(passes: Iterable[Pass], text: str) -> str:
    """Return the text after the passes whose signs it has."""
    for one in passes:
        if any(sign in text for sign in one.signs):
            text = one.apply(text)
    return text


def _rewritten(text: str, values: Values) -> str:
    """Return a text as CommonMark: template tags and dialects replaced outside its code."""
    text = without_placeholders(text)
    if org_blocks.SIGN in text:
        text = org_blocks.org_blocks_to_markdown(text)
    # Before their rows could be taken for indented code.
    if "---" in text and simple_tables.SIGN.search(text):
        text = simple_tables.simple_tables_to_pipes(text)
    if any(sign in text for sign in MYST_SIGNS):
        from reader.convert.dialects.myst import myst_to_markdown  # few archives have such files

        text = myst_to_markdown(text)
    if _TEMPLATE_SIGN.search(text):
        from reader.convert.templates.code import hide_code
        from reader.convert.templates.expand import expand_templates

        masked = hide_code(text)
        text = expand_templates(masked, _apply(BEFORE_TEMPLATES, masked.text), values)
    else:
        masked = mask_code(text)
        text = masked.text
    text = _apply(AFTER_TEMPLATES, text)
    if "<" in text:
        text = separate_html_blocks(text)
    text = _KRAMDOWN_ATTRIBUTES.sub("", _TABLE_OF_CONTENTS.sub("", text))
    return masked.restore(_escape_unclosed_brackets(_limit_nesting(text)))


def _template_to_html(text: str, values: Values) -> str:
    """Return HTML with template tags as HTML without them.

    What the tags become is Markdown in part, so that the whole is read as Markdown, in which indented HTML would be code.
    """
    from reader.convert.templates.code import hide_code_of_html
    from reader.convert.templates.expand import expand_templates

    masked = hide_code_of_html(without_placeholders(text))
    expanded = expand_templates(masked, _INDENTATION.sub("", masked.text), values)
    return _render(masked.restore(separate_html_blocks(expanded)))


def body_to_html(body: str, kind: BodyKind, values: Values = NO_VALUES) -> tuple[str, list[str]]:
    """Return a Markdown body, or one of HTML with templates, as HTML, and the plain paragraphs beyond the size limit.

    `values` are those of the post's front matter, for the expressions that name them.
    """
    if kind is BodyKind.TEMPLATE:
        body, overflow = limit_markdown(body)
        return f"<div>{composed_markup(_template_to_html(body, values), body)}</div>", overflow
    return markdown_to_html(body, values)


def markdown_to_html(text: str, values: Values = NO_VALUES) -> tuple[str, list[str]]:
    """Return a Markdown body as HTML, and the paragraphs of plain text beyond the size limit."""
    text, overflow = limit_markdown(text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"<div>{composed_markup(_render(_rewritten(text, values)), text)}</div>", overflow
