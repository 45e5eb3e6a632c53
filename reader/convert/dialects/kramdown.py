"""Attributes, extensions, abbreviations and tables of contents of kramdown, Pandoc and their like.

A reader in the terminal has no use for classes, ids and generated tables of contents: they go. The words of an
abbreviation stand once, after its first occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.convert.dialects.tokens import inline_tokens
from reader.convert.whitespace import CJK

LINE_SIGNS = ("{:", "[toc", "[TOC", "[Toc", "[[_TOC_]]", "${toc}", ":: ", "8<-", "<<< ", "\n^\n")
"""where none of them is in a text, it has no line that `without_markup_lines` takes away"""
_ATTRIBUTES = r"\{[ \t]?(?:[#.][\w:.-]+|-|[\w:-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s{}\"']+))(?:[ \t,]+(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s{}\"']+)))*[ \t]*\}"
_SPAN_ATTRIBUTES = re.compile(rf"\{{:[^{{}}]{{0,300}}\}}|{_ATTRIBUTES}")
_DISTANT_ATTRIBUTES = re.compile(
    r"\{:\s*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]{0,300}\"|'[^'{}]{0,300}'))"
    r"(?:\s+(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]{0,300}\"|'[^'{}]{0,300}')))*\s*\}"
)
"""attributes that nobody takes for text, after a blank or an element of HTML"""
_HEADING_ATTRIBUTES = re.compile(rf"[ \t]*(?:\{{:[^{{}}\n]{{0,300}}\}}|{_ATTRIBUTES}|\{{\}})[ \t]*$")
_ATTRIBUTE_LINE = re.compile(r"[ \t>]*(?:\{:[^{}\n:][^{}\n]*\}[ \t]*)+$")
_EXTENSION = re.compile(r"\{::(?:comment|options|nomarkdown|toc)[^}\n]{0,300}/\}|\{::options[^}\n]{0,300}\}")
_HIDDEN, _HIDDEN_END = "{::comment}", re.compile(r"\{:/(?:comment)?\}")
_NO_MARKDOWN = re.compile(r"\{::nomarkdown[^}\n]{0,100}\}|\{:/(?:nomarkdown)?\}")
_CONTENTS = re.compile(
    r"[ \t]*(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^()\n]*\))?|\$\{toc\}|\{\{\s*toc\s*\}\})[ \t]*$",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+\S")
_PROPERTY = re.compile(
    r"[ \t]*(?:[-*][ \t]+)?(?:collapsed|id|heading|background-color|logseq\.[\w.-]+|public|icon"
    r"|card-[\w-]+|query-[\w-]+)::[ \t]"
)
_SNIPPET = re.compile(r"[ \t]*-{1,10}8<-{1,10}[ \t]+[\"'](?P<file>[^\"'\n]{1,300})[\"'][ \t]*$")
"""the place of another file, as MkDocs' snippets have it"""
_INCLUDED_CODE = re.compile(
    r"<<<[ \t]+(?:@/)?(?P<file>[^\s#{}()<>\[\]]{3,300})(?:#[\w-]+)?[ \t]*(?:\{[^{}\n]*\})?[ \t]*$"
)
"""code from another file, as VitePress has it"""
_ABBREVIATION = re.compile(r"\*\[([^\[\]\n]{1,100})\]:[ \t]*([^\n]*)$")
_MAX_ABBREVIATIONS = 200
_DEFINES = "abbreviations"
"""marks the token of a paragraph that defines some"""
_MAX_SPAN_CHARS = 2000


def add_kramdown(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("link", "bracketed_span", _bracketed_span)
    parser.inline.ruler.push("attributes", _span_attributes)
    parser.core.ruler.before("inline", "block_attributes", _block_attributes)
    parser.core.ruler.after("inline", "abbreviations", _expand_abbreviations)


def without_markup_lines(text: str) -> str:
    """Return a text without the lines that hold only attributes, properties or the place of a table of contents."""
    if "{::" in text:
        text = _NO_MARKDOWN.sub("", _EXTENSION.sub("", _without_hidden(text)))
    return "\n".join(_kept_lines(text.split("\n")))


def _without_hidden(text: str) -> str:
    """Return a text without kramdown's comments."""
    pieces: list[str] = []
    position = 0
    while (start := text.find(_HIDDEN, position)) >= 0:
        end = _HIDDEN_END.search(text, start)
        if end is None:
            break
        pieces.append(text[position:start])
        position = end.end()
    return "".join((*pieces, text[position:]))


def _kept_lines(lines: list[str]) -> Iterator[str]:
    kept: list[str] = []
    for line in lines:
        if "{:" in line and _ATTRIBUTE_LINE.match(line):
            if re.search(r"\{:[ \t]*toc\b", line) and kept and _LIST_ITEM.match(kept[-1]):
                kept.pop()  # kramdown puts the table of contents in place of this list
        elif line == "^":
            kept.append("")  # kramdown's end of a block
        elif ("8<-" in line and (snippet := _SNIPPET.match(line))) or (
            line.startswith("<<< ") and (snippet := _INCLUDED_CODE.match(line))
        ):
            kept.append(f"[{snippet['file']}](<{snippet['file']}>)")
        elif "::" in line and _PROPERTY.match(line):
            continue
        elif ("[" in line or "{" in line) and _CONTENTS.match(line):
            kept.append("")
        else:
            kept.append(line)
    return iter(kept)


def _span_attributes(state: StateInline, _silent: bool) -> bool:
    """Skip the attributes after a link, picture, code or emphasis."""
    source, start = state.src, state.pos
    if source[start] != "{" or not start or source[start - 1] not in ")]*_`$> ":
        return False
    pattern = _DISTANT_ATTRIBUTES if source[start - 1] in "> " else _SPAN_ATTRIBUTES
    found = pattern.match(source, start, state.posMax)
    if found is None:
        return False
    if not found[0].startswith("{:") and not _ends_span(state):
        return False
    state.pos = found.end()
    return True


def _ends_span(state: StateInline) -> bool:
    """Return whether the parser stands directly after a link, picture, code or the end of emphasis."""
    if not state.tokens or state.pending:
        return False
    if state.tokens[-1].type != "text":
        return True
    last = state.delimiters[-1] if state.delimiters else None
    return last is not None and last.token == len(state.tokens) - 1 and last.close and not last.open


def _bracketed_span(state: StateInline, silent: bool) -> bool:
    """Take the words of a span with attributes, `[words]{.smallcaps}`."""
    source, start = state.src, state.pos
    if source[start] != "[" or source.find("]{", start, start + _MAX_SPAN_CHARS) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start, disableNested=True)
    attributes = _SPAN_ATTRIBUTES.match(source, end + 1, state.posMax) if end > start + 1 else None
    if attributes is None:
        return False
    if not silent:
        limit, state.pos, state.posMax = state.posMax, start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = limit
    state.pos = attributes.end()
    return True


def _block_attributes(state: StateCore) -> None:
    """Remove the attributes of headings, and take the definitions of abbreviations out of the text."""
    abbreviations: dict[str, str] = {}
    kept: list[Token] = []
    has_definitions = "*[" in state.src
    for token in state.tokens:
        if token.type == "inline" and kept:
            if kept[-1].type == "heading_open" and token.content.endswith("}"):
                token.content = _HEADING_ATTRIBUTES.sub("", token.content)
            elif has_definitions and kept[-1].type == "paragraph_open" and "*[" in token.content:
                lines = token.content.split("\n")
                found = [_ABBREVIATION.match(line.strip()) for line in lines]
                if any(found):
                    abbreviations |= {match[1]: match[2].strip() for match in found if match}
                    rest = [line for line, match in zip(lines, found, strict=True) if match is None]
                    token.content = "\n".join(rest)
                    token.hidden = not rest
                    token.meta[_DEFINES] = True
        kept.append(token)
    if abbreviations:
        state.env["abbreviations"] = abbreviations


def _expand_abbreviations(state: StateCore) -> None:
    """Write the words of each abbreviation once; those of one that does not occur stay where they are defined."""
    pending: dict[str, str] = dict(list(state.env.pop("abbreviations", {}).items())[:_MAX_ABBREVIATIONS])
    if not pending:
        return
    names = sorted(pending, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" for name in names))
    last: Token | None = None

    def expanded(match: re.Match[str]) -> str:
        words = pending.pop(match[0], "")
        if not words:
            return match[0]
        return f"{match[0]}（{words}）" if re.search(f"[{CJK}]", words) else f"{match[0]} ({words})"

    for _, token in inline_tokens(state):
        if token.meta.get(_DEFINES):
            last = token
        for child in token.children or ():
            if child.type == "text" and pending:
                child.content = pattern.sub(expanded, child.content)
    rest = "\n".join(f"{name}: {words}" for name, words in pending.items() if words)
    if rest and last is not None:
        before = [*(last.children or ()), Token("softbreak", "br", 0)] if last.content else []
        last.children = [*before, Token("text", "", 0, content=rest)]
