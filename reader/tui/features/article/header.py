"""What stands above an article: title, who wrote it, where and when."""

from __future__ import annotations

from datetime import tzinfo

from reader.article import Article
from reader.post import Post
from reader.text.urls import host
from reader.typeset.document import HeaderLine

_NOTHING = "This post has no text."


def header(post: Post, article: Article, zone: tzinfo | None) -> tuple[HeaderLine, ...]:
    """The lines above `article`, times in `zone` (None: this machine's)."""
    byline = " · ".join(dict.fromkeys(part for part in (post.author, post.channel) if part))
    lines = [HeaderLine(post.title, "title"), HeaderLine(byline, "byline")]
    site = host(post.source)
    when = _when(post, zone)
    lines.append(HeaderLine(" · ".join(part for part in (when, site) if part), "date", post.source, site))
    lines += [HeaderLine(f"! {warning}", "date") for warning in (*post.warnings, *article.warnings)]
    if not article.markdown.strip():
        text = f"{_NOTHING} It stands at {post.source}" if post.source else _NOTHING
        lines.append(HeaderLine(text, "empty", post.source, post.source))
    return tuple(line for line in lines if line.text)


def _when(post: Post, zone: tzinfo | None) -> str:
    if post.date is None:
        return ""
    if post.date.day_only:
        return f"{post.date.utc:%Y-%m-%d}"
    return f"{post.date.utc.astimezone(zone):%Y-%m-%d %H:%M}"
