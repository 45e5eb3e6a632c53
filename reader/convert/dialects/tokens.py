"""Tokens of markdown-it that several dialects make."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token


def html_token(markup: str) -> Token:
    """Return a token of HTML within running text."""
    return Token("html_inline", "", 0, content=markup)


def push_link(state: StateInline, href: str, words: str) -> None:
    """Push a link whose words are plain text."""
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)


def push_element(state: StateInline, tag: str, start: int, end: int) -> None:
    """Push an element whose content is a part of the source."""
    state.push(f"{tag}_open", tag, 1)
    position, limit = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = position, limit
    state.push(f"{tag}_close", tag, -1)


def inline_tokens(state: StateCore) -> Iterator[tuple[Token, Token]]:
    """Yield each inline token with the token that opens its block."""
    for index, token in enumerate(state.tokens):
        if token.type == "inline":
            yield state.tokens[index - 1], token
