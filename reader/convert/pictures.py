"""Pictures and media of a page: the real URLs of images, frames, video and audio."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.safe import clean_line
from reader.text.urls import host

_URL_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-actualsrc", "data-url", "src")
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset")
_TRACKING_PIXEL = re.compile(
    r"stat\?event=|/pixel\b|/__utm\.gif|feedburner\.com/~r/|/b\.gif\?|doubleclick\.net"
)
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
_YOUTUBE_EMBED = re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?![\w-])")
_VIMEO_PLAYER = re.compile(r"//player\.vimeo\.com/video/(\d+)")
_MAX_EMOJI_CHARS = 4


class Picture(NamedTuple):
    """A picture of a page."""

    url: str
    alt: str
    is_text: bool = False
    """whether the picture stands for a character, such as an emoji"""


class Media(NamedTuple):
    """A frame, a video or audio of a page."""

    kind: str
    """`video`, `audio` or `frame`"""
    title: str
    url: str


def _largest_in_srcset(value: str) -> str:
    """Return the URL of a `srcset` with the largest descriptor, else the first one."""
    best_url, best_size = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:|//|/)", value.strip()):
        parts = candidate.split()
        if not parts or parts[0].startswith("data:"):
            continue
        size = 0.0
        if len(parts) > 1 and parts[1][:-1].replace(".", "", 1).isdigit():
            size = float(parts[1][:-1])
        if size > best_size:
            best_url, best_size = parts[0].rstrip(","), size
    return best_url


def picture_of(attributes: dict[str, str]) -> Picture:
    """Return the picture of an `img`; its URL is empty for bare placeholders and tracking pixels."""
    alt = clean_line(attributes.get("alt", ""))
    url = next(
        (
            value.strip()
            for name in _URL_ATTRIBUTES
            if (value := attributes.get(name, "")).strip() and not value.strip().startswith("data:")
        ),
        "",
    ) or next(
        (largest for name in _SRCSET_ATTRIBUTES if (largest := _largest_in_srcset(attributes.get(name, "")))),
        "",
    )
    is_tiny = attributes.get("width") in ("0", "1") and attributes.get("height") in ("0", "1")
    if is_tiny or _TRACKING_PIXEL.search(url):
        return Picture("", "")
    is_emoji = "emoji" in attributes.get("class", "") or "/emoji/" in url
    if is_emoji and 0 < len(alt) <= _MAX_EMOJI_CHARS:
        return Picture(url, alt, is_text=True)
    return Picture(url, alt)


def _with_scheme(url: str) -> str:
    """Return a URL with `https:` in front where it starts with `//`."""
    return f"https:{url}" if url.startswith("//") else url


def is_video(url: str) -> bool:
    """Return whether a URL belongs to a video site."""
    return _MAY_BE_VIDEO.search(url) is not None and host(_with_scheme(url)).endswith(_VIDEO_HOSTS)


def media_of(name: str, attributes: dict[str, str], inner: str) -> Media:
    """Return the media of a frame, video or audio element; the URL is empty where it has none.

    `inner` is the HTML inside the element.
    """
    candidates = [attributes.get(key, "").strip() for key in ("src", "data-src", "data-lazy-src", "data")]
    url = next(
        (value for value in candidates if value and not value.startswith(("about:", "data:", "javascript:"))),
        "",
    )
    if not url:
        source = _SOURCE.search(inner)
        url = source.group(1).replace("&amp;", "&") if source else ""
    url = _YOUTUBE_EMBED.sub(r"//www.youtube.com/watch?v=\1", url, count=1)
    url = _VIMEO_PLAYER.sub(r"//vimeo.com/\1", url, count=1)
    site = host(_with_scheme(url))
    if name in ("video", "audio"):
        kind = name
    elif is_video(url):
        kind = "video"
    else:
        kind = "audio" if site.endswith(_AUDIO_HOSTS) else "frame"
    title = clean_line(attributes.get("title", "") or attributes.get("data-file-name", ""))
    return Media(kind, title or site, url)
