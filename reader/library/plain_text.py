"""A whole post as plain text, a line for each paragraph, for pipes and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from reader.article import Article
from reader.language import later, tr
from reader.library.shapes import shown_date
from reader.post import Post
from reader.text.interface_words import interface_words_for
from reader.text.safe import clean, clean_line

NO_TEXT = later("This post has no text.")


def byline(post: Post, article: Article, zone: tzinfo) -> str:
    """Return whether it is a draft, author, channel and date, as far as the post has them."""
    draft = interface_words_for(article.text or post.title).draft if post.is_draft else ""
    parts = (draft, post.author, post.channel, shown_date(post.date, zone))
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def labels_line(labels: Sequence[str]) -> str:
    """Return the user's labels on one line."""
    return "  ".join(f"#{label}" for label in labels)


def plain_lines(
    post: Post, article: Article, zone: tzinfo, *, labels: Sequence[str], note: str
) -> Iterator[str]:
    """Yield the post: title, byline, address and labels, the user's note, the text, keywords, related links, timeline.

    A paragraph is a line, whatever its length; `zone` is the user's.
    """
    yield post.title
    yield from (line for line in (byline(post, article, zone), post.source, labels_line(labels)) if line)
    yield ""
    if note:
        yield from (note, "")
    yield clean(article.text) or tr(NO_TEXT)
    if article.keywords:
        yield ""
        yield "  ".join(f"#{clean_line(keyword)}" for keyword in article.keywords)
    if article.related:
        yield ""
        yield from (f"→ {clean_line(link.text)}  {clean_line(link.url)}" for link in article.related)
    if article.timeline:
        yield ""
        yield from (
            "  ".join(clean_line(part) for part in (entry.time, entry.title, entry.url or "") if part)
            for entry in article.timeline
        )
