"""Addresses, hashtags and chapter times in running text, found at the border of Chinese and ASCII."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.convert.whitespace import CJK

_SERVICES = (
    "Facebook|Twitter|Telegram|You[Tt]ube|Instagram|Pay[Pp]al|E-?[Mm]ail|Patreon|Discord|Line|Tik[Tt]ok|Twitch"
    "|Weibo|WeChat|Website|Medium|Spotify|Podcast|Linked[Ii]n|Reddit|Threads|Clubhouse|Subscribe|Follow|Support|Join|Amazon|Blog"
)
_CANDIDATE = re.compile(r"(?:https?|HTTPS?|Https?)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,8000}")
_NEXT_ADDRESS = re.compile(r"(?<![/=?&:])https?://", re.IGNORECASE)
_GLUED_SERVICE = re.compile(rf"(?<=[a-z0-9/_-])(?:{_SERVICES})(?![a-z])")
_GLUED_TO_HOST = re.compile(r"^https?://[a-z0-9.-]+\.[a-z]{2,6}(?=[A-Z])")
_VIDEO = re.compile(
    r"^https?://(?:youtu\.be/|(?:www\.|m\.)?youtube\.com/(?:watch\?v=|shorts/|embed/|live/))[\w-]{11}(?=[A-Za-z0-9_-])"
)
_SHORTENED = re.compile(r"^https?://bit\.ly/(?=[0-9A-Za-z]*[0-9])[0-9A-Za-z]{7}(?=[A-Z][a-z]{2})")
_TAIL = ".,;:!?'*"

_TAG_RUN = re.compile(r"(?<![0-9A-Za-z_/&?=#.:%+-])(?:[#＃](?:[\w·‧・]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9]))+)+")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_TAG = 30
_LONGEST_CJK_TAG = 16
_HAS_CJK = re.compile(f"[{CJK}]").search

_TIME = re.compile(r"(?<![\d:.])((?:\d{1,2}:)?[0-5]?\d:[0-5]\d)(?![\d:])")
_FEWEST_CHAPTERS = 3


class Address(NamedTuple):
    """An address and where it stands in the text."""

    start: int
    end: int
    url: str


def addresses(text: str) -> list[Address]:
    """The http addresses in running text, in order.

    An address ends where Chinese begins, before the punctuation that closes the sentence, and where the next
    address or the name of a service is glued to it, as happens in descriptions that lost their line breaks.
    """
    found = []
    position = 0
    while (match := _CANDIDATE.search(text, position)) is not None:
        url = _cut(match.group())
        position = match.start() + len(url)
        if len(url) > len("https://x"):
            found.append(Address(match.start(), position, url))
    return found


def _cut(url: str) -> str:
    following = _NEXT_ADDRESS.search(url, 8)
    if following:
        url = url[: following.start()]
    for pattern in (_VIDEO, _SHORTENED, _GLUED_TO_HOST):
        exact = pattern.match(url)
        if exact:
            return exact.group()
    glued = _GLUED_SERVICE.search(url, 12)
    if glued:
        url = url[: glued.start()]
    end = len(url)
    surplus = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    while end and (url[end - 1] in _TAIL or surplus.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in surplus:
            surplus[url[end]] -= 1
    return url[:end]


def hashtags(text: str) -> tuple[str, ...]:
    """The `#words` of running text without the `#`, each once, in order.

    A hashtag begins after anything but a Latin letter, a digit or a part of an address, and ends before white
    space, punctuation or the next `#`. It holds a letter: `#1` counts things. What is longer than a tag can be
    is text whose spaces were lost.
    """
    if "#" not in text and "＃" not in text:
        return ()
    if "://" in text:
        text = without_addresses(text)
    found: dict[str, None] = {}
    for run in _TAG_RUN.finditer(text):
        for word in re.split("[#＃]", run.group()):
            name = word.strip("·‧・_")
            longest = _LONGEST_CJK_TAG if _HAS_CJK(name) else _LONGEST_TAG
            if name and len(name) <= longest and _LETTER.search(name):
                found[name] = None
    return tuple(found)


def without_addresses(text: str) -> str:
    """The text with a space in place of each address."""
    pieces = []
    position = 0
    for address in addresses(text):
        pieces.append(text[position : address.start])
        position = address.end
    pieces.append(text[position:])
    return " ".join(pieces)


def chapter_starts(text: str) -> list[int]:
    """Where the chapter times of a video description stand; empty where the times are no list of chapters.

    Chapters begin at 0:00 and go on in order, at least three of them.
    """
    starts: list[int] = []
    previous = -1
    for match in _TIME.finditer(text):
        seconds = 0
        for part in match.group().split(":"):
            seconds = seconds * 60 + int(part)
        if seconds > previous and (starts or seconds == 0):
            starts.append(match.start())
            previous = seconds
    return starts if len(starts) >= _FEWEST_CHAPTERS else []


def chapter_time(line: str) -> str:
    """The time that a line begins with, such as `1:02:33`; empty where it begins with none."""
    found = _TIME.match(line)
    return found.group() if found else ""
