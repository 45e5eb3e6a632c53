"""CSL-JSON, the data that processors of the Citation Style Language take: schema csl-data, version 1.0."""

from __future__ import annotations

from datetime import date

from reader.cite.names import Name
from reader.cite.source import Source, SourceKind

_TYPES = {
    SourceKind.NEWSPAPER: "article-newspaper",
    SourceKind.PAGE: "webpage",
    SourceKind.VIDEO: "motion_picture",
}

Item = dict[str, object]


def csl_item(source: Source) -> Item:
    """Return the item of a post; what is not known is left out."""
    item: Item = {
        "id": source.key,
        "type": _TYPES[source.kind],
        "title": source.title,
        "author": list(map(_name, source.authors)),
        "translator": list(map(_name, source.translators)),
        "container-title": source.publication,
        "issued": _date(source.day),
        "URL": source.url,
        "accessed": _date(source.accessed) if source.url else None,
        "language": source.language,
        "keyword": ", ".join(source.keywords),
        "abstract": source.description,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> Item:
    """Return a name; as one text where it has no parts, which every style then prints as it is."""
    if name.is_whole:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(day: date | None) -> Item | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day is not None else None
