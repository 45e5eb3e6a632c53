"""Composes the header lines of an article: title, byline, date and site, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from reader.article import Article
from reader.errors import StateError
from reader.language import later, ntr, told, tr
from reader.library import Library
from reader.post import Post
from reader.text.amount import amount_of
from reader.text.interface_words import interface_words_for
from reader.text.shown_dates import DateForm, moment_in_parts
from reader.text.urls import host
from reader.typeset.document import HeaderLine

_NOTHING = later("This post has no text.")


class Said(NamedTuple):
    """What the user says of a post, as it is shown over its article."""

    labels: Sequence[str] = ()
    note: str = ""
    """in Markdown"""


def said_of(library: Library, post: Post) -> Said:
    """Return what the user says of a post; in place of a note that cannot be read, why."""
    try:
        return Said(library.labels.of(post), library.notes.of(post))
    except StateError as error:
        return Said((), str(error))


def _time_to_read(article: Article) -> str:
    """Return how long reading takes; empty for an article without a text."""
    if not article.text.strip():
        return ""
    return ntr("{count} minute to read", "{count} minutes to read", amount_of(article.text).minutes)


def header(
    post: Post,
    article: Article,
    zone: tzinfo,
    labels: Sequence[str] = (),
    dates: DateForm = DateForm.ISO,
) -> tuple[HeaderLine, ...]:
    """Return the lines above an article, with the time in `zone`, and the user's labels."""
    draft = interface_words_for(article.text or post.title).draft if post.is_draft else ""
    parts = (draft, post.author, post.channel, _time_to_read(article))
    byline = " · ".join(dict.fromkeys(part for part in parts if part))
    lines = [HeaderLine(post.title, "title"), HeaderLine(byline, "byline")]
    site = host(post.source)
    when = moment_in_parts(post.date, zone, dates, datetime.now(zone)) if post.date is not None else ()
    where = " · ".join(part for part in ("".join(part for part, _ in when), site) if part)
    lines.append(HeaderLine(where, "date", post.source, site, when))
    lines.append(HeaderLine(" ".join(f"#{label}" for label in labels), "own-label"))
    lines += [HeaderLine(f"! {told(warning)}", "date") for warning in (*post.warnings, *article.warnings)]
    if not article.markdown.strip():
        text = (
            tr("This post has no text. Its page is {address}", address=post.source)
            if post.source
            else tr(_NOTHING)
        )
        lines.append(HeaderLine(text, "empty", post.source, post.source))
    return tuple(line for line in lines if line.text)
