"""What the JSON-LD of a page says of its article (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_MAX_JSON_CHARS = 500_000
_MAX_JSON_DEPTH = 12
_ARTICLE_TYPES = re.compile(
    r"article|posting|report|review|webpage|creativework|recipe|videoobject", re.IGNORECASE
)
_PLAIN_NAMES = frozenset(
    {
        *("headline", "datepublished", "datemodified", "datecreated", "uploaddate", "articlesection"),
        *("description", "inlanguage", "keywords"),
    }
)


def linked_data(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and values of the article in JSON-LD; broken JSON has none."""
    if len(text) > _MAX_JSON_CHARS:
        return
    text = re.sub(r"\A\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*\Z", "", text).strip().rstrip(";")
    try:
        # Line breaks within strings are what many sites write.
        loaded = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    things = list(_things(loaded, 0))
    for thing in sorted(things, key=_rank):
        for key, value in thing.items():
            name = str(key).lower()
            if name == "publisher":
                for text_of_name in _names(value):
                    yield "publisher", text_of_name
            elif name in ("author", "creator"):
                for text_of_name in _names(value):
                    yield "author", text_of_name
            elif name in ("image", "thumbnailurl"):
                yield from (("image", url) for url in _names(value, ("url", "contentUrl", "@id")))
            elif name in ("mainentityofpage", "url"):
                yield from (("ld:url", url) for url in _names(value, ("@id", "url")))
            elif name in _PLAIN_NAMES:
                yield from ((name, each) for each in _names(value))


def _rank(thing: Mapping[str, object]) -> int:
    """Return the place of a thing among those of a page: articles, then what else is published."""
    kinds = thing.get("@type")
    kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
    if re.search(r"article|posting|report", kind, re.IGNORECASE):
        return 0
    return 1 if "headline" in thing or "datePublished" in thing else 2


def _things(loaded: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the things in JSON-LD that may be the article, also in lists and graphs."""
    if depth > _MAX_JSON_DEPTH:
        return
    if isinstance(loaded, list):
        for item in loaded:
            yield from _things(item, depth + 1)
    elif isinstance(loaded, dict):
        kinds = loaded.get("@type")
        kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
        if _ARTICLE_TYPES.search(kind):
            yield loaded
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if isinstance(value := loaded.get(key), (list, dict)):
                yield from _things(value, depth + 1)


def _names(value: object, keys: tuple[str, ...] = ("name", "@value", "legalName")) -> Iterator[str]:
    """Yield the names in a value of JSON-LD: text, a thing with a name, or a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield next((name for key in keys if isinstance(name := value.get(key), str)), "")
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, list):
                yield from _names(item, keys)
