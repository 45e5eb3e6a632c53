"""An article: a post converted for reading, as Markdown and structure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead to it."""

    text: str
    url: str
    """absolute where the post's own address is known"""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; it is never fetched unasked."""

    url: str
    """the real address, not a placeholder; empty where none is given"""
    caption: str = ""
    """the words under the figure, if any"""
    alt: str = ""
    """the description, where it says something that the caption does not"""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One step of the story that the site's own timeline tells."""

    time: str
    """as the site wrote it, such as `2024/02/07 21:41`, in the site's own zone"""
    title: str
    url: str | None = None
    """None for the entry that is the post itself"""
    when: datetime | None = None
    """the time read as a naive local datetime, where it can be read"""


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader sees of a post: each visible sentence once, nothing hidden."""

    markdown: str
    """the body in Markdown, without the title, keywords, related links and timeline.

    A figure is a paragraph of its own, `![caption](address)`; where the alt text says something else it is
    the image's title: `![caption](address "alt")`.
    """
    text: str = ""
    """the body as plain text with one line a block, captions included"""
    captions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """topics that the site lists, without the `#`"""
    hashtags: tuple[str, ...] = ()
    """`#words` in running text, without the `#`"""
    related: tuple[Link, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    links: tuple[Link, ...] = ()
    """every link of the article in reading order, related and timeline included"""
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = ()
    """what was wrong with the body, a sentence each"""
    form_end: int | None = None
    """where in `markdown` the words alone begin, of a body far longer than any article; None where all has its form"""
