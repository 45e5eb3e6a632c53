"""The JSON objects of posts and articles, and dates as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from reader.language import told
from reader.library.result_set import Row
from reader.post import Post, PostDate

if TYPE_CHECKING:
    from reader.article import Article, Link

Shape = dict[str, object]


def post_shape(post: Post, zone: tzinfo, *, unread: bool, starred: bool, labels: Sequence[str]) -> Shape:
    """Return the object of a post; `zone` is the clock of times without a zone.

    `path` is exact and relative to `archive`; `date` is in UTC, and midnight for a day without a time.
    """
    record = post_record(post, unread=unread, starred=starred, labels=labels)
    return {**record, "date": _utc_text(post.date, zone)}


def row_record(row: Row) -> Shape:
    """Return the fields of a row's post, for `reader.cli.listing`."""
    return post_record(row.post, unread=not row.read, starred=row.starred, labels=row.labels)


def post_record(post: Post, *, unread: bool, starred: bool, labels: Sequence[str]) -> Shape:
    """Return the fields of a post as `post_shape` does, its date as it is."""
    return {
        "path": post.path,
        "archive": str(post.archive),
        "title": post.title,
        "date": post.date,
        "author": post.author,
        "channel": post.channel,
        "from": post.source,
        "tags": list(dict.fromkeys(tag.name for tag in post.tags)),
        "unread": unread,
        "starred": starred,
        "labels": list(labels),
    }


def article_shape(
    post: Post,
    article: Article,
    front_matter: Mapping[str, object],
    zone: tzinfo,
    *,
    unread: bool,
    starred: bool,
    labels: Sequence[str],
    note: str,
) -> Shape:
    """Return the object of a post with the contents of its article and all that its front matter says."""
    return {
        **post_shape(post, zone, unread=unread, starred=starred, labels=labels),
        "note": note,
        "captions": list(article.captions),
        "keywords": list(article.keywords),
        "related": [_link(link) for link in article.related],
        "timeline": [
            {"time": entry.time, "title": entry.title, "url": entry.url} for entry in article.timeline
        ],
        "links": [_link(link) for link in article.links],
        "images": [
            *_cover(post, article),
            *({"url": image.url, "caption": image.caption, "alt": image.alt} for image in article.images),
        ],
        "markdown": article.markdown,
        "text": article.text,
        "warnings": list(map(told, (*post.warnings, *article.warnings))),
        "updated": _utc_text(post.updated, zone),
        "description": post.description,
        "lang": post.language,
        "image": post.image,
        "draft": post.is_draft,
        "front_matter": front_matter,
    }


def _cover(post: Post, article: Article) -> list[Shape]:
    """Return the picture of the front matter, unless the article holds it."""
    ending = "/" + post.image.lstrip("./")
    if not post.image or any(
        image.url == post.image or f"/{image.url}".endswith(ending) for image in article.images
    ):
        return []
    return [{"url": post.image, "caption": "", "alt": ""}]


def shown_date(date: PostDate | None, zone: tzinfo) -> str:
    """Return a date as `PostDate.shown` does; empty for None."""
    return date.shown(zone) if date is not None else ""


def _utc_text(date: PostDate | None, zone: tzinfo) -> str | None:
    """Return a date as `PostDate.iso` does; None for None."""
    return None if date is None else date.iso(zone)


def _link(link: Link) -> Shape:
    return {"text": link.text, "url": link.url}
