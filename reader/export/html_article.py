"""A whole post as HTML: title, byline, note, body, keywords, related links and timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reader.article import Article, TimelineEntry
from reader.export.dates import day_of, language_tag, sample_of, shown_date
from reader.export.html_body import BodyOptions, body_pieces, tokens_pieces
from reader.export.html_inline import address_to_xml, joined, outside
from reader.export.marked import marked
from reader.export.selection import Entry
from reader.export.xml_text import xml_text
from reader.language import tr
from reader.library import Highlight
from reader.text.interface_words import InterfaceWords, interface_words_for
from reader.text.safe import clean_line
from reader.text.urls import host
from reader.typeset.prepare import note_tokens

_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi"})


def article_html(
    entry: Entry,
    address_of: Callable[[int], str],
    *,
    level: int = 2,
    is_book: bool = False,
    keyword_address: Callable[[str], str | None] = lambda _name: None,
    picture_at: Callable[[str], str | None] = lambda _url: None,
) -> Iterator[str]:
    """Yield the lines of an `article` element with the anchor `p` and the post's place.

    `address_of` returns the address of another post of the selection, given its place; `level` is that of the title.
    `keyword_address` returns that of a list of the posts with a keyword, None where there is none, and `picture_at` where
    a picture can be shown from, None for a link to it.
    """
    post, article = entry.post, entry.article
    words = interface_words_for(sample_of(entry))

    places = entry.places(link.url for link in article.links)

    def link_to(url: str) -> str | None:
        place = places.get(url)
        if place is not None and place != entry.index:
            return address_of(place)
        return outside(url)

    yield f'<article id="p{entry.index}"{language_attributes(language_tag(entry))}>'
    yield f"<h{level}>{xml_text(post.title)}</h{level}>"
    if byline := byline_html(entry):
        yield f'<p class="byline">{byline}</p>'
    if entry.labels:
        yield f'<p class="labels">{xml_text("  ".join(f"#{label}" for label in entry.labels))}</p>'
    if note := entry.note:
        options = BodyOptions(f"n{entry.index}-", level + 1, is_book, link_to, words)
        yield f'<aside class="own"><p class="own-head">✎ {xml_text(tr("Your note"))}</p>'
        yield f"{joined(tokens_pieces(note_tokens(note), options))}</aside>"
    options = BodyOptions(f"p{entry.index}-", level + 1, is_book, link_to, words, picture_at)
    highlights = entry.highlights
    yield joined(marked(body_pieces(article, options), highlights))
    yield from _sections(article, words, level + 1, link_to, keyword_address)
    yield from _notes_on(highlights)
    yield "</article>"


def _sections(
    article: Article,
    words: InterfaceWords,
    level: int,
    link_to: Callable[[str], str | None],
    keyword_address: Callable[[str], str | None],
) -> Iterator[str]:
    """Yield keywords, related links and timeline, each as a section with a heading of this level."""
    if article.keywords:
        items = (f"<li>{_link(f'#{name}', keyword_address(name))}</li>" for name in article.keywords)
        yield from _section("keywords", f"<h{level}>{words.keywords}</h{level}>", "ul", items)
    if article.related:
        items = (f"<li>{_link(link.text or link.url, link_to(link.url))}</li>" for link in article.related)
        yield from _section("related", f"<h{level}>{words.related}</h{level}>", "ul", items)
    if article.timeline:
        items = (_event(event, link_to) for event in article.timeline)
        yield from _section("timeline", f"<h{level}>{words.timeline}</h{level}>", "ol", items)


def _section(kind: str, heading: str, element: str, items: Iterable[str]) -> Iterator[str]:
    yield f'<section class="{kind}">{heading}\n<{element}>'
    yield from items
    yield f"</{element}></section>"


def _event(event: TimelineEntry, link_to: Callable[[str], str | None]) -> str:
    here = ' class="here"' if event.url is None else ""
    time = f'<span class="time">{xml_text(event.time)}</span> '
    return f"<li{here}>{time}{_link(event.title, link_to(event.url or ''))}</li>"


def _notes_on(highlights: Iterable[Highlight]) -> Iterator[str]:
    """Yield the notes on highlights, each below the words that it is about."""
    noted = [each for each in highlights if each.note]
    if not noted:
        return
    yield f'<aside class="own"><p class="own-head">✎ {xml_text(tr("Your notes on highlights"))}</p>'
    for each in noted:
        yield f"<blockquote><p>{xml_text(clean_line(each.passage.words))}</p></blockquote>"
        yield from (f"<p>{xml_text(line)}</p>" for line in map(clean_line, each.note.split("\n")) if line)
    yield "</aside>"


def language_attributes(language: str) -> str:
    """Return the attributes of an element whose text is in a language; empty for an unknown one."""
    if not language:
        return ""
    tag = xml_text(language)
    direction = ' dir="rtl"' if language.split("-")[0] in _RIGHT_TO_LEFT else ""
    return f' lang="{tag}" xml:lang="{tag}"{direction}'


def byline_html(entry: Entry) -> str:
    """Return author, channel, date and the link to the source, as far as the post has them."""
    post = entry.post
    parts = [xml_text(part) for part in dict.fromkeys((post.author, post.channel)) if part]
    if (day := day_of(entry)) is not None:
        parts.append(f'<time datetime="{day.isoformat()}">{shown_date(entry)}</time>')
    if outside(post.source):
        parts.append(_link(host(post.source) or post.source, post.source))
    return " · ".join(parts)


def _link(words: str, url: str | None) -> str:
    return xml_text(words) if url is None else f'<a href="{address_to_xml(url)}">{xml_text(words)}</a>'
