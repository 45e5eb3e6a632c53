"""Bare URLs, hashtags and chapter timestamps in running text, also where Chinese text touches ASCII."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from reader.article import Link
from reader.convert.escape import autolink, escape_inline
from reader.convert.whitespace import CJK
from reader.text.late import late
from reader.text.urls import is_openable

_SERVICES = (
    "Facebook|Twitter|Telegram|You[Tt]ube|Instagram|Pay[Pp]al|E-?[Mm]ail|Patreon|Discord|Line|Tik[Tt]ok|Twitch"
    "|Weibo|WeChat|Website|Medium|Spotify|Podcast|Linked[Ii]n|Reddit|Threads|Clubhouse|Subscribe|Follow|Support|Join|Amazon|Blog"
)
_CANDIDATE = late(r"(?:https?|HTTPS?|Https?)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,8000}")
_NEXT_URL = late(r"(?<![/=?&:])https?://", re.IGNORECASE)
_CLOSING_TAG = late(r"\[/[A-Za-z]+\]")
"""the end of a tag in brackets, as WordPress and forums write them: `[embed]https://…[/embed]`"""
_GLUED_SERVICE = late(rf"(?<=[a-z0-9/_-])(?:{_SERVICES})(?![a-z])")
_GLUED_TO_HOST = late(r"^https?://[a-z0-9.-]+\.[a-z]{2,6}(?=[A-Z])")
_VIDEO = late(
    r"^https?://(?:youtu\.be/|(?:www\.|m\.)?youtube\.com/(?:watch\?v=|shorts/|embed/|live/))[\w-]{11}(?=[A-Za-z0-9_-])"
)
_BITLY = late(r"^https?://bit\.ly/(?=[0-9A-Za-z]*[0-9])[0-9A-Za-z]{7}(?=[A-Z][a-z]{2})")
_TRAILING_PUNCTUATION = ".,;:!?'*"

_HASHTAG_RUN = late(r"(?<![0-9A-Za-z_/&?=#.:%+-])(?:[#＃](?:[\w·‧・]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9]))+)+")
_LETTER = late(r"[^\W\d_]")
_MAX_HASHTAG_CHARS = 30
_MAX_CJK_HASHTAG_CHARS = 16
_MOST_HASHTAGS = 1_000
"""of a post, as of topics in front matter: each is a value to filter by, and 200,000 took the index eight seconds"""
_CJK = late(f"[{CJK}]")

_TIMESTAMP = late(r"(?<![\d:.])((?:\d{1,2}:)?[0-5]?\d:[0-5]\d)(?![\d:])")
_MIN_CHAPTERS = 3


class UrlSpan(NamedTuple):
    """A URL and its character range in the text."""

    start: int
    end: int
    url: str


def find_urls(text: str) -> list[UrlSpan]:
    """Return the http and https URLs in running text, in order.

    A URL ends before Chinese text and before the punctuation that closes the sentence. It also ends where the
    next URL or the name of a service follows without a space: descriptions that lost their line breaks are
    full of these.
    """
    spans = []
    position = 0
    while (match := _CANDIDATE.search(text, position)) is not None:
        url = _trim(match.group())
        position = match.start() + len(url)
        if len(url) > len("https://x"):
            spans.append(UrlSpan(match.start(), position, url))
    return spans


def _trim(url: str) -> str:
    """Return the candidate without the text that follows the URL in it."""
    if "[/" in url:
        url = _CLOSING_TAG.split(url, maxsplit=1)[0]
    next_url = _NEXT_URL.search(url, 8)
    if next_url:
        url = url[: next_url.start()]
    for pattern in (_VIDEO, _BITLY, _GLUED_TO_HOST):
        exact = pattern.match(url)
        if exact:
            return exact.group()
    glued = _GLUED_SERVICE.search(url, 12)
    if glued:
        url = url[: glued.start()]
    end = len(url)
    unopened = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    while end and (url[end - 1] in _TRAILING_PUNCTUATION or unopened.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in unopened:
            unopened[url[end]] -= 1
    return url[:end]


def link_bare_urls(text: str, links: list[Link]) -> str:
    """Return running text as Markdown with its bare URLs as links, and append these to `links`."""
    pieces = []
    position = 0
    for span in find_urls(text):
        pieces.append(escape_inline(text[position : span.start]))
        if is_openable(span.url):
            links.append(Link(span.url, span.url))
            pieces.append(autolink(span.url))
        else:
            pieces.append(escape_inline(span.url))
        position = span.end
    pieces.append(escape_inline(text[position:]))
    return "".join(pieces)


def find_hashtags(text: str) -> tuple[str, ...]:
    """Return the distinct hashtags of running text in order, without the `#`.

    A hashtag does not follow a Latin letter, a digit or a part of a URL, and ends before white space,
    punctuation or the next `#`. It holds a letter: `#1` is a number. A name longer than 30 characters (16
    with Chinese in it) is text that lost its spaces. Those after the first thousand are words alone.
    """
    if "#" not in text and "＃" not in text:
        return ()
    if "://" in text:
        text = _without_urls(text)
    names: dict[str, None] = {}
    for match in _HASHTAG_RUN.finditer(text):
        for word in re.split("[#＃]", match.group()):
            name = word.strip("·‧・_")
            max_chars = _MAX_CJK_HASHTAG_CHARS if _CJK.search(name) else _MAX_HASHTAG_CHARS
            if name and len(name) <= max_chars and _LETTER.search(name):
                names[name] = None
        if len(names) >= _MOST_HASHTAGS:
            break
    return tuple(islice(names, _MOST_HASHTAGS))


def _without_urls(text: str) -> str:
    """Return the text with a space in place of each URL."""
    pieces = []
    position = 0
    for span in find_urls(text):
        pieces.append(text[position : span.start])
        position = span.end
    pieces.append(text[position:])
    return " ".join(pieces)


def chapter_offsets(text: str) -> list[int]:
    """Return the offsets of the chapter timestamps in a video description.

    Chapters start at 0:00, increase, and are at least three; other timestamps give an empty list.
    """
    offsets: list[int] = []
    previous = -1
    for match in _TIMESTAMP.finditer(text):
        seconds = 0
        for part in match.group().split(":"):
            seconds = seconds * 60 + int(part)
        if seconds > previous and (offsets or seconds == 0):
            offsets.append(match.start())
            previous = seconds
    return offsets if len(offsets) >= _MIN_CHAPTERS else []


def leading_timestamp(line: str) -> str:
    """Return the timestamp at the start of a line, such as `1:02:33`, or an empty string."""
    match = _TIMESTAMP.match(line)
    return match.group() if match else ""
