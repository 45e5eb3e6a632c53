"""Media and structure of a clean page, for queries such as `has:image`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.convert.clean import CleanPage
from reader.convert.flow_tags import parse_attributes
from reader.convert.pictures import Media, media_of, picture_of
from reader.text.late import late

_IMAGE = late(r"<img(?=[\s>])[^>]*>")
_MEDIA = late(
    r"<(?P<name>iframe|embed|object|video|audio)(?=[\s>])(?P<attributes>[^>]*)>(?P<inner>.*?)(?=</(?P=name)|$)",
    re.DOTALL,
)


def media_in(page: CleanPage) -> list[Media]:
    """Return the frames, videos and audio of a page that have an address, relative where the page has it so."""
    return [media for match in _MEDIA.finditer(page.html) if (media := _media(match)).url]


def content_kinds(page: CleanPage, media: Iterable[Media]) -> frozenset[str]:
    """Return those of `image`, `video`, `related` and `timeline` that a page with these media contains."""
    has_kind = {
        "image": any(_is_image(match[0]) for match in _IMAGE.finditer(page.html)),
        "video": any(each.kind == "video" for each in media),
        "related": bool(page.related_links),
        "timeline": bool(page.timeline),
    }
    return frozenset(kind for kind, is_present in has_kind.items() if is_present)


def _is_image(tag: str) -> bool:
    picture = picture_of(parse_attributes(tag))
    return (bool(picture.url) or picture.is_embedded) and not picture.is_text


def _media(match: re.Match[str]) -> Media:
    return media_of(match["name"], parse_attributes(match["attributes"]), match["inner"])
