"""Custom elements that carry an address, such as `amp-img` and `lite-youtube`, told by rule and not by name.

Elements that no standard knows are such, too: WeChat's `<qqmusic audiourl=…>`.

The words of an element's name say what it shows; an attribute that holds an address, or an identifier of a
provider that the name mentions, says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from reader.convert.embeds import by_identifier, embed_of, provider_named
from reader.convert.nodes import Page, attributes_of, has_words, outermost
from reader.convert.pictures import file_kind, is_address, largest_in_srcset
from reader.text.late import late
from reader.text.safe import clean_line

_WORDS = late(r"[a-z0-9]+")
_HELPER_WORDS = frozenset(
    [
        "ad",
        "ads",
        "analytics",
        "pixel",
        "tracking",
        "share",
        "social",
        "serviceworker",
        "script",
        "state",
        "list",
        "font",
        "autocomplete",
        "consent",
        "push",
        "form",
        "stylesheet",
        "style",
        "include",
        "import",
        "base",
    ]
)
"""words of custom elements that load what no reader sees"""
_KIND_WORDS = {
    **dict.fromkeys(("img", "image", "picture", "photo", "pic", "anim"), "picture"),
    **dict.fromkeys(("video", "player", "film", "movie"), "video"),
    **dict.fromkeys(("audio", "podcast", "sound", "voice", "music"), "audio"),
}
_TITLE_ATTRIBUTES = (
    "title",
    "alt",
    "playlabel",
    "aria-label",
    "data-title",
    "caption",
    "data-caption",
    "label",
    "data-desc",
    "music_name",
)
_URL_NAME = late(
    r"(?:^|[-_:])(?:src|href|url|link|file|source|embed|iframe|permalink)$|^(?:data-)?(?:src|url)|(?:audio|video)url$"
)
_ID_NAME = late(
    r"^(?:data-|amp-)?(?:(?:video|vid|tweet|gist|track|playlist|episode|post|media|clip|youtube|vimeo|bilibili|bv|embed)"
    r"[-_]?(?:id)?|[a-z]{0,12}[-_]?(?:id|shortcode)|bvid|identifier|vid|code|params)$"
)


def replace_custom_elements(page: Page, name: str) -> None:
    """Put plain elements in the place of the custom elements of a name that carry an address."""
    words = [*_WORDS.findall(name), *_joined(name)]
    if not _HELPER_WORDS.isdisjoint(words):
        return
    # Inner ones first: an element may take those inside it along.
    for node in reversed(page.each(name.replace(":", "\\:"))):
        attributes = attributes_of(node)
        plain = _plain(page, node, words, attributes)
        if plain is not None:
            _replace(node, plain)


def _plain(page: Page, node: LexborNode, words: list[str], attributes: dict[str, str]) -> LexborNode | None:
    title = next((text for key in _TITLE_ATTRIBUTES if (text := clean_line(attributes.get(key, "")))), "")
    provider = provider_named(words)
    url = next(
        (
            value.strip()
            for name, value in attributes.items()
            if _URL_NAME.search(name) and not value.startswith("data:") and is_address(value.strip())
        ),
        "",
    ) or largest_in_srcset(attributes.get("srcset", "") or attributes.get("data-srcset", ""))
    if provider is not None:
        named = [value for name, value in attributes.items() if _ID_NAME.search(name) and name != "id"]
        for identifier in (*named, url):
            if identifier and (found := by_identifier(provider, identifier)) is not None:
                return page.embed(found, title)
    kind = next((_KIND_WORDS[word] for word in words if word in _KIND_WORDS), "")
    if not url and kind in ("video", "audio") and (source := node.css_first("source[src]")) is not None:
        url = source.attributes.get("src") or ""
    href = attributes.get("href", "").strip()
    if href and has_words(node) and not href.startswith(("#", "javascript:", "data:")):
        return page.element("a", href=href)
    poster = attributes.get("poster", "")
    if kind not in ("video", "audio") and is_address(poster):
        return page.element("img", src=poster, alt=title)
    if not url:
        return _words_alone(page, attributes.get("name", "") or title) if kind == "audio" else None
    embed = embed_of(url)
    if embed.is_known:
        return page.embed(embed, title)
    kind = file_kind(url) or kind
    if kind == "picture":
        return page.element("img", src=url, alt=attributes.get("alt", "") or title)
    if kind:
        return page.element(kind, src=url, title=title)
    return page.element("iframe", src=url, title=title)


def _words_alone(page: Page, words: str) -> LexborNode | None:
    """Return a paragraph with the title of what has no address."""
    if not (title := clean_line(words)):
        return None
    paragraph = page.element("p")
    paragraph.insert_child(title)
    return paragraph


def _replace(node: LexborNode, plain: LexborNode) -> None:
    """Put a plain element in the place of another one, whose own words stay."""
    for inner in outermost(node.css("[fallback], [placeholder], noscript, source, track")):
        inner.decompose()
    if plain.tag == "a":
        for child in list(node.iter(include_text=True)):
            plain.insert_child(child.clone() if child.is_element_node else child.text(deep=False))
        node.insert_before(plain)
        node.decompose()
        return
    node.insert_before(plain)
    if not has_words(node) and node.css_first("img, iframe, video, audio, a[href]") is None:
        node.decompose()


def _joined(name: str) -> Iterator[str]:
    """Yield the words of a custom element's name that are written as one: `youtube` of `youtubeplayer`."""
    for part in _WORDS.findall(name):
        for suffix in ("player", "embed", "video"):
            if part != suffix and part.endswith(suffix):
                yield part.removesuffix(suffix)
                yield suffix
        for suffix in ("voice", "music"):
            if part.endswith(suffix):
                yield suffix
