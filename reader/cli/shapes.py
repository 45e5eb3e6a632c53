"""The shapes in which posts and articles are written as JSON, and dates as text."""

from __future__ import annotations

from datetime import UTC, tzinfo

from reader.article import Article, Link
from reader.post import Post

Shape = dict[str, object]


def post_shape(post: Post, *, unread: bool, starred: bool) -> Shape:
    """A post; `path` is exact and relative to `archive`, `date` is in UTC, a bare day at its midnight."""
    return {
        "path": post.path,
        "archive": str(post.archive),
        "title": post.title,
        "date": _utc_text(post),
        "author": post.author,
        "channel": post.channel,
        "from": post.source,
        "tags": list(dict.fromkeys(tag.name for tag in post.tags)),
        "unread": unread,
        "starred": starred,
    }


def article_shape(post: Post, article: Article, *, unread: bool, starred: bool) -> Shape:
    """A post with all that its body holds."""
    return {
        **post_shape(post, unread=unread, starred=starred),
        "captions": list(article.captions),
        "keywords": list(article.keywords),
        "related": [_link(link) for link in article.related],
        "timeline": [
            {"time": entry.time, "title": entry.title, "url": entry.url} for entry in article.timeline
        ],
        "links": [_link(link) for link in article.links],
        "images": [
            {"url": image.url, "caption": image.caption, "alt": image.alt} for image in article.images
        ],
        "markdown": article.markdown,
        "text": article.text,
        "warnings": [*post.warnings, *article.warnings],
    }


def local_date(post: Post, zone: tzinfo) -> str:
    """The post's date in the reader's zone, `2024-02-07 21:41` or the day alone; empty without a date."""
    if post.date is None:
        return ""
    return post.date.local(zone).strftime("%Y-%m-%d" if post.date.day_only else "%Y-%m-%d %H:%M")


def _utc_text(post: Post) -> str | None:
    """The post's instant as ISO 8601 in UTC; None for a post without a date."""
    if post.date is None:
        return None
    return post.date.utc.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _link(link: Link) -> Shape:
    return {"text": link.text, "url": link.url}
