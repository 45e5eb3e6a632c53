"""The article: a post converted for reading, as Markdown and structure."""

from __future__ import annotations

from datetime import datetime

from reader.frozen import Frozen


class Link(Frozen):
    """A link."""

    text: str
    url: str
    """absolute if the post's own URL is known"""


class Image(Frozen):
    """A picture of the article; fetched only on request."""

    url: str
    """the real URL, not a placeholder; empty if the page has none"""
    caption: str = ""
    """the text under the figure, if any"""
    alt: str = ""
    """the alternative text, if it adds something to the caption"""


class TimelineEntry(Frozen):
    """One event of the site's own timeline of a story."""

    time: str
    """as written by the site, such as `2024/02/07 21:41`, in the site's time zone"""
    title: str
    url: str | None = None
    """None for the entry of the post itself"""
    when: datetime | None = None
    """`time` as a naive local datetime; None if it cannot be parsed"""


class Article(Frozen):
    """The visible content of a post: each visible sentence once, nothing hidden."""

    markdown: str
    """the body in Markdown, without the title, keywords, related links and timeline.

    A figure is a paragraph `![caption](url)`; an alt text that adds to the caption is the image's title:
    `![caption](url "alt")`.
    """
    text: str = ""
    """the body as plain text, one line a block, captions included"""
    captions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """the topics listed by the site, without the `#`"""
    hashtags: tuple[str, ...] = ()
    """the `#words` in running text, without the `#`"""
    related: tuple[Link, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    links: tuple[Link, ...] = ()
    """all links in reading order, those of related articles and the timeline last"""
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = ()
    """the defects of the body, a sentence each"""
    form_end: int | None = None
    """the offset in `markdown` where unformatted text beyond the size limits starts; None if there is none"""
    is_words_alone: bool = False
    """whether `markdown` is escaped words and nothing else, so that no parser is needed to read it"""
