"""Bulk extraction: the text of a post as a reader sees it, its keywords and hashtags, without making Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from reader.convert.autolink import addresses, hashtags
from reader.convert.body import BodyKind, kind_of, plain_text, without_preamble
from reader.convert.clean import CleanPage, clean_page
from reader.convert.contents import contents_of_page, media_of_page
from reader.convert.lines import is_rule, plain_lines
from reader.convert.whitespace import settle
from reader.text.safe import clean
from reader.text.urls import absolute, is_openable

_BREAK = "\x1f"
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rt rtc ruby"
    " s samp small span strike strong sub sup time tt u var wbr blink input map math mi mn mo ms mrow msub"
    " msubsup msup mfrac msqrt mroot mstyle mtext semantics"
)
_MEDIA = frozenset(("iframe", "audio", "video", "object", "applet"))
_DROPPED = re.compile(
    r"<(?P<media>iframe|audio|video|object|applet)(?=[\s>]).*?</(?P=media)>|<!--.*?-->", re.DOTALL
)
_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)[^>]*>")
_CODE = re.compile(r"<code(?=[\s>]).*?</code>", re.DOTALL)
_HREF = re.compile(r'<a(?=\s)[^>]*?\shref="([^"]*)"')
_PRE = re.compile(r"<pre(?=[\s>])[^>]*>(.*?)</pre>", re.DOTALL)


class _Separators(dict[str, str]):
    """What stands for an element's tags in the text: nothing within a line, else a break."""

    def __missing__(self, name: str) -> str:
        return _BREAK


_SEPARATORS = _Separators(dict.fromkeys(_INLINE.split(), ""))


@dataclass(frozen=True, slots=True)
class Extract:
    """What the index keeps of a post's body."""

    text: str
    """the visible text, captions included, one line a block; keywords, related links and timeline stand apart"""
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """the addresses that the body links to, absolute, related links and timeline included, each once"""
    contents: frozenset[str] = frozenset()
    """which of `image`, `video`, `related` and `timeline` the body holds"""


def joined(lines: Iterable[str]) -> str:
    """Lines as one text, without empty ones and without drawn rules."""
    return "\n".join(line for line in lines if line and not is_rule(line))


def _decoded(text: str) -> str:
    """Serialised text with the few entities decoded that a serialiser writes."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&amp;", "&")


def text_of(markup: str) -> str:
    """The text of clean, serialised HTML, one line a block."""
    if "<pre" in markup:
        markup = _PRE.sub(lambda match: f"<br>{match.group(1).replace(chr(10), '<br>')}<br>", markup)
    pieces = _TAG.split(markup)
    if "<!--" in markup or not _MEDIA.isdisjoint(pieces[1::2]):
        pieces = _TAG.split(_DROPPED.sub("<br>", markup))
    texts = "".join(pieces[::2])
    if clean(texts) != texts:
        pieces[::2] = map(clean, pieces[::2])
    pieces[1::2] = map(_SEPARATORS.__getitem__, pieces[1::2])
    text = _decoded("".join(pieces))
    text = settle(_BREAK.join(filter(None, map(str.strip, text.split(_BREAK)))))
    return joined(text.split(_BREAK))


def hashtags_of_page(page: CleanPage, text: str) -> tuple[str, ...]:
    """The hashtags of a clean page whose text is `text`; what stands in code is none."""
    if "#" not in text and "＃" not in text:
        return ()
    if "<pre" in page.html or "<code" in page.html:
        text = text_of(_CODE.sub(" ", _PRE.sub("<br>", page.html)))
    return hashtags(text)


def captions_of_page(page: CleanPage) -> tuple[str, ...]:
    """The words under the figures of a clean page, in order, each once."""
    texts = (text_of(caption).replace("\n", " ") for caption in page.captions)
    return tuple(dict.fromkeys(filter(None, texts)))


def links_of_page(page: CleanPage, text: str, source: str) -> tuple[str, ...]:
    """Where the links of a clean page, and the addresses in its `text`, lead: what may be opened, each once."""
    found = [absolute(source, unescape(target)) for target in _HREF.findall(page.html)]
    found += [absolute(source, offer.url) for offer in page.offers]
    found += [entry.url for entry in page.timeline if entry.url]
    found += [absolute(source, url) for url in media_of_page(page)]
    return _openable((*found, *_bare_links(text.split("\n"))))


def _bare_links(lines: Iterable[str]) -> list[str]:
    return [address.url for line in lines if "://" in line for address in addresses(line)]


def _openable(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(url for url in dict.fromkeys(urls) if is_openable(url.replace(" ", "%20")))


def extract(body: str, *, title: str, source: str) -> Extract:
    """The text, keywords and hashtags of a body (all that follows the front matter). Never raises.

    `title` and `source` are the post's own, as for the converter, which sees the same.
    """
    body = without_preamble(body)
    bare = plain_text(body)
    if bare is not None:
        bare = clean(bare)
        lines = plain_lines(bare)
        return Extract(joined(lines), hashtags=hashtags(bare), links=_openable(_bare_links(lines)))
    later: list[str] = []
    if kind_of(body) is BodyKind.MARKDOWN:
        # Markdown is the exception: its parser is loaded when one is met.
        from reader.convert.jekyll import html_of_markdown

        body, later = html_of_markdown(body)
    page = clean_page(body, title=title, source=source)
    text = joined((text_of(page.html), *later))
    return Extract(
        text,
        page.keywords,
        hashtags_of_page(page, text),
        captions_of_page(page),
        links_of_page(page, text, source),
        contents_of_page(page),
    )
