"""Callouts: quotations that begin with `[!kind] title`, as GitHub and Obsidian write them, and fences that are boxes.

A callout stays a quotation, whose first paragraph is its kind and title in strong type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reader.text.callout_words import CALLOUT_KINDS
from reader.text.interface_words import InterfaceWords, interface_words_for

_HEAD = re.compile(r"\\?\[!([^\]\n|]{1,40}?)(?:\|[^\]\n]{0,200})?\\?\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_FENCE = re.compile(r"(?:ad-([A-Za-z-]+)|\{([A-Za-z-]+)\})[ \t]*([^\n]*)$")
_OPTION = re.compile(r"[ \t]*(?::[\w-]+:|(title|collapse|icon|color):)[ \t]*(.*)")
_MAX_FENCES = 500
"""per body that are boxes; each of them is parsed by itself"""
_KIND = re.compile(r"\[![^\]\n]{1,40}\]|`[^`\n]*`|https?://\S+")
_SAMPLE = 2_000
"""characters from which the language is told"""
_IS_TITLE = "callout_title"


def add_callouts(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.core.ruler.after("block", "callout", _callouts)
    parser.core.ruler.after("inline", "callout_title", _strengthen)


def _callouts(state: StateCore) -> None:
    """Turn the first lines of callouts into titles."""
    state.tokens = _with_fences_opened(state)
    tokens: list[Token] = []
    words: InterfaceWords | None = None
    for index, token in enumerate(state.tokens):
        tokens.append(token)
        if (
            token.type == "inline"
            and "[!" in token.content[:3]
            and index > 1
            and state.tokens[index - 2].type == "blockquote_open"
            and (head := _HEAD.match(token.content))
        ):
            words = words or interface_words_for(_words(state.tokens))
            title = words.callout(head[1].strip(), head[2].strip())
            rest = token.content[head.end() :]
            opening = state.tokens[index - 1]
            token.content = title
            token.meta[_IS_TITLE] = True
            if rest.strip():
                tokens += (_closing(opening), opening.copy(), _inline(rest, token))
    state.tokens = tokens


def _words(tokens: Sequence[Token]) -> str:
    """Return enough of a text to tell its language, without the kinds of callouts and code."""
    contents = (_KIND.sub("", token.content[:_SAMPLE]) for token in tokens if token.type == "inline")
    return "\n".join(islice(contents, _SAMPLE // 10))[:_SAMPLE]


def _closing(opening: Token) -> Token:
    return Token("paragraph_close", "p", -1, level=opening.level, block=True)


def _inline(content: str, like: Token) -> Token:
    return Token("inline", "", 0, level=like.level, content=content, map=like.map, children=[], block=True)


def _with_fences_opened(state: StateCore) -> list[Token]:
    """Return the tokens with the fences that are boxes (MyST, Obsidian Admonition) as callouts."""
    tokens: list[Token] = []
    opened = 0
    for token in state.tokens:
        box = _FENCE.match(token.info.strip()) if token.type == "fence" else None
        kind = (box[1] or box[2]).lower() if box else ""
        if not box or (not box[1] and kind not in CALLOUT_KINDS) or opened >= _MAX_FENCES:
            tokens.append(token)
            continue
        opened += 1
        title, content = box[3], token.content
        while (option := _OPTION.match(content)) is not None:
            title = option[2].strip().strip('"') if option[1] == "title" else title
            content = content[option.end() :].removeprefix("\n")
        inner: list[Token] = []
        state.md.block.parse(content, state.md, state.env, inner)
        paragraph = Token("paragraph_open", "p", 1, block=True)
        tokens += (
            Token("blockquote_open", "blockquote", 1, block=True),
            paragraph,
            _inline(f"[!{kind}] {title}", paragraph),
            _closing(paragraph),
            *inner,
            Token("blockquote_close", "blockquote", -1, block=True),
        )
    return tokens


def _strengthen(state: StateCore) -> None:
    for token in state.tokens:
        if token.meta.get(_IS_TITLE) and token.children:
            token.children = [
                Token("strong_open", "strong", 1),
                *token.children,
                Token("strong_close", "strong", -1),
            ]
