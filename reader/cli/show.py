"""`reader show`: one post, typeset for a terminal, or as plain text, Markdown or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial

from reader.article import Article
from reader.cli.arguments import Arguments
from reader.cli.context import Context, open_context
from reader.cli.output import (
    BOLD,
    CYAN,
    DIM,
    ITALIC,
    MAGENTA,
    UNDERLINE,
    YELLOW,
    is_terminal,
    linked,
    note,
    styled,
    to_json,
    width,
)
from reader.cli.posts import find_post
from reader.cli.shapes import article_shape, local_date
from reader.convert.document import document
from reader.post import Post
from reader.text.safe import clean, clean_line
from reader.text.urls import is_openable

_NO_TEXT = "This post has no text."
_STYLES = {
    "title": BOLD,
    "byline": DIM,
    "date": DIM,
    "heading": BOLD,
    "section": BOLD,
    "strong": BOLD,
    "table-head": BOLD,
    "emphasis": ITALIC,
    "emphasis-wide": MAGENTA,
    "link": UNDERLINE,
    "code": YELLOW,
    "code-block": YELLOW,
    "caption": DIM,
    "alt": DIM,
    "quote-bar": DIM,
    "picture": DIM,
    "marker": DIM,
    "rule": DIM,
    "table-rule": DIM,
    "notice": DIM,
    "time": DIM,
    "keyword": CYAN,
}
"""roles of typesetting that have a style on a terminal"""


def run(arguments: Arguments) -> int:
    """Prints the post; returns the exit code. Raises PostError where there is none or it can not be read."""
    context = open_context(arguments)
    library = context.library
    post = find_post(library, arguments.post)
    article = library.article(post)
    if arguments.json or arguments.ndjson:
        shape = article_shape(
            post, article, unread=not library.is_read(post), starred=library.is_starred(post)
        )
        sys.stdout.write(to_json(shape, indent=None if arguments.ndjson else 2) + "\n")
        return 0
    for warning in dict.fromkeys((*post.warnings, *article.warnings)):
        note(clean_line(warning))
    byline = _byline(post, context)
    if arguments.markdown:
        lines = iter(document(post, article).splitlines())
    elif is_terminal():
        lines = _typeset_lines(post, article, byline, context)
    else:
        lines = _plain_lines(post, article, byline)
    for line in lines:
        print(line)
    return 0


def _byline(post: Post, context: Context) -> str:
    """Author, channel and date, each where the post has it."""
    parts = (post.author, post.channel, local_date(post, context.library.zone))
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def _plain_lines(post: Post, article: Article, byline: str) -> Iterator[str]:
    """The post as text: a line a paragraph, whatever its length."""
    yield post.title
    yield from (line for line in (byline, post.source) if line)
    yield ""
    yield clean(article.text) or _NO_TEXT
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


def _typeset_lines(post: Post, article: Article, byline: str, context: Context) -> Iterator[str]:
    """The post set for the terminal's width, with the styles of the terminal's own colours."""
    from reader.text.script import script_of, to_simplified, to_traditional
    from reader.typeset.document import HeaderLine, Options, ParagraphStyle
    from reader.typeset.prepare import prepare

    settings = context.settings
    header = [HeaderLine(post.title, "title"), HeaderLine(byline, "byline")]
    header.append(HeaderLine(post.source, "date", post.source if is_openable(post.source) else ""))
    if not article.markdown.strip():
        header.append(HeaderLine(_NO_TEXT, "empty"))
    traditional = partial(to_traditional, around=script_of(article.text or post.title))
    respells: dict[str, Callable[[str], str]] = {"traditional": traditional, "simplified": to_simplified}
    columns = width()
    options = Options(
        width=columns,
        measure=min(columns, 2 * settings.measure),
        paragraphs=ParagraphStyle.INDENTED if settings.paragraphs == "indent" else ParagraphStyle.SPACED,
        ambiguous_width=settings.ambiguous_width,
    )
    page = prepare(article, header, respell=respells.get(settings.script)).set(options)
    for line in page.lines:
        parts = []
        for span in line.spans:
            codes = dict.fromkeys(_STYLES[role] for role in span.roles if role in _STYLES)
            text = styled(span.text, *codes)
            url = page.links[span.link].url if span.link is not None else ""
            parts.append(linked(text, url) if is_openable(url) else text)
        yield "".join(parts).rstrip()
