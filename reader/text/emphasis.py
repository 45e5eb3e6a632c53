"""CommonMark emphasis and strikethrough with the CJK-friendly amendment, as rules for markdown-it-py."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from reader.text.flanking import flanks, is_cjk, is_punctuation


def emphasis_for_cjk(parser: MarkdownIt, *, as_meant: bool = False) -> None:
    """Replace the emphasis rules of `parser`.

    With `as_meant`, delimiters that people write beside Chinese work where CommonMark's rules make them text: quotation
    marks and brackets that Chinese shares with Latin, next to a CJK character, are no punctuation, so that `**“…”**2008`
    closes; and `**A****B**` are two strong words, which CommonMark's rule of three forbids.
    """
    parser.inline.ruler.at("emphasis", partial(_emphasis, as_meant=as_meant))
    parser.inline.ruler.at("strikethrough", _strikethrough)


_STRONG = 2
"""the length of a delimiter run of strong emphasis"""
_CJK = "。"


class _DelimiterRun(NamedTuple):
    """A delimiter run (CommonMark 0.31, 6.2)."""

    length: int
    can_open: bool
    can_close: bool


def _scan(state: StateInline, *, within_words: bool, as_meant: bool = False) -> _DelimiterRun:
    """Return the delimiter run at the parser's position."""
    source, start = state.src, state.pos
    marker = source[start]
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1
    before = source[start - 1] if start else " "
    after = source[end] if end < state.posMax else " "
    if as_meant and within_words:
        before = _CJK if start > 1 and is_punctuation(before) and is_cjk(source[start - 2]) else before
        after = _CJK if is_punctuation(after) and is_cjk(source[end + 1 : end + 2] or " ") else after
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


def _emphasis(state: StateInline, silent: bool, *, as_meant: bool) -> bool:
    """Push a text token and a delimiter for each `*` or `_`; markdown-it-py pairs them later."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = _scan(state, within_words=marker == "*", as_meant=as_meant)
    halves = [run]
    if as_meant and run.length == 2 * _STRONG and run.can_open and run.can_close and _is_in_strong(state):
        halves = [run._replace(can_open=False), run._replace(can_close=False)]
    length = run.length // len(halves)
    for half in halves:
        for _ in range(length):
            _push(state, marker, half, length)
    state.pos += run.length
    return True


def _is_in_strong(state: StateInline) -> bool:
    """Return whether the last delimiter that may open emphasis may open strong emphasis."""
    last = next((one for one in reversed(state.delimiters) if one.marker == ord("*") and one.open), None)
    return last is not None and last.length >= _STRONG


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
