"""Marked, inserted, raised and lowered words: `==marked==`, `++inserted++`, `x^2^`, `H~2~O`; and named emoji."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from reader.convert.dialects.emoji import EMOJI
from reader.convert.dialects.tokens import inline_tokens, push_element
from reader.text.emphasis import push_delimiters

_MARKED = "=="
_INSERTED = re.compile(r"\+\+(?=[A-Za-z]{2}|[^\W\d_A-Za-z])([^+\n]{1,200}?)(?<=\S)\+\+(?![\w+])")
_RAISED = re.compile(r"\^([^\s^\[\]~]{1,20})\^")
_LOWERED = re.compile(r"(?<!~)~([^\s~^]{1,10})~(?!~)")
_ICON = re.compile(
    r":(?:material|octicons|fontawesome|simple|mdi|twemoji)-[a-z0-9_-]{2,60}:(?:\{:? ?[.#][^{}\n]{0,100}\})? ?"
)
"""an icon of MkDocs' themes, which says nothing that is not beside it"""
_NAME = re.compile(r":([a-z0-9_+-]{1,40}):")


def add_spans(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.inline.ruler.before("strikethrough", "mark", _mark)
    parser.inline.ruler2.after("strikethrough", "mark", _pair_marks)
    parser.inline.ruler.before("strikethrough", "inserted", _inserted)
    parser.inline.ruler.before("strikethrough", "raised", _raised_or_lowered)
    parser.core.ruler.after("inline", "emoji", _emoji)


def _mark(state: StateInline, silent: bool) -> bool:
    """Push a token and a delimiter for `==`."""
    source, start = state.src, state.pos
    if silent or source[start] != "=" or not source.startswith(_MARKED, start):
        return False
    before, after = source[start - 1] if start else " ", source[start + 2 : start + 3]
    if "=" in (before, after) or all(char.isascii() and char.isalnum() for char in (before, after)):
        return False  # a comparison, or a line
    push_delimiters(state, _MARKED)
    return True


def _pair_marks(state: StateInline) -> None:
    """Turn the pairs of `==` that were balanced into emphasis."""
    lists = [
        state.delimiters,
        *(meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta),
    ]
    for delimiters in lists:
        for delimiter in delimiters:
            if delimiter.marker != ord("=") or delimiter.end < 0:
                continue
            for token, nesting in (
                (state.tokens[delimiter.token], 1),
                (state.tokens[delimiters[delimiter.end].token], -1),
            ):
                token.type = "em_open" if nesting > 0 else "em_close"
                token.tag, token.nesting, token.markup, token.content = "em", nesting, _MARKED, ""


def _inserted(state: StateInline, silent: bool) -> bool:
    """Take `++words++`; signs of addition and names of languages are no delimiters."""
    source, start = state.src, state.pos
    if source[start] != "+" or not source.startswith("++", start):
        return False
    before = source[start - 1] if start else " "
    found = (
        None if before == "+" or (before.isascii() and before.isalnum()) else _INSERTED.match(source, start)
    )
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        push_element(state, "ins", found.start(1), found.end(1))
    state.pos = found.end()
    return True


def _raised_or_lowered(state: StateInline, silent: bool) -> bool:
    """Take `^2^` and `~2~` after a letter, digit or bracket."""
    source, start = state.src, state.pos
    sign = source[start]
    if sign not in "^~" or not start or not (source[start - 1].isalnum() or source[start - 1] in ")]"):
        return False
    found = (_RAISED if sign == "^" else _LOWERED).match(source, start, state.posMax)
    if found is None:
        return False
    if not silent:
        push_element(state, "sup" if sign == "^" else "sub", found.start(1), found.end(1))
    state.pos = found.end()
    return True


def _emoji(state: StateCore) -> None:
    for _, token in inline_tokens(state):
        if token.content.count(":") < 2:
            continue
        for child in token.children or ():
            if child.type == "text" and ":" in child.content:
                child.content = _NAME.sub(lambda match: EMOJI.get(match[1], match[0]), child.content)
                if "-" in child.content:
                    child.content = _ICON.sub("", child.content)
