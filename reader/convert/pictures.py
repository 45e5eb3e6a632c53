"""Pictures and media of a page: the real URLs of images, frames, video and audio."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.convert.embeds import embed_of, label_of
from reader.text.embedded import EMBEDDED_BYTES
from reader.text.entities import unescape
from reader.text.late import late
from reader.text.safe import clean_line
from reader.text.urls import host

_URL_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-actualsrc", "data-url", "src")
_SRCSET_ATTRIBUTES = ("data-srcset", "data-lazy-srcset", "srcset", "data-bgset")
_NO_PICTURE_ATTRIBUTES = frozenset(
    ("src", "href", "alt", "title", "class", "style", "id", "name", "usemap", "longdesc", "poster", "data-permalink",
     "data-link", "data-href", "data-lowsrc", "data-placeholder", "data-thumb")
)  # fmt: skip
_PICTURE_FILE = late(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|jfif|heic|tiff?)(?:[?#!@_].*)?$", re.IGNORECASE)
_WHOLE_ADDRESS = late(r"(?:https?:)?//[^\s/]")
_PLACEHOLDER_FILE = late(
    r"(?:^|/)(?:blank|spacer|placeholder|lazy\w{0,12}|loading|loader|transparent|pixel|1x1|1px|gr[ae]y|none|dot|clear|empty"
    r"|default)[\w.-]{0,20}\.(?:gif|png|svg|jpe?g|webp)(?:[?#].*)?$",
    re.IGNORECASE,
)
_TRACKING_PIXEL = late(
    r"stat\?event=|/pixel\b|/__utm\.gif|feedburner\.com/~r/|/b\.gif\?|doubleclick\.net|facebook\.com/tr\?"
    r"|scorecardresearch\.com|google-analytics\.com|googletagmanager\.com|hm\.baidu\.com|mc\.yandex\.|quantserve\.com"
    r"|bat\.bing\.com|px\.ads\.|/piwik\.php|/matomo\.php|pixel\.wp\.com"
)
_INNER_URL = late(
    r'<(?:source|embed|iframe|video|audio|img)\b[^>]{0,2000}?\s(?:data-)?src="([^"]{1,4000})"'
    r'|<param\b(?=[^>]{0,2000}?\sname="(?:movie|src|url|filename)")[^>]{0,2000}?\svalue="([^"]{1,4000})"'
    r'|<a\b[^>]{0,2000}?\shref="([^"]{1,4000})"',
    re.IGNORECASE,
)
_VIDEO_HOSTS = (
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "bilibili.com",
    "dailymotion.com",
)
_MAY_BE_VIDEO = late("|".join(map(re.escape, _VIDEO_HOSTS)), re.IGNORECASE)
_VIDEO_FILE = late(r"\.(?:mp4|m4v|webm|ogv|mov|m3u8|flv|mpd)(?:[?#].*)?$", re.IGNORECASE)
_AUDIO_FILE = late(r"\.(?:mp3|m4a|ogg|oga|opus|wav|aac|flac)(?:[?#].*)?$", re.IGNORECASE)
_MAX_EMOJI_CHARS = 4
_MAX_URL_CHARS = 4_000
"""of what is looked at more closely"""
_SCHEMES_OF_NOTHING = ("about:", "data:", "javascript:", "blob:")
_MIN_EMBEDDED_CHARS = 1_500
"""the data of a picture without a description; shorter ones are blurred placeholders, dots and icons"""


class Picture(NamedTuple):
    """A picture of a page."""

    url: str
    """empty for bare placeholders, tracking pixels and embedded pictures"""
    alt: str
    is_text: bool = False
    """whether the picture stands for a character, such as an emoji"""
    is_embedded: bool = False
    """whether the page holds the picture itself, in a `data:` URL"""


class Media(NamedTuple):
    """A frame, a video or audio of a page."""

    kind: str
    """`video`, `audio` or `frame`"""
    title: str
    url: str


def largest_in_srcset(value: str) -> str:
    """Return the URL of a `srcset` with the largest descriptor, else the first one."""
    best_url, best_size = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:|//|/)", value.strip()):
        parts = candidate.split()
        if not parts or parts[0].startswith("data:"):
            continue
        size = 0.0
        if len(parts) > 1 and re.fullmatch(r"\d{1,7}(?:\.\d{1,7})?[a-z]", parts[1], re.ASCII):
            size = float(parts[1][:-1])
        if size > best_size:
            best_url, best_size = parts[0].rstrip(","), size
    return best_url


def is_address(text: str) -> bool:
    """Return whether an attribute's value is a URL, whole or relative, and nothing else."""
    if not 3 < len(text) < _MAX_URL_CHARS or any(map(str.isspace, text)):
        return False
    is_path = text.startswith(("/", "./", "../")) and len(text) > len("/a.b")
    return is_path or _WHOLE_ADDRESS.match(text) is not None or file_kind(text) != ""


def _by_rule(attributes: dict[str, str]) -> str:
    """Return the URL of a picture from any attribute that holds one; scripts that load late name theirs freely."""
    for name, value in attributes.items():
        if name in _NO_PICTURE_ATTRIBUTES or not is_address(text := value.strip()):
            continue
        if _PICTURE_FILE.search(text) or (
            ("src" in name or "orig" in name or "lazy" in name) and _WHOLE_ADDRESS.match(text)
        ):
            return text
    return next(
        (
            largest
            for name, value in attributes.items()
            if "srcset" in name and (largest := largest_in_srcset(value))
        ),
        "",
    )


def picture_of(attributes: dict[str, str]) -> Picture:
    """Return the picture of an `img`; its URL is empty for bare placeholders and tracking pixels."""
    alt = clean_line(attributes.get("alt", ""))
    url = next(
        (
            value.strip()
            for name in _URL_ATTRIBUTES
            if (value := attributes.get(name, "")).strip()
            and not value.strip().startswith(_SCHEMES_OF_NOTHING)
        ),
        "",
    ) or next(
        (largest for name in _SRCSET_ATTRIBUTES if (largest := largest_in_srcset(attributes.get(name, "")))),
        "",
    )
    is_placeholder = len(attributes) > 1 and len(url) < _MAX_URL_CHARS and _PLACEHOLDER_FILE.search(url)
    if is_placeholder or not url:
        url = _by_rule(attributes) or url
    is_tiny = attributes.get("width") in ("0", "1") and attributes.get("height") in ("0", "1")
    if is_tiny or _TRACKING_PIXEL.search(url):
        return Picture("", "")
    is_emoji = "emoji" in attributes.get("class", "") or "/emoji/" in url
    if is_emoji and 0 < len(alt) <= _MAX_EMOJI_CHARS:
        return Picture(url, alt, is_text=True)
    return Picture(url, alt, is_embedded=not url and _holds_picture(attributes.get("src", ""), alt))


def _holds_picture(source: str, alt: str) -> bool:
    """Return whether a `data:` URL holds more than a placeholder: it is long, or its picture has a description."""
    if not source.startswith("data:image/"):
        return False
    if alt:
        return True
    cut = source.partition(EMBEDDED_BYTES)[2].partition(",")[0]
    length = int(cut) if cut.isdecimal() and len(cut) < 12 else len(source)
    return length >= _MIN_EMBEDDED_CHARS


def _with_scheme(url: str) -> str:
    """Return a URL with `https:` in front where it starts with `//`."""
    return f"https:{url}" if url.startswith("//") else url


def is_video(url: str) -> bool:
    """Return whether a URL belongs to a video site."""
    return _MAY_BE_VIDEO.search(url) is not None and host(_with_scheme(url)).endswith(_VIDEO_HOSTS)


def file_kind(url: str) -> str:
    """Return `picture`, `video` or `audio` by the ending of a URL's path; empty for any other."""
    for kind, pattern in (("picture", _PICTURE_FILE), ("video", _VIDEO_FILE), ("audio", _AUDIO_FILE)):
        if pattern.search(url):
            return kind
    return ""


def _media_url(attributes: dict[str, str], inner: str) -> str:
    """Return the URL of a media element: its own, one that a script would set, or one inside it."""
    named = [attributes.get(key, "").strip() for key in ("src", "data-src", "data-lazy-src", "data")]
    url = next((value for value in named if value and not value.startswith(_SCHEMES_OF_NOTHING)), "")
    if url:
        return url
    found = _INNER_URL.search(inner)
    if found is not None:
        return unescape(found[1] or found[2] or found[3])
    return next(
        (
            value.strip()
            for name, value in attributes.items()
            if name.startswith("data-") and name != "data-poster" and _WHOLE_ADDRESS.match(value.strip())
            and file_kind(value) != "picture"
        ),
        "",
    )  # fmt: skip


def media_of(name: str, attributes: dict[str, str], inner: str) -> Media:
    """Return the media of a frame, video or audio element; the URL is empty where it has none.

    `inner` is the HTML inside the element.
    """
    embed = embed_of(_media_url(attributes, inner))
    kind = name if name in ("video", "audio") else embed.kind
    if kind == "frame":
        kind = {"video": "video", "audio": "audio"}.get(file_kind(embed.url), kind)
    title = next(
        (
            words
            for key in ("title", "data-file-name", "aria-label", "data-title")
            if (words := clean_line(attributes.get(key, "")))
        ),
        "",
    )
    return Media(kind, title or label_of(embed.url), embed.url)
