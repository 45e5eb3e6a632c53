"""Left-overs of BBCode in HTML: `[url=…]…[/url]`, `[img]…[/img]`, `[embed]…[/embed]` and the like, outside code.

Shortcodes of WordPress' plug-ins, `[vc_row]…[/vc_row]`, leave what they enclose.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.convert.embeds import by_identifier, provider_named
from reader.text.late import late

_NAMES = "url|link|img|embed|video|media|flash|audio|iframe|youtube|vimeo|bilibili"
_TAGGED = late(
    rf"""\[({_NAMES})(?:=["']?([^\[\]\s"'<>]{{1,2000}})["']?)?(?:\s[^\]<>]{{0,200}})?\]((?:(?!\[/?\1\b).){{0,2000}})\[/\1\]""",
    re.IGNORECASE | re.DOTALL,
)
_SIGN = late(rf"\[/(?:{_NAMES})\]", re.IGNORECASE)
_CODE = late(r"<(/?)(?:pre|code|samp|kbd|textarea|script|style|xmp)\b", re.IGNORECASE)
_TAG = late(r"<[^<>]{0,2000}>")
_ADDRESS = late(r"(?:https?:)?//[^\s<>\"'\[\]]{3,2000}")
_LINK_NAMES = frozenset(("url", "link"))
_SHORTCODE = late(
    r"\[(/?)([a-z][a-z0-9]{0,30}(?:[_-][a-z0-9]{1,30}){1,5})((?:\s[^\[\]<>]{0,1000})?)/?\](?!\()",
    re.IGNORECASE,
)
"""a tag of a plug-in, whose name has several words"""
_SHORTCODE_ATTRIBUTE = late(r"\s[a-z_-]{1,40}=(?:\"|'|&quot;|&#39;|“|”|″)", re.IGNORECASE)
_SHORTCODE_TITLE = late(r"\s(?:title|heading|header)=(\"|'|&quot;|&#39;)(.{1,200}?)\1", re.IGNORECASE)


def replace_bbcode(html: str) -> str:
    """Return the HTML with addresses in BBCode as links, pictures and frames; anything else stays as it is."""
    # A single character is found in a fifth of the time of two.
    if "[" not in html:
        return html
    if ("[/" in html or "=" in html) and _SHORTCODE.search(html):
        html = _without_shortcodes(html)
    if "[/" not in html or not _SIGN.search(html):
        return html
    borders = _code_borders(html)

    def replacement(match: re.Match[str]) -> str:
        is_in_code = bisect_right(borders, match.start()) % 2 == 1
        return match.group() if is_in_code else _element(match) or match.group()

    return _TAGGED.sub(replacement, html)


def _without_shortcodes(html: str) -> str:
    """Return the HTML without the tags of plug-ins that others close, or that have attributes; titles stay in bold."""
    closed = {match[2].lower() for match in _SHORTCODE.finditer(html) if match[1]}
    borders = _code_borders(html)

    def replacement(match: re.Match[str]) -> str:
        if match[2].lower() not in closed and not _SHORTCODE_ATTRIBUTE.match(match[3]):
            return match.group()
        if bisect_right(borders, match.start()) % 2 == 1:
            return match.group()
        has_title = not match[1] and match[2].lower() in closed
        title = _SHORTCODE_TITLE.search(match[3]) if has_title else None
        return f"<b>{title[2]}</b> " if title else ""

    return _SHORTCODE.sub(replacement, html)


def _code_borders(html: str) -> list[int]:
    """Return the offsets at which code starts and ends in turn."""
    borders: list[int] = []
    depth = 0
    for tag in _CODE.finditer(html):
        deeper = depth + (-1 if tag[1] else 1)
        if (depth == 0 and deeper == 1) or (depth == 1 and deeper == 0):
            borders.append(tag.start())
        depth = max(0, deeper)
    return borders


def _element(match: re.Match[str]) -> str:
    """Return the element that a tag of BBCode stands for; empty where it holds no address."""
    name, argument, content = match[1].lower(), match[2] or "", match[3]
    words = _TAG.sub("", content).strip()
    if name in _LINK_NAMES:
        address = argument or words
        return f'<a href="{address}">{content or address}</a>' if _ADDRESS.fullmatch(address) else ""
    if _ADDRESS.fullmatch(words):
        return f'<img src="{words}">' if name == "img" else f'<iframe src="{words}"></iframe>'
    provider = provider_named([name])
    embed = by_identifier(provider, words) if provider is not None and words else None
    return f'<iframe src="{embed.url}"></iframe>' if embed is not None else ""
