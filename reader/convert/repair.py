"""The source of a page made fit for parsers: nothing swallowed as a tag, no depth or width without end."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from reader.convert.elements import ELEMENTS, SELF_CLOSING

_TAG_LIKE = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^<>]*)")
# A sign that ends a tag may stand in quotes.
_WHOLE_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*)(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'|["'])*>?""")
_LONG = 4000
_LONG_TAG = re.compile(rf"<([A-Za-z][^\s/<>]*)([^<>]{{{_LONG},}})>")
_ADDRESS = re.compile(r"\s((?:src|href)=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))")
_MOST_ATTRIBUTES = 300
_NAMES = re.compile(r"</?([A-Za-z][^\s/>]*)")
_OPENING = re.compile("<[A-Za-z]")
_DEEPEST = 3000
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-:.][a-z0-9_-]+)*")
_VERBATIM_NAMES = frozenset(("xmp", "plaintext", "listing"))
_LISTING = re.compile(r"<(/?)listing(?=[\s/>])", re.IGNORECASE)
_VERBATIM = re.compile(
    r"<xmp(?:\s[^>]*)?>(.*?)(?:</xmp\s*>|\Z)|<plaintext(?:\s[^>]*)?>(.*)", re.IGNORECASE | re.DOTALL
)


class RepairedSource(NamedTuple):
    """The source of a page, fit for a parser."""

    source: str
    names: frozenset[str]
    """the names of all tags in it, in small letters, and perhaps more"""
    is_lowercase: bool
    """whether they were in small letters, as is everything that programs write"""
    is_flattened: bool
    """whether tags were left out because they nest too deep"""


def _bounded(text: str) -> str:
    """The source without the tags that would nest deeper than any page means; the time of a parser grows with
    the square of the depth."""
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match.group(2).lower() in SELF_CLOSING:
            return match.group()
        is_deep = depth > _DEEPEST - (not match.group(1))
        depth = max(0, depth + (-1 if match.group(1) else 1))
        return "" if is_deep else match.group()

    return _WHOLE_TAG.sub(kept, text)


def _few_attributes(match: re.Match[str]) -> str:
    """A tag without most of its attributes, if it has more than any page means."""
    if len(match.group(2).split(None, _MOST_ATTRIBUTES)) <= _MOST_ATTRIBUTES:
        return match.group()
    return f"<{match.group(1)} {' '.join(_ADDRESS.findall(match.group(2))[:2])}>"


def _may_hold_long_tag(text: str) -> bool:
    """Whether some stretch without a tag's border is so long that a tag of `_LONG` characters could hold it."""
    step = _LONG // 2
    return any(
        text.find("<", start, start + step) < 0 and text.find(">", start, start + step) < 0
        for start in range(0, len(text) - step, step)
    )


def _as_code(match: re.Match[str]) -> str:
    """An element in which nothing is a tag, as one in which the same is written with entities."""
    return f"<pre>{html.escape(match.group(1) or match.group(2) or '', quote=False)}</pre>"


def repair_source(text: str) -> RepairedSource:
    """The source with what only looks like a tag turned into text, so that no parser swallows it.

    A name that HTML does not know is an element only where it is closed again or is a custom element.
    """
    found = _NAMES.findall(text)
    spelled = set(found)
    names = frozenset(map(str.lower, spelled))
    if not names.isdisjoint(_VERBATIM_NAMES):
        text = _LISTING.sub(r"<\1pre", _VERBATIM.sub(_as_code, text))
    if _may_hold_long_tag(text):
        text = _LONG_TAG.sub(_few_attributes, text)
    bounded = text
    if len(found) > _DEEPEST and len(_OPENING.findall(text)) > _DEEPEST:
        bounded = _bounded(text)
    source = bounded if ELEMENTS.issuperset(names) else _repaired(bounded)
    return RepairedSource(source, names, spelled == names, is_flattened=bounded != text)


def _repaired(text: str) -> str:
    """The source in which tags that HTML does not know are text."""
    lowered = text.lower()
    known: dict[str, bool] = {}

    def is_element(name: str) -> bool:
        if name not in known:
            plain = _PLAIN_NAME.fullmatch(name) is not None
            closed = "-" in name or ":" in name or (f"<{name}" in lowered and f"</{name}" in lowered)
            known[name] = name in ELEMENTS or (plain and closed)
        return known[name]

    def repaired(match: re.Match[str]) -> str:
        slash, name, rest = match.groups()
        if is_element(name.lower()):
            return match.group()
        return f"&lt;{slash}{name}{rest}"

    return _TAG_LIKE.sub(repaired, text)
