"""CommonMark emphasis and strikethrough with the CJK-friendly amendment, as rules for markdown-it-py."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from reader.text.flanking import flanks, is_punctuation


def emphasis_for_cjk(parser: MarkdownIt) -> None:
    """Replace the emphasis rules of `parser`."""
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("strikethrough", _strikethrough)


class _DelimiterRun(NamedTuple):
    """A delimiter run (CommonMark 0.31, 6.2)."""

    length: int
    can_open: bool
    can_close: bool


def _scan(state: StateInline, *, within_words: bool) -> _DelimiterRun:
    """Return the delimiter run at the parser's position."""
    source, start = state.src, state.pos
    marker = source[start]
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    left, right = flanks(before, after)
    if within_words:
        return _DelimiterRun(end - start, left, right)
    return _DelimiterRun(
        end - start,
        left and (not right or is_punctuation(before)),
        right and (not left or is_punctuation(after)),
    )


def _push(state: StateInline, text: str, run: _DelimiterRun, length: int) -> None:
    state.push("text", "", 0).content = text
    state.delimiters.append(
        Delimiter(
            marker=ord(text[0]),
            length=length,
            token=len(state.tokens) - 1,
            end=-1,
            open=run.can_open,
            close=run.can_close,
        )
    )


def push_delimiters(state: StateInline, marker: str) -> None:
    """Take a delimiter of two characters that pairs as `~~` does, such as `==`."""
    run = _scan(state, within_words=True)
    _push(state, marker, run, 0)
    state.pos += len(marker)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Push a text token and a delimiter for each `*` or `_`; markdown-it-py pairs them later."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = _scan(state, within_words=marker == "*")
    for _ in range(run.length):
        _push(state, marker, run, run.length)
    state.pos += run.length
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:
    """Push a token for each `~~`; an odd tilde is text."""
    if silent or state.src[state.pos] != "~":
        return False
    run = _scan(state, within_words=True)
    if run.length < 2:
        return False
    if run.length % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(run.length // 2):
        _push(state, "~~", run, 0)  # a length of 0 leaves CommonMark's rule of three out
    state.pos += run.length
    return True
