"""Bulk extraction for the index: visible text, keywords, hashtags and links, without Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.convert.autolink import find_hashtags, find_urls
from reader.convert.body import NO_VALUES, BodyKind, Values, kind_of, plain_text, without_preamble
from reader.convert.clean import CleanPage, clean_page
from reader.convert.flow_tags import parse_attributes
from reader.convert.html_text import html_to_blocks, html_to_text, join_lines, without_code
from reader.convert.lines import plain_lines
from reader.convert.pictures import Media, media_of, picture_of
from reader.frozen import Frozen
from reader.text.entities import unescape
from reader.text.late import late
from reader.text.places import is_local
from reader.text.safe import clean
from reader.text.spelling import LINE_END
from reader.text.urls import absolute, is_openable

_IMAGE = late(r"<img(?=[\s>])[^>]*>")
_MEDIA = late(
    r"<(?P<name>iframe|embed|object|video|audio)(?=[\s>])(?P<attributes>[^>]*)>(?P<inner>.*?)(?=</(?P=name)|$)",
    re.DOTALL,
)
_HREF = late(r'<a(?=\s)[^>]*?\shref="([^"]*)"')


def media_in(page: CleanPage) -> list[Media]:
    """Return the frames, videos and audio of a page that have an address, relative where the page has it so."""
    return [media for match in _MEDIA.finditer(page.html) if (media := _media(match)).url]


def content_kinds(page: CleanPage, media: Iterable[Media]) -> frozenset[str]:
    """Return those of `image`, `video`, `related` and `timeline` that a page with these media contains."""
    has_kind = {
        "image": any(_is_image(match[0]) for match in _IMAGE.finditer(page.html)),
        "video": any(each.kind == "video" for each in media),
        "related": bool(page.related_links),
        "timeline": bool(page.timeline),
    }
    return frozenset(kind for kind, is_present in has_kind.items() if is_present)


def _is_image(tag: str) -> bool:
    picture = picture_of(parse_attributes(tag))
    return (bool(picture.url) or picture.is_embedded) and not picture.is_text


def _media(match: re.Match[str]) -> Media:
    return media_of(match["name"], parse_attributes(match["attributes"]), match["inner"])


class Extract(Frozen):
    """The parts of a post's body that the index stores."""

    blocks: str
    """the visible text, captions included, without keywords, related links and timeline.

    Blocks end with line feeds, lines within them with `LINE_END`.
    """
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """the distinct absolute URLs that the body links to, related links and timeline included"""
    references: tuple[str, ...] = ()
    """the distinct links that lead within the archive by a path or a name, as written; see `reader.text.places`"""
    contents: frozenset[str] = frozenset()
    """those of `image`, `video`, `related` and `timeline` that the body contains"""

    @property
    def text(self) -> str:
        """The text as an article has it, one line a block or a line of it."""
        return self.blocks.replace(LINE_END, "\n")


def page_hashtags(page: CleanPage, text: str) -> tuple[str, ...]:
    """Return the hashtags of a clean page whose text is `text`, without those in code."""
    if "#" not in text and "＃" not in text:
        return ()
    if "<pre" in page.html or "<code" in page.html:
        text = html_to_text(without_code(page.html))
    return find_hashtags(text)


def _captions(page: CleanPage) -> tuple[str, ...]:
    """Return the distinct captions of a clean page in order, each on one line."""
    texts = (html_to_text(caption).replace("\n", " ") for caption in page.captions)
    return tuple(dict.fromkeys(filter(None, texts)))


def _links(page: CleanPage, media: Iterable[Media], text: str, source: str) -> tuple[str, ...]:
    """Return the URLs of a clean page: links, media and bare URLs in its text; relative without a source."""
    urls = [absolute(source, unescape(target)) for target in _HREF.findall(page.html)]
    urls += [absolute(source, link.url) for link in page.related_links]
    urls += [entry.url for entry in page.timeline if entry.url]
    urls += [absolute(source, each.url) for each in media]
    return (*urls, *_bare_urls(text.split("\n")))


def _bare_urls(lines: Iterable[str]) -> list[str]:
    return [span.url for line in lines if "://" in line for span in find_urls(line)]


def _openable(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(url for url in dict.fromkeys(urls) if is_openable(url.replace(" ", "%20")))


def extract(body: str, *, title: str, source: str, values: Values = NO_VALUES) -> Extract:
    """Return the text and metadata of a body, which is as for `reader.convert.markdown.convert`. Never raises.

    `title`, `source` and `values` are the post's, as there: both see the same page.
    """
    body = without_preamble(body)
    bare = plain_text(body)
    if bare is not None:
        bare = clean(bare)
        lines = plain_lines(bare)
        return Extract(join_lines(lines), hashtags=find_hashtags(bare), links=_openable(_bare_urls(lines)))
    overflow: list[str] = []
    if (kind := kind_of(body, values)) is not BodyKind.HTML:
        # Few posts are Markdown; importing its parser takes 31 ms.
        from reader.convert.markdown_body import body_to_html

        body, overflow = body_to_html(body, kind, values)
    page = clean_page(body, title=title, source=source)
    blocks = join_lines((html_to_blocks(page.html), *overflow))
    text = blocks.replace(LINE_END, "\n")
    media = media_in(page)
    links = _links(page, media, text, source)
    return Extract(
        blocks,
        page.keywords,
        page_hashtags(page, text),
        _captions(page),
        _openable(links),
        tuple(url for url in dict.fromkeys(links) if is_local(url)),
        content_kinds(page, media),
    )
