"""Running text as XHTML, from the styled runs that the screen shows: the same words, and nothing but words.

Every word of a post stays apart as `Words` until the end, when all of them are escaped: nothing else of a post reaches
the output but addresses, and these through `address_to_xml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from reader.export.xml_text import xml_text
from reader.text.safe import clean
from reader.text.urls import host, is_openable, with_ascii_host
from reader.typeset.inline import FORMULA_ROLE, Inline, StyledRun

_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w.-]+")
_OF_ADDRESSES = "!$%&'()*+,/:;=?@~"
_ELEMENTS = {
    "strong": ("strong", ""),
    "emphasis": ("em", ""),
    "emphasis-wide": ("em", "wide"),
    "strike": ("s", ""),
    "code": ("code", ""),
    FORMULA_ROLE: ("code", "formula"),
    "caption": ("span", "caption"),
    "alt": ("span", "alt"),
    "marker": ("span", "marker"),
}
"""the element and class of a role; roles that are missing here show as their words alone"""


class Words(str):
    """Words of a post, not escaped yet."""

    __slots__ = ()


Pieces = list[str]
"""markup, and `Words` between it"""
Anchor = Callable[[str], tuple[str, str] | None]
"""returns for an address the opening and closing markup of its link; None if it is none"""


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces as XHTML."""
    return "".join(xml_text(piece) if isinstance(piece, Words) else piece for piece in pieces)


def outside(url: str) -> str | None:
    """Return an address if a link may lead there, out of the export: to the web with the name of a host, or to mail."""
    is_mail = url.lower().startswith("mailto:")
    return url if is_openable(url) and (is_mail or _HOST.fullmatch(host(url))) else None


def address_to_xml(url: str) -> str:
    """Return an address as an attribute has it: what RFC 3986 does not have in addresses is percent-encoded.

    A host is no text to encode: one in other letters is written as DNS knows it.
    """
    place, sign, fragment = with_ascii_host(url).partition("#")
    whole = quote(place, safe=_OF_ADDRESSES) + sign + quote(fragment, safe=_OF_ADDRESSES)
    return xml_text(_LONE_PERCENT.sub("%25", whole))


_ADDRESS = ("https://", "http://")
"""what the words of a link begin with that are an address: it may break anywhere, lest the line before it is stretched"""


def write_inline(text: Inline, urls: Sequence[str], anchor: Anchor, pieces: Pieces) -> None:
    """Append running text; neighbouring runs share the elements that they have in common."""
    open_keys: list[tuple[str, object]] = []
    closings: list[str] = []
    for run in text.runs:
        keys = _keys(run)
        shared = 0
        while shared < min(len(keys), len(open_keys)) and keys[shared] == open_keys[shared]:
            shared += 1
        _close(closings, shared, pieces)
        del open_keys[shared:]
        for kind, value in keys[shared:]:
            opening, closing = _markup(kind, value, urls, anchor)
            if kind == "link" and text.text.startswith(_ADDRESS, run.start):
                opening = opening.replace("<a ", '<a class="address" ', 1)
            if opening:
                pieces.append(opening)
            closings.append(closing)
            open_keys.append((kind, value))
        _write_words(text.text[run.start : run.end], pieces)
    _close(closings, 0, pieces)


def _write_words(words: str, pieces: Pieces) -> None:
    """Append words; a line feed among them is a forced break."""
    for number, line in enumerate(clean(words).split("\n")):
        if number:
            pieces.append("<br/>")
        if line:
            pieces.append(Words(line))


def _close(closings: list[str], left: int, pieces: Pieces) -> None:
    while len(closings) > left:
        if closing := closings.pop():
            pieces.append(closing)


def _keys(run: StyledRun) -> list[tuple[str, object]]:
    """Return what a run stands in, outermost first; the link is outside of all styles."""
    keys: list[tuple[str, object]] = [] if run.link is None else [("link", run.link)]
    roles = dict.fromkeys(run.roles)
    if FORMULA_ROLE in roles:
        roles.pop("code", None)
    return keys + [("role", role) for role in roles if role in _ELEMENTS]


def _markup(kind: str, value: object, urls: Sequence[str], anchor: Anchor) -> tuple[str, str]:
    if kind == "link":
        assert isinstance(value, int)
        return anchor(urls[value]) or ("", "")
    element, class_ = _ELEMENTS[str(value)]
    return f'<{element} class="{class_}">' if class_ else f"<{element}>", f"</{element}>"
