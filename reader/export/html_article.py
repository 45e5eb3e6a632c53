"""A whole post as HTML: title, byline, note, body, keywords, related links and timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.export.dates import day_of, language_tag, shown_date
from reader.export.html_body import BodyOptions, address_to_xml, body_html, text_to_xml
from reader.export.selection import Entry
from reader.text.interface_words import interface_words_for
from reader.text.urls import host, is_openable

_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi"})


def article_html(
    entry: Entry,
    address_of: Callable[[int], str],
    *,
    level: int = 2,
    is_book: bool = False,
    keyword_address: Callable[[str], str | None] = lambda _name: None,
) -> Iterator[str]:
    """Yield the lines of an `article` element with the anchor `p` and the post's place.

    `address_of` returns the address of another post of the selection, given its place; `level` is that of the title.
    `keyword_address` returns that of a list of the posts with a keyword, None where there is none.
    """
    post, article = entry.post, entry.article
    words = interface_words_for(article.text or post.title)

    places = entry.places(link.url for link in article.links)

    def link_to(url: str) -> str | None:
        place = places.get(url)
        if place is not None and place != entry.index:
            return address_of(place)
        return url if is_openable(url) else None

    yield f'<article id="p{entry.index}"{language_attributes(language_tag(entry))}>'
    yield f"<h{level}>{text_to_xml(post.title)}</h{level}>"
    if byline := byline_html(entry):
        yield f'<p class="byline">{byline}</p>'
    if entry.note:
        options = BodyOptions(f"n{entry.index}-", level + 1, is_book, link_to, words)
        yield f'<div class="note">\n{body_html(entry.note, options)}</div>'
    options = BodyOptions(f"p{entry.index}-", level + 1, is_book, link_to, words)
    yield body_html(article.markdown, options, is_words_alone=article.is_words_alone)
    if article.keywords:
        names = " ".join(
            f"<span>{_link(f'#{name}', keyword_address(name))}</span>" for name in article.keywords
        )
        yield f'<p class="keywords">{names}</p>'
    if article.related:
        yield f"<h{level + 1}>{words.related}</h{level + 1}>\n<ul>"
        yield from (f"<li>{_link(link.text, link_to(link.url))}</li>" for link in article.related)
        yield "</ul>"
    if article.timeline:
        yield f"<h{level + 1}>{words.timeline}</h{level + 1}>\n<ul>"
        for event in article.timeline:
            linked = _link(event.title, link_to(event.url or ""))
            yield f"<li>{' '.join(filter(None, (text_to_xml(event.time), linked)))}</li>"
        yield "</ul>"
    yield "</article>"


def language_attributes(language: str) -> str:
    """Return the attributes of an element whose text is in a language; empty for an unknown one."""
    if not language:
        return ""
    tag = text_to_xml(language)
    direction = ' dir="rtl"' if language.split("-")[0] in _RIGHT_TO_LEFT else ""
    return f' lang="{tag}" xml:lang="{tag}"{direction}'


def byline_html(entry: Entry) -> str:
    """Return author, channel, date and the link to the source, as far as the post has them."""
    post = entry.post
    parts = [text_to_xml(part) for part in dict.fromkeys((post.author, post.channel)) if part]
    if (day := day_of(entry)) is not None:
        parts.append(f'<time datetime="{day.isoformat()}">{shown_date(entry)}</time>')
    if is_openable(post.source):
        parts.append(_link(host(post.source) or post.source, post.source))
    return " · ".join(parts)


def _link(words: str, url: str | None) -> str:
    return text_to_xml(words) if url is None else f'<a href="{address_to_xml(url)}">{text_to_xml(words)}</a>'
