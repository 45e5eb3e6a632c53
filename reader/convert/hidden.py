"""Elements that a browser does not show: closed dialogs, and what a style or a class of a known library hides.

A style counts by its declarations, not as text: `backface-visibility: hidden` hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.convert.nodes import outermost
from reader.text.late import late

_HIDING_STYLE = late(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*[0.]|font-size\s*:\s*[0.]|:\s*-\d{3}|clip"
    r"|overflow\s*:\s*hidden",
    re.IGNORECASE,
)
"""a sign that some style of a page may hide an element"""
_STYLE = late(r"""style\s?=\s?("[^"]*|'[^']*|[^\s"'>]+)""")
_COOKIE_NOTICES = ", ".join(
    f'[id="{name}"]'
    for name in (
        "cookie-notice",
        "cookie-law-info-bar",
        "CybotCookiebotDialog",
        "cookieConsent",
        "cookie-banner",
    )
)
_NUMBER = late(r"(-?\d{0,9}(?:\.\d{0,9})?)\s*(px|em|rem|pt|%|vw|vh)?", re.ASCII)
_CLIPPED = late(
    r"rect\(\s*[01]?(?:px)?(?:[\s,]+[01]?(?:px)?){3}\s*\)|inset\(\s*(?:50|100)%.{0,40}|circle\(\s*0.{0,40}"
)
_OFF_SCREEN = -900.0
"""pixels, and per cent or em, beyond which nothing is on the screen"""
_HIDING_CLASSES = frozenset(
    ("d-none", "hidden", "is-hidden", "u-hidden", "invisible", "visually-hidden-focusable")
)
"""classes of Bootstrap, Tailwind, Bulma and the like that hide an element unless a class for wide screens shows it"""
_SHOWN_WHEN_WIDE = late(
    r"(?:sm|md|lg|xl|2xl|xxl|desktop|tablet):(?:block|flex|grid|inline\S{0,20}|table\S{0,20}|contents|visible)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?!none)\S{1,20}|(?:show|visible)-(?:for-)?(?:sm|md|lg|xl|medium|large)\S{0,20}"
)
_REVEALED = late(
    r"wow|aos\S{0,20}|animated?|animation\S{0,20}|fade\S{0,20}|reveal\S{0,20}|elementor-invisible|lazy\S{0,20}"
)
"""classes of libraries that show an element when it is scrolled to"""
_REVEALING_STYLE = ("transition", "animation", "animation-name", "transform", "will-change")
_MAX_FADED_CHARS = 300
"""of text that a style fades out or shrinks to nothing; longer ones are articles that a script reveals"""
_MEDIA = "img, picture, iframe, video, audio, svg, canvas, object, embed"


def declarations(style: str) -> dict[str, str]:
    """Return the declarations of a `style` attribute in lower case, without `!important`; the last of a name counts."""
    found = {}
    for declaration in style[:20_000].lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.partition("!")[0].strip()
    return found


def hidden_elements(parser: LexborHTMLParser, html: str, names: frozenset[str] | None) -> list[LexborNode]:
    """Return the outermost hidden elements of a page.

    `html` is the page's source, `names` the names of its elements and classes, as in
    `reader.convert.rules.PageTokens`.
    """
    return outermost(_candidates(parser, html, names))


def _candidates(parser: LexborHTMLParser, html: str, names: frozenset[str] | None) -> Iterator[LexborNode]:
    if names is None or "dialog" in html:
        yield from (node for node in parser.css("dialog") if "open" not in node.attributes)
        yield from parser.css('[role$="dialog"][aria-hidden="true"]')
    if "popover" in html:
        yield from parser.css("[popover]")
    if "ookie" in html:
        yield from parser.css(_COOKIE_NOTICES)
    classes = _HIDING_CLASSES if names is None else {name for name in _HIDING_CLASSES if f".{name}" in names}
    if classes:
        for node in parser.css(", ".join(f".{name}" for name in sorted(classes))):
            if _is_hidden_by_class((node.attributes.get("class") or "").lower().split(), classes):
                yield node
    if names is None or ".modal" in names:
        for node in parser.css(".modal"):
            own = (node.attributes.get("class") or "").lower().split()
            if node.attributes.get("role") == "dialog" and not {
                "show",
                "in",
                "is-active",
                "open",
            }.intersection(own):
                yield node
    if _may_hide_by_style(html, is_lowercase=names is not None):
        yield from (node for node in parser.css("[style]") if _is_hidden_by_style(node))


def _may_hide_by_style(html: str, *, is_lowercase: bool) -> bool:
    """Return whether some style may hide an element; a page has few different ones."""
    if "style" in html and _HIDING_STYLE.search(" ".join(set(_STYLE.findall(html)))):
        return True
    return not is_lowercase and ("STYLE" in html or "Style=" in html)


def _is_hidden_by_class(own: list[str], hiding: frozenset[str] | set[str]) -> bool:
    if any(_SHOWN_WHEN_WIDE.fullmatch(name) or _REVEALED.fullmatch(name) for name in own):
        return False
    return not hiding.isdisjoint(own)


def _is_hidden_by_style(node: LexborNode) -> bool:
    source = node.attributes.get("style") or ""
    if not _HIDING_STYLE.search(source):
        return False
    style = declarations(source)
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    if style.get("visibility") in ("hidden", "collapse"):
        # WeChat shows the whole article by a script: it is transparent, too.
        return not _is_number(style.get("opacity", ""), 0) or _is_faded(node, style)
    if style.get("position") in ("absolute", "fixed") and _is_out_of_sight(style):
        return True
    if _is_number(style.get("opacity", ""), 0) or _is_number(style.get("font-size", ""), 0):
        return _is_faded(node, style)
    return _length(style.get("text-indent", "")) <= _OFF_SCREEN and node.css_first(_MEDIA) is None


def _is_out_of_sight(style: dict[str, str]) -> bool:
    """Return whether an element that is placed freely lies beside the screen, or is cut to nothing."""
    if any(
        _length(style.get(side, "")) <= _OFF_SCREEN
        for side in ("left", "top", "right", "bottom", "margin-left")
    ):
        return True
    if _CLIPPED.fullmatch(style.get("clip", "")[:100]) or _CLIPPED.fullmatch(
        style.get("clip-path", "")[:100]
    ):
        return True
    is_dot = all(
        _is_number(style.get(name, ""), 0) or _is_number(style.get(name, ""), 1)
        for name in ("width", "height")
    )
    return is_dot and style.get("overflow") == "hidden"


def _is_faded(node: LexborNode, style: dict[str, str]) -> bool:
    """Return whether short words are transparent or of no size for good: no script shows them, no inner style."""
    # An element with a class or data is a script's, which shows it when it is ready.
    if any(name in style for name in _REVEALING_STYLE) or any(
        name == "class" or name.startswith("data-") for name in node.attributes
    ):
        return False
    if node.css_first(_MEDIA) is not None or len(node.text() or "") > _MAX_FADED_CHARS:
        return False
    inner = (other for other in node.css("[style], font, [class]") if other.mem_id != node.mem_id)
    return _is_number(style.get("opacity", ""), 0) or next(inner, None) is None


def _length(value: str) -> float:
    """Return a length in its own unit; 0 for anything else."""
    match = _NUMBER.fullmatch(value)
    if not match or not match[1].strip("-."):
        return 0.0
    number = float(match[1])
    return number * 16 if match[2] in ("em", "rem", "vw", "vh", "%") else number


def _is_number(value: str, number: int) -> bool:
    match = _NUMBER.fullmatch(value)
    return match is not None and match[1].strip("-.") != "" and float(match[1]) == number
