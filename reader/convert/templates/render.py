"""What stands in place of a template tag, for each kind of tag."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.convert.templates.arguments import (
    Arguments,
    first_where,
    is_address,
    is_media,
    is_picture,
    is_web_address,
)
from reader.convert.templates.link_lists import link_list
from reader.convert.templates.link_tags import address_of, button, embed_link, reference
from reader.convert.templates.media_tags import (
    caption_tag,
    figure,
    frame_tag,
    image_element,
    media_tag,
    picture_tag,
)
from reader.convert.templates.place import as_text, link
from reader.convert.templates.tags import Kind, row_of
from reader.convert.templates.use import WORDS_NAMES, Use, rest_of
from reader.convert.templates.word_tags import box, inline_text, quotation, section, side_note

_WIDE_LETTER = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
_INCLUDES = frozenset(("include", "includecached", "includerelative", "render", "partial", "call"))


def _flow(use: Use) -> str:
    """Return what a tag of the template's own shows: an include shows what its name stands for, others nothing."""
    if use.name not in _INCLUDES or not use.arguments.positional:
        return rest_of(use)
    first = use.arguments.positional[0].text
    row = row_of(first)
    arguments = use.arguments._replace(
        positional=use.arguments.positional[1:],
        source=use.arguments.source.partition(first)[2].lstrip("\"' \t\n,"),
    )
    tag = use.tag._replace(name=first, arguments=arguments.source)
    inner = use.inner if use.inner is not None else arguments.first(*WORDS_NAMES) or None
    if row is None or row.kind is Kind.FLOW:
        return _unknown(use._replace(tag=tag, row=None, arguments=arguments))
    if row.kind in (Kind.BOX, Kind.QUOTE, Kind.SECTION):
        return render(use._replace(tag=tag, row=row, arguments=arguments, inner=inner))
    return render(use._replace(tag=tag, row=row, arguments=arguments))


def _unknown(use: Use) -> str:
    """Return what an unknown tag encloses, and what of its arguments a reader would miss: pictures, films, links, words."""
    arguments = use.arguments
    inner = rest_of(use)
    values = [*arguments.named.values(), *(value.text for value in arguments.positional)]
    words = (
        arguments.first(*WORDS_NAMES, "title", "term", "label")
        or _shown_name(arguments)
        or _sentence(arguments)
    )
    if picture := first_where(values, is_picture):
        target = arguments.first("link", "href") or first_where(arguments.named.values(), is_web_address)
        caption = arguments.first("title", "caption", "description") or as_text(_shown_name(arguments))
        words = arguments.first("bio", "desc")
        inner = use.place.block([as_text(words)], is_paragraph=True) + inner if words else inner
        return (
            figure(
                use,
                image_element(picture, arguments.first("alt")),
                caption,
                target if target != picture else "",
            )
            + inner
        )
    if media := first_where(values, is_media):
        return media_tag(use._replace(arguments=arguments._replace(named={"src": media}), inner=None)) + inner
    if (address := first_where(values, is_web_address)) and not inner.strip():
        label = arguments.first("title", "text", "label", "name") or first_where(
            [value.text for value in arguments.positional if value.is_quoted],
            lambda text: not is_address(text),
        )
        return link(as_text(label), address)
    return inner if inner.strip() or not words else use.place.block([words]) if use.place.is_alone else words


def _shown_name(arguments: Arguments) -> str:
    """Return a `name` that is a name for people, not an identifier."""
    name = arguments.first("name")
    return name if " " in name or name[:1].isupper() or not name.isascii() else ""


def _sentence(arguments: Arguments) -> str:
    """Return the words in quotes that are no settings: three at least, or in another script than settings are."""
    quoted = [value.text for value in arguments.positional if value.is_quoted]
    return " ".join(text for text in quoted if text.count(" ") > 1 or _WIDE_LETTER.search(text))


_BY_KIND: dict[Kind, Callable[[Use], str]] = {
    Kind.RAW: rest_of, Kind.COMMENT: rest_of, Kind.CODE: rest_of, Kind.FORMULA: rest_of,
    Kind.PICTURE: picture_tag, Kind.CAPTION: caption_tag, Kind.FRAME: frame_tag, Kind.MEDIA: media_tag, Kind.LINK: embed_link,
    Kind.BUTTON: button, Kind.ADDRESS: address_of, Kind.REFERENCE: reference, Kind.BOX: box, Kind.QUOTE: quotation,
    Kind.SECTION: section, Kind.TEXT: inline_text, Kind.NOTE: side_note, Kind.LINKS: link_list, Kind.FLOW: _flow,
}  # fmt: skip


def render(use: Use) -> str:
    """Return the Markdown and HTML that stand in place of a tag and of what it encloses."""
    return _unknown(use) if use.row is None else _BY_KIND[use.row.kind](use)
