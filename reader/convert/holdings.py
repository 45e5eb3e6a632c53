"""What a clean page holds besides its text, for queries such as `has:image`."""

from __future__ import annotations

import re

from reader.convert.clean import CleanPage
from reader.convert.flow import attributes
from reader.convert.pictures import media_of, picture_of

_IMAGE = re.compile(r"<img(?=[\s>])[^>]*>")
_MEDIA = re.compile(
    r"<(?P<name>iframe|embed|object|video)(?=[\s>])(?P<rest>[^>]*)>(?P<inner>.*?)(?=</(?P=name)|$)", re.DOTALL
)


def holdings_of_page(page: CleanPage) -> frozenset[str]:
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


def _is_video(match: re.Match[str]) -> bool:
    media = media_of(match["name"], attributes(match["rest"]), match["inner"])
    return media.kind == "video" and bool(media.url)
