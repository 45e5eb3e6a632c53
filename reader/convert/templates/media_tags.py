"""Template tags of pictures, frames and films as HTML, which the converter knows."""

from __future__ import annotations

import re

from reader.convert.pictures import is_video
from reader.convert.templates.arguments import (
    Arguments,
    first_where,
    is_address,
    is_audio,
    is_media,
    is_picture,
    is_web_address,
    parse_arguments,
)
from reader.convert.templates.lexer import Delimiters
from reader.convert.templates.place import attribute, link
from reader.convert.templates.tags import Kind, row_of
from reader.convert.templates.use import Use, rest_of

_PICTURE_NAMES = (
    "src", "url", "path", "image", "image_path", "imagepath", "image_url", "imageurl", "file", "filename",
    "filepath", "file_path", "img", "source", "name", "data-src",
)  # fmt: skip


_FLAG = re.compile(r"(?<!\S)--(\w+)[ \t]+((?:(?!\s--)[^\n])*)")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:px|%|em|rem|vw)?|auto|\d*x\d*|resize|fit|fill|crop", re.IGNORECASE)
_LAYOUT = re.compile(r"\d(?:px|vw|em|%)|\d+w\b|[(:;]")
"""what tells the sizes and classes of a picture from words"""
_INNER_PICTURE = re.compile(
    r"(?s)\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?)\s*"
)
_AUDIO_TAGS = frozenset(("audio", "mp3", "aplayer", "audioplayer", "music"))


def image_element(source: str, alt: str) -> str:
    return f'<img src="{attribute(source)}" alt="{attribute(alt)}">'


def figure(use: Use, image: str, caption: str, target: str) -> str:
    """Return a picture, which may be a link, with its caption, which is Markdown."""
    if target:
        image = f'<a href="{attribute(target)}">{image}</a>'
    if not caption:
        return use.place.block([image]) if use.place.is_alone else image
    if not use.place.begins_line:
        return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
    # Between tags of HTML without an empty line Markdown would not be read as such.
    picture = [image] if image.startswith("<") else ["", image, ""]
    return use.place.block(
        ["<figure>", *picture, "<figcaption>", "", caption, "", "</figcaption>", "</figure>"]
    )


def picture_tag(use: Use) -> str:
    arguments = use.arguments
    values = list(arguments.positional)
    source = arguments.first(*_PICTURE_NAMES)
    titles: list[str] = []
    if not source and use.tag.delimiters is Delimiters.BRACKET:
        source = use.main()
    elif not source:
        texts = [value.text for value in values]
        source = first_where(texts, is_picture) or first_where(texts, is_address)
        if source:
            titles = _picture_titles(use, texts.index(source))
        elif texts and (values[0].is_quoted or "/" in texts[0]):
            source = texts[0]
    if not source or (" " in source.strip() and not is_picture(source.replace(" ", ""))):
        return _without_picture(use)
    flags = dict(_FLAG.findall(arguments.source)) if "--" in arguments.source else {}
    if flags:
        titles = []
    alt = arguments.first("alt", "alttext") or flags.get("alt", "") or (titles[1] if len(titles) > 1 else "")
    caption = " — ".join(dict.fromkeys(filter(None, (
        arguments.first("title", "heading") or (titles[0] if titles else ""),
        arguments.first("caption", "description", "desc", "figcaption", "subtitle", "text"),
        _attribution(arguments),
    ))))  # fmt: skip
    if use.inner and use.inner.strip() and use.tag.delimiters is not Delimiters.BRACKET:
        caption = " ".join(filter(None, (caption, use.inner.strip().replace("\n\n", " "))))
    target = arguments.first("link", "href", "target_url")
    if not is_address(target):
        target = ""
    return figure(use, image_element(source, alt), caption, target)


def _picture_titles(use: Use, index: int) -> list[str]:
    """Return title and alt among the positional arguments after the picture's address at an index.

    Hexo writes `[class …] address [width] [height] [title [alt]]`, also title and alt in one pair of quotes, and
    Nunjucks `address, alt, …`.
    """
    after = list(use.arguments.positional[index + 1 :])
    while after and _SIZE.fullmatch(after[0].text):
        after.pop(0)
    if not after:
        return []
    if "," in use.tag.arguments and use.tag.delimiters is Delimiters.STATEMENT and after[0].is_quoted:
        words = [value.text for value in after[1:2] if " " in value.text and not _LAYOUT.search(value.text)]
        return [words[0] if words else "", after[0].text]
    if not after[0].is_quoted:
        return [" ".join(value.text for value in after)]
    inner = parse_arguments(after[0].text)
    if len(inner.positional) == 2 and all(value.is_quoted for value in inner.positional):
        after = list(inner.positional)
    return [value.text for value in after[:2] if not _SIZE.fullmatch(value.text)]


def _attribution(arguments: Arguments) -> str:
    text, target = arguments.first("attr", "credit", "author"), arguments.first("attrlink", "credit_link")
    return link(text, target) if text and target else text


def _without_picture(use: Use) -> str:
    """Return the words of a figure whose picture is not known: what it encloses, and its caption."""
    caption = use.arguments.first("caption", "title", "description")
    inner = rest_of(use).strip("\n")
    return (
        use.place.block(
            [*use.place.lines(inner), *([""] if inner and caption else []), *filter(None, [caption])]
        )
        if inner or caption
        else ""
    )


def caption_tag(use: Use) -> str:
    """Return the picture inside a caption of WordPress with the words that follow it."""
    inner = rest_of(use)
    found = _INNER_PICTURE.match(inner)
    words = use.arguments.first("caption")
    if found is None:
        return " ".join(filter(None, (inner, words)))
    caption = " ".join((inner[found.end() :].strip() or words).split("\n"))
    place = use.place._replace(begins_line=True, ends_line=True) if "\n" in inner else use.place
    return figure(use._replace(place=place), found.group("picture").strip(), caption, "")


def frame_at(use: Use, address: str) -> str:
    if not address or re.search(r"[\s<>]", address):
        return ""
    title = use.arguments.first("title", "caption", "label", "alt")
    extra = f' title="{attribute(title)}"' if title else ""
    frame = f'<iframe src="{attribute(address)}"{extra}></iframe>'
    return _placed(use, frame)


def _placed(use: Use, element: str) -> str:
    """Return an element as a block, or within its line, at whose start it would make HTML of all that follows."""
    return use.place.block([element]) if use.place.is_alone else f"<span>{element}</span>"


def frame_tag(use: Use) -> str:
    value = use.main()
    assert use.row is not None
    pattern = use.row.pattern
    if use.arguments.at(1) == "playlist" or use.arguments.first("list", "playlist"):
        value = use.arguments.first("list", "playlist") or value
        pattern = "https://www.youtube.com/playlist?list={}"
    if "bilibili" in pattern and value.isdigit():
        value = f"av{value}"
    if "{kind}" in pattern:
        return _song(use, pattern) + rest_of(use)
    inner = "" if use.tag.delimiters is Delimiters.BRACKET else rest_of(use)
    return frame_at(use, filled(pattern, value, {})) + inner


def _song(use: Use, pattern: str) -> str:
    """Return the frame of a song or list of NetEase, `"22704470" "netease" "song"`; empty for other services."""
    values = [value.text for value in use.arguments.positional] + list(use.arguments.named.values())
    kind = first_where(values, lambda value: value in ("song", "playlist", "album")) or "song"
    number = first_where(values, str.isdigit)
    is_netease = use.name.startswith("netease") or "netease" in values
    return frame_at(use, filled(pattern, number, {"kind": kind})) if number and is_netease else ""


def filled(pattern: str, value: str, named: dict[str, str]) -> str:
    """Return the address of a pattern; an argument that is an address by itself stays as it is."""
    if not value or is_web_address(value) or pattern == "{}":
        return value
    for name, text in named.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern.replace("{}", value.strip("/"))


def media_tag(use: Use) -> str:
    arguments = use.arguments
    if use.name == "music" and arguments.first("server"):
        return frame_tag(use._replace(row=row_of("meting")))
    provider = row_of(arguments.first("provider", "service", "server", "platform", "type"))
    if provider is not None and provider.kind is Kind.FRAME and arguments.first(*provider.names):
        return frame_tag(use._replace(row=provider))
    texts = [value.text for value in arguments.positional]
    source = (
        arguments.first(*(use.row.names if use.row else ())) or first_where(texts, is_media) or use.main()
    )
    if not is_address(source):
        return rest_of(use)
    if is_video(source):
        return frame_at(use, source)
    name = "audio" if is_audio(source) or use.name in _AUDIO_TAGS else "video"
    title = arguments.first("title", "caption", "alt")
    extra = f' title="{attribute(title)}"' if title else ""
    element = f'<{name} src="{attribute(source)}"{extra}></{name}>'
    inner = "" if use.tag.delimiters is Delimiters.BRACKET else rest_of(use)
    return _placed(use, element) + inner
