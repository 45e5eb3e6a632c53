"""Whole pages as a browser, SingleFile or an exporter saves them: what they say of themselves, and the article."""

from __future__ import annotations

import logging
import re
from functools import cache
from types import ModuleType

from selectolax.lexbor import LexborHTMLParser

from reader.language import Remark
from reader.store.front_matter_values import Form, FrontMatter, Value
from reader.store.page_text import article_of
from reader.store.page_values import values_of
from reader.text.embedded import cut_embedded

NOT_SURE = Remark(
    "The page does not say where its article is, and more than the article may be shown: "
    "`pip install 'news-archive-reader[pages]'` finds it better."
)
TOO_DEEP = Remark("The page nests its elements deeper than a reader can follow; all of it is shown.")
TOO_MANY = Remark("The page has more elements than a reader can follow; all of it is shown.")
_MAX_TAGS = 200_000
"""of a page whose article is looked for, in some passes over all elements; no site writes a tenth of that"""
_BEGINNING = 1_000_000
"""characters of a page with more that are looked at for what it says of itself"""
_MAX_DEPTH = 3000
"""elements inside each other, beyond which parsing takes seconds: its time is quadratic in the depth"""
_TAG = re.compile(
    r"<(/?)(?!(?:area|br|col|dd|dt|hr|img|input|li|link|meta|option|p|source|td|th|tr|wbr)\b)[a-z]", re.I
)
_MAX_EXTRACTED_TAGS = 10_000
"""of a page that trafilatura is given; it takes some seconds for more, and its time is not linear"""


def read_page(text: str) -> FrontMatter:
    """Return what a whole page says of itself as front matter, and its article as the body. Never raises.

    Where the page does not name its article, the words that trafilatura takes for it tell where it is. The body
    keeps the page's own elements, as trafilatura's output has no captions, frames and films, and few pictures.
    """
    if "data:" in text:
        text = cut_embedded(text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    has_too_many = text.count("<") > _MAX_TAGS
    looked_at = text[:_BEGINNING] if has_too_many else text
    if _is_too_deep(looked_at):
        return FrontMatter({}, text, is_present=True, warnings=(TOO_DEEP,), form=Form.PAGE)
    page = LexborHTMLParser(looked_at)
    values = values_of(page, looked_at)
    if has_too_many:
        return FrontMatter(values, text, is_present=True, warnings=(TOO_MANY,), form=Form.PAGE)
    body, is_clear = article_of(page)
    warnings: tuple[str, ...] = ()
    if not is_clear:
        library = _trafilatura()
        if library is None:
            warnings = (NOT_SURE,)
        elif text.count("<") <= _MAX_EXTRACTED_TAGS:
            body, _ = article_of(LexborHTMLParser(text), _extracted(library, text).split("\n"))
            values |= _missing(library, text, values)
    return FrontMatter(values, body, is_present=True, warnings=warnings, form=Form.PAGE)


def _is_too_deep(text: str) -> bool:
    depth = 0
    for match in _TAG.finditer(text):
        depth += -1 if match[1] else 1
        if depth > _MAX_DEPTH:
            return True
    return False


@cache
def _trafilatura() -> ModuleType | None:
    """Return trafilatura, which takes 260 ms to import; None where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        return None
    # Its messages on pages that it cannot read are not for the terminal.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    return trafilatura


def _extracted(library: ModuleType, text: str) -> str:
    """Return the words that trafilatura takes for the article; empty if it fails."""
    try:
        return str(library.extract(text, include_comments=False, include_formatting=False) or "")
    except (ValueError, TypeError, AttributeError, RecursionError):
        # What it raises on pages that no site writes.
        return ""


def _missing(library: ModuleType, text: str, values: dict[str, Value]) -> dict[str, Value]:
    """Return the date that trafilatura finds in a page that does not name its own."""
    if "date" in values:
        return {}
    try:
        found = library.extract_metadata(text)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
    date = getattr(found, "date", None)
    return {"date": date} if isinstance(date, str) and date else {}
