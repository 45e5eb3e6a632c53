"""HTML repair before parsing: escapes text that only looks like tags, limits nesting and attributes."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from reader.convert.elements import KNOWN_ELEMENTS, OPTIONAL_END_TAG
from reader.convert.unclosed import SWALLOWING, close_comment, close_elements
from reader.text.late import late

_TAG_LIKE = late(r"<(/?)([A-Za-z][^\s/>]*)([^<>]*)")
# A `>` in a quoted attribute value does not end the tag.
_TAG = late(r"""<(/?)([A-Za-z][^\s/>]*)(?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'|["'])*>?""")
_LONG_TAG_CHARS = 4000
_LONG_TAG = late(rf"<([A-Za-z][^\s/<>]*)([^<>]{{{_LONG_TAG_CHARS},}})>")
_URL_ATTRIBUTE = late(r"\s((?:src|href)=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))")
_MAX_ATTRIBUTES = 300
_TAG_NAME = late(r"</?([A-Za-z][^\s/>]*)")
_START_NAME = late(r"<([A-Za-z][^\s/>]*)")
_END_NAME = late(r"</([A-Za-z][^\s/>]*)")
_START_TAG = late("<[A-Za-z]")
_MAX_DEPTH = 3000
_MAX_OPTIONS = 1_000
_OPTION = late(r"</?(?:option|optgroup|select)\b[^<>]*>")
_WELL_FORMED_NAME = late(r"[a-z][a-z0-9]*(?:[-:.][a-z0-9_-]+)*")
_GLUED_NAME = late(
    r"(a|img|iframe|div|span|p|font|td)(?=(?:href|src|class|style|id|target|title|rel|alt)=)", re.IGNORECASE
)
"""a tag whose name runs into its first attribute, as in `<ahref=…>`"""
_NO_ADDRESS = late(r"(?:href|src)=[\"']?(?:https?:?)?", re.IGNORECASE)
_VERBATIM_NAMES = frozenset(("xmp", "plaintext", "listing"))
_LISTING = late(r"<(/?)listing(?=[\s/>])", re.IGNORECASE)
_VERBATIM = late(
    r"<xmp(?:\s[^>]*)?>(.*?)(?:</xmp\s*>|\Z)|<plaintext(?:\s[^>]*)?>(.*)", re.IGNORECASE | re.DOTALL
)


class RepairedHtml(NamedTuple):
    """HTML that is safe to parse."""

    html: str
    tag_names: frozenset[str]
    """the names of all tags in lower case; may hold names of text that only looked like a tag"""
    is_lowercase: bool
    """whether all tag names were in lower case, as programs write them"""
    is_flattened: bool
    """whether tags were removed because they were nested too deep"""


def _limit_depth(markup: str) -> str:
    """Return the HTML without tags below `_MAX_DEPTH`: parsing time is quadratic in the depth."""
    depth = 0

    def replacement(match: re.Match[str]) -> str:
        nonlocal depth
        if match.group(2).lower() in OPTIONAL_END_TAG:
            return match.group()
        is_too_deep = depth > _MAX_DEPTH - (not match.group(1))
        depth = max(0, depth + (-1 if match.group(1) else 1))
        return "" if is_too_deep else match.group()

    return _TAG.sub(replacement, markup)


def _limit_attributes(match: re.Match[str]) -> str:
    """Return the tag, with at most two URL attributes left of it where it has more than `_MAX_ATTRIBUTES`."""
    if len(match.group(2).split(None, _MAX_ATTRIBUTES)) <= _MAX_ATTRIBUTES:
        return match.group()
    return f"<{match.group(1)} {' '.join(_URL_ATTRIBUTE.findall(match.group(2))[:2])}>"


def _may_have_long_tag(markup: str) -> bool:
    """Return whether some stretch without `<` and `>` is long enough for a tag of `_LONG_TAG_CHARS`."""
    step = _LONG_TAG_CHARS // 2
    return any(
        markup.find("<", start, start + step) < 0 and markup.find(">", start, start + step) < 0
        for start in range(0, len(markup) - step, step)
    )


def _verbatim_to_pre(match: re.Match[str]) -> str:
    """Return an element whose content is no markup as a `pre` with the content escaped."""
    return f"<pre>{html.escape(match.group(1) or match.group(2) or '', quote=False)}</pre>"


def repair_html(markup: str) -> RepairedHtml:
    """Return the HTML with everything escaped that only looks like a tag, so that no parser swallows it.

    A name unknown to HTML is an element only if it is a custom element or has an end tag.
    """
    spellings = _TAG_NAME.findall(markup)
    distinct = set(spellings)
    names = frozenset(map(str.lower, distinct))
    if not names.isdisjoint(_VERBATIM_NAMES):
        markup = _LISTING.sub(r"<\1pre", _VERBATIM.sub(_verbatim_to_pre, markup))
    if _may_have_long_tag(markup):
        markup = _LONG_TAG.sub(_limit_attributes, markup)
    if "<!--" in markup:
        markup = close_comment(markup)
    if swallowing := names & SWALLOWING:
        markup = close_elements(markup, swallowing)
    limited = markup
    if len(spellings) > _MAX_DEPTH and len(_START_TAG.findall(markup)) > _MAX_DEPTH:
        limited = _limit_depth(markup)
    is_flattened = limited != markup
    if limited.count("<option") > _MAX_OPTIONS:
        # The parser's time is quadratic in the number of a list's options: their words stand a line each.
        limited = _OPTION.sub("<br>", limited)
    repaired = limited if KNOWN_ELEMENTS.issuperset(names) else _escape_unknown_tags(limited)
    if any(map(_GLUED_NAME.match, names)):
        names |= {glued[1] for name in names if (glued := _GLUED_NAME.match(name))}
    return RepairedHtml(repaired, names, distinct == names, is_flattened=is_flattened)


def _escape_unknown_tags(markup: str) -> str:
    """Return the HTML with the tags of unknown elements escaped."""
    started = {name.lower() for name in _START_NAME.findall(markup)}
    ended = {name.lower() for name in _END_NAME.findall(markup)}
    is_element_by_name: dict[str, bool] = {}

    def is_element(name: str) -> bool:
        if name not in is_element_by_name:
            is_well_formed = _WELL_FORMED_NAME.fullmatch(name) is not None
            is_closed = "-" in name or ":" in name or (name in started and name in ended)
            is_element_by_name[name] = name in KNOWN_ELEMENTS or (is_well_formed and is_closed)
        return is_element_by_name[name]

    def replacement(match: re.Match[str]) -> str:
        slash, name, rest = match.groups()
        if is_element(name.lower()):
            return match.group()
        if glued := _GLUED_NAME.match(name):
            attribute = name[glued.end() :]
            if _NO_ADDRESS.fullmatch(attribute) and not rest.startswith("/"):
                attribute = ""  # blanks tore the address apart
            return f"</{glued[1]}" if slash else f"<{glued[1]} {attribute}{rest}"
        return f"&lt;{slash}{name}{rest}"

    return _TAG_LIKE.sub(replacement, markup)
