"""Template tags that hold code, as Markdown code that no later pass changes."""

from __future__ import annotations

import re

from reader.convert.code_spans import (
    Code,
    CodeKind,
    MaskedText,
    continuation,
    line_prefix,
    mask_code,
    stands_alone,
)
from reader.convert.templates.tags import RAW_TAGS

_BACKTICKS = re.compile("`{3,}")
_RAW_TAG = re.compile(r"\{%[-~+]?[ \t]*(?:end)?(?:raw|verbatim)[ \t]*[-~]?%\}(?:(?<=\n)\n)?")
_RAW_LINE = re.compile(r"(?m)^[ \t>]*\{%[-~+]?[ \t]*(?:end)?(?:raw|verbatim)[ \t]*[-~]?%\}[ \t]*(?:\n|\Z)")
_ESCAPED_SHORTCODE = re.compile(r"(\{\{[<%])/\*(.*?)\*/([>%]\}\})", re.DOTALL)
_LANGUAGE = re.compile(r"(?:lang(?:uage)?[:=])?[\"'`]?([\w+#.-]+)")


def hide_code(text: str) -> MaskedText:
    """Return a Markdown text with templates with its code masked: comments gone, raw blocks text, code fenced."""
    return mask_code(text, _rewrite)


def _rewrite(masked: MaskedText, text: str, code: Code) -> str:
    """Return what takes the place of a piece of code."""
    if code.kind is CodeKind.COMMENT:
        return ""
    prefix = line_prefix(text, code.start)
    source = text[code.start : code.end]
    if code.tag is None:
        return masked.hide(_without_raw_tags(source), prefix)
    content = text[code.tag.end : code.content_end]
    if code.tag.name in RAW_TAGS:
        return _raw(masked, content)
    return _fenced(masked, text, code)


def _without_raw_tags(code: str) -> str:
    """Return Markdown code as its site shows it: without the tags that keep its templates from being run."""
    if "raw" in code or "verbatim" in code:
        code = _RAW_TAG.sub("", _RAW_LINE.sub("", code))
    return _ESCAPED_SHORTCODE.sub(r"\1\2\3", code) if "/*" in code else code


def _raw(masked: MaskedText, content: str) -> str:
    """Return the Markdown of a raw block, in which nothing is a template."""
    inner = mask_code(content)
    pieces = re.split("\x02(\\d+)\x03", inner.text)
    pieces[::2] = [piece.replace("{", "&#123;") for piece in pieces[::2]]
    pieces[1::2] = [masked.hide(*inner.piece(int(number))) for number in pieces[1::2]]
    return "".join(pieces)


def _fenced(masked: MaskedText, text: str, code: Code) -> str:
    """Return a template block of code as a fenced block, its lines unchanged."""
    assert code.tag is not None
    content = text[code.tag.end : code.content_end].strip("\n")
    name = _LANGUAGE.match(code.tag.arguments)
    fence = "`" * max(4, *(len(run) + 1 for run in _BACKTICKS.findall(content)), 0)
    opening = fence + (name.group(1) if name else "")
    prefix = line_prefix(text, code.start)
    is_alone = stands_alone(text, code.start, code.end)
    indent = continuation(prefix) if is_alone else ""
    lines = content.split("\n")
    if indent and not all(line.startswith(indent) for line in lines if line.strip()):
        lines = [indent + line for line in lines]
    hidden = masked.hide("\n".join((opening, *lines, indent + fence)), prefix if is_alone else "")
    return hidden if is_alone else f"\n{hidden}\n"
