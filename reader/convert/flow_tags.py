"""Start tags and contents of elements in the normal form of a page, one at a time."""

from __future__ import annotations

import re

from reader.convert.footnotes import FOOTNOTE_ATTRIBUTE
from reader.convert.whitespace import CJK
from reader.text.entities import unescape
from reader.text.late import late

TOKEN = late(r"<(?:!--.*?--|(/?)([a-zA-Z][^\s/>]*)([^>]*))>", re.DOTALL)
"""a tag or a comment: whether it is an end tag, the name, and the rest of it"""
_ATTRIBUTE = late(r'([^\s"=/]+)(?:="([^"]*)")?')
_IS_CJK = re.compile(f"[{CJK}]").match
_SOURCE_NEWLINE = late(r"\s*\n\s*")
_SPACE_AROUND_LINE = late(r"(<(?:/?(?:p|div|li|tr|td|th|tbody)|br)[^>]*>)[ ]+|[ ]+(?=</(?:p|div|li)>|<br)")
_MIN_PROSE_LINE = 60
"""characters of the longest line of preformatted prose"""
_INTEGER = late(r"-?\d{1,9}")
_LETTERED = ("a", "A", "i", "I")
"""the types of lists whose items are labelled by letters"""


def parse_attributes(source: str) -> dict[str, str]:
    """Return the attributes of a serialised tag, names in lower case."""
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(source)}


def container_tag(name: str, source: str) -> str:
    """Return the start tag of a list, quote or list item, with a list's start or a footnote's number."""
    if name == "li" and FOOTNOTE_ATTRIBUTE in source:
        number = parse_attributes(source).get(FOOTNOTE_ATTRIBUTE, "")
        if number.isascii() and number.isdigit():
            return f'<li {FOOTNOTE_ATTRIBUTE}="{number}">'
    if name == "li" and "value" in source:
        value = parse_attributes(source).get("value", "")
        return f'<li value="{value}">' if _INTEGER.fullmatch(value) else "<li>"
    return _list_tag(source) if name == "ol" and source.strip() else f"<{name}>"


def cell_tag(name: str, source: str) -> str:
    """Return the start tag of a cell with the columns and rows that it spans."""
    if "span" not in source:
        return f"<{name}>"
    attributes = parse_attributes(source)
    spans = (
        f' {key}="{value}"'
        for key in ("colspan", "rowspan")
        if (value := attributes.get(key, "").strip()).isascii() and value.isdigit()
    )
    return f"<{name}{''.join(spans)}>"


def _list_tag(source: str) -> str:
    """Return the start tag of an `ol` with what says how its items are labelled."""
    attributes = parse_attributes(source)
    kept = ""
    if _INTEGER.fullmatch(start := attributes.get("start", "").strip()):
        kept += f' start="{start}"'
    if "reversed" in attributes:
        kept += ' reversed=""'
    if (kind := attributes.get("type", "")) in _LETTERED:
        kept += f' type="{kind}"'
    return f"<ol{kept}>"


def listing_markup(inner: str) -> str:
    """Return the cell of a listing without the white space of its HTML source, unless it is preformatted."""
    if "<pre" in inner:
        return inner
    return _SPACE_AROUND_LINE.sub(r"\1", _SOURCE_NEWLINE.sub(" ", inner).strip())


def is_prose(markup: str) -> bool:
    """Return whether the content of a `pre` is a quotation, as some editors write them, and not code."""
    text = TOKEN.sub("", markup)
    longest = max(map(len, text.split("\n")))
    cjk_count = sum(1 for char in text if _IS_CJK(char))
    code_sign_count = sum(map(text.count, "{}=;$\\|"))
    return longest >= _MIN_PROSE_LINE and cjk_count > len(text) / 3 and code_sign_count * 50 < len(text)
