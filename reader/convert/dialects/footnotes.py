"""Footnotes of Markdown as HTML, and definitions that are no footnote's text as paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reader.convert.footnotes import FOOTNOTE_ATTRIBUTE, FOOTNOTE_HREF


def _number(tokens: Sequence[Token], index: int) -> int:
    """Return the number of a token's footnote, from 1 in the order of the references."""
    return int(tokens[index].meta["id"]) + 1


def _reference(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    number = _number(tokens, index)
    return f'<a href="{FOOTNOTE_HREF}{number}">[{number}]</a>'


def _start(_renderer: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    return f'<li {FOOTNOTE_ATTRIBUTE}="{_number(tokens, index)}">'


def _constant(markup: str) -> Callable[..., str]:
    return lambda *_: markup


_RENDER_RULES: dict[str, Callable[..., str]] = {
    "footnote_ref": _reference,
    "footnote_block_open": _constant("<ol>"),
    "footnote_block_close": _constant("</ol>"),
    "footnote_open": _start,
    "footnote_close": _constant("</li>"),
    "footnote_anchor": _constant(""),
}


def add_footnotes(parser: MarkdownIt) -> None:
    """Add footnotes to `parser`: definitions that are no footnote's text stay where they are, as paragraphs."""
    parser.use(footnote_plugin)
    parser.core.ruler.before("footnote_tail", "definitions", _keep_definitions)
    for name, rule in _RENDER_RULES.items():
        parser.add_render_rule(name, rule)


def _keep_definitions(state: StateCore) -> None:
    """Leave to the plugin the first definition of each label that is referenced: it would drop all others.

    They come one after the other: of definitions within others the plugin would drop words, too.
    """
    numbers = state.env.get("footnotes", {}).get("refs", {})
    if not numbers:
        return
    found: dict[str, list[Token]] = {}
    opened: list[list[Token]] = [[]]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            opened.append([token])
        elif token.type != "footnote_reference_close":
            opened[-1].append(token)
        else:
            opening, *tokens = opened.pop()
            label = opening.meta["label"]
            if numbers.get(f":{label}", -1) >= 0 and label not in found:
                found[label] = [opening, *tokens, token]
            else:
                opened[-1] += _with_label(label, tokens)
    state.tokens = [*opened[0], *(token for tokens in found.values() for token in tokens)]


def _with_label(label: str, tokens: list[Token]) -> list[Token]:
    """Return blocks with the label of the footnote before their words."""
    sign = Token("text", "", 0, content=f"[{label}] ")
    if [token.type for token in tokens[:2]] == ["paragraph_open", "inline"]:
        tokens[1].children = [sign, *(tokens[1].children or ())]
        return tokens
    inline = Token("inline", "", 0, content=sign.content, children=[sign])
    return [
        Token("paragraph_open", "p", 1, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
        *tokens,
    ]
