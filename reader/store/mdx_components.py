"""Components of MDX as HTML and Markdown: pictures, videos, links, boxes and titles that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from reader.store.mdx_scan import Value, literals

_PICTURE_NAME = re.compile(r"image|img|picture|photo|figure|zoom|avatar|banner", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|heic)\b", re.IGNORECASE)
_VIDEO = re.compile(r"\.(?:mp4|webm|mov|m4v|ogv|m3u8)\b", re.IGNORECASE)
_AUDIO = re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac)\b", re.IGNORECASE)
_BOX = re.compile(
    r"(?:.*\.)?(?:callout|admonition|aside|alert|notice|infobox|(note|tip|info|warning|caution|danger|important|success|error|hint))",
    re.IGNORECASE,
)
_CODE_NAME = re.compile(
    r"(?:.*\.)?(?:code(?:block|snippet)?|highlight|prism|snippet|terminal)", re.IGNORECASE
)
_NO_LANGUAGE = re.compile(r"[^\w+#-]")
_ADDRESS_LIKE = re.compile(r"\S*[./:]\S+")
_URL = re.compile(r"https?://\S+")
_PLACES = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
    "bilibili": "https://player.bilibili.com/player.html?bvid={}",
    "tweet": "https://twitter.com/i/status/{}",
    "twitter": "https://twitter.com/i/status/{}",
    "gist": "https://gist.github.com/{}",
    "codepen": "https://codepen.io/pen/{}",
    "codesandbox": "https://codesandbox.io/s/{}",
    "stackblitz": "https://stackblitz.com/edit/{}",
    "spotify": "https://open.spotify.com/track/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "loom": "https://www.loom.com/share/{}",
    "soundcloud": "https://soundcloud.com/{}",
}
"""addresses by a part of the name of the component, to complete with an id"""
_IDS = (
    "id",
    "videoid",
    "youtubeid",
    "video",
    "bvid",
    "tweetid",
    "tweetlink",
    "code",
    "gistid",
    "penid",
    "slug",
    "v",
)
_SOURCES = ("src", "source", "image", "img", "poster", "cover", "thumbnail", "light", "data-src")
_ADDRESSES = ("href", "to", "url", "link", "playlist", "permalink", "tweeturl", "embedurl")
_TITLES = ("title", "label", "heading", "header", "name", "summary", "question", "term")
_WORDS = (
    *("caption", "description", "desc", "subtitle", "text", "content", "body", "message", "quote", "answer"),
    *("definition", "excerpt", "children"),
)
_AFTER = ("author", "by", "cite", "credit", "source")
"""words that stand below what they belong to"""
_COMPUTED_STYLE = ("style", "sx", "css", "classname", "class", "theme", "options", "settings", "config")
_HTML_CONTENT = ("dangerouslysetinnerhtml", "set:html", "html")


def render_component(
    name: str, attributes: Mapping[str, Value], content: str, imports: Mapping[str, str], *, is_block: bool
) -> str:
    """Return Markdown and HTML for a component.

    `content` is what it holds, as Markdown; `imports` are the addresses of pictures by the name under which
    they are imported; `is_block` tells whether it stands on lines of its own.
    """
    values = {key.lower(): _text(value, imports) for key, value in attributes.items()}
    html = "".join(
        text
        for key in _HTML_CONTENT
        if key in {k.lower() for k in attributes}
        for text in _all(attributes, key)
    )
    content = f"{content}\n\n{html}" if html else content
    if not is_block:
        return _inline(name, values, content)
    content = content.strip("\n")
    parts = _code(name, values, content)
    if parts is None:
        address = next((values[key] for key in _ADDRESSES if values.get(key)), "")
        parts = [
            *_titles(name, values, address, content),
            *_media(name, values, is_empty=not content.strip()),
        ]
        parts += [
            f"<p>{escape(values[key])}</p>"
            for key in _WORDS
            if values.get(key) and key not in _used(name, values)
        ]
        parts += _computed(attributes)
        if content.strip():
            parts.append(content)
        shown = "\n".join(parts)
        after = [escape(values[key]) for key in _AFTER if values.get(key)]
        parts += [f"<p>{words}</p>" for words in after if words not in shown]
        box = _BOX.fullmatch(name)
        if box is not None and not address:
            return _box(box, values, parts)
    return "\n\n" + "\n\n".join(parts) + "\n\n" if parts else "\n\n"


def _text(value: Value, imports: Mapping[str, str]) -> str:
    if value.is_expression and (imported := imports.get(value.text.partition(".")[0])):
        return imported
    # The strings of a list or an object belong to more than one thing; see `_computed`.
    return "" if value.is_expression and value.text[:1] in ("[", "{") else value.literal


def _all(attributes: Mapping[str, Value], key: str) -> list[str]:
    values = [value for name, value in attributes.items() if name.lower() == key]
    return [
        text for value in values for text in (literals(value.text) if value.is_expression else [value.text])
    ]


def _computed(attributes: Mapping[str, Value]) -> list[str]:
    """Return the words, pictures and addresses in lists and objects that a component is given."""
    parts: list[str] = []
    for name, value in attributes.items():
        if not value.is_expression or value.text[:1] not in ("[", "{") or name.lower() in _COMPUTED_STYLE:
            continue
        for text in literals(value.text):
            shown = escape(text)
            if _PICTURE.search(text) and _ADDRESS_LIKE.fullmatch(text):
                parts.append(f'<p><img src="{shown}" alt=""></p>')
            elif _URL.fullmatch(text):
                parts.append(f'<p><a href="{shown}">{shown}</a></p>')
            elif " " in text or text[-1:] in ".!?。！？" or not text.isascii():
                parts.append(f"<p>{shown}</p>")
    return parts


def _inline(name: str, values: Mapping[str, str], content: str) -> str:
    address = next((values[key] for key in _ADDRESSES if values.get(key)), "")
    if address:
        words = content.strip() or escape(_title(values) or address)
        return f'<a href="{escape(address)}">{words}</a>'
    readable = [escape(values[key]) for key in (*_TITLES, *_WORDS, *_AFTER) if values.get(key)]
    if content.strip():
        return f"{content} ({'; '.join(readable)})" if readable else content
    media = _media(name, values, is_empty=True)
    return " ".join(media or readable)


def _title(values: Mapping[str, str]) -> str:
    return next((values[key] for key in _TITLES if values.get(key)), "")


def _titles(name: str, values: Mapping[str, str], address: str, content: str) -> list[str]:
    """Return the title of a component as a bold paragraph, as a link where the component leads somewhere."""
    if _is_media(name, values) or (_BOX.fullmatch(name) and not address):
        return []
    titles = [values[key] for key in _TITLES if values.get(key)]
    if not address or not address.strip():
        return [f"<p><strong>{escape(title)}</strong></p>" for title in titles]
    first = escape(titles[0] if titles else address) if titles or not content.strip() else ""
    if not first and "\n" not in content.strip():
        return [f'<p><a href="{escape(address)}">{escape(address)}</a></p>']
    return [f'<p><a href="{escape(address)}">{first or escape(address)}</a></p>', *titles[1:]]


def _is_media(name: str, values: Mapping[str, str]) -> bool:
    return bool(_place(name, values) or _source(values)) or (
        _PICTURE_NAME.search(name) is not None and bool(values.get("alt"))
    )


def _source(values: Mapping[str, str]) -> str:
    """Return the address of a picture, film or sound; a value of words is none."""
    found = (values[key] for key in _SOURCES if values.get(key))
    return next((value for value in found if _ADDRESS_LIKE.fullmatch(value)), "")


def _used(name: str, values: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the words that the picture or video of a component already shows."""
    return frozenset({"caption", "title", "credit"}) if _is_media(name, values) else frozenset()


def _place(name: str, values: Mapping[str, str]) -> str:
    """Return the address of what a component embeds by an id; empty if it does not."""
    lower = name.lower()
    for part, place in _PLACES.items():
        if part in lower:
            found = next((values[key] for key in (*_IDS, "url", "src", "href") if values.get(key)), "")
            if found:
                return found if _URL.match(found) else place.format(found.strip("/ "))
    return ""


def _media(name: str, values: Mapping[str, str], *, is_empty: bool) -> list[str]:
    """Return the picture, video or embedded page that a component stands for."""
    caption = " ".join(filter(None, (values.get("caption", ""), values.get("credit", ""))))
    title = values.get("title", "") or values.get("alt", "")
    if place := _place(name, values):
        if "player" in place or "/embed/" in place:
            frame = f'<iframe src="{escape(place)}" title="{escape(title)}"></iframe>'
            return [frame, f"<p>{escape(caption)}</p>"] if caption else [frame]
        words = title or caption or place
        return [f'<p><a href="{escape(place)}">{escape(words)}</a></p>']
    source = _source(values)
    if not source and not (_PICTURE_NAME.search(name) and values.get("alt") and is_empty):
        return []
    if _VIDEO.search(source) or "video" in name.lower():
        media = f'<video src="{escape(source)}" title="{escape(title)}" controls></video>'
    elif _AUDIO.search(source) or "audio" in name.lower():
        media = f'<audio src="{escape(source)}" title="{escape(title)}" controls></audio>'
    elif _PICTURE.search(source) or _PICTURE_NAME.search(name) or not _URL.match(source):
        media = f'<img src="{escape(source)}" alt="{escape(values.get("alt", "") or title)}">'
    else:
        return [f'<p><a href="{escape(source)}">{escape(title or source)}</a></p>']
    words = caption or (values.get("title", "") if values.get("alt") else "")
    return [
        f"<figure>{media}<figcaption>{escape(words)}</figcaption></figure>" if words else f"<p>{media}</p>"
    ]


def _code(name: str, values: Mapping[str, str], content: str) -> list[str] | None:
    """Return the fence of a component that shows code; None for any other component."""
    code = values.get("code", "")
    if _CODE_NAME.fullmatch(name) is None or (not code and "```" in content):
        return None
    language = values.get("language", "") or values.get("lang", "")
    heading = values.get("title", "") or values.get("filename", "") or values.get("file", "")
    title = [f"<p><strong>{escape(heading)}</strong></p>"] if heading else []
    body = code or content
    if not body.strip():
        return title
    code_lines = body.strip("\n")
    return [*title, f"`````{_NO_LANGUAGE.sub('', language)}\n{code_lines}\n`````"]


def _box(box: re.Match[str], values: Mapping[str, str], parts: list[str]) -> str:
    """Return a box with its kind and title, as Obsidian and GitHub write it."""
    kind = values.get("type", "") or values.get("kind", "") or values.get("variant", "") or box[1] or "note"
    kind = re.sub(r"[^\w-]", "", kind).lower() or "note"
    title = " ".join(_title(values).split())
    lines = "\n\n".join(parts).split("\n") if parts else []
    return (
        "\n\n"
        + "\n".join([f"> [!{kind}] {title}".rstrip(), *(f"> {line}".rstrip() for line in lines)])
        + "\n\n"
    )
