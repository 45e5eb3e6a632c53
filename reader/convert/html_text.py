"""Visible text of clean, serialised HTML, extracted without a parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reader.convert.elements import INLINE
from reader.convert.lines import is_rule
from reader.convert.whitespace import collapse_whitespace
from reader.text.late import late
from reader.text.safe import clean
from reader.text.spelling import LINE_END

_BREAK, _LINE_BREAK = "\x1f", "\x1e"
_EMPTY_LINES = late(rf"{_LINE_BREAK}[^\S{_BREAK}]*{_LINE_BREAK}")
"""what parts paragraphs, as in the article"""
_MEDIA = frozenset(("iframe", "audio", "video", "object", "applet"))
_DROPPED = late(
    r"<(?P<media>iframe|audio|video|object|applet)(?=[\s>]).*?</(?P=media)>|<!--.*?-->", re.DOTALL
)
_TAG = late(r"</?([a-zA-Z][^\s/>]*)[^>]*>")
_CODE = late(r"<code(?=[\s>]).*?</code>", re.DOTALL)
_PRE = late(r"<pre(?=[\s>])[^>]*>(.*?)</pre>", re.DOTALL)


class _Separators(dict[str, str]):
    """The text that replaces an element's tags: nothing for inline elements, an end for all others."""

    def __missing__(self, name: str) -> str:
        return _BREAK


_SEPARATORS = _Separators({**dict.fromkeys(INLINE, ""), "br": _LINE_BREAK})


def join_lines(lines: Iterable[str]) -> str:
    """Return the lines as one text, without empty ones and drawn rules."""
    return "\n".join(line for line in lines if line and not is_rule(line))


def _unescape(text: str) -> str:
    """Return serialised text with the four entities decoded that a serialiser writes."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&amp;", "&")


def html_to_text(markup: str) -> str:
    """Return the visible text of clean, serialised HTML, one line a block or a line of it."""
    return html_to_blocks(markup).replace(LINE_END, "\n")


def html_to_blocks(markup: str) -> str:
    """Return the visible text of clean, serialised HTML: blocks end with line feeds, lines within them with `LINE_END`."""
    if "<pre" in markup:
        markup = _PRE.sub(lambda match: f"<p>{match.group(1).replace(chr(10), '<br>')}<p>", markup)
    pieces = _TAG.split(markup)
    if "<!--" in markup or not _MEDIA.isdisjoint(pieces[1::2]):
        pieces = _TAG.split(_DROPPED.sub("<p>", markup))
    texts = "".join(pieces[::2])
    if clean(texts) != texts:
        pieces[::2] = map(clean, pieces[::2])
    pieces[1::2] = map(_SEPARATORS.__getitem__, pieces[1::2])
    text = _unescape("".join(pieces))
    if _LINE_BREAK in text:
        text = _EMPTY_LINES.sub(_BREAK, text)
    if _LINE_BREAK not in text:
        return join_lines(_blocks(text, str.strip))
    return join_lines(map(_lines_of, _blocks(text, _stripped)))


def _blocks(text: str, strip: Callable[[str], str]) -> list[str]:
    """Return the blocks of a text with its white space collapsed; `strip` takes it off the ends of a block."""
    return collapse_whitespace(_BREAK.join(filter(None, map(strip, text.split(_BREAK))))).split(_BREAK)


def _stripped(block: str) -> str:
    """Return a block without blanks at the ends of its lines and without empty lines."""
    if _LINE_BREAK not in block:
        return block.strip()
    return _LINE_BREAK.join(filter(None, map(str.strip, block.split(_LINE_BREAK))))


def _lines_of(block: str) -> str:
    """Return a block without drawn rules, its lines ended as `html_to_blocks` says."""
    if _LINE_BREAK not in block:
        return block
    return LINE_END.join(line for line in block.split(_LINE_BREAK) if not is_rule(line))


def without_code(markup: str) -> str:
    """Return clean, serialised HTML without its `pre` and `code` elements."""
    return _CODE.sub(" ", _PRE.sub("<br>", markup))
