"""Atom (RFC 4287): a feed of the posts, with their whole contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO
from uuid import NAMESPACE_URL, uuid5

from reader.export.dates import language_tag
from reader.export.selection import Entry, Selection
from reader.export.xml_text import xml_text
from reader.post import Post
from reader.text.urls import host, is_openable
from reader.typeset.markdown import html_of, parse
from reader.typeset.prepare import note_tokens

_NEVER = "1970-01-01T00:00:00Z"
"""when a post without a date was last changed: a feed needs to say it, and such posts come last then"""


def write(selection: Selection, stream: TextIO) -> None:
    """Write the feed. Its identifier follows from its title, that of an entry from the address of its page or its path."""
    updated = max((_updated(entry) for entry in selection.entries()), default=_NEVER)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
    stream.writelines(
        (
            _element("id", uuid5(NAMESPACE_URL, f"reader:{selection.title}").urn),
            _element("title", selection.title),
            _element("updated", updated),
            _element("generator", "reader"),
        )
    )
    seen: set[str] = set()
    for entry in selection.articles():
        identifier = _identifier(entry.post)
        if identifier in seen:
            # Copies share the address of their page, and no two entries may have one identifier.
            identifier = uuid5(NAMESPACE_URL, f"{identifier} {entry.post.path}").urn
        seen.add(identifier)
        stream.writelines(_entry(entry, identifier))
    stream.write("</feed>\n")


def _entry(entry: Entry, identifier: str) -> Iterator[str]:
    post, zone = entry.post, entry.selection.zone
    language = language_tag(entry)
    yield f'<entry xml:lang="{language}">\n' if language else "<entry>\n"
    yield _element("id", identifier)
    yield _element("title", post.title)
    yield _element("updated", _updated(entry))
    if post.date is not None:
        yield _element("published", post.date.iso(zone))
    name = post.author or post.channel or host(post.source) or "unknown"
    yield f"<author>{_element('name', name).strip()}</author>\n"
    if is_openable(post.source):
        yield f'<link rel="alternate" href="{xml_text(post.source)}"/>\n'
    for tag in dict.fromkeys((*(tag.name for tag in post.tags), *entry.labels)):
        yield f'<category term="{xml_text(tag)}"/>\n'
    if post.description:
        yield _element("summary", post.description)
    html = html_of(parse(entry.article.markdown))
    if note := entry.note:
        html = f"<blockquote>{html_of(note_tokens(note))}</blockquote>\n{html}"
    yield f'<content type="html">{xml_text(html)}</content>\n</entry>\n'


def _element(name: str, text: str) -> str:
    return f"<{name}>{xml_text(text)}</{name}>\n"


def _updated(entry: Entry) -> str:
    date = entry.post.updated or entry.post.date
    return date.iso(entry.selection.zone) if date is not None else _NEVER


def _identifier(post: Post) -> str:
    """Return an IRI that is the same wherever the archive lies."""
    return post.source if is_openable(post.source) else uuid5(NAMESPACE_URL, f"reader:{post.path}").urn
