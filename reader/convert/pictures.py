"""Which picture, which film: the real addresses of images, frames, video and audio."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.safe import clean_line
from reader.text.urls import host

_REAL = ("data-src", "data-lazy-src", "data-original", "data-actualsrc", "data-url", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PIXEL = re.compile(r"stat\?event=|/pixel\b|/__utm\.gif|feedburner\.com/~r/|/b\.gif\?|doubleclick\.net")
_SOURCE = re.compile(r'<source[^>]*?\ssrc="([^"]+)"')
_VIDEO_HOSTS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "bilibili.com",
    "dailymotion.com",
)
_MAY_BE_VIDEO = re.compile("|".join(map(re.escape, _VIDEO_HOSTS)), re.IGNORECASE)
_AUDIO_HOSTS = ("soundcloud.com", "spotify.com", "anchor.fm", "firstory.me", "soundon.fm", "podbean.com")
_EMBED = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?![\w-])")
_PLAYER = re.compile(r"//player\.vimeo\.com/video/(\d+)")
_MOST_EMOJI = 4


class Picture(NamedTuple):
    """A picture of a page."""

    url: str
    alt: str
    is_text: bool = False
    """whether it stands for a character, such as an emoji"""


class Media(NamedTuple):
    """A frame, a film or a sound of a page."""

    kind: str
    """`video`, `audio` or `frame`"""
    title: str
    url: str


def _first_of_set(value: str) -> str:
    """The largest picture of a `srcset`: by its descriptor, else the first."""
    best, best_size = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:|//|/)", value.strip()):
        parts = candidate.split()
        if not parts or parts[0].startswith("data:"):
            continue
        size = 0.0
        if len(parts) > 1 and parts[1][:-1].replace(".", "", 1).isdigit():
            size = float(parts[1][:-1])
        if size > best_size:
            best, best_size = parts[0].rstrip(","), size
    return best


def picture_of(attributes: dict[str, str]) -> Picture:
    """The picture of an `img`: its real address, empty for placeholders without one and for tracking pixels."""
    alt = clean_line(attributes.get("alt", ""))
    url = next(
        (
            value.strip()
            for name in _REAL
            if (value := attributes.get(name, "")).strip() and not value.strip().startswith("data:")
        ),
        "",
    ) or next((found for name in _SETS if (found := _first_of_set(attributes.get(name, "")))), "")
    tiny = attributes.get("width") in ("0", "1") and attributes.get("height") in ("0", "1")
    if tiny or _PIXEL.search(url):
        return Picture("", "")
    is_emoji = "emoji" in attributes.get("class", "") or "/emoji/" in url
    if is_emoji and 0 < len(alt) <= _MOST_EMOJI:
        return Picture(url, alt, is_text=True)
    return Picture(url, alt)


def _whole(url: str) -> str:
    """An address with its scheme, which pages leave out."""
    return f"https:{url}" if url.startswith("//") else url


def is_video(url: str) -> bool:
    """Whether an address belongs to a site of films."""
    return _MAY_BE_VIDEO.search(url) is not None and host(_whole(url)).endswith(_VIDEO_HOSTS)


def media_of(name: str, attributes: dict[str, str], inner: str) -> Media:
    """The kind, title and address of a frame, video or audio element; the address is empty where it has none."""
    candidates = [attributes.get(key, "").strip() for key in ("src", "data-src", "data-lazy-src", "data")]
    url = next(
        (value for value in candidates if value and not value.startswith(("about:", "data:", "javascript:"))),
        "",
    )
    if not url:
        source = _SOURCE.search(inner)
        url = source.group(1).replace("&amp;", "&") if source else ""
    url = _EMBED.sub(r"//www.youtube.com/watch?v=\1", url, count=1)
    url = _PLAYER.sub(r"//vimeo.com/\1", url, count=1)
    site = host(_whole(url))
    if name in ("video", "audio"):
        kind = name
    elif is_video(url):
        kind = "video"
    else:
        kind = "audio" if site.endswith(_AUDIO_HOSTS) else "frame"
    title = clean_line(attributes.get("title", "") or attributes.get("data-file-name", ""))
    return Media(kind, title or site, url)
