"""A whole article as one Markdown document, for `show --markdown`, copying and exporting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from reader.article import Article, Link
from reader.convert.escape import escape_inline, escape_line_starts, link_destination
from reader.post import Post
from reader.text.interface_words import interface_words_for
from reader.text.places import is_followable
from reader.text.urls import host, is_openable


def _link(link: Link) -> str:
    text = escape_inline(link.text)
    return f"[{text}]({link_destination(link.url)})" if is_followable(link.url) else text


def _byline(post: Post) -> str:
    date = ""
    if post.date is not None:
        has_zone = not (post.date.day_only or post.date.is_floating)
        date = post.date.shown(UTC) + (" UTC" if has_zone else "")
    author = post.author if post.author != post.channel else ""
    parts = [escape_inline(part) for part in (post.channel, author, date) if part]
    if is_openable(post.source):
        parts.append(_link(Link(host(post.source) or "source", post.source)))
    return " · ".join(parts)


def _sections(post: Post, article: Article) -> Iterator[str]:
    yield f"# {escape_inline(post.title)}"
    byline = _byline(post)
    if byline:
        yield escape_line_starts(byline)
    yield from _body(article, post.title)


def _body(article: Article, title: str) -> Iterator[str]:
    words = interface_words_for(article.text or title)
    if article.markdown:
        yield article.markdown
    if article.keywords:
        yield " ".join(escape_inline(f"#{keyword}") for keyword in article.keywords)
    if article.related:
        yield f"## {words.related}"
        yield "\n".join(f"- {_link(link)}" for link in article.related)
    if article.timeline:
        yield f"## {words.timeline}"
        yield "\n".join(
            f"- {escape_inline(entry.time)} {_link(Link(entry.title, entry.url or ''))}".replace("  ", " ")
            for entry in article.timeline
        )


def document(post: Post, article: Article) -> str:
    """Return the article as one CommonMark document that ends with a line feed.

    Title and byline (channel, author, date in UTC, link to the source) come first, then the body with its
    captions, the keywords, the related links and the timeline.
    """
    return "\n\n".join(_sections(post, article)) + "\n"


def body(article: Article, title: str) -> str:
    """Return what `document` does, without title and byline."""
    return "\n\n".join(_body(article, title)) + "\n"
