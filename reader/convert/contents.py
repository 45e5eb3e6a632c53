"""What a clean page holds besides its text, for queries such as `has:image`."""

from __future__ import annotations

import re

from reader.convert.clean import CleanPage
from reader.convert.flow import attributes
from reader.convert.pictures import Media, media_of, picture_of

_IMAGE = re.compile(r"<img(?=[\s>])[^>]*>")
_MEDIA = re.compile(
    r"<(?P<name>iframe|embed|object|video)(?=[\s>])(?P<rest>[^>]*)>(?P<inner>.*?)(?=</(?P=name)|$)", re.DOTALL
)


def media_of_page(page: CleanPage) -> list[str]:
    """The addresses of the frames, films and sounds of a page, as the page has them."""
    return [media.url for match in _MEDIA.finditer(page.html) if (media := _media(match)).url]


def contents_of_page(page: CleanPage) -> frozenset[str]:
    """Which of `image`, `video`, `related` and `timeline` a page holds."""
    found = {
        "image": any(_is_image(match[0]) for match in _IMAGE.finditer(page.html)),
        "video": any(_is_video(match) for match in _MEDIA.finditer(page.html)),
        "related": bool(page.offers),
        "timeline": bool(page.timeline),
    }
    return frozenset(name for name, is_there in found.items() if is_there)


def _is_image(tag: str) -> bool:
    picture = picture_of(attributes(tag))
    return bool(picture.url) and not picture.is_text


def _media(match: re.Match[str]) -> Media:
    return media_of(match["name"], attributes(match["rest"]), match["inner"])


def _is_video(match: re.Match[str]) -> bool:
    media = _media(match)
    return media.kind == "video" and bool(media.url)
