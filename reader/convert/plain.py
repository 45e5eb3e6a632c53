"""Bulk extraction: the text of a post as a reader sees it, its keywords and hashtags, without making Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from reader.convert.body import BodyKind, kind_of, plain_text, without_preamble
from reader.convert.clean import ROLE, CleanPage, clean_page
from reader.convert.holdings import holdings_of_page
from reader.convert.lines import is_rule, plain_lines
from reader.convert.running import hashtags
from reader.convert.whitespace import BLANKS, settle
from reader.text.safe import clean

_BREAK = "\x1f"
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rt rtc ruby"
    " s samp small span strike strong sub sup time tt u var wbr blink input"
)
_DROPPED = re.compile(
    r"<(?P<media>iframe|audio|video|object|applet)(?=[\s>]).*?</(?P=media)>|<!--.*?-->", re.DOTALL
)
_BORDER = re.compile(f"{_BREAK}[{_BREAK}{BLANKS}]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_PRE = re.compile(r"<pre(?=[\s>])[^>]*>(.*?)</pre>", re.DOTALL)
_CAPTION = f'{ROLE}="caption"'
_INLINE_NAMES = frozenset(_INLINE.split())


@dataclass(frozen=True, slots=True)
class Extract:
    """What the index keeps of a post's body."""

    text: str
    """the visible text, captions included, one line a block; keywords, related links and timeline stand apart"""
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    holdings: frozenset[str] = frozenset()
    """which of `image`, `video`, `related` and `timeline` the body holds"""


def _separated(tag: re.Match[str]) -> str:
    return "" if tag.group(2) in _INLINE_NAMES else _BREAK


def joined(lines: Iterable[str]) -> str:
    """Lines as one text, without empty ones and without drawn rules."""
    return "\n".join(line for line in lines if line and not is_rule(line))


def text_of_page(page: CleanPage) -> str:
    """The text of a clean page, one line a block."""
    markup = _DROPPED.sub(_BREAK, page.html)
    if "<pre" in markup:
        markup = _PRE.sub(lambda match: _BREAK + match.group(1).replace("\n", _BREAK) + _BREAK, markup)
    text = settle(_BORDER.sub(_BREAK, html.unescape(_TAG.sub(_separated, markup))))
    return joined(map(str.strip, text.split(_BREAK)))


def hashtags_of_page(page: CleanPage, text: str) -> tuple[str, ...]:
    """The hashtags of a clean page whose text is `text`; what stands in code is none."""
    if "#" not in text and "＃" not in text:
        return ()
    if "<pre" in page.html or "<code" in page.html:
        bare = re.sub(r"<code(?=[\s>]).*?</code>", " ", _PRE.sub(_BREAK, page.html), flags=re.DOTALL)
        text = text_of_page(CleanPage(bare))
    return hashtags(text)


def captions_of_page(page: CleanPage) -> tuple[str, ...]:
    """The words under the figures of a clean page, in order, each once."""
    if _CAPTION not in page.html:
        return ()
    nodes = LexborHTMLParser(page.html).css(f"[{_CAPTION}]")
    texts = (text_of_page(CleanPage(node.html or "")).replace("\n", " ") for node in nodes)
    return tuple(dict.fromkeys(filter(None, texts)))


def extract(body: str, *, title: str, source: str) -> Extract:
    """The text, keywords and hashtags of a body (all that follows the front matter). Never raises.

    `title` and `source` are the post's own, as for the converter, which sees the same.
    """
    body = without_preamble(body)
    bare = plain_text(body)
    if bare is not None:
        bare = clean(bare)
        return Extract(joined(plain_lines(bare)), hashtags=hashtags(bare))
    if kind_of(body) is BodyKind.MARKDOWN:
        # Markdown is the exception: its parser is loaded when one is met.
        from reader.convert.jekyll import html_of_markdown

        body = html_of_markdown(body)
    page = clean_page(body, title=title, source=source)
    text = text_of_page(page)
    return Extract(
        text,
        page.keywords,
        hashtags_of_page(page, text),
        captions_of_page(page),
        holdings_of_page(page),
    )
