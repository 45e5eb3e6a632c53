"""Formulas in Markdown: TeX between dollars or TeX's own brackets, carried letter for letter.

The forms: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]` (also with two backslashes, as kramdown wants them), GitLab's dollars
around a code span, and bare environments such as `align`. A fence of `math` is an ordinary code block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.text.tex import (
    CLOSING_BRACKETS,
    ENVIRONMENT,
    FORMULA_CLASS,
    bracket_formula,
    dollar_formula,
    is_tex,
    surely_tex,
)

_MAX_LINES = 300
"""of a formula"""
_LABEL = re.compile(r"[ \t]*(?:\{#[^{}\n]*\}|\(\d[\w.]*\)|\\(?:tag|label)\{[^{}\n]*\})?[ \t]*$")
INLINE, DISPLAY = "formula_inline", "formula_display"
"""the types of tokens"""


def add_formulas(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("escape", "formula", _inline_rule)
    parser.block.ruler.before(
        "fence", "formula", _block_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.core.ruler.push("formula_display", _display_rule)
    parser.add_render_rule(INLINE, _render_inline)
    parser.add_render_rule(DISPLAY, _render_display)


def set_apart(text: str) -> str:
    """Return a text in which formulas between a `$$` at the end of a line and one at the start of another are blocks.

    Pandoc's writers wrap so: `the density is $$`, lines of TeX, `$$ where …`.
    """
    lines = text.split("\n")[::-1]
    written: list[str] = []
    while lines:
        line = lines.pop()
        before = line.rstrip()
        tex = _tex_below(lines) if before.endswith("$$") and before.count("$$") % 2 else None
        if tex is None:
            written.append(line)
            continue
        del lines[len(lines) - len(tex) :]
        closing = lines.pop()
        if before.strip() == closing.strip() == "$$":
            written += [line, *tex, closing]
            continue
        rest = closing.lstrip()[2:].lstrip()
        after = rest.lstrip(".,;")
        tex[-1] += rest[: len(rest) - len(after)]
        after = after.lstrip()
        indent = tex[0][: len(tex[0]) - len(tex[0].lstrip())]
        written += [before[:-2].rstrip(), "", f"{indent}$$", *tex, f"{indent}$$", ""]
        if after:
            lines.append(indent + after)
    return "\n".join(written)


def _tex_below(lines: Sequence[str]) -> list[str] | None:
    """Return the lines of TeX from the last of `lines` backwards to one that begins with `$$`; None for no formula."""
    tex: list[str] = []
    for line in reversed(lines[-_MAX_LINES:]):
        stripped = line.strip()
        if stripped.startswith("$$"):
            return tex if tex and is_tex("\n".join(tex)) else None
        if "$$" in stripped or stripped.startswith(">"):
            return None
        tex.append(line)
    return None


def _render_inline(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    return f'<code class="{FORMULA_CLASS}">{html.escape(tokens[index].content, quote=False)}</code>'


def _render_display(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    return f'<pre class="{FORMULA_CLASS}">\n{html.escape(tokens[index].content, quote=False)}</pre>\n'


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """Take a formula within running text."""
    source, start = state.src, state.pos
    sign = source[start]
    if sign == "$":
        found = dollar_formula(source, start, state.posMax)
    elif sign == "\\":
        found = bracket_formula(source, start, state.posMax)
    else:
        return False
    if found is None:
        return False
    opening, tex, end = found
    if not silent:
        token = state.push(INLINE, "code", 0)
        token.content, token.markup = tex, opening
    state.pos = end
    return True


def _block_rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Take the lines of a display formula, in which nothing is a list, a heading or a quotation."""
    if state.is_code_block(first):
        return False
    line = _line(state, first)
    environment = ENVIRONMENT.match(line)
    if line.startswith("$$"):
        opening, closing = "$$", "$$"
    elif line.startswith(("\\[", "\\\\[")):
        opening = "\\[" if line.startswith("\\[") else "\\\\["
        closing = CLOSING_BRACKETS[opening]
    elif environment:
        opening, closing = "", f"\\end{{{environment[1]}}}"
    else:
        return False
    number, text = first, line[len(opening) :]
    while closing not in text:
        number += 1
        if number >= min(last, first + _MAX_LINES) or state.sCount[number] < state.blkIndent:
            return False
        text = _line(state, number)
        if opening and text.startswith(opening) and text != closing:
            return False
    end = text.index(closing) + (0 if opening else len(closing))
    if not _LABEL.match(text, end + len(closing) if opening else end):
        return False
    lines = state.getLines(first, number + 1, state.blkIndent, keepLastLF=False).strip()
    tex = lines[len(opening) :]
    tex = (tex[: tex.rindex(closing)] if opening else tex).strip("\n")
    if not tex.strip() or not (is_tex(tex) if opening == "$$" else surely_tex(tex)):
        return False
    if not silent:
        token = state.push(DISPLAY, "pre", 0)
        token.content = tex if "\n" in tex.strip() else tex.strip()
        token.map = [first, number + 1]
        state.line = number + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _display_rule(state: StateCore) -> None:
    """Mark the formulas that stand apart: those in `\\[…\\]`, and those alone in a paragraph between `$$`."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        formulas = [child for child in token.children if child.type == INLINE]
        if not formulas or state.tokens[index - 1].type != "paragraph_open":
            continue
        is_alone = all(
            child.type in (INLINE, "softbreak", "hardbreak") or not child.content.strip()
            for child in token.children
            if child.nesting == 0
        )
        for formula in formulas:
            if formula.markup == "\\[" or (is_alone and formula.markup == "$$"):
                formula.type = DISPLAY
