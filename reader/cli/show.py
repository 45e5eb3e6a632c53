"""`reader show`: one post, typeset for a terminal, or as plain text, Markdown or JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from reader.article import Article
from reader.cli.arguments import Arguments
from reader.cli.context import Context, open_context
from reader.cli.listing import print_aligned
from reader.cli.naming import post_named
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
    use_colours,
    width,
)
from reader.frozen import replace
from reader.language import told, tr
from reader.library.plain_text import NO_TEXT, byline, labels_line, plain_lines
from reader.library.shapes import article_shape
from reader.post import Post
from reader.text.bidi import turns
from reader.text.safe import clean_line
from reader.text.safe_json import to_json
from reader.text.script import AS_WRITTEN, respelling, script_of
from reader.text.urls import is_openable

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
    "own-label": YELLOW,
    "own-bar": YELLOW,
    "own-head": YELLOW,
}
"""SGR codes by role of the typeset text; other roles are plain"""
_MAX_TYPESET_CHARS = 200_000
_PART_CHARS = 200_000


def run(arguments: Arguments) -> int:
    """Print the post; return the exit code. Raise PostError if there is none or it cannot be read."""
    use_colours(arguments.color)
    context = open_context(arguments)
    library = context.library
    post = post_named(context, arguments.post)
    article, named, script = library.articles.of(post), post, arguments.script or AS_WRITTEN
    if script != AS_WRITTEN:
        from reader.library.other_script import (
            article_in_script,
            post_in_script,
        )  # which most calls do without

        post, article = post_in_script(post, script), article_in_script(article, post, script)
    if arguments.json or arguments.ndjson:
        shape = article_shape(
            post,
            article,
            library.articles.front_matter(named),
            library.zone,
            unread=not library.is_read(named),
            starred=library.is_starred(named),
            labels=library.labels.of(named),
            note=library.notes.of(named),
        )
        sys.stdout.write(to_json(shape, indent=None if arguments.ndjson else 2) + "\n")
        return 0
    for warning in dict.fromkeys((*post.warnings, *article.warnings)):
        note(clean_line(told(warning)))
    if arguments.markdown:
        lines = iter(library.articles.markdown(named, script).splitlines())
    elif is_terminal() or arguments.columns is not None or arguments.color == "always":
        said = library.labels.of(named), library.notes.of(named)
        script = arguments.script or context.settings.script
        lines = _typeset_lines(post, article, said, script, context, arguments.columns or width())
    else:
        lines = plain_lines(
            post, article, library.zone, labels=library.labels.of(named), note=library.notes.of(named)
        )
    print_aligned(lines)
    return 0


def _typeset_lines(
    post: Post, article: Article, said: tuple[Sequence[str], str], script: str, context: Context, columns: int
) -> Iterator[str]:
    """Yield the post in a script, typeset for so many columns, with SGR codes; `said` are the user's labels and note."""
    from reader.typeset.document import HeaderLine, Options, ParagraphStyle
    from reader.typeset.prepare import prepare

    settings = context.settings
    header = [
        HeaderLine(post.title, "title"),
        HeaderLine(byline(post, article, context.library.zone), "byline"),
    ]
    header.append(HeaderLine(post.source, "date", post.source if is_openable(post.source) else ""))
    labels, note_ = said
    header.append(HeaderLine(labels_line(labels), "own-label"))
    if not article.markdown.strip():
        header.append(HeaderLine(tr(NO_TEXT), "empty"))
    respell = respelling(script, script_of(article.text or post.title)) if script != AS_WRITTEN else None
    options = Options(
        width=columns,
        measure=min(columns, 2 * settings.measure),
        paragraphs=ParagraphStyle.INDENTED if settings.paragraphs == "indent" else ParagraphStyle.SPACED,
        ambiguous_width=settings.ambiguous_width,
        turns=turns(settings.bidi, os.environ),
    )
    article, rest = _divided(article)
    page = prepare(article, header, respell=respell, note=note_).set(options)
    for line in page.lines:
        parts = []
        for span in line.spans:
            codes = dict.fromkeys(_STYLES[role] for role in span.roles if role in _STYLES)
            text = styled(span.text, *codes)
            url = page.links[span.link].url if span.link is not None else ""
            parts.append(linked(text, url))
        yield "".join(parts).rstrip()
    for part in rest:
        yield from ("", *prepare(part, respell=respell).text.split("\n"))


def _divided(article: Article) -> tuple[Article, Iterator[Article]]:
    """Return the part of an article that is typeset, and what follows in parts, of which only the words are shown.

    Typesetting takes 0.6 s for each million characters, ten times that where each second one is Hebrew, and far longer
    than an article is no article; the terminal breaks the lines of the rest.
    """
    end = _part_end(article.markdown, _MAX_TYPESET_CHARS)
    if end == len(article.markdown):
        return article, iter(())
    first = replace(article, markdown=article.markdown[:end], keywords=(), related=(), timeline=())
    return first, _parts(replace(article, form_end=None), end)


def _parts(article: Article, start: int) -> Iterator[Article]:
    """Yield what an article holds from an offset in its Markdown on."""
    markdown = article.markdown
    while (end := _part_end(markdown, start + _PART_CHARS)) < len(markdown):
        yield Article(markdown[start:end], is_words_alone=article.is_words_alone)
        start = end
    yield replace(article, markdown=markdown[start:])


def _part_end(markdown: str, least: int) -> int:
    """Return where a part of at least so many characters ends: with a paragraph, or a word, if one ends soon.

    An escaped sign stays together with its backslash.
    """
    ends = (markdown.find(end, least, least + _PART_CHARS) for end in ("\n\n", "\n", " "))
    end = next((end for end in ends if end >= 0), min(least, len(markdown)))
    backslashes = end - len(markdown[:end].rstrip("\\"))
    return min(end + backslashes % 2, len(markdown))
